using System.ComponentModel;
using System.Diagnostics;

namespace Strata.Runs;

/// <summary>
/// Tells a process from a later one of the same number. On Linux by the clock ticks from the machine's start to the process's
/// (proc_pid_stat(5), field 22), which no change of the clock moves, together with what the number and the ticks are counted in: the boot
/// and the namespace of processes. Elsewhere by the time of its start, which the system keeps.
/// </summary>
internal static class ProcessIdentity
{
    private const int StartTicks = 22;

    /// <summary>The mark of this process, without <c>:</c>.</summary>
    public static readonly string OfThis = Try(Environment.ProcessId) ?? "unknown";

    /// <summary>Whether the process of that number and mark is certain to have ended.</summary>
    public static bool IsGone(int processId, string mark)
    {
        if (ScopeOf(mark) is not { } scope || !string.Equals(scope, ScopeOf(OfThis), StringComparison.Ordinal))
        {
            return false; // another boot, container or machine of the same name, or another version of the program
        }
        try
        {
            Process.GetProcessById(processId).Dispose();
        }
        catch (ArgumentException)
        {
            return true; // there is none of that number
        }
        return Try(processId) is { } found && !string.Equals(found, mark, StringComparison.Ordinal);
    }

    /// <summary>Null where the process ends just now, or may not be looked at.</summary>
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
        // The second field is a name in brackets that may hold anything; the third comes after the last bracket.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        var processes = new FileInfo("/proc/self/ns/pid").LinkTarget?.Where(char.IsAsciiDigit).ToArray() ?? [];
        return $"{boot}.{new string(processes)}/{fields[StartTicks - 3]}";
    }

    private static string? ScopeOf(string mark) => mark.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? mark[..end] : null;
}
