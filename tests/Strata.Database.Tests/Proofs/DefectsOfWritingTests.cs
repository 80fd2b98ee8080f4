using System.Text.Json;
using Strata.Database;
using Strata.Testing;

namespace Strata.Proofs;

/// <summary>Defects of taking things in that an earlier system of this kind had. None of them may come back.</summary>
public sealed class DefectsOfWritingTests
{
    private const string Rows = "email,name,city\nann@example.com,Ann,Graz\nben@example.com,Ben,Linz\n";

    [Theory, DatabaseData, Trait("req", "D1")]
    public async Task D1_a_later_plain_write_does_not_overwrite_a_correction(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var id = (await store.Alice.StoreAsync("contact", """{"email":"ann@example.com","name":"Ann","job_title":"CTO"}""")).EntityId;
        await store.Alice.CorrectAsync(id, """{"name":"Anna","job_title":"CEO"}""");
        store.Time.Advance(TimeSpan.FromDays(1));

        await store.Alice.StoreAsync("contact", """{"email":"ann@example.com","name":"ANN","job_title":"CIO"}""", "2030-01-01");
        await store.Alice.IngestAsync("c.json", """[{"email":"ann@example.com","name":"annie","job_title":"CFO"}]""", new IngestRequest { EntityType = "contact" });

        var entity = await store.Alice.GetAsync(id);
        entity.Json("name").ShouldBe("\"Anna\"");
        entity.Json("job_title").ShouldBe("\"CEO\"");
        entity.ObservationCount.ShouldBe(4);
    }

    [Theory, DatabaseData, Trait("req", "D2")]
    public async Task D2_A_B_A_is_three_writes_and_the_third_counts(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        string? id = null;
        foreach (var title in (string[])["A", "B", "A"])
        {
            id = (await store.Alice.StoreAsync("contact", $$"""{"email":"ann@example.com","job_title":"{{title}}"}""")).EntityId;
            store.Time.Advance(TimeSpan.FromMinutes(1));
        }

        (await store.Alice.ObservationsAsync(id!)).Count.ShouldBe(3);
        (await store.Alice.GetAsync(id!)).Json("job_title").ShouldBe("\"A\"");
    }

    [Theory, DatabaseData, Trait("req", "D3")]
    public async Task D3_a_failed_batch_leaves_nothing_behind_and_its_retry_does_the_whole_work(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var batch = Enumerable.Range(0, 20).Select(i => ("contact", $$"""{"email":"p{{i}}@example.com","name":"P{{i}}"}""")).ToList();
        var before = await store.Alice.StateHashAsync();

        foreach (var table in (string[])["observations", "entity_keys", "receipts"])
        {
            await Sabotage.BreakAsync(store, table);
            await Should.ThrowAsync<Exception>(() => store.Alice.StoreManyAsync(batch, key: "import"));
            await Sabotage.MendAsync(store, table);
            (await store.Alice.StateHashAsync()).ShouldBe(before);
            (await store.Alice.ListSourcesAsync(new PageRequest(), CancellationToken.None)).Items.ShouldBeEmpty();
        }
        var last = (StructuredEntity)new() { EntityType = "contact", Fields = Say.Fields("""{"email":"q@example.com"}""") };
        var dangling = new StructuredRequest { Entities = [last], Relationships = [new("knows", last.EntityType, "ent_nowhere")], IdempotencyKey = "import" };
        await Should.ThrowAsync<StrataException>(() => store.Alice.IngestStructuredAsync(dangling, CancellationToken.None));
        (await store.Alice.StateHashAsync()).ShouldBe(before);

        var retried = await store.Alice.StoreManyAsync(batch, key: "import");
        retried.Entities.Count.ShouldBe(20);
        retried.Entities.ShouldAllBe(e => e.Created);
        (await store.Alice.ListAsync("contact")).Count.ShouldBe(20);
        var replayed = await store.Alice.StoreManyAsync(batch, key: "import");
        JsonSerializer.Serialize(replayed, StrataJson.Options).ShouldBe(JsonSerializer.Serialize(retried, StrataJson.Options));
        (await store.Alice.VerifyAsync()).Observations.ShouldBe(20);
    }

    [Theory, DatabaseData, Trait("req", "D4")]
    public async Task D4_an_ingest_that_fails_between_source_and_observations_is_done_by_its_retry(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var request = new IngestRequest { EntityType = "contact", IdempotencyKey = "file-1" };
        foreach (var table in (string[])["observations", "receipts"])
        {
            await Sabotage.BreakAsync(store, table);
            await Should.ThrowAsync<Exception>(() => store.Alice.IngestAsync("c.csv", Rows, request));
            await Sabotage.MendAsync(store, table);
        }
        (await store.Alice.ListSourcesAsync(new PageRequest(), CancellationToken.None)).Items.Count.ShouldBe(1);

        var retried = await store.Alice.IngestAsync("c.csv", Rows, request);
        retried.Run.ShouldNotBeNull().Status.ShouldBe("completed");
        retried.Run.ObservationCount.ShouldBe(2);
        (await store.Alice.ListAsync("contact")).Count.ShouldBe(2);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "D4")]
    public async Task D4_a_run_whose_worker_died_half_way_is_taken_over_and_stores_every_row_once(Engine engine)
    {
        const int rows = 5_000;
        await using var store = await TestStore.CreateAsync(engine);
        var csv = "email,name\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"p{i}@example.com,P{i}\n"));
        var request = new IngestRequest { FileName = "c.csv", EntityType = "contact", IdempotencyKey = "file-1" };
        using var stop = new CancellationTokenSource();
        var halfWay = new Heard(p =>
        {
            if (p.Stage == "interpret")
            {
                stop.Cancel();
            }
        });
        await Should.ThrowAsync<OperationCanceledException>(() => store.Alice.IngestAsync(request, Content(csv), halfWay, stop.Token));
        await Sabotage.KillOwnersAsync(store);
        var half = (await store.Alice.ListRunsAsync(null, new PageRequest(), CancellationToken.None)).Items.ShouldHaveSingleItem();
        half.Status.ShouldBe("running");
        half.ObservationCount.ShouldBeInRange(1, rows - 1);

        var retried = await store.Alice.IngestAsync(request, Content(csv), null, CancellationToken.None);
        var run = retried.Run.ShouldNotBeNull();
        run.Status.ShouldBe("completed");
        run.RunId.ShouldBe(half.RunId);
        run.ObservationCount.ShouldBe(rows);
        run.EntityCount.ShouldBe(rows);
        var report = await store.Alice.VerifyAsync();
        report.Ok.ShouldBeTrue();
        report.Observations.ShouldBe(rows);
    }

    [Theory, DatabaseData, Trait("req", "D5")]
    public async Task D5_unknown_fields_stay_with_their_own_record_and_with_their_own_run(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var json = "[" + string.Join(',', Enumerable.Range(0, 5).Select(i => $$"""{"email":"p{{i}}@example.com","shoe_size":{{40 + i}}}""")) + "]";
        var request = new IngestRequest { EntityType = "contact" };
        var result = await store.Alice.IngestAsync("c.json", json, request);
        await store.Alice.ReinterpretAsync(result.SourceId, request, null, CancellationToken.None);

        foreach (var (entity, i) in result.Run.ShouldNotBeNull().Entities.Select((e, i) => (e, i)))
        {
            var observations = await store.Alice.ObservationsAsync(entity.EntityId);
            observations.Count.ShouldBe(2);
            observations.ShouldAllBe(o => o.Fragments!["shoe_size"].Value.GetInt32() == 40 + i);
            observations.Select(o => o.RunId).Distinct().Count().ShouldBe(2);
        }
    }

    [Theory, DatabaseData, Trait("req", "D10")]
    public async Task D10_the_same_writes_in_another_order_give_the_same_state(Engine engine)
    {
        (string Fields, string At)[] writes =
        [
            ("""{"email":"a@example.com","name":"A1","job_title":"x","tags":["t1","t2"],"company":"One"}""", "2026-01-01"),
            ("""{"email":"a@example.com","name":"A2","job_title":null,"tags":["t2","t3"]}""", "2026-01-03"),
            ("""{"email":"a@example.com","name":"A3","job_title":"y","company":"Two"}""", "2026-01-02"),
            ("""{"email":"a@example.com","name":"A4","tags":["t0"],"company":"Three"}""", "2026-01-02"),
        ];
        var hashes = new HashSet<string>();
        await using var store = await TestStore.CreateAsync(engine);
        foreach (var (order, i) in ((int[][])[[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]]).Select((o, i) => (o, i)))
        {
            var user = new UserId($"user{i}");
            await store.Store.Users.AddAsync(user, null, CancellationToken.None);
            var strata = store.Store.For(user, "test");
            string? id = null;
            foreach (var write in order)
            {
                id = (await strata.StoreAsync("contact", writes[write].Fields, writes[write].At)).EntityId;
            }
            var entity = await strata.GetAsync(id!);
            hashes.Add(entity.Hash);
            entity.Json("name").ShouldBe("\"A2\"");
            entity.Json("job_title").ShouldBeNull();
            entity.Json("tags").ShouldBe("""["t1","t2","t0","t3"]""");
        }

        hashes.Count.ShouldBe(1);
    }

    [Theory, DatabaseData, Trait("req", "D11")]
    public async Task D11_a_file_and_a_structured_record_of_the_same_content_store_the_same_values(Engine engine)
    {
        const string record = """
            {"external_id":"TX-1","date":"2026-03-31","amount":-1234.50,"currency":"EUR","description":"Caffè  ÉTOILE – 日本","balance":0.10}
            """;
        await using var store = await TestStore.CreateAsync(engine);
        var structured = (await store.Alice.StoreAsync("transaction", record)).EntityId;
        var fromJson = await store.Bob.IngestAsync("t.json", $"[{record}]", new IngestRequest { EntityType = "transaction" });
        await store.Store.Users.AddAsync(new UserId("carol"), null, CancellationToken.None);
        var carol = store.Store.For(new UserId("carol"), "carol");
        var fromCsv = await carol.IngestAsync(
            "t.csv",
            "external_id,date,amount,currency,description,balance\nTX-1,2026-03-31,-1234.50,EUR,Caffè  ÉTOILE – 日本,0.10\n",
            new IngestRequest { EntityType = "transaction" }
        );

        var expected = Fields(await store.Alice.GetAsync(structured));
        Fields(await store.Bob.GetAsync(fromJson.Run.ShouldNotBeNull().Entities[0].EntityId)).ShouldBe(expected);
        Fields(await carol.GetAsync(fromCsv.Run.ShouldNotBeNull().Entities[0].EntityId)).ShouldBe(expected);
        expected.ShouldContain("Caffè  ÉTOILE – 日本");
    }

    [Theory, DatabaseData, Trait("req", "D12")]
    public async Task D12_undeclared_fields_of_any_name_are_kept_whole(Engine engine)
    {
        const string record = """{"name":"Acme","email":{"x":[1,null]},"url":"not a url at all","title":"T","id":7,"fields":"f","value":""}""";
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync("shop", """{"type":"object","x-strata":{"identity":[["name"]]},"properties":{"name":{"type":"string"}}}""");
        var stored = await store.Alice.StoreAsync("shop", record);
        var ingested = await store.Bob.IngestAsync("s.json", $"[{record}]");

        stored.UnknownFields.ShouldBe(["email", "fields", "id", "title", "url", "value"], ignoreOrder: true);
        var fragments = (await store.Alice.ObservationsAsync(stored.EntityId)).ShouldHaveSingleItem().Fragments.ShouldNotBeNull();
        fragments["email"].Value.GetRawText().ShouldBe("""{"x":[1,null]}""");
        fragments["url"].Value.GetString().ShouldBe("not a url at all");
        fragments["id"].Value.GetRawText().ShouldBe("7");
        fragments["value"].Value.GetString().ShouldBe("");
        var kept = (await store.Bob.ObservationsAsync(ingested.Run.ShouldNotBeNull().Entities[0].EntityId)).ShouldHaveSingleItem();
        var names = kept.Fields.Keys.Concat(kept.Fragments.ShouldNotBeNull().Keys).ToHashSet();
        foreach (var name in Say.Fields(record).Keys.Where(n => n != "value")) // A blank text in a file is no value.
        {
            names.ShouldContain(name);
        }
    }

    [Theory, DatabaseData, Trait("req", "D19")]
    public async Task D19_key_order_and_notation_do_not_break_idempotency_and_another_payload_is_an_error(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await store.Alice.StoreAsync("contact", """{"email":"a@example.com","name":"A","tags":["x","y"]}""", "2026-01-01", "k1");
        var again = await store.Alice.StoreAsync("contact", """{ "tags" : ["x", "y"], "name":"\u0041", "email":"a@example.com" }""", "2026-01-01", "k1");
        again.ObservationId.ShouldBe(first.ObservationId);
        (await store.Alice.ObservationsAsync(first.EntityId)).Count.ShouldBe(1);

        (await Proven.CodeAsync(() => store.Alice.StoreAsync("contact", """{"email":"a@example.com","name":"B"}""", "2026-01-01", "k1")))
            .ShouldBe(ErrorCode.IdempotencyMismatch);
        (await Proven.CodeAsync(() => store.Alice.CorrectAsync(first.EntityId, """{"name":"A"}""", "k1"))).ShouldBe(ErrorCode.IdempotencyMismatch);

        // A request as it comes in through a door: read from JSON, members in any order, 1.0 as good as 1.
        var typed = await store.Alice.IngestStructuredAsync(
            Request("""{"idempotency_key":"k2","entities":[{"entity_type":"transaction","fields":{"amount":1.0,"date":"2026-01-01","external_id":"T"}}]}"""),
            CancellationToken.None
        );
        var other = await store.Alice.IngestStructuredAsync(
            Request("""{"entities":[{"fields":{"external_id":"T","date":"2026-01-01","amount":1},"entity_type":"transaction"}],"idempotency_key":"k2"}"""),
            CancellationToken.None
        );
        other.RunId.ShouldBe(typed.RunId);
        (await store.Bob.StoreAsync("contact", """{"email":"a@example.com"}""", key: "k1")).Created.ShouldBeTrue();
    }

    private static StructuredRequest Request(string json) =>
        JsonSerializer.Deserialize<StructuredRequest>(json, StrataJson.Options) ?? throw new InvalidOperationException();

    private static string Fields(EntityView view) =>
        string.Join('\n', view.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"));

    private static MemoryStream Content(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));

    private sealed class Heard(Action<Progress> hear) : IProgress<Progress>
    {
        public void Report(Progress value) => hear(value);
    }
}
