using System.CommandLine;
using Spectre.Console;

namespace Strata.Cli.Demo;

/// <summary>A one-minute tour on a temporary store.</summary>
internal static class DemoVerb
{
    private static readonly Option<bool> Keep = new("--keep") { Description = "Keep the store afterwards so that you can explore it" };

    public static Command Create() => new Command("demo", "One-minute tour: real files in a temporary store") { Keep }.Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("strata-demo-").FullName;
        try
        {
            var console = call.Out.Console;
            await using (var store = await StrataStore.OpenAsync(new StoreOptions { DataFolder = folder }, call.Time, ct))
            {
                console.WriteLine($"Temporary store: {folder}");
                await new DemoScript(console, store.For(UserId.Local, "you"), Samples.OfProgram, call.Time).RunAsync(ct);
            }
            ShowNext(console, call.Get(Keep) ? folder : null);
        }
        finally
        {
            if (!call.Get(Keep))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static void ShowNext(IAnsiConsole console, string? kept)
    {
        console.WriteLine();
        console.WriteLine(
            kept is null ? "The temporary store was deleted (--keep keeps it). Now use your own:" : $"Explore it with STRATA_DATA={kept}:"
        );
        console.WriteLine("  ./strata ingest samples      or any folder of yours");
        console.WriteLine("  ./strata entities list --type invoice --sort -total");
        console.WriteLine("  ./strata search hafenwerk");
        console.WriteLine("  ./strata mcp                 for agents: docs/guide/agents.md");
        console.WriteLine("  ./strata open                the page in the browser; REST and MCP over HTTP");
    }
}
