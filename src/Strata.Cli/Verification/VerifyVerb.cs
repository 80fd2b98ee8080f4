using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.Verification;

/// <summary>Reads everything again and compares it with what is recorded.</summary>
internal static class VerifyVerb
{
    private static readonly Option<bool> Deep = new("--deep")
    {
        Description = "Also parse office files, mails and PDFs again and compare their texts, and the words by which entities are found",
    };

    public static Command Create() =>
        new Command(
            "verify",
            "Hash every blob, read every quote and compute every entity again, and compare; exit code 1 where anything differs"
        )
        {
            Deep,
        }.Runs(RunAsync);

    private static async Task<int> RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var report = await ProgressLine.RunAsync(call.Environment, "verify", progress => strata.VerifyAsync(call.Get(Deep), progress, ct));
        call.Out.One(report, ReportConsoleView.Show);
        return report.Ok ? ExitCode.Ok : ExitCode.Failed;
    }
}
