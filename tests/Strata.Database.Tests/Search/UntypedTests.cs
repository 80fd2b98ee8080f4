using Strata.Testing;

namespace Strata.Database.Tests.Search;

/// <summary>Entities of no known type have no fields to be found by: what is kept of them is searched and shown instead.</summary>
public sealed class UntypedTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, DatabaseData, Trait("req", "N-134")]
    public async Task Untyped_entities_are_found_by_what_is_kept_of_them_and_shown_with_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync(
            "bikes.json",
            """[{"wheels":"two","maker":"Velocipede Works"},{"wheels":"four","maker":"Kutsche & Co"}]"""
        );
        var stated = await StoreAsync(store.Alice, """{"frame":"Stahlrahmen","maker":{"town":"Chemnitz"}}""");

        var found = (
            await store.Alice.Search.SearchAsync(new SearchQuery { Text = "velocipede", Kind = "entity" }, ReadAt.Now, Token)
        ).Items.ShouldHaveSingleItem();
        var entity = found.Entity.ShouldNotBeNull();
        (entity.EntityType, found.Snippet).ShouldBe(("generic", "Velocipede Works"));
        entity.Fragments.ShouldNotBeNull()["wheels"].GetString().ShouldBe("two");
        (await FoundAsync(store.Alice, "stahlrahmen chemnitz")).ShouldBe([stated]);
        (await FoundAsync(store.Alice, "stahl*")).ShouldBe([stated]);
        (await FoundAsync(store.Alice, "two", "contact")).ShouldBeEmpty();
        (await FoundAsync(store.Bob, "velocipede")).ShouldBeEmpty();

        var listed = await store.Alice.Search.ListAsync(new EntityQuery { EntityType = "generic" }, ReadAt.Now, Token);
        listed.Items.Count.ShouldBe(3);
        foreach (var one in listed.Items)
        {
            var shown = (await store.Alice.GetAsync(one.EntityId)).Fragments.ShouldNotBeNull();
            one.Fragments.ShouldNotBeNull()
                .Select(f => $"{f.Key}={f.Value.GetRawText()}")
                .ShouldBe(shown.Select(f => $"{f.Key}={f.Value.GetRawText()}"));
        }
        foreach (var type in (string?[])[null, "generic"])
        {
            (await store.Alice.Search.ListAsync(new EntityQuery { EntityType = type, Text = "velocipede" }, ReadAt.Now, Token))
                .Items.Select(e => e.EntityId)
                .ShouldBe([entity.EntityId]);
        }
        (await store.Alice.Verification.VerifyAsync(null, Token)).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task Their_words_follow_retractions_merges_and_deletions_and_the_past_keeps_them(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await StoreAsync(store.Alice, """{"maker":"Velocipede Works"}""");
        var second = await StoreAsync(store.Alice, """{"colour":"Petrol"}""");
        var then = (await store.Alice.GetAsync(second)).Seq.ToString(CultureInfo.InvariantCulture);
        var observation = (await store.Alice.Entities.ListObservationsAsync(first, evidence: false, new PageRequest(), ReadAt.Now, Token))
            .Items[0]
            .ObservationId;
        for (var round = 0; round < 2; round++)
        {
            var retracted = await store.Alice.Decisions.RetractAsync(observation, new DecisionRequest(), Token);
            (await FoundAsync(store.Alice, "velocipede")).ShouldBeEmpty();
            (await FoundAsync(store.Alice, "velocipede", at: then)).ShouldBe([first]);
            await store.Alice.Decisions.RetractAsync(retracted.Id, new DecisionRequest(), Token);
            (await FoundAsync(store.Alice, "velocipede")).ShouldBe([first]);

            await store.Alice.MergeAsync(first, second);
            (await FoundAsync(store.Alice, "velocipede")).ShouldBe([second]);
            (await FoundAsync(store.Alice, "velocipede petrol")).ShouldBe([second]);
            (await FoundAsync(store.Alice, "velocipede", at: then)).ShouldBe([first]);
            await store.Alice.Decisions.UnmergeAsync(first, new DecisionRequest(), Token);
            (await FoundAsync(store.Alice, "velocipede")).ShouldBe([first]);
            (await FoundAsync(store.Alice, "petrol")).ShouldBe([second]);

            await store.Alice.DeleteAsync(first);
            (await FoundAsync(store.Alice, "velocipede")).ShouldBeEmpty();
            await store.Alice.RestoreAsync(first);
            (await FoundAsync(store.Alice, "velocipede")).ShouldBe([first]);
        }
        (await store.Alice.Search.ListAsync(new EntityQuery { Text = "petrol" }, new ReadAt(then), Token))
            .Items.ShouldHaveSingleItem()
            .Fragments.ShouldNotBeNull()["colour"]
            .GetString()
            .ShouldBe("Petrol");
    }

    [Theory, DatabaseData]
    public async Task A_restored_backup_and_a_rebuild_have_their_words(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var bike = await StoreAsync(store.Alice, """{"maker":"Velocipede Works"}""");
        var other = await StoreAsync(store.Alice, """{"maker":"Draisine AG"}""");
        using var backup = new MemoryStream();
        await store.Alice.Backup.WriteAsync(backup, null, Token);
        backup.Position = 0;
        await store.Store.RestoreAsync(new UserId("carol"), backup, null, Token);
        (await FoundAsync(store.Store.For(new UserId("carol"), "test"), "velocipede")).ShouldHaveSingleItem();

        await WriteFaults.DamageAsync(store, "delete from search_segments where user_id = 'alice'");
        (await FoundAsync(store.Alice, "velocipede")).ShouldBeEmpty();
        await store.Alice.DeleteAsync(other); // it is written anew, and so are its words
        await store.Alice.RestoreAsync(other);

        await store.Alice.Verification.RebuildAsync(null, Token);

        (await FoundAsync(store.Alice, "velocipede")).ShouldBe([bike]);
        (await FoundAsync(store.Alice, "draisine")).ShouldBe([other]);
    }

    [Theory, DatabaseData]
    public async Task The_fragment_that_was_observed_last_is_shown_in_whatever_order_they_came(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        foreach (var (strata, years) in ((IStrata, string[])[])[(store.Alice, ["2024", "2025"]), (store.Bob, ["2025", "2024"])])
        {
            var ids = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var year in years)
            {
                var colour = year == "2025" ? "green" : "red";
                ids[year] = await StoreAsync(
                    strata,
                    $$"""{"colour":"{{colour}}","n{{year}}":1}""",
                    DateTimeOffset.Parse(year + "-01-01T00:00:00Z", CultureInfo.InvariantCulture)
                );
            }
            await strata.MergeAsync(ids["2024"], ids["2025"]);
            var shown = (await strata.GetAsync(ids["2025"])).Fragments.ShouldNotBeNull();
            shown["colour"].GetString().ShouldBe("green");
            (await FoundAsync(strata, "green")).ShouldHaveSingleItem();
            (await FoundAsync(strata, "red")).ShouldBeEmpty();
        }
    }

    [Theory, DatabaseData]
    public async Task What_becomes_of_a_type_is_found_as_that_and_untyped_again_once_it_is_taken_back(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var stored = await store.Alice.StoreManyAsync([
            .. Enumerable.Range(0, 6).Select(i => ("gadget", $$"""{"sku":"G-{{i}}","name":"Velocipede {{i}}"}""")),
        ]);
        var third = stored.Entities[3].EntityId;
        (await FoundAsync(store.Alice, "velocipede 3"))[0].ShouldBe(third);

        var promotion = await store.Alice.Promotions.PromoteAsync(
            new PromoteRequest { EntityType = "generic", SuggestedType = "gadget" },
            Token
        );

        (await store.Alice.Search.SearchAsync(new SearchQuery { Text = "velocipede 3", Kind = "entity" }, ReadAt.Now, Token))
            .Items.Where(h => h.Score >= 1) // with both words
            .ShouldHaveSingleItem()
            .Entity.ShouldNotBeNull()
            .EntityType.ShouldBe("gadget");
        (await FoundAsync(store.Alice, "velocipede", "generic")).ShouldBeEmpty();
        await CheckAsync(store, ["velocipede", "3"]);

        await store.Alice.RetractAsync(promotion.PromotionId);

        (await FoundAsync(store.Alice, "velocipede 3"))[0].ShouldBe(third);
        await CheckAsync(store, ["velocipede", "3"]);
    }

    /// <summary>G4, and that the index holds exactly what there is to be found, whatever was done.</summary>
    [Theory, DatabaseData]
    public async Task Whatever_is_done_the_head_reads_as_now_and_the_index_holds_what_is_shown(Engine engine)
    {
        const int seed = 20261122;
        string[] words = ["red", "green", "blue", "petrol"];
        var random = new Random(seed);
        await using var store = await TestStore.CreateAsync(engine);
        var ids = new List<string>();
        var kept = new List<(string Seq, string Answers)>();
        for (var step = 0; step < TestScale.Pick(quick: 20, all: 60); step++)
        {
            if (ids.Count < 4 || random.Next(4) == 0)
            {
                var fields =
                    $$"""{"colour":"{{words[random.Next(words.Length)]}}","trim":"{{words[random.Next(words.Length)]}}","n":{{step}}}""";
                ids.Add(await StoreAsync(store.Alice, fields, new DateTimeOffset(2024 + random.Next(3), 1, 1, 0, 0, 0, TimeSpan.Zero)));
            }
            else
            {
                await TryAsync(store.Alice, ids[random.Next(ids.Count)], ids[random.Next(ids.Count)], random.Next(6));
            }
            await CheckAsync(store, words);
            if (step % 4 != 0)
            {
                continue;
            }
            var (now, head) = (await AnswersAsync(store.Alice, words, ReadAt.Now), await HeadAsync(store));
            (await AnswersAsync(store.Alice, words, new ReadAt(head))).ShouldBe(now, $"seed {seed}, step {step}");
            kept.Add((head, now));
        }
        foreach (var (seq, answers) in kept)
        {
            (await AnswersAsync(store.Alice, words, new ReadAt(seq))).ShouldBe(answers, $"seed {seed}, position {seq}");
        }
        (await store.Alice.Verification.RebuildAsync(null, Token)).Changed.ShouldBe(0);
        await CheckAsync(store, words);
    }

    /// <summary>Does something, which may be refused.</summary>
    private static async Task TryAsync(IStrata strata, string id, string other, int what)
    {
        try
        {
            await (
                what switch
                {
                    0 => strata.MergeAsync(id, other),
                    1 => strata.UnmergeAsync(id),
                    2 => strata.DeleteAsync(id),
                    3 => strata.RestoreAsync(id),
                    _ => strata.RetractAsync(
                        (await strata.Entities.ListObservationsAsync(id, evidence: false, new PageRequest(), ReadAt.Now, Token))
                            .Items[0]
                            .ObservationId
                    ),
                }
            );
            if (what == 5)
            {
                var history = await strata.Entities.GetHistoryAsync(id, new PageRequest(), ReadAt.Now, Token);
                await strata.RetractAsync(history.Items.Last(h => h.Id.StartsWith("dec_", StringComparison.Ordinal)).Id);
            }
        }
        catch (StrataException e) when (e.Code is not ErrorCode.InvalidContent) { }
    }

    /// <summary>Every door that finds untyped entities or shows what is kept of them, in one text.</summary>
    private static async Task<string> AnswersAsync(IStrata strata, IReadOnlyList<string> words, ReadAt at)
    {
        var answers = new List<object>();
        foreach (var word in words)
        {
            answers.Add((await strata.Search.SearchAsync(new SearchQuery { Text = word, Kind = "entity" }, at, Token)).Items);
            var query = new EntityQuery { Text = word };
            answers.Add((await strata.Search.ListAsync(query, at, Token)).Items);
            answers.Add((await strata.Search.ListAsync(query with { IncludeMerged = true, IncludeDeleted = true }, at, Token)).Items);
        }
        answers.Add((await strata.Search.ListAsync(new EntityQuery { EntityType = "generic", IncludeMerged = true }, at, Token)).Items);
        return string.Join('\n', answers.Select(a => System.Text.Json.JsonSerializer.Serialize(a, StrataJson.Options)));
    }

    /// <summary>
    /// What the index says of a word is as many as there are that have it, shown or not: nothing is missing, and nothing was left behind.
    /// </summary>
    private static async Task CheckAsync(TestStore store, IReadOnlyList<string> words)
    {
        foreach (var word in words)
        {
            var query = new EntityQuery
            {
                Text = word,
                IncludeMerged = true,
                IncludeDeleted = true,
            };
            var there = (await store.Alice.Search.ListAsync(query, ReadAt.Now, Token)).Items.Count(e => e.MergedInto is null);
            var indexed = await store.Store.Database.ReadAsync(
                new UserId("alice"),
                c =>
                    new SearchIndex(new EntityReader(new SchemaStore()), store.Store.Blobs, new SearchLimits()).MatchEntitiesAsync(
                        c,
                        SearchTerms.Parse(word),
                        1_000
                    ),
                Token
            );
            indexed.ShouldNotBeNull().Count.ShouldBe(there, word);
        }
    }

    private static async Task<string> HeadAsync(TestStore store)
    {
        var head = await store.Store.Database.ReadAsync(
            new UserId("alice"),
            c => c.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user"),
            Token
        );
        return head.ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<string> StoreAsync(IStrata strata, string fields, DateTimeOffset? observedAt = null) => (
            await strata.Structured.StoreAsync(
                new StructuredRequest
                {
                    Entities =
                    [
                        new StructuredEntity
                        {
                            EntityType = "bicycle",
                            Fields = System
                                .Text.Json.JsonElement.Parse(fields)
                                .EnumerateObject()
                                .ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal),
                            ObservedAt = observedAt,
                        },
                    ],
                },
                Token
            )
        ).Entities[0].EntityId;

    private static async Task<IReadOnlyList<string?>> FoundAsync(IStrata strata, string text, string? type = null, string? at = null) =>
        [
            .. (
                await strata.Search.SearchAsync(
                    new SearchQuery
                    {
                        Text = text,
                        EntityType = type,
                        Kind = "entity",
                    },
                    new ReadAt(at),
                    Token
                )
            ).Items.Select(h => h.Entity?.EntityId),
        ];
}
