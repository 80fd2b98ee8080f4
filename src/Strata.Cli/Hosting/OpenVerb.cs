using System.CommandLine;

namespace Strata.Cli.Hosting;

/// <summary>Opens the page in the browser; serves it until stopped where no server answers.</summary>
internal static class OpenVerb
{
    public const string Name = "open";

    private const string DefaultUrl = "http://127.0.0.1:7777";

    /// <summary>For an answer of a server on this machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static Command Create() =>
        ServeVerb.Make(Name, "Open the page in the browser; serve it first where no server answers", RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var url = call.Location.Server?.ToString() ?? (call.Get(ServeVerb.Urls) is { Length: > 0 } urls ? urls[0] : DefaultUrl);
        if (await IsServedAsync(ServeVerb.Address(url), ct))
        {
            Show(call, url);
        }
        else
        {
            await ServeVerb.RunAsync(call, started => Show(call, started), ct);
        }
    }

    private static void Show(CommandContext call, string url)
    {
        if (!call.Environment.OpenBrowser(new Uri(url)))
        {
            call.Out.Note($"No browser could be started here; open {url} in one.");
        }
    }

    private static async Task<bool> IsServedAsync(Uri url, CancellationToken ct)
    {
        try
        {
            using var client = new HttpClient { Timeout = Patience };
            using var answer = await client.GetAsync(new Uri(url, "/api/v1/session"), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
