using Strata.Scenarios;
using Strata.Testing;

namespace Strata.Defects;

/// <summary>What people decide stays decided, and can be asked about.</summary>
public sealed class CorrectionTests
{
    [Theory, DatabaseData]
    public async Task History_says_what_a_retraction_takes_back_and_what_is_brought_back(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var id = (await store.Alice.StoreAsync("contact", """{"email":"ann@example.com","job_title":"CEO"}""")).EntityId;
        var corrected = await store.Alice.CorrectAsync(id, """{"job_title":"CTO"}""");
        var retracted = await store.Alice.RetractAsync(corrected.Id);
        await store.Alice.RetractAsync(retracted.Id);

        var history = await store.Alice.Entities.GetHistoryAsync(id, new PageRequest(), ReadAt.Now, CancellationToken.None);
        history
            .Items.Select(h => (h.Kind, h.Target))
            .ShouldBe([
                (HistoryKind.Observation, null),
                (HistoryKind.Correction, null),
                (HistoryKind.Retract, corrected.Id),
                (HistoryKind.Reinstate, corrected.Id),
            ]);
    }

    [Theory, DatabaseData, Trait("req", "D1"), Trait("req", "G5")]
    public async Task D1_a_later_plain_write_does_not_overwrite_a_correction(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var id = (await store.Alice.StoreAsync("contact", Ann("CEO"), "2026-01-01T00:00:00Z")).EntityId;
        await store.Alice.CorrectAsync(id, """{"job_title":"CTO","phone":"+49 30 111"}""");
        store.Time.Advance(TimeSpan.FromDays(1));

        // job_title is reduced by last_write, phone by highest_priority: the correction stands under both.
        await store.Alice.StoreAsync("contact", Ann("Intern"));
        await store.Alice.IngestAsync("a.json", $"[{Ann("Trainee")}]", new IngestRequest { EntityType = "contact" });

        var entity = await store.Alice.GetAsync(id);
        entity.ObservationCount.ShouldBe(4);
        entity.Json("job_title").ShouldBe("\"CTO\"");
        entity.Json("phone").ShouldBe("\"+49 30 111\"");
        await store.Alice.Verification.RebuildAsync(null, CancellationToken.None);
        (await store.Alice.GetAsync(id)).Hash.ShouldBe(entity.Hash);

        static string Ann(string position) => $$"""{"email":"ann@example.com","job_title":"{{position}}","phone":"+49 30 222"}""";
    }

    [Theory, DatabaseData, Trait("req", "D2")]
    public async Task D2_a_value_that_comes_back_is_a_third_write(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var written = new List<StructuredStored>();
        foreach (var position in (string[])["A", "B", "A"])
        {
            written.Add(await store.Alice.StoreAsync("contact", $$"""{"email":"ann@example.com","job_title":"{{position}}"}"""));
            store.Time.Advance(TimeSpan.FromHours(1));
        }
        var id = written[0].EntityId;

        written.Select(w => w.ObservationId).ShouldBeUnique();
        (await store.Alice.ObservationsAsync(id)).Select(o => o.Fields["job_title"].GetString()).ShouldBe(["A", "B", "A"]);
        (await store.Alice.GetAsync(id)).Json("job_title").ShouldBe("\"A\"");
        var history = await store.Alice.Entities.GetHistoryAsync(id, new PageRequest(), ReadAt.Now, CancellationToken.None);
        history
            .Items.SelectMany(h => h.Changes)
            .Where(c => c.Field == "job_title")
            .Select(c => c.After?.GetString())
            .ShouldBe(["A", "B", "A"], ignoreOrder: true);

        // The same three as corrections.
        foreach (var position in (string[])["C", "D", "C"])
        {
            await store.Alice.CorrectAsync(id, $$"""{"job_title":"{{position}}"}""");
            store.Time.Advance(TimeSpan.FromHours(1));
        }
        (await store.Alice.GetAsync(id)).Json("job_title").ShouldBe("\"C\"");
        (await store.Alice.ObservationsAsync(id)).Count.ShouldBe(6);
    }

    [Theory, DatabaseData, Trait("req", "D13")]
    public async Task D13_delete_restore_delete_hides_again(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var id = (await store.Alice.StoreAsync("contact", """{"email":"ann@example.com","name":"Ann"}""")).EntityId;
        var before = await store.Alice.GetAsync(id);

        for (var round = 0; round < 3; round++)
        {
            await store.Alice.DeleteAsync(id);
            await HiddenAsync(store, id);
            await store.Alice.RestoreAsync(id);
            (await store.Alice.ListAsync("contact")).ShouldHaveSingleItem().Hash.ShouldBe(before.Hash);
        }
        await store.Alice.DeleteAsync(id);
        var meanwhile = await store.Alice.StoreAsync("contact", """{"email":"ann@example.com","job_title":"CTO"}""");
        meanwhile.EntityId.ShouldBe(id);
        meanwhile.EntityState.ShouldBe(EntityStatus.Deleted);
        await HiddenAsync(store, id);

        await store.Alice.RestoreAsync(id);
        (await store.Alice.GetAsync(id)).Json("job_title").ShouldBe("\"CTO\"");
    }

    [Theory, DatabaseData, Trait("req", "D14")]
    public async Task D14_a_corrected_field_says_who_corrected_it_and_why(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var ingested = await store.Alice.IngestAsync(
            "i.csv",
            "Invoice No;Vendor;Total\nINV-1;Acme;12,50\n",
            new IngestRequest { EntityType = "invoice" }
        );
        var id = ingested.Run.ShouldNotBeNull().Entities[0].EntityId;
        var correction = await store.Alice.Decisions.CorrectAsync(
            id,
            new CorrectRequest { Fields = Say.Fields("""{"total":13}"""), Reason = "typo" },
            CancellationToken.None
        );

        var total = await store.Alice.Entities.GetProvenanceAsync(id, "total", ReadAt.Now, CancellationToken.None);
        total.Class.ShouldBe(ObservationClass.Correction);
        total.Value.GetRawText().ShouldBe("13");
        total.ObservationId.ShouldBe(correction.Id);
        total.Actor.ShouldBe("alice");
        total.Reason.ShouldBe("typo");
        (await store.Alice.GetAsync(id, provenance: true)).Provenance.ShouldNotBeNull()["total"].ObservationId.ShouldBe(correction.Id);

        await store.Alice.RetractAsync(correction.Id);
        var source = await store.Alice.Entities.GetProvenanceAsync(id, "total", ReadAt.Now, CancellationToken.None);
        source.Class.ShouldBe(ObservationClass.Interpretation);
        source.Quote.ShouldBe("12,50");
        source.SourceId.ShouldBe(ingested.SourceId);
    }

    private static async Task HiddenAsync(TestStore store, string id)
    {
        (await store.Alice.ListAsync("contact")).ShouldBeEmpty();
        (await ScenarioTests.CodeAsync(() => store.Alice.GetAsync(id))).ShouldBe(ErrorCode.EntityNotFound);
        (await store.Alice.FindEntitiesAsync("ann@example.com", "contact", ReadAt.Now, CancellationToken.None)).ShouldBeEmpty();
        (
            await store.Alice.Search.SearchAsync(new SearchQuery { Text = "Ann", Kind = "entities" }, ReadAt.Now, CancellationToken.None)
        ).Items.ShouldBeEmpty();
    }
}
