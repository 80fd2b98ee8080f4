using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server.Accounts;

internal static class UsageEndpoints
{
    public static void MapUsage(this IEndpointRouteBuilder api)
    {
        var usage = api.MapGroup("/usage").WithTags("Usage");
        usage.MapGet("/", GetAsync).Says("get_usage", "The plan, and of each quota what is used and what remains.");
        usage
            .MapPost("/recount", RecountAsync)
            .Says("recount_usage", "Counts again from sources and runs, and sets right what differs.")
            .Costs(Cost.Expensive);
    }

    private static async Task<Ok<UsageView>> GetAsync(CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.GetUsageAsync(ct));

    private static async Task<Ok<UsageRecount>> RecountAsync(CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.RecountUsageAsync(ct));
}
