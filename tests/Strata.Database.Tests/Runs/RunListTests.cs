using Strata.Testing;

namespace Strata.Runs;

public sealed class RunListTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "G9")]
    public async Task Runs_are_listed_by_state_and_interpreter_either_way_and_counted(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var runs = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var read = await store.Alice.IngestAsync($"p{i}.csv", $"name,email\nAnn,ann{i}@example.com\n");
            runs.Add(read.Run.ShouldNotBeNull().RunId);
        }
        var queued = (await store.Alice.IngestAsync("later.csv", "name,email\nBen,ben@example.com\n", new IngestRequest { Wait = false }))
            .Run!
            .RunId;
        await store.Bob.IngestAsync("bobs.csv", "name,email\nCem,cem@example.com\n");

        await FoundAsync(new() { State = RunStatus.Completed, Sort = "recorded" }, [.. runs]);
        await FoundAsync(new() { State = RunStatus.Completed }, [.. runs.AsEnumerable().Reverse()]);
        await FoundAsync(new() { State = RunStatus.Queued, Sort = "-recorded" }, queued);
        await FoundAsync(new() { State = RunStatus.Running });
        await FoundAsync(new() { Interpreter = "rules", Sort = "recorded" }, [.. runs, queued]);
        await FoundAsync(new() { Interpreter = "none" });
        var jobs = await store.Alice.Jobs.ListAsync(new JobQuery { Text = queued.ToUpperInvariant(), Count = true }, None);
        jobs.Items.ShouldHaveSingleItem().Kind.ShouldBe("interpret");
        jobs.Total.ShouldBe(new Total(1, AtLeast: false));
        (await store.Alice.Jobs.ListAsync(new JobQuery { Text = "INTERPRET" }, None)).Items.ShouldHaveSingleItem();
        (await store.Alice.Jobs.ListAsync(new JobQuery { Text = "%" }, None)).Items.ShouldBeEmpty();
        (await store.Bob.Jobs.ListAsync(new JobQuery { Text = "interpret", Count = true }, None)).Total!.Count.ShouldBe(0);

        async Task FoundAsync(ListRuns query, params string[] expected)
        {
            foreach (var limit in (int[])[2, 50])
            {
                var found = new List<string>();
                var page = query with { Limit = limit, Count = true };
                do
                {
                    var next = await store.Alice.Runs.ListAsync(page, None);
                    next.Total.ShouldBe(new Total(expected.Length, AtLeast: false));
                    found.AddRange(next.Items.Select(r => r.RunId));
                    page = page with { Cursor = next.NextCursor };
                } while (page.Cursor is not null);
                found.ShouldBe(expected.ToList(), query.ToString());
            }
        }
    }
}
