using Strata.Testing;

namespace Strata.Verification;

/// <summary>G11: a run says the same of itself whether or not it was interrupted, and through every question.</summary>
public sealed class RunStatusTests
{
    private static readonly (string Name, string Content, string? Type)[] Inputs =
    [
        ("plain.csv", "email,name\na@example.com,A\nb@example.com,B\n", "contact"),
        ("unknown.json", """[{"wheels":4},{"wheels":3}]""", null),
        ("broken.json", """{"wheels":""", null),
        ("torn.json", """[{"email":"a@example.com"},{"email":"b@example.com"},{"em""", "contact"),
        ("ragged.csv", "email,name\na@example.com,A,extra\nb@example.com\n\"c@example.com,C\n", "contact"),
        ("text.txt", "Nothing that any schema asks for.\n", null),
    ];

    [Theory, DatabaseData, Trait("req", "G11")]
    public async Task A_run_interrupted_before_its_end_says_the_same_as_one_that_was_not(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        foreach (var (name, content, type) in Inputs)
        {
            var request = new IngestRequest { EntityType = type, IdempotencyKey = name };
            await WriteFaults.BreakAsync(store, "receipts");
            await Should.ThrowAsync<Exception>(() => store.Alice.IngestAsync(name, content, request));
            await WriteFaults.MendAsync(store, "receipts");

            var resumed = Told((await store.Alice.IngestAsync(name, content, request)).Run);
            resumed.ShouldBe(Told((await store.Bob.IngestAsync(name, content, request)).Run), name);
        }
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "G11")]
    public async Task A_run_counts_the_entities_it_touched_wherever_it_is_asked(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreAsync("contact", """{"email":"a@example.com"}""");
        var run = (
            await store.Alice.IngestAsync(
                "c.csv",
                "email,name\na@example.com,A\nb@example.com,B\na@example.com,AA\n",
                new IngestRequest { EntityType = "contact" }
            )
        ).Run.ShouldNotBeNull();

        run.EntityCount.ShouldBe(2);
        (await store.Alice.Runs.GetAsync(run.RunId, CancellationToken.None)).EntityCount.ShouldBe(2);
    }

    [Theory, DatabaseData, Trait("req", "G11")]
    public async Task A_run_that_fails_half_way_is_partial_and_counts_what_it_stored(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var csv = "email,name\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"p{i}@example.com,P{i}\n"));
        var torn = new Torn();
        var result = await store.Alice.Sources.IngestAsync(
            new IngestRequest { FileName = "c.csv", EntityType = "contact" },
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv)),
            torn,
            CancellationToken.None
        );

        var run = result.Run.ShouldNotBeNull();
        var stored = (await store.Alice.VerifyAsync()).Observations;
        stored.ShouldBeInRange(1, 299);
        (run.Status, run.ObservationCount, run.EntityCount).ShouldBe((RunStatus.Partial, stored, stored));
        run.Errors.ShouldHaveSingleItem().ShouldStartWith("INTERPRETATION_FAILED");

        var again = (await store.Alice.IngestAsync("c.csv", csv, new IngestRequest { EntityType = "contact" })).Run.ShouldNotBeNull();
        (again.Status, again.ObservationCount, again.EntityCount).ShouldBe((RunStatus.Completed, 300, 300), "it was not the file's fault");
    }

    [Theory, DatabaseData, Trait("req", "G11")]
    public async Task A_damaged_file_is_read_once_as_far_as_it_can_be_and_one_of_which_nothing_is_stored_is_tried_again(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        async Task<RunResult> IngestAsync(string name, string content, string? type) =>
            (await store.Alice.IngestAsync(name, content, new IngestRequest { EntityType = type })).Run.ShouldNotBeNull();
        foreach (var (name, content, type) in Inputs)
        {
            var first = await IngestAsync(name, content, type);
            (await IngestAsync(name, content, type))
                .RunId.Equals(first.RunId, StringComparison.Ordinal)
                .ShouldBe(first.Status != RunStatus.Failed, $"{name}: {first.Status}");
        }
        // To try again what nothing reads would be no other try.
        var unread = await IngestAsync("x.bin", "\u0001\u0002\u0000\u0003\u0000", null);
        unread.Status.ShouldBe(RunStatus.Failed);
        (await IngestAsync("x.bin", "\u0001\u0002\u0000\u0003\u0000", null)).RunId.ShouldBe(unread.RunId);
    }

    /// <summary>Listens until the first rows are stored, as a pipe whose reader goes away.</summary>
    private sealed class Torn : IProgress<Progress>
    {
        public void Report(Progress value)
        {
            if (value.Stage == "interpret")
            {
                throw new IOException("The pipe is broken.");
            }
        }
    }

    private static string Told(RunResult? run) =>
        run is null
            ? "no run"
            : $"{run.Status} {run.ExtractionCompleteness} {run.EntityCount} {run.ObservationCount} {run.BlockCount} {run.SkippedCount} "
                + $"{run.UnknownFieldCount} {run.Confidence} {string.Join(" | ", run.Errors)}";
}
