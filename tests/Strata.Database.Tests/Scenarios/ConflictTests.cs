using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>Conflicts: where what stands now disagrees.</summary>
public sealed class ConflictTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Two_sources_that_disagree_conflict_and_the_winner_comes_first(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var id = await IngestedAsync(store, "a.csv", "12,00", "2026-03-31");
        await IngestedAsync(store, "b.csv", "13,00", "2026-03-31");

        var view = await store.Alice.GetAsync(id, provenance: true);

        var conflict = view.Conflicts.ShouldNotBeNull().ShouldHaveSingleItem();
        conflict.Field.ShouldBe("total");
        conflict.Candidates.Count.ShouldBe(2);
        conflict.Candidates[0].Value.GetRawText().ShouldBe(view.Json("total"));
    }

    [Theory, DatabaseData]
    public async Task Two_records_of_one_source_that_disagree_conflict_whenever_it_is_read(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var ingested = await store.Alice.IngestAsync("a.csv", "Invoice No;Vendor;Total\nINV-1;Acme;12,00\nINV-1;Acme;13,00\n");
        var id = ingested.Run.ShouldNotBeNull().Entities[0].EntityId;
        (await CandidatesAsync(store, id, "total")).Count.ShouldBe(2);

        await store.Alice.Sources.ReinterpretAsync(new() { SourceId = ingested.SourceId, DayFirst = true }, null, None);

        (await CandidatesAsync(store, id, "total")).Count.ShouldBe(2);
    }

    [Theory, DatabaseData]
    public async Task A_source_that_was_read_again_does_not_conflict_with_its_earlier_reading(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await store.Alice.IngestAsync("a.csv", Invoice("12,00", "03/04/2026"), new IngestRequest { DayFirst = false });
        var id = first.Run.ShouldNotBeNull().Entities[0].EntityId;
        (await store.Alice.GetAsync(id)).Json("due_date").ShouldBe("\"2026-03-04\"");

        await store.Alice.Sources.ReinterpretAsync(new() { SourceId = first.SourceId, DayFirst = true }, null, None);

        var view = await store.Alice.GetAsync(id, provenance: true);
        view.Json("due_date").ShouldBe("\"2026-04-03\"");
        view.ObservationCount.ShouldBe(2);
        (view.Conflicts ?? []).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Of_sources_that_disagree_only_the_latest_readings_are_candidates(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var one = await store.Alice.IngestAsync("a.csv", Invoice("12,00", "03/04/2026"), new IngestRequest { DayFirst = false });
        var two = await store.Alice.IngestAsync("b.csv", Invoice("12,00", "05/06/2026"), new IngestRequest { DayFirst = false });
        var id = one.Run.ShouldNotBeNull().Entities[0].EntityId;
        var before = $"{(await store.Alice.GetAsync(id)).Seq}";
        foreach (var source in new[] { one.SourceId, two.SourceId })
        {
            await store.Alice.Sources.ReinterpretAsync(new() { SourceId = source, DayFirst = true }, null, None);
        }

        (await CandidatesAsync(store, id, "due_date")).Order().ShouldBe(["\"2026-04-03\"", "\"2026-06-05\""]);
        (await CandidatesAsync(store, id, "due_date", before)).Order().ShouldBe(["\"2026-03-04\"", "\"2026-05-06\""]);
    }

    /// <summary>A run that is cancelled half-way has read the first record again, and says nothing of the last.</summary>
    [Theory, DatabaseData]
    public async Task Two_records_of_one_source_stay_in_conflict_where_only_one_was_read_again(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var others = string.Concat(Enumerable.Range(0, 450).Select(i => $"OTHER-{i};Acme;1,00\n"));
        var ingested = await store.Alice.IngestAsync("a.csv", $"Invoice No;Vendor;Total\nINV-1;Acme;12,00\n{others}INV-1;Acme;13,00\n");
        var id = ingested.Run.ShouldNotBeNull().Entities[0].EntityId;
        (await CandidatesAsync(store, id, "total")).ShouldBe(["13", "12"]);

        using var pause = new Pause();
        var again = Task.Run(() =>
            store.Alice.Sources.ReinterpretAsync(new() { SourceId = ingested.SourceId, DayFirst = true }, pause, None)
        );
        await pause.Reached;
        var run = (await store.Alice.Runs.ListAsync(ingested.SourceId, new PageRequest(), None)).Items.Single(r =>
            r.Status == RunStatus.Running
        );
        await store.Alice.Runs.CancelAsync(run.RunId, None);
        pause.GoOn();
        (await again).Run.ShouldNotBeNull().ObservationCount.ShouldBeInRange(1, 450);
        var halfWay = (await store.Alice.ObservationsAsync(id)).Max(o => o.Seq);

        (await CandidatesAsync(store, id, "total")).ShouldBe(["12", "13"]);
        await store.Alice.Sources.ReinterpretAsync(new() { SourceId = ingested.SourceId, DayFirst = false }, null, None);
        (await CandidatesAsync(store, id, "total")).ShouldBe(["13", "12"]);
        (await CandidatesAsync(store, id, "total", $"{halfWay}")).ShouldBe(["12", "13"]);
        var last = (await store.Alice.ObservationsAsync(id)).Max(o => o.Seq);
        (await CandidatesAsync(store, id, "total", $"{last - 1}")).ShouldBe(
            ["12", "13"],
            "the third reading had not come to the last record"
        );
    }

    [Theory, DatabaseData, Trait("req", "G9")]
    public async Task Entities_in_conflict_are_listed_the_latest_changed_first(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var invoice = await IngestedAsync(store, "a.csv", "12,00", "2026-03-31");
        await IngestedAsync(store, "b.csv", "13,00", "2026-03-31");
        await store.Alice.IngestAsync("same.csv", "Invoice No;Vendor;Total\nINV-2;Acme;5,00\n");
        await store.Alice.IngestAsync("again.csv", "Invoice No;Vendor;Total\nINV-2;Acme;5,00\n");
        var ann = await store.Alice.StoreAsync("contact", """{"email":"a@example.com","name":"Ann","phone":"+49 30 1"}""");
        var anna = await store.Alice.StoreAsync("contact", """{"email":"b@example.com","name":"Anna","phone":"0049-30-1"}""");
        (await ListedAsync(store.Alice, new())).ShouldBe([$"{invoice} total 13 12"]);

        await store.Alice.MergeAsync(ann.EntityId, anna.EntityId);
        var merged = $"{anna.EntityId} email \"b@example.com\" \"a@example.com\" name \"Anna\" \"Ann\"";
        foreach (var limit in (int[])[1, 50])
        {
            (await ListedAsync(store.Alice, new() { Limit = limit })).ShouldBe([merged, $"{invoice} total 13 12"]);
        }
        (await ListedAsync(store.Alice, new() { EntityType = "invoice" })).ShouldBe([$"{invoice} total 13 12"]);
        (await ListedAsync(store.Bob, new())).ShouldBeEmpty();

        await store.Alice.CorrectAsync(invoice, """{"total":12}""");
        await store.Alice.CorrectAsync(invoice, """{"total":13}""");
        await store.Alice.UnmergeAsync(ann.EntityId);
        (await ListedAsync(store.Alice, new())).ShouldBeEmpty();

        static async Task<List<string>> ListedAsync(IStrata strata, ListConflicts query)
        {
            var found = new List<string>();
            do
            {
                var page = await strata.Entities.ListConflictsAsync(query, None);
                page.Items.Count.ShouldBeLessThanOrEqualTo(query.Limit);
                found.AddRange(
                    page.Items.Select(c =>
                        $"{c.EntityId} {string.Join(' ', c.Fields.Select(f => $"{f.Field} {string.Join(' ', f.Values.Select(v => v.GetRawText()))}"))}"
                    )
                );
                query = query with { Cursor = page.NextCursor };
            } while (query.Cursor is not null);
            return found;
        }
    }

    private static async Task<string> IngestedAsync(TestStore store, string name, string total, string due) =>
        (await store.Alice.IngestAsync(name, Invoice(total, due))).Run.ShouldNotBeNull().Entities[0].EntityId;

    private static string Invoice(string total, string due) => $"Invoice No;Vendor;Total;Due date\nINV-1;Acme;{total};{due}\n";

    private static async Task<IReadOnlyList<string>> CandidatesAsync(TestStore store, string id, string field, string? knownAt = null)
    {
        var view = await store.Alice.GetAsync(id, provenance: true, knownAt);
        var conflict = view.Conflicts.ShouldNotBeNull().Single(c => c.Field == field);
        return [.. conflict.Candidates.Select(c => c.Value.GetRawText())];
    }
}
