using System.ComponentModel;
using System.Diagnostics;

namespace Strata.Cli.Hosting;

internal static class BrowserLauncher
{
    /// <summary>Opens the address in the named program, or in the system's browser.</summary>
    /// <returns>False if the program could not be started.</returns>
    public static bool Start(Uri url, string? program)
    {
        program ??=
            OperatingSystem.IsWindows() ? "explorer"
            : OperatingSystem.IsMacOS() ? "open"
            : "xdg-open";
        try
        {
            using var started = Process.Start(
                new ProcessStartInfo(program, [url.AbsoluteUri])
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            );
            return started is not null;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
