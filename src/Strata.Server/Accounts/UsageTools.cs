using Strata.Server.Mcp;

namespace Strata.Server.Accounts;

internal static class UsageTools
{
    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "get_usage",
                ToolEffect.Reads,
                "What may be used and is used: bytes of sources, interpretations this month.",
                [],
                OutputSchemas.Usage,
                call => ToolResult.OneAsync(call.Strata.GetUsageAsync(call.Cancellation))
            ),
        ];
}
