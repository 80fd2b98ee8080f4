using System.Reflection;
using System.Runtime.InteropServices;
using Strata.Cli.Output;
using Strata.Documents.Programs;

namespace Strata.Cli.Health;

/// <summary>What <c>doctor</c> looks at, one check a method.</summary>
internal static class DoctorChecks
{
    private const long LittleSpace = 1_000_000_000;

    public static DoctorFinding Program() =>
        new(
            "strata",
            true,
            typeof(DoctorChecks).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
                ?? "unknown version"
        );

    // A missing program is not a fault: only its formats cannot be read.
    public static DoctorFinding Program(ExternalProgram program) =>
        new(
            program.Name,
            true,
            program.Location is { } path
                ? $"{path} ({program.Purpose})"
                : $"not installed; the package {program.Package} adds it ({program.Purpose})"
        );

    public static DoctorFinding Pdf() =>
        new(
            "pdf",
            true,
            ExternalProgram.PdfToText.Location is not null && ExternalProgram.PdfInfo.Location is not null ? "read with poppler (pdftotext)"
                : ExternalProgram.PdfReader.Location is not null
                    ? $"read with PdfPig (built in) because poppler is not installed; scans and page images need {ExternalProgram.PdfToText.Package}"
                : $"not read: the package {ExternalProgram.PdfToText.Package} is needed"
        );

    public static DoctorFinding Sql() =>
        new(
            "sql",
            true,
            SqlLibrary.Version is { } version
                ? $"answered by DuckDB {version}"
                : "refused: DuckDB's native library (libduckdb) is not beside this program; everything else works without it"
        );

    // Without a namespace, programs are still limited in time, memory, output and folder, but nothing else contains a hostile file.
    public static async Task<DoctorFinding> NetworkAsync() =>
        new(
            "network",
            true,
            await ProgramRunner.IsWithoutNetworkAsync()
                ? "none for the programs above: each runs in a network namespace of its own (unshare)"
                : "the programs above can reach the network: this system refuses 'unshare --user --net', which would isolate them"
        );

    public static DoctorFinding Runtime() =>
        new("runtime", true, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}");

    public static async Task<DoctorFinding> ServerAsync(CommandContext call, Uri server, CancellationToken ct)
    {
        var started = call.Time.GetTimestamp();
        var schemas = await (await call.StrataAsync(ct)).Schemas.ListAsync(ct);
        var milliseconds = call.Time.GetElapsedTime(started).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        return new DoctorFinding("server", true, $"{server} answers in {milliseconds} ms, {schemas.Count} entity types");
    }

    public static async Task<DoctorFinding> FolderAsync(string folder, CancellationToken ct)
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
            $"{folder}, writable, {ByteSize.Show(free)} free",
            "Free some space, or use another folder: --data."
        );
    }

    public static async Task<DoctorFinding> DatabaseAsync(CommandContext call, CancellationToken ct)
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
    public static async Task<DoctorFinding> ClockAsync(CommandContext call, CancellationToken ct) =>
        new("clock", true, await (await call.LocalAsync(ct)).CheckClockAsync(ct) ?? "no ledger is dated ahead of it");

    public static async Task<DoctorFinding> BlobsAsync(CommandContext call, CancellationToken ct)
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
}
