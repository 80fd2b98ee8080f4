using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Strata.Documents.Programs;

/// <summary>
/// Runs external programs within bounds: time, memory, output, a temporary folder of their own, an empty environment, and no network if the
/// system lets an ordinary process give it up (Linux namespaces). Only a few run at once per process; the others wait.
/// </summary>
public static class ProgramRunner
{
    /// <summary>Programs at once: each keeps a core busy, and may use its memory limit.</summary>
    internal static readonly int MaxAtOnce = Math.Max(2, Environment.ProcessorCount);

    private const int MaxComplaint = 2_000;
    private const string Shell = "/bin/sh";

    // A private network namespace has only a loopback device, which is down. Not every container allows one, so it is tried once.
    private static readonly Lazy<Task<string?>> Unshare = new(FindUnshareAsync);
    private static readonly SemaphoreSlim Places = new(MaxAtOnce);

    /// <summary>Whether programs run without network here.</summary>
    public static async Task<bool> IsWithoutNetworkAsync() => HasShell && await Unshare.Value is not null;

    // The runtime is in shared/NAME/VERSION below it.
    private static string DotnetRoot => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static bool HasShell => !OperatingSystem.IsWindows() && File.Exists(Shell);

    /// <param name="output">Receives standard output as it comes, up to the limit.</param>
    /// <param name="limits">The time starts with the program, not while it waits.</param>
    /// <exception cref="StrataException">
    /// UNSUPPORTED_MEDIA_TYPE where the program is not installed: names the package. What <see cref="ProgramThrottle"/> throws.
    /// </exception>
    internal static async Task<ProgramEnd> RunAsync(
        ExternalProgram program,
        IReadOnlyList<string> arguments,
        string folder,
        Stream output,
        ProgramLimits limits,
        CancellationToken ct
    )
    {
        var path = program.Location ?? throw Missing(program);
        ProgramThrottle.Charge();
        await Places.WaitAsync(ct);
        try
        {
            return await RunAsync(program.Name, path, arguments, folder, output, limits, ct);
        }
        finally
        {
            Places.Release();
        }
    }

    private static async Task<ProgramEnd> RunAsync(
        string name,
        string path,
        IReadOnlyList<string> arguments,
        string folder,
        Stream output,
        ProgramLimits limits,
        CancellationToken ct
    )
    {
        using var process = new Process { StartInfo = await StartInfoAsync(path, arguments, folder, limits) };
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(limits.Time);
        var started = Stopwatch.GetTimestamp();
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new StrataException(ErrorCode.InterpretationFailed, $"'{name}' can't be started: {e.Message}", e);
        }
        string? stopped = null;
        var complaint = ComplaintAsync(process.StandardError, timeout.Token);
        try
        {
            process.StandardInput.Close();
            if (!await CopyAsync(process.StandardOutput.BaseStream, output, limits.Output, timeout.Token))
            {
                stopped = string.Create(CultureInfo.InvariantCulture, $"{name} printed more than {limits.Output} bytes (the limit)");
                process.Kill(entireProcessTree: true);
            }
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            stopped = string.Create(CultureInfo.InvariantCulture, $"{name} took longer than {limits.Time.TotalSeconds:0} s (the limit)");
            await process.WaitForExitAsync(CancellationToken.None);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return new ProgramEnd(stopped is null ? process.ExitCode : -1, stopped, await complaint)
        {
            Took = Stopwatch.GetElapsedTime(started),
        };
    }

    internal static StrataException Missing(ExternalProgram program) =>
        new(
            ErrorCode.UnsupportedMediaType,
            $"'{program.Name}' is not installed; it is needed for {program.Purpose}. Install the package '{program.Package}', then interpret the source again."
        );

    private static async Task<ProcessStartInfo> StartInfoAsync(
        string path,
        IReadOnlyList<string> arguments,
        string folder,
        ProgramLimits limits
    )
    {
        var start = new ProcessStartInfo
        {
            FileName = path,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (HasShell)
        {
            // The child sets the limits before it becomes the program; a shell that doesn't know one continues without it.
            var script = string.Create(
                CultureInfo.InvariantCulture,
                $"ulimit -v {limits.Memory / 1024} 2>/dev/null; ulimit -t {(long)limits.Time.TotalSeconds + 1} 2>/dev/null; ulimit -c 0 2>/dev/null; exec \"$@\""
            );
            var isolated = await Unshare.Value is { } unshare ? new[] { unshare, "--user", "--net", "--map-root-user", "--" } : [];
            start.FileName = Shell;
            foreach (var argument in (IEnumerable<string>)["-c", script, "sh", .. isolated, path])
            {
                start.ArgumentList.Add(argument);
            }
        }
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        var searched = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = searched;
        start.Environment["HOME"] = folder;
        start.Environment["TMPDIR"] = folder;
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        start.Environment["DOTNET_ROOT"] = DotnetRoot; // for our own program
        return start;
    }

    private static async Task<string?> FindUnshareAsync()
    {
        if (!OperatingSystem.IsLinux() || ExternalProgram.Find("unshare") is not { } unshare)
        {
            return null;
        }
        try
        {
            using var probe = Process.Start(
                new ProcessStartInfo(unshare, ["--user", "--net", "--map-root-user", "--", "true"])
                {
                    UseShellExecute = false,
                    RedirectStandardError = true,
                    RedirectStandardOutput = true,
                }
            );
            if (probe is null)
            {
                return null;
            }
            await probe.WaitForExitAsync();
            return probe.ExitCode == 0 ? unshare : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <returns>False if it exceeded the limit.</returns>
    private static async Task<bool> CopyAsync(Stream from, Stream to, long limit, CancellationToken ct)
    {
        var buffer = new byte[1 << 16];
        long total = 0;
        while (await from.ReadAsync(buffer, ct) is > 0 and var read)
        {
            if ((total += read) > limit)
            {
                await to.WriteAsync(buffer.AsMemory(0, (int)(read - (total - limit))), ct);
                return false;
            }
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        return true;
    }

    // read to the end, so that a verbose program doesn't block on a full pipe
    private static async Task<string> ComplaintAsync(StreamReader error, CancellationToken ct)
    {
        var said = new StringBuilder();
        var buffer = new char[1024];
        try
        {
            while (await error.ReadAsync(buffer, ct) is > 0 and var read)
            {
                said.Append(buffer, 0, Math.Min(read, MaxComplaint - said.Length));
            }
        }
        catch (OperationCanceledException)
        {
            // what was written until then is enough
        }
        return said.ToString().Trim();
    }
}
