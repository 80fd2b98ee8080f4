using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>Different rows of one file are different entities, also where they say the same; overlapping files are still met.</summary>
[Trait("req", "G7")]
public sealed class RepeatedRecordTests
{
    private const string Header = "Date,Description,Amount\n";
    private const string Coffee = "2026-01-05,Coffee,-3.50\n";

    private static readonly (string Name, string Content, string Type, int Count)[] Files =
    [
        (
            "payees.csv",
            "Date,Payee,Memo,Amount\n2026-01-05,Ann Lee,Birthday gift,-50.00\n2026-01-05,Bob Ray,Birthday gift,-50.00\n",
            "transaction",
            2
        ),
        (
            "rides.csv",
            "Date,Time,Description,Amount,Currency,Reference\n2026-01-05,08:10,UBER TRIP,-12.00,EUR,R-1\n2026-01-05,18:45,UBER TRIP,-12.00,EUR,R-2\n",
            "transaction",
            2
        ),
        ("receipts.csv", "Merchant,Date,Total,Currency\nREWE,2026-01-05,3.50,EUR\nREWE,2026-01-05,3.50,EUR\n", "receipt", 2),
        (
            "tasks.csv",
            "Task,Due,Status\nWeekly report,2026-01-09,done\nWeekly report,2026-01-16,open\nWeekly report,2026-01-16,open\n",
            "task",
            3
        ),
        (
            "notes.json",
            """{"notes":[{"title":"Meeting","text":"Monday: budget"},{"title":"Meeting","text":"Tuesday: hiring"}]}""",
            "note",
            2
        ),
        ("twins.csv", Header + Coffee + Coffee, "transaction", 2),
    ];

    [Theory, DatabaseData]
    public async Task Every_record_is_an_entity_however_often_the_file_is_read(Engine engine)
    {
        foreach (var (name, content, type, count) in Files)
        {
            await using var store = await TestStore.CreateAsync(engine);
            var taken = await store.Alice.IngestAsync(name, content);
            await store.Alice.Sources.ReinterpretAsync(new() { SourceId = taken.SourceId }, null, CancellationToken.None);
            await store.Bob.IngestAsync(name, content);

            (await store.Alice.ListAsync(type)).Count.ShouldBe(count, name);
            (await store.Bob.ListAsync(type)).Count.ShouldBe(count, name);
            taken.Run!.Status.ShouldBe(RunStatus.Completed, name);
            taken.Run.Errors.ShouldBeEmpty(name);
            (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue(name);
        }
    }

    [Theory, DatabaseData]
    public async Task Overlapping_exports_meet_in_as_many_entities_as_the_longer_one_has(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("january.csv", Header + Coffee + "2026-01-06,Rent,-900.00\n" + Coffee);
        var second = await store.Alice.IngestAsync("quarter.csv", Header + Coffee + Coffee + Coffee + "2026-02-06,Rent,-900.00\n");

        second.Run!.Entities.Count(e => e.Created).ShouldBe(2);
        var coffees = (await store.Alice.ListAsync("transaction")).Where(e => e.Json("description") == "\"Coffee\"").ToList();
        coffees.Select(e => e.ObservationCount).Order().ShouldBe([1, 2, 2]);

        // Which of them is taken back is no matter for the others.
        var third = await store.Alice.Entities.ListObservationsAsync(
            coffees.Single(c => c.ObservationCount == 1).EntityId,
            false,
            new PageRequest(),
            ReadAt.Now,
            CancellationToken.None
        );
        var retraction = await store.Alice.RetractAsync(third.Items.ShouldHaveSingleItem().ObservationId);
        (await store.Alice.ListAsync("transaction")).Count.ShouldBe(4);
        await store.Alice.RetractAsync(retraction.Id);
        (await store.Alice.ListAsync("transaction")).Count.ShouldBe(5);
        (await store.Alice.IngestAsync("more.csv", Header + Coffee + Coffee + Coffee)).Run!.Entities.ShouldAllBe(e => !e.Created);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task What_callers_state_twice_is_one_entity(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreManyAsync([
            .. Enumerable.Repeat(("transaction", """{"date":"2026-01-05","description":"Coffee","amount":-3.5}"""), 2),
        ]);

        (await store.Alice.ListAsync("transaction")).ShouldHaveSingleItem().ObservationCount.ShouldBe(2);
    }

    [Theory, DatabaseData]
    public async Task Records_that_are_one_entity_are_told(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var taken = await store.Alice.IngestAsync(
            "people.csv",
            "name,email\nAnn Lee,ann@example.com\nA. Lee,ann@example.com\nAnn,ann@example.com\nBob,bob@example.com\n"
        );

        taken.Run!.Status.ShouldBe(RunStatus.Completed);
        taken.Run.Errors.ShouldHaveSingleItem().ShouldBe("2 records are the same entity as another record of this file");
        (await store.Alice.Runs.GetAsync(taken.Run.RunId, CancellationToken.None)).Errors.ShouldBe(taken.Run.Errors);
    }

    [Theory, DatabaseData]
    public async Task Repeats_are_counted_across_what_a_run_commits_at_once(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var file = new StringBuilder(Header);
        for (var i = 0; i < 450; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"2026-01-05,Coffee {i % 150},-3.50\n");
        }
        var taken = await store.Alice.IngestAsync("many.csv", file.ToString());

        taken.Run!.EntityCount.ShouldBe(450);
        taken.Run.Errors.ShouldBeEmpty();
    }
}
