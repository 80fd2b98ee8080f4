using System.CommandLine;
using Spectre.Console;
using Strata.Documents.Programs;
using static Strata.Cli.Health.DoctorChecks;

namespace Strata.Cli.Health;

/// <summary>Shows what Strata uses and whether it works.</summary>
internal static class DoctorVerb
{
    public static Command Create() =>
        new Command("doctor", "Show what Strata uses and whether it works; exit code 1 if anything fails").CreatesStore().Runs(RunAsync);

    private static async Task<int> RunAsync(CommandContext call, CancellationToken ct)
    {
        var findings = new List<DoctorFinding> { DoctorChecks.Program(), Runtime() };
        if (call.Location.Server is { } server)
        {
            findings.Add(await TryAsync("server", () => ServerAsync(call, server, ct)));
            findings.Add(
                new DoctorFinding("programs", true, "the server uses its own external programs; run strata doctor there to see them")
            );
        }
        else
        {
            findings.Add(await TryAsync("folder", () => FolderAsync(call.Location.Options.Folder, ct)));
            findings.Add(await TryAsync("database", () => DatabaseAsync(call, ct)));
            findings.Add(await TryAsync("clock", () => ClockAsync(call, ct)));
            findings.Add(await TryAsync("blobs", () => BlobsAsync(call, ct)));
            findings.AddRange(ExternalProgram.All.Select(DoctorChecks.Program));
            findings.Add(Pdf());
            findings.Add(Sql());
            findings.Add(await NetworkAsync());
        }
        await call.Out.ManyAsync(findings, Show);
        return findings.TrueForAll(f => f.Ok) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<DoctorFinding> TryAsync(string name, Func<Task<DoctorFinding>> look)
    {
        try
        {
            var found = await look();
            return found.Ok ? found with { Advice = null } : found;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new DoctorFinding(name, false, e.Message, e is StrataException ? Refusal.Of(e).Advice : null);
        }
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<DoctorFinding> findings)
    {
        foreach (var finding in findings)
        {
            console.WriteLine($"{(finding.Ok ? "ok  " : "FAIL")}  {finding.Name, -9} {Terminal.Safe(finding.Detail)}");
            if (finding.Advice is { } advice)
            {
                console.WriteLine($"                {advice}");
            }
        }
    }
}
