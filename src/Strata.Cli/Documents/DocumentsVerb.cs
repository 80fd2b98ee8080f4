using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Documents;

/// <summary>Lists documents and shows their blocks.</summary>
internal static class DocumentsVerb
{
    private static readonly Argument<string> Id = new("DOCUMENT") { Description = "Document id: doc_…" };
    private static readonly Argument<string> Read = new("DOCUMENT|SOURCE")
    {
        Description = "Document id (doc_…), or a source's id, file name or path; a source without documents is parsed first",
    };
    private static readonly Option<string?> Source = new("--source") { HelpName = "SOURCE", Description = "Only documents of this source" };
    private static readonly Option<string?> Type = new("--type")
    {
        HelpName = "TYPE",
        Description = "Only blocks of this type, e.g. heading or table_row",
    };
    private static readonly Option<int?> Page = new("--page") { HelpName = "N", Description = "Only blocks on this page or slide" };
    private static readonly Option<bool> Main = new("--main")
    {
        Description = "Only the main content: no navigation, headers, footers or asides",
    };
    private static readonly Option<string?> Text = new("--text") { HelpName = "TEXT", Description = "Only blocks that contain this text" };

    public static Command Create() =>
        new Command("documents", "List documents and show their blocks")
        {
            new Command("list", "List documents, newest first") { Source, SharedOptions.Project }
                .Pages()
                .Runs(ListAsync),
            new Command("show", "Show a document: its parser, why it was chosen, and its metadata") { Id }.Runs(ShowAsync),
            new Command("blocks", "List a document's blocks in order, each with its location") { Read, Type, Page, Text, Main }
                .Pages()
                .Runs(BlocksAsync),
        };

    private static async Task ListAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var query = new DocumentQuery { SourceId = call.Get(Source), Project = call.Get(SharedOptions.Project) };
        await call.Out.ManyAsync(
            call.FollowAsync(page => strata.Documents.ListAsync(query with { Limit = page.Limit, Cursor = page.Cursor }, ct)),
            (console, documents) =>
            {
                var listing = new ConsoleTable(console, "id", "file", "part", "parser", "#blocks", "recorded");
                foreach (var d in documents)
                {
                    listing.Row(
                        d.DocumentId,
                        d.FileName,
                        d.Part,
                        $"{d.Parser} {d.ParserVersion}",
                        Number(d.BlockCount),
                        Values.Show(d.RecordedAt)
                    );
                }
                listing.Write("No documents. Interpreting a source creates them: strata ingest PATH.");
            }
        );
    }

    private static async Task ShowAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(await strata.Documents.GetAsync(call.Get(Id), ct), Show);
    }

    private static async Task BlocksAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var query = new BlockQuery
        {
            Type = call.Get(Type),
            Page = call.Get(Page),
            Text = call.Get(Text),
            Main = call.Get(Main),
        };
        await call.Out.ManyAsync(
            call.FollowAsync(page => strata.Blocks.ListAsync(call.Get(Read), query with { Limit = page.Limit, Cursor = page.Cursor }, ct)),
            (console, blocks) =>
            {
                var listing = new ConsoleTable(console, "#block", "type", "where", "note", "text");
                foreach (var b in blocks)
                {
                    listing.Row(Number(b.Index), b.Type.Name(), Where(b), Note(b.Traits), Terminal.Short(b.Text, 100));
                }
                listing.Write("No matching blocks.");
            }
        );
    }

    private static string Note(TraitsView? traits) =>
        Terminal.Short(
            string.Join("; ", new[] { traits?.Hidden == true ? "hidden" : null, traits?.Note, traits?.Author }.OfType<string>()),
            60
        );

    private static string Where(BlockView block) =>
        block.Places is { Count: > 0 } places ? PlaceText.Of(places)
        : block.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"line {line}")
        : string.Create(CultureInfo.InvariantCulture, $"byte {block.Locator.Start}");

    private static void Show(IAnsiConsole console, DocumentView d)
    {
        console.WriteLine($"{d.DocumentId}  {Terminal.Safe(d.Title ?? d.FileName ?? "no name")}");
        console.WriteLine($"  source    {d.SourceId}, {Terminal.Safe(d.FileName ?? "no name")}, {Terminal.Safe(d.MediaType)}");
        console.WriteLine($"  parser    {d.Parser} {d.ParserVersion}, {(d.Complete ? "whole" : "not whole")}");
        console.WriteLine(
            $"  blocks    {Number(d.BlockCount)}, located in the {(d.LocatorIn == "text" ? "document's own text" : "source's bytes")}"
        );
        foreach (var (name, value) in d.Facts)
        {
            console.WriteLine($"  {name, -9} {Terminal.Short(value, 200)}");
        }
        foreach (var diagnostic in d.Diagnostics)
        {
            console.WriteLine($"  note      {Terminal.Safe(diagnostic)}");
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
