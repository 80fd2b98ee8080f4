using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>The named scenarios of the requirements, through the operations that every door calls.</summary>
public sealed class ScenarioTests
{
    private const string Csv = "Invoice No;Vendor;Total;Due date\nINV-1;Acme GmbH;1.234,50;2026-03-31\nINV-2;Müller;12,00;2026-04-30\n";

    [Theory, DatabaseData, Trait("req", "IT-001"), Trait("req", "N-114"), Trait("req", "N-122"), Trait("req", "G2")]
    public async Task IT_001_a_raw_file_becomes_entities_whose_values_lead_to_its_bytes(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var result = await store.Alice.IngestAsync("invoices.csv", Csv);

        result.Deduplicated.ShouldBeFalse();
        result.StorageStatus.ShouldBe(StorageStatus.Stored);
        var run = result.Run.ShouldNotBeNull();
        run.Status.ShouldBe(RunStatus.Completed, string.Join("; ", run.Errors));
        run.EntityCount.ShouldBe(2);
        run.Entities[0].EntityType.ShouldBe("invoice");
        run.Entities[0].Created.ShouldBeTrue();

        var entity = await store.Alice.GetAsync(run.Entities[0].EntityId, provenance: true);
        entity.Json("total").ShouldBe("1234.5");
        var total = entity.Provenance.ShouldNotBeNull()["total"];
        total.Quote.ShouldBe("1.234,50");
        total.QuoteVerified.ShouldBe(true);
        total.SourceId.ShouldBe(result.SourceId);
        total.RunId.ShouldBe(run.RunId);
        var bytes = Encoding.UTF8.GetBytes(Csv);
        var at = total.Locator.ShouldNotBeNull();
        Encoding.UTF8.GetString(bytes, (int)at.Start, (int)at.Length).ShouldBe("1.234,50");
    }

    [Theory, DatabaseData, Trait("req", "IT-002"), Trait("req", "N-110")]
    public async Task IT_002_the_same_bytes_twice_are_one_source_and_another_users_are_another(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await store.Alice.IngestAsync("a.csv", Csv);
        var second = await store.Alice.IngestAsync("b.csv", Csv);
        var others = await store.Bob.IngestAsync("a.csv", Csv);

        second.SourceId.ShouldBe(first.SourceId);
        second.Deduplicated.ShouldBeTrue();
        second.Run.ShouldNotBeNull().RunId.ShouldBe(first.Run.ShouldNotBeNull().RunId);
        others.Digest.ShouldBe(first.Digest);
        others.SourceId.ShouldNotBe(first.SourceId);
        others.Deduplicated.ShouldBeFalse();
        (await store.Alice.Sources.ListAsync(new PageRequest(), CancellationToken.None)).Items.Count.ShouldBe(1);
    }

    [Theory, DatabaseData, Trait("req", "IT-003"), Trait("req", "N-111")]
    public async Task IT_003_reinterpreting_adds_a_run_and_changes_no_earlier_observation(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await store.Alice.IngestAsync("invoices.csv", Csv);
        var id = first.Run.ShouldNotBeNull().Entities[0].EntityId;
        var before = await store.Alice.ObservationsAsync(id);

        var again = await store.Alice.Sources.ReinterpretAsync(new() { SourceId = first.SourceId }, null, CancellationToken.None);

        again.Run.ShouldNotBeNull().RunId.ShouldNotBe(first.Run.RunId);
        var after = await store.Alice.ObservationsAsync(id);
        after.Count.ShouldBe(before.Count + 1);
        Json(after[0]).ShouldBe(Json(before[0]));
        (await store.Alice.Runs.ListAsync(first.SourceId, new PageRequest(), CancellationToken.None)).Items.Count.ShouldBe(2);
    }

    [Theory, DatabaseData, Trait("req", "IT-004"), Trait("req", "G5"), Trait("req", "N-125")]
    public async Task IT_004_a_correction_wins_before_and_after_reinterpretation_until_retracted(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var source = await store.Alice.IngestAsync("invoices.csv", Csv);
        var id = source.Run.ShouldNotBeNull().Entities[0].EntityId;

        var correction = await store.Alice.CorrectAsync(id, """{"total":99}""");
        (await store.Alice.GetAsync(id)).Json("total").ShouldBe("99");
        await store.Alice.Sources.ReinterpretAsync(new() { SourceId = source.SourceId }, null, CancellationToken.None);
        (await store.Alice.GetAsync(id)).Json("total").ShouldBe("99");

        await store.Alice.RetractAsync(correction.Id);
        (await store.Alice.GetAsync(id)).Json("total").ShouldBe("1234.5");
    }

    [Theory, DatabaseData, Trait("req", "IT-005"), Trait("req", "N-113"), Trait("req", "N-126"), Trait("req", "N-116")]
    public async Task IT_005_merging_lists_everything_under_the_target_and_unmerging_restores_both_exactly(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var a = (await store.Alice.StoreAsync("contact", """{"email":"ann@example.com","name":"Ann"}""")).EntityId;
        var b = (
            await store.Alice.StoreAsync("contact", """{"email":"ann@work.example","name":"Ann B.","phone":"+4912345678"}""")
        ).EntityId;
        var (beforeA, beforeB) = (await store.Alice.GetAsync(a), await store.Alice.GetAsync(b));
        var hash = await store.Alice.StateHashAsync();

        await store.Alice.MergeAsync(a, b);
        (await store.Alice.ObservationsAsync(b)).Count.ShouldBe(2);
        (await store.Alice.GetAsync(a)).EntityId.ShouldBe(b);
        (await store.Alice.ListAsync("contact")).Count.ShouldBe(1);
        var later = await store.Alice.StoreAsync("contact", """{"email":"ann@example.com","job_title":"CTO"}""");
        later.EntityId.ShouldBe(b);
        (await store.Alice.GetAsync(b)).Json("job_title").ShouldBe("\"CTO\"");
        await store.Alice.RetractAsync(later.ObservationId);

        await store.Alice.UnmergeAsync(a);
        (await store.Alice.GetAsync(a)).Fields.Keys.ShouldBe(beforeA.Fields.Keys, ignoreOrder: true);
        (await store.Alice.GetAsync(a)).Hash.ShouldBe(beforeA.Hash);
        (await store.Alice.GetAsync(b)).Hash.ShouldBe(beforeB.Hash);
        (await store.Alice.StateHashAsync()).ShouldBe(hash);
    }

    [Theory, DatabaseData, Trait("req", "IT-006")]
    public async Task IT_006_another_users_things_answer_like_things_that_do_not_exist(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var source = await store.Alice.IngestAsync("invoices.csv", Csv);
        var id = source.Run.ShouldNotBeNull().Entities[0].EntityId;
        const string nobody = "ent_000000000000000000000000";

        foreach (var entity in (string[])[id, nobody])
        {
            (await CodeAsync(() => store.Bob.GetAsync(entity))).ShouldBe(ErrorCode.EntityNotFound);
            (await CodeAsync(() => store.Bob.CorrectAsync(entity, """{"total":1}"""))).ShouldBe(ErrorCode.EntityAccessDenied);
            (await CodeAsync(() => store.Bob.MergeAsync(entity, entity))).ShouldBe(ErrorCode.EntityAccessDenied);
            (await CodeAsync(() => store.Bob.DeleteAsync(entity))).ShouldBe(ErrorCode.EntityAccessDenied);
        }
        (await CodeAsync(() => store.Bob.Sources.GetAsync(source.SourceId, CancellationToken.None))).ShouldBe(ErrorCode.SourceNotFound);
        (await CodeAsync(() => store.Bob.Sources.OpenAsync(source.SourceId, CancellationToken.None))).ShouldBe(ErrorCode.SourceNotFound);
        (await store.Bob.ListAsync()).ShouldBeEmpty();
    }

    [Theory, DatabaseData, Trait("req", "IT-009"), Trait("req", "N-115")]
    public async Task IT_009_unknown_fields_are_kept_as_fragments_of_their_own_record(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var result = await store.Alice.IngestAsync(
            "c.json",
            """[{"email":"a@example.com","shoe_size":42},{"email":"b@example.com","shoe_size":38}]""",
            new IngestRequest { EntityType = "contact" }
        );

        var run = result.Run.ShouldNotBeNull();
        run.UnknownFieldCount.ShouldBe(2);
        foreach (var (entity, size) in run.Entities.Zip(["42", "38"]))
        {
            var observation = (await store.Alice.ObservationsAsync(entity.EntityId)).ShouldHaveSingleItem();
            observation.Fragments.ShouldNotBeNull()["shoe_size"].Value.GetRawText().ShouldBe(size);
            observation.Fields.ContainsKey("shoe_size").ShouldBeFalse();
        }
    }

    private static string Json(ObservationView view) =>
        JsonSerializer.Serialize(new Page<ObservationView>([view], null), StrataJson.Options);

    internal static async Task<ErrorCode?> CodeAsync(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (StrataException e)
        {
            return e.Code;
        }
    }
}
