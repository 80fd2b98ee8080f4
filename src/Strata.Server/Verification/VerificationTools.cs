using Strata.Server.Mcp;

namespace Strata.Server.Verification;

internal static class VerificationTools
{
    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "verify",
                ToolEffect.Reads,
                "Proves the memory: re-reads all bytes and quotes, computes every entity again, compares. May take long.",
                [ToolParameters.Flag("deep", "Also documents parsed again, and words of the index.")],
                OutputSchemas.Verified,
                call => ToolResult.OneAsync(call.Strata.VerifyAsync(call.Flag("deep") ?? false, call.Progress, call.Cancellation))
            )
            {
                IsExpensive = true,
            },
            new(
                "rebuild",
                ToolEffect.Adds,
                "Computes every entity again from the ledger. May take long.",
                [],
                OutputSchemas.Rebuilt,
                call => ToolResult.OneAsync(call.Strata.RebuildAsync(call.Progress, call.Cancellation))
            )
            {
                IsExpensive = true,
                IsAdministrative = true,
            },
        ];
}
