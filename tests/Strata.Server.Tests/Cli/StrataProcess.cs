using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Strata.Testing;

namespace Strata.Server.Tests.Cli;

/// <summary>How a run of the command line ended.</summary>
internal sealed record Ended(int Exit, string Out, string Err)
{
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public JsonElement Json => JsonElement.Parse(Out);

    public JsonElement[] JsonLines => [.. Lines.Select(l => JsonElement.Parse(l))];

    public Ended ShouldEndWith(int exit)
    {
        Exit.ShouldBe(exit, $"out: {Out}\nerr: {Err}");
        return this;
    }
}

/// <summary>The command line as its users have it: a process with arguments, standard input and an exit code.</summary>
internal static class StrataProcess
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static string Program => TestPrograms.PathOf("Strata.Cli");

    public static async Task<Ended> RunAsync(
        IEnumerable<string> arguments,
        byte[]? input = null,
        IReadOnlyDictionary<string, string>? environment = null,
        string? program = null
    )
    {
        using var process = Start(arguments, environment, program);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await WriteAsync(process, input ?? []);
        await EndAsync(process);
        return new Ended(process.ExitCode, await output, await error);
    }

    /// <param name="program">Null: the present one.</param>
    public static Process Start(
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
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
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }
        return Process.Start(start) ?? throw new InvalidOperationException("The command line did not start.");
    }

    /// <summary>Asks it to end, as an operator does.</summary>
    public static async Task StopAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(CancellationToken.None);
        await EndAsync(process);
    }

    public static Task EndAsync(Process process) => EndAsync(process, Patience);

    public static async Task EndAsync(Process process, TimeSpan longest)
    {
        using var patience = new CancellationTokenSource(longest);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{process.StartInfo.FileName}' did not end within {longest}.");
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
