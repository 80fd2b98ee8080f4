using System.CommandLine;
using Strata.Cli.Remote;
using Strata.Server.Mcp;

namespace Strata.Cli.Hosting;

/// <summary>Serves MCP on standard input and output.</summary>
internal static class McpVerb
{
    private static readonly Option<ToolProfile> Profile = new("--profile")
    {
        HelpName = "core|review|admin|all",
        Description = "Which tools to list; the others can be called as well",
        DefaultValueFactory = _ => ToolProfile.Core,
    };

    public static Command Create() =>
        new Command("mcp", "Serve MCP on standard input and output; with --server, relay to that server")
        {
            StoreLocation.SourceLimitOption,
            Profile,
        }
            .CreatesStore()
            .Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        await using var input = call.Environment.OpenInput();
        await using var output = call.Environment.OpenOutput();
        if (call.Location.Server is { } server)
        {
            await using var remote = RemoteStrata.Connect(server, call.Location.Token);
            await McpStdio.RunAsync(_ => remote, call.Get(Profile), input, output, ct);
            return;
        }
        var (store, user) = (await call.LocalAsync(ct), call.Location.User);
        await McpStdio.RunAsync(actor => store.For(user, actor, isLocal: true), call.Get(Profile), input, output, ct);
    }
}
