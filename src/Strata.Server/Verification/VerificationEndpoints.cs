using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server.Verification;

internal static class VerificationEndpoints
{
    public static void MapProof(this IEndpointRouteBuilder api)
    {
        api.MapGet("/backup", BackupAsync)
            .WithTags("Proof")
            .Says(
                "backup",
                "All that the user has as one file (ZIP), which strata restore takes in, on either engine; written while it is sent."
            )
            .Costs(Cost.Expensive)
            .Needs(TokenScope.Admin);
    }

    private static PushStreamHttpResult BackupAsync(CurrentUser user, TimeProvider time, CancellationToken ct) =>
        TypedResults.Stream(
            body => user.Strata.BackupAsync(body, progress: null, ct),
            "application/zip",
            string.Create(CultureInfo.InvariantCulture, $"{user.Id}-{time.GetUtcNow():yyyy-MM-dd}.strata.zip")
        );
}
