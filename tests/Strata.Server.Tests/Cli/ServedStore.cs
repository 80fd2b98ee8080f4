using System.Text.RegularExpressions;

namespace Strata.Server.Tests.Cli;

/// <summary>A store served over HTTP by <c>strata serve</c>.</summary>
internal sealed partial record ServedStore(RunningCommand Server, string Url) : IAsyncDisposable
{
    public static async Task<ServedStore> StartAsync(CliStore store, params string[] arguments)
    {
        var server = StrataCommand.Start(["serve", "--urls", "http://127.0.0.1:0", .. arguments], store.Variables);
        var seen = "";
        while (await server.Error.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            seen += line + "\n";
            if (Listening().Match(line) is { Success: true } match)
            {
                return new ServedStore(server, match.Groups[1].Value);
            }
        }
        throw new InvalidOperationException("The server did not start: " + seen);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [GeneratedRegex(@"Listening on (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
