using System.CommandLine;

namespace Strata.Cli.Entities;

/// <summary>Shows a source as Markdown, JSON or plain text.</summary>
internal static class ShowVerb
{
    private static readonly Argument<string> Id = new("SOURCE")
    {
        Description = "Source id (src_…), the name or path of its file, or document id (doc_…)",
    };
    private static readonly Option<string> As = new("--as")
    {
        HelpName = "markdown|json|text",
        Description = "Output format",
        DefaultValueFactory = _ => "markdown",
    };
    private static readonly Option<bool> Main = new("--main")
    {
        Description = "Only the main content: no navigation, headers, footers or asides",
    };
    private static readonly Option<string?> To = new("--output")
    {
        HelpName = "FILE",
        Description = "Write to this file instead of standard output",
    };

    public static Command Create()
    {
        As.AcceptOnlyFromAmong("markdown", "json", "text");
        return new Command("show", "Show a source as Markdown, JSON or plain text, whatever its format") { Id, As, Main, To }.Runs(
            RunAsync
        );
    }

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var shown = await strata.Blocks.ShowAsync(call.Get(Id), call.Get(As) ?? "markdown", call.Get(Main), ct);
        await using var content = shown.Content;
        await using var output = call.Get(To) is { } file ? File.Create(file) : call.Environment.OpenOutput();
        await content.CopyToAsync(output, ct);
    }
}
