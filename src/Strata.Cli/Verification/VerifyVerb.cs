using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.Verification;

/// <summary>Rereads everything and compares it with the records.</summary>
internal static class VerifyVerb
{
    private static readonly Option<bool> Deep = new("--deep")
    {
        Description = "Also re-parse office files, e-mails and PDFs and compare their text, and check the search index of entities",
    };

    public static Command Create() =>
        new Command("verify", "Rehash every blob, reread every quote, recompute every entity and compare; exit code 1 if anything differs")
        {
            Deep,
        }.Runs(RunAsync);

    private static async Task<int> RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var report = await ProgressLine.RunAsync(
            call.Environment,
            "verify",
            progress => strata.Verification.VerifyAsync(call.Get(Deep), progress, ct)
        );
        call.Out.One(report, ReportConsoleView.Show);
        return report.Ok ? ExitCode.Ok : ExitCode.Failed;
    }
}
