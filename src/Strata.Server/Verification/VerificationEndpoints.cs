using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server.Verification;

internal static class VerificationEndpoints
{
    public static void MapProof(this IEndpointRouteBuilder api)
    {
        api.MapPost("/verify", VerifyAsync)
            .WithTags("Proof")
            .Says(
                "verify",
                "Re-reads every blob and quote, reduces every entity again, and compares. Streams progress where Accept asks for a stream."
            )
            .Costs(Cost.Expensive)
            .Needs(TokenScope.Read);
        api.MapGet("/backup", BackupAsync)
            .WithTags("Proof")
            .Says(
                "backup",
                "All that the user has as one file (ZIP), which strata restore takes in, on either engine; written while it is sent."
            )
            .Costs(Cost.Expensive)
            .Needs(TokenScope.Admin);
        api.MapPost("/rebuild", RebuildAsync)
            .WithTags("Proof")
            .Says("rebuild", "Computes every snapshot again from the ledger. Streams progress where Accept asks for a stream.")
            .Costs(Cost.Expensive)
            .Needs(TokenScope.Admin);
    }

    private static async Task<Results<Ok<VerifyReport>, ProgressStream<VerifyReport>>> VerifyAsync(
        [Description("Also parse office files, mails and PDFs again and compare their texts, and the words by which entities are found.")]
            bool? deep,
        HttpRequest request,
        CurrentUser user,
        CancellationToken ct
    ) =>
        ProgressStream.FormatOf(request) is { } format
            ? new ProgressStream<VerifyReport>(format, progress => user.Strata.VerifyAsync(deep ?? false, progress, ct))
            : TypedResults.Ok(await user.Strata.VerifyAsync(deep ?? false, progress: null, ct));

    private static async Task<Results<Ok<RebuildReport>, ProgressStream<RebuildReport>>> RebuildAsync(
        HttpRequest request,
        CurrentUser user,
        CancellationToken ct
    ) =>
        ProgressStream.FormatOf(request) is { } format
            ? new ProgressStream<RebuildReport>(format, progress => user.Strata.RebuildAsync(progress, ct))
            : TypedResults.Ok(await user.Strata.RebuildAsync(progress: null, ct));

    private static PushStreamHttpResult BackupAsync(CurrentUser user, TimeProvider time, CancellationToken ct) =>
        TypedResults.Stream(
            body => user.Strata.BackupAsync(body, progress: null, ct),
            "application/zip",
            string.Create(CultureInfo.InvariantCulture, $"{user.Id}-{time.GetUtcNow():yyyy-MM-dd}.strata.zip")
        );
}
