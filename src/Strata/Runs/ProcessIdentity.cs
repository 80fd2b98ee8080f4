using System.ComponentModel;
using System.Diagnostics;

namespace Strata.Runs;

/// <summary>
/// Distinguishes a process from a later one with the same id. On Linux by its start in clock ticks since boot (proc_pid_stat(5), field 22),
/// which clock changes don't affect, together with the boot id and the PID namespace. Elsewhere by its start time.
/// </summary>
internal static class ProcessIdentity
{
    private const int StartTicks = 22;

    /// <summary>Identity of this process, without <c>:</c>.</summary>
    public static readonly string OfThis = Try(Environment.ProcessId) ?? "unknown";

    /// <summary>Whether the process with that id and identity has certainly ended.</summary>
    public static bool IsGone(int processId, string mark)
    {
        if (ScopeOf(mark) is not { } scope || !string.Equals(scope, ScopeOf(OfThis), StringComparison.Ordinal))
        {
            return false; // other boot, container, machine of the same name, or program version
        }
        try
        {
            Process.GetProcessById(processId).Dispose();
        }
        catch (ArgumentException)
        {
            return true; // no process has that id
        }
        return Try(processId) is { } found && !string.Equals(found, mark, StringComparison.Ordinal);
    }

    /// <summary>Returns a process's identity; null if it is just ending or access is denied.</summary>
    private static string? Try(int processId)
    {
        try
        {
            return Of(processId);
        }
        catch (Exception e)
            when (e
                    is ArgumentException
                        or InvalidOperationException
                        or Win32Exception
                        or NotSupportedException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            return null;
        }
    }

    private static string Of(int processId)
    {
        if (!OperatingSystem.IsLinux())
        {
            using var process = Process.GetProcessById(processId);
            return string.Create(CultureInfo.InvariantCulture, $"start/{new DateTimeOffset(process.StartTime).ToUnixTimeSeconds()}");
        }
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
        // The second field is a name in parentheses that may contain anything; the third follows the last parenthesis.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        var processes = new FileInfo("/proc/self/ns/pid").LinkTarget?.Where(char.IsAsciiDigit).ToArray() ?? [];
        return $"{boot}.{new string(processes)}/{fields[StartTicks - 3]}";
    }

    private static string? ScopeOf(string mark) => mark.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? mark[..end] : null;
}
