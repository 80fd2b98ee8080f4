namespace Strata.Server;

internal static class ProofTools
{
    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "verify",
                Effect.Reads,
                "Proves the memory: re-reads all bytes and quotes, computes every entity again, compares. May take long.",
                [Take.Flag("deep", "Also documents parsed again, and words of the index.")],
                Shapes.Verified,
                call => Give.OneAsync(call.Strata.VerifyAsync(call.Flag("deep") ?? false, call.Progress, call.Cancellation))
            )
            {
                IsExpensive = true,
            },
            new(
                "rebuild",
                Effect.Adds,
                "Computes every entity again from the ledger. May take long.",
                [],
                Shapes.Rebuilt,
                call => Give.OneAsync(call.Strata.RebuildAsync(call.Progress, call.Cancellation))
            )
            {
                IsExpensive = true,
                IsAdministrative = true,
            },
        ];
}
