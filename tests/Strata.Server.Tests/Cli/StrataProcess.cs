using System.Diagnostics;
using Strata.Testing;

namespace Strata.Server.Tests.Cli;

/// <summary>
/// The command line as its users have it: a process with arguments, standard input and an exit code. For tests about processes.
/// </summary>
internal static class StrataProcess
{
    public static string Program => TestPrograms.PathOf("Strata.Cli");

    public static async Task<Ended> RunAsync(
        IEnumerable<string> arguments,
        byte[]? input = null,
        IReadOnlyDictionary<string, string>? variables = null,
        string? program = null
    )
    {
        using var process = Start(arguments, variables, program);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await WriteAsync(process, input ?? []);
        await EndAsync(process);
        return new Ended(process.ExitCode, await output, await error);
    }

    /// <param name="program">Null: the present one.</param>
    public static Process Start(
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? variables = null,
        string? program = null
    )
    {
        var start = new ProcessStartInfo(program ?? Program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("STRATA_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }
        foreach (var (name, value) in variables ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }
        return Process.Start(start) ?? throw new InvalidOperationException("The command line did not start.");
    }

    /// <summary>Asks it to end, and waits for that.</summary>
    /// <param name="signal">INT: as Ctrl-C does. TERM: as an operator does.</param>
    public static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(CancellationToken.None);
        await EndAsync(process);
    }

    /// <summary>Waits for its end for as long as it lives: how fast a machine is, is not asked here.</summary>
    public static async Task EndAsync(Process process)
    {
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task WriteAsync(Process process, byte[] input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, CancellationToken.None);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of its input, which is its right; the exit code tells.
        }
    }
}
