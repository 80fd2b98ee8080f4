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
        await FoundAsync(new() { Text = "P3.CSV" }, runs[3]);
        await FoundAsync(new() { Text = "p", Sort = "recorded" }, [.. runs]);
        await FoundAsync(new() { Text = "later" }, queued);
        await FoundAsync(new() { Text = "bobs" });
        var jobs = await store.Alice.Jobs.ListAsync(new JobQuery { Text = queued.ToUpperInvariant(), Count = true }, None);
        jobs.Items.ShouldHaveSingleItem().Kind.ShouldBe("interpret");
        jobs.Total.ShouldBe(new Total(1, AtLeast: false));
        (await store.Alice.Jobs.ListAsync(new JobQuery { Text = "INTERPRET" }, None)).Items.ShouldHaveSingleItem();
        (await store.Alice.Jobs.ListAsync(new JobQuery { Text = "%" }, None)).Items.ShouldBeEmpty();
        var first = await store.Alice.Jobs.StartAsync(new JobRequest { Kind = "verify" }, None);
        var second = await store.Alice.Jobs.StartAsync(new JobRequest { Kind = "chain" }, None);
        await SortedAsync("recorded", jobs.Items[0].JobId, first.JobId, second.JobId);
        await SortedAsync("-recorded", second.JobId, first.JobId, jobs.Items[0].JobId);
        (await store.Bob.Jobs.ListAsync(new JobQuery { Text = "interpret", Count = true }, None)).Total!.Count.ShouldBe(0);

        async Task SortedAsync(string sort, params string[] expected)
        {
            var found = new List<string>();
            var query = new JobQuery { Sort = sort, Limit = 2 };
            do
            {
                var page = await store.Alice.Jobs.ListAsync(query, None);
                found.AddRange(page.Items.Select(j => j.JobId));
                query = query with { Cursor = page.NextCursor };
            } while (query.Cursor is not null);
            found.ShouldBe(expected.ToList(), sort);
        }

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
