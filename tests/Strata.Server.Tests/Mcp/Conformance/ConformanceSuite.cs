using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Strata.Server.Tests.Conformance;

/// <summary>The official suite, as pinned in tests/mcp-conformance and installed below artifacts.</summary>
internal static class ConformanceSuite
{
    public sealed record Outcome(int ExitCode, string Output);

    private static readonly SemaphoreSlim Installing = new(1, 1);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here) ?? "", "../../../.."));

    public static string Pinned => Path.Combine(Root(), "tests/mcp-conformance");

    public static string Installed => Path.Combine(Root(), "artifacts/mcp-conformance");

    public static async Task<Outcome> RunAsync(CancellationToken ct, params string[] arguments)
    {
        await InstallAsync(ct);
        var node = Path.Combine(Installed, "node_modules/node/bin/node");
        var suite = Path.Combine(Installed, "node_modules/@modelcontextprotocol/conformance/dist/index.js");
        return await StartAsync(node, ["--import", Path.Combine(Pinned, "patience.mjs"), suite, .. arguments], Installed, ct);
    }

    private static async Task InstallAsync(CancellationToken ct)
    {
        await Installing.WaitAsync(ct);
        try
        {
            var install = await StartAsync(Path.Combine(Pinned, "install"), [], Pinned, ct);
            install.ExitCode.ShouldBe(0, install.Output);
        }
        finally
        {
            Installing.Release();
        }
    }

    private static async Task<Outcome> StartAsync(string program, IEnumerable<string> arguments, string folder, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var errors = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return new Outcome(process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
