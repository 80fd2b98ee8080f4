using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server;

internal static class ProofEndpoints
{
    public static void MapProof(this IEndpointRouteBuilder api)
    {
        api.MapPost("/verify", VerifyAsync).WithTags("Proof").WithName("verify");
        api.MapPost("/rebuild", RebuildAsync).WithTags("Proof").WithName("rebuild");
    }

    private static async Task<Ok<VerifyReport>> VerifyAsync(CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.VerifyAsync(progress: null, ct));

    private static async Task<Ok<RebuildReport>> RebuildAsync(CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.RebuildAsync(progress: null, ct));
}
