using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using Spectre.Console;
using Strata.Cli.Output;
using Strata.Documents.Programs;

namespace Strata.Cli.Health;

/// <summary>Shows what Strata uses and whether it works.</summary>
internal static class DoctorVerb
{
    private const long LittleSpace = 1_000_000_000;

    public static Command Create() =>
        new Command("doctor", "Show what Strata uses and whether it works; exit code 1 if anything fails").CreatesStore().Runs(RunAsync);

    private static async Task<int> RunAsync(CommandContext call, CancellationToken ct)
    {
        var findings = new List<DoctorFinding> { Program(), Runtime() };
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
            findings.AddRange(ExternalProgram.All.Select(Program));
            findings.Add(Pdf());
            findings.Add(await NetworkAsync());
        }
        await call.Out.ManyAsync(findings, Show);
        return findings.TrueForAll(f => f.Ok) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static DoctorFinding Program() =>
        new(
            "strata",
            true,
            typeof(DoctorVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
                ?? "unknown version"
        );

    // A missing program is not a fault: only its formats cannot be read.
    private static DoctorFinding Program(ExternalProgram program) =>
        new(
            program.Name,
            true,
            program.Location is { } path
                ? $"{path} ({program.Purpose})"
                : $"not installed; the package {program.Package} adds it ({program.Purpose})"
        );

    private static DoctorFinding Pdf() =>
        new(
            "pdf",
            true,
            ExternalProgram.PdfToText.Location is not null && ExternalProgram.PdfInfo.Location is not null ? "read with poppler (pdftotext)"
                : ExternalProgram.PdfReader.Location is not null
                    ? $"read with PdfPig (built in) because poppler is not installed; scans and page images need {ExternalProgram.PdfToText.Package}"
                : $"not read: the package {ExternalProgram.PdfToText.Package} is needed"
        );

    // Without a namespace, programs are still limited in time, memory, output and folder, but nothing else contains a hostile file.
    private static async Task<DoctorFinding> NetworkAsync() =>
        new(
            "network",
            true,
            await ProgramRunner.IsWithoutNetworkAsync()
                ? "none for the programs above: each runs in a network namespace of its own (unshare)"
                : "the programs above can reach the network: this system refuses 'unshare --user --net', which would isolate them"
        );

    private static DoctorFinding Runtime() =>
        new("runtime", true, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}");

    private static async Task<DoctorFinding> ServerAsync(CommandContext call, Uri server, CancellationToken ct)
    {
        var started = call.Time.GetTimestamp();
        var schemas = await (await call.StrataAsync(ct)).Schemas.ListAsync(ct);
        var milliseconds = call.Time.GetElapsedTime(started).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        return new DoctorFinding("server", true, $"{server} answers in {milliseconds} ms, {schemas.Count} entity types");
    }

    private static async Task<DoctorFinding> FolderAsync(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var probe = Path.Combine(folder, $".doctor-{Environment.ProcessId}");
        try
        {
            await File.WriteAllTextAsync(probe, "writable", ct);
        }
        finally
        {
            File.Delete(probe); // also what a full disk cut off
        }
        var free = new DriveInfo(folder).AvailableFreeSpace;
        return new DoctorFinding(
            "folder",
            free > LittleSpace,
            $"{folder}, writable, {Values.Size(free)} free",
            "Free some space, or use another folder: --data."
        );
    }

    private static async Task<DoctorFinding> DatabaseAsync(CommandContext call, CancellationToken ct)
    {
        var store = await call.LocalAsync(ct);
        var users = await store.Users.ListAsync(ct);
        return new DoctorFinding(
            "database",
            true,
            $"{await store.Database.DescribeAsync(ct)}, {Values.Count(users.Count, "user", "users")}"
        );
    }

    // A warning, not a fault: everything works, with times to come.
    private static async Task<DoctorFinding> ClockAsync(CommandContext call, CancellationToken ct) =>
        new("clock", true, await (await call.LocalAsync(ct)).CheckClockAsync(ct) ?? "no ledger is dated ahead of it");

    private static async Task<DoctorFinding> BlobsAsync(CommandContext call, CancellationToken ct)
    {
        var started = call.Time.GetTimestamp();
        var probe = await (await call.LocalAsync(ct)).ProbeBlobsAsync(ct);
        var milliseconds = call.Time.GetElapsedTime(started).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        return probe.Failure is { } failure
            ? new DoctorFinding("blobs", false, failure, "New sources wait in the database meanwhile; strata blobs retry uploads them.")
            : new DoctorFinding(
                "blobs",
                true,
                $"{probe.Store}, written, read and removed in {milliseconds} ms"
                    + (probe.CanBeSwept ? "" : "; ignores If-None-Match, so it cannot be swept")
            );
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
