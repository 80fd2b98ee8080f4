namespace Strata.Server;

internal static class UsageTools
{
    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "get_usage",
                Effect.Reads,
                "What may be used and is used: bytes of sources, interpretations this month.",
                [],
                Shapes.Usage,
                call => Give.OneAsync(call.Strata.GetUsageAsync(call.Cancellation))
            ),
        ];
}
