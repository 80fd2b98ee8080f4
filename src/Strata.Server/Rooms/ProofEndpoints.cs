using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server;

internal static class ProofEndpoints
{
    public static void MapProof(this IEndpointRouteBuilder api)
    {
        api.MapPost("/verify", VerifyAsync)
            .WithTags("Proof")
            .Says("verify", "Re-reads every blob and quote, reduces every entity again, and compares.");
        api.MapPost("/rebuild", RebuildAsync).WithTags("Proof").Says("rebuild", "Computes every snapshot again from the ledger.");
    }

    private static async Task<Ok<VerifyReport>> VerifyAsync(CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.VerifyAsync(progress: null, ct));

    private static async Task<Ok<RebuildReport>> RebuildAsync(CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await user.Strata.RebuildAsync(progress: null, ct));
}
