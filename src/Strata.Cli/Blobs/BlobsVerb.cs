using System.CommandLine;
using Strata.Cli.Output;
using Strata.Cli.Verification;

namespace Strata.Cli.Blobs;

/// <summary>Verifies blobs, retries uploads that wait in the database, and sweeps unreferenced blobs.</summary>
internal static class BlobsVerb
{
    private static readonly Option<bool> Delete = new("--delete") { Description = "Delete them; without this the sweep only reports them" };
    private static readonly Option<double> Grace = new("--grace")
    {
        HelpName = "HOURS",
        Description = "Keep anything written less than this long ago (at least 1)",
        DefaultValueFactory = _ => new SweepRequest().GraceHours,
    };

    public static Command Create() =>
        new Command("blobs", "Verify, upload and sweep file contents")
        {
            new Command("verify", "Rehash all blobs in the blob store; exit code 1 if any are missing or differ").Runs(VerifyAsync),
            new Command("retry", "Upload now the blobs that wait in the database because the blob store failed").Runs(RetryAsync),
            new Command("sweep", "Find unreferenced blobs in the blob store") { Delete, Grace, SharedOptions.AsJob }.Runs(SweepAsync),
        };

    private static async Task<int> VerifyAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var report = await ProgressLine.RunAsync(call.Environment, "verify", progress => strata.Blobs.VerifyAsync(progress, ct));
        call.Out.One(report, ReportConsoleView.Show);
        return report.Ok ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task RetryAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(await (await call.StrataAsync(ct)).Blobs.RetryUploadsAsync(ct), ReportConsoleView.Show);

    private static async Task SweepAsync(CommandContext call, CancellationToken ct)
    {
        var request = new SweepRequest { Delete = call.Get(Delete), GraceHours = call.Get(Grace) };
        if (call.Get(SharedOptions.AsJob))
        {
            await call.StartAsync("sweep", JsonSerializer.SerializeToElement(request, StrataJson.Options), ct);
            return;
        }
        call.Out.One(await (await call.StrataAsync(ct)).Blobs.SweepAsync(request, ct), ReportConsoleView.Show);
    }
}
