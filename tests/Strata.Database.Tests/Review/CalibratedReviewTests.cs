using Strata.Review.Calibrating;
using Strata.Testing;

namespace Strata.Review;

/// <summary>Confidences of findings say how often such values were right when a person looked.</summary>
public sealed class CalibratedReviewTests
{
    private const string Schema = """
        {"title":"Note","x-strata":{"annotates":"blocks"},"properties":{"topic":{"type":"string","x-strata":{"evidence":"optional"}}}}
        """;
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Confidences_are_calibrated_on_a_users_own_decisions_from_200_on(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        await user.RegisterAsync("note", Schema);
        // Quoted values are certain (0.9), others less (0.6).
        var read = await RecordedReading.ReadAsync(
            store,
            "note",
            new IngestRequest { FileName = "notes.md" },
            [.. Enumerable.Range(0, 260).Select(i => $"Word{i} is here.")],
            (_, i) => i % 2 == 0 ? $$"""{"topic":{"value":"t","quote":"Word{{i}}"} }""" : """{"topic":{"value":"t"}}"""
        );
        var found = (await user.Review.ListAsync(new ListFindings { RunId = read.Run!.RunId, Limit = 1000 }, None)).Items;
        found.Select(f => f.Confidence).Distinct().Order().ShouldBe([0.6, 0.9]);

        await DecideAsync(user, found.Take(199));
        (await user.Review.GetAsync(found[250].FindingId, None)).Calibrated.ShouldBeNull();
        await DecideAsync(user, found.Skip(199).Take(1));

        var left = (await user.Review.NextAsync(new NextFindings { Limit = 50, Lease = false }, None))
            .Items.Select(i => i.Finding)
            .ToList();
        left.ShouldNotBeEmpty();
        left.ShouldAllBe(f => f.Calibrated != null && f.Calibrated.Count == 200 && f.Calibrated.On == CalibrationScope.Field);
        var listed = (await user.Review.ListAsync(new ListFindings { State = ReviewState.Staged }, None)).Items;
        listed.First(f => f.Confidence == 0.9).Calibrated!.Confidence.ShouldBe(0.9);
        var unsure = listed.First(f => f.Confidence == 0.6).Calibrated!;
        unsure.Confidence.ShouldBe(0.4);
        (unsure.Low, unsure.High).ShouldBe((0.3094, 0.498));
        (await user.Review.ListAsync(new ListFindings { KnownAt = "1000000" }, None)).Items.ShouldAllBe(f => f.Calibrated == null);

        // What only follows says nothing new, and nobody learns from others.
        await user.Sources.ReinterpretAsync(
            new ReinterpretRequest
            {
                SourceId = read.SourceId,
                EntityType = "note",
                Interpreter = "recorded",
            },
            null,
            None
        );
        (await user.Review.GetAsync(found[250].FindingId, None)).Calibrated!.Count.ShouldBe(200);
        await store.Bob.IngestAsync("i.csv", "Invoice No;Vendor;Total\nINV-1;Acme GmbH;10,00\n", new IngestRequest { Stage = true });
        (await store.Bob.Review.ListAsync(new ListFindings(), None)).Items.ShouldAllBe(f => f.Calibrated == null);
    }

    /// <summary>Confirms nine of ten quoted values, and four of ten others.</summary>
    private static async Task DecideAsync(IStrata user, IEnumerable<FindingView> findings) =>
        await user.Review.ReviewAsync(
            new ReviewFindings
            {
                Changes =
                [
                    .. findings.Select(f => new FindingChange
                    {
                        FindingId = f.FindingId,
                        Action =
                            f.Block / 2 % 10 < (f.Confidence > 0.8 ? 9 : 4) ? ReviewAction.Confirm
                            : f.Block % 4 < 2 ? ReviewAction.Reject
                            : ReviewAction.Clear,
                    }),
                ],
            },
            None
        );
}
