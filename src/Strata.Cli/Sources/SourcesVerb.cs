using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Output;
using Strata.Cli.Runs;

namespace Strata.Cli.Sources;

/// <summary>Lists and reads sources.</summary>
internal static class SourcesVerb
{
    private static readonly Argument<string> Id = SharedOptions.Source();
    private static readonly Option<string?> To = new("--output")
    {
        HelpName = "FILE",
        Description = "Write to this file instead of standard output",
    };

    private static readonly Option<string?> Text = new("--text") { HelpName = "TEXT", Description = "Part of the name or path" };
    private static readonly Option<string?> MediaType = new("--media-type")
    {
        HelpName = "TYPE",
        Description = "Such as application/pdf or image/*",
    };
    private static readonly Option<string?> State = new("--state")
    {
        HelpName = "STATE",
        Description = "Of the latest run: none, queued, running, completed, partial, failed or cancelled",
    };
    private static readonly Option<string?> Since = new("--since") { HelpName = "TIME", Description = "Recorded then or later" };
    private static readonly Option<string?> Before = new("--before") { HelpName = "TIME", Description = "Recorded earlier" };
    private static readonly Option<string?> Sort = SharedOptions.Sort("recorded, name or size");

    public static Command Create() =>
        new Command("sources", "List and read sources")
        {
            new Command("list", "List sources, newest first") { SharedOptions.Project, Text, MediaType, State, Since, Before, Sort }
                .ReadsPast()
                .Pages()
                .Runs(ListAsync),
            new Command("show", "Show a source and its runs") { Id }.Runs(ShowAsync),
            new Command("members", "List the sources inside a source (files of a ZIP, attachments of an e-mail), by path") { Id }
                .Pages()
                .Runs(MembersAsync),
            new Command("content", "Output the unchanged bytes of a source") { Id, To }.Runs(ContentAsync),
        };

    private static async Task ListAsync(CommandContext call, CancellationToken ct)
    {
        var at = call.At();
        var query = new ListSources
        {
            Project = call.Get(SharedOptions.Project),
            Text = call.Get(Text),
            MediaType = call.Get(MediaType),
            State = SharedOptions.Choice<SourceRunState>(call.Get(State)),
            Since = SharedOptions.Time("--since", call.Get(Since)),
            Before = SharedOptions.Time("--before", call.Get(Before)),
            Sort = call.Get(Sort),
            KnownAt = at.KnownAt,
            ValidAt = at.ValidAt,
        };
        var strata = await call.StrataAsync(ct);
        await call.Out.ManyAsync(
            call.FollowAsync(page => strata.Sources.ListAsync(query with { Limit = page.Limit, Cursor = page.Cursor }, ct)),
            (console, sources) =>
            {
                var listing = new ConsoleTable(console, "id", "file", "media type", "#size", "storage", "latest run", "recorded");
                foreach (var s in sources)
                {
                    listing.Row(
                        s.SourceId,
                        s.FileName,
                        s.MediaType,
                        ByteSize.Show(s.ByteSize),
                        s.StorageStatus.Name(),
                        s.State is { } state and not SourceRunState.None ? state.Name() : "",
                        Values.Show(s.RecordedAt)
                    );
                }
                listing.Write("No sources. Add some with strata ingest PATH.");
            }
        );
    }

    private static async Task ShowAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(await strata.Sources.GetAsync(call.Get(Id), ct), Show);
    }

    private static async Task MembersAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        await call.Out.ManyAsync(
            call.FollowAsync(page => strata.Sources.ListMembersAsync(call.Get(Id), page, ct)),
            (console, members) =>
            {
                var listing = new ConsoleTable(console, "id", "path", "media type", "relation");
                foreach (var m in members)
                {
                    listing.Row(m.SourceId, m.Path, m.MediaType, m.Relation.Name());
                }
                listing.Write("It has no member sources.");
            }
        );
    }

    private static async Task ContentAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var source = await strata.Sources.OpenAsync(call.Get(Id), ct);
        await using var content = source.Content;
        await using var output = call.Get(To) is { } file ? File.Create(file) : call.Environment.OpenOutput();
        await content.CopyToAsync(output, ct);
    }

    private static void Show(IAnsiConsole console, SourceView source)
    {
        console.WriteLine($"{source.SourceId}  {Terminal.Safe(source.FileName ?? "no name")}");
        console.WriteLine($"  sha256    {source.Digest}");
        console.WriteLine(
            $"  type      {Terminal.Safe(source.MediaType)}, {ByteSize.Show(source.ByteSize)}, {source.StorageStatus.Name()}"
        );
        console.WriteLine($"  origin    {Terminal.Safe(source.Origin ?? "–")}");
        console.WriteLine($"  observed  {Values.Show(source.ObservedAt)}, recorded {Values.Show(source.RecordedAt)}");
        if (source.Replaces is { } older)
        {
            console.WriteLine($"  replaces  {older}");
        }
        if (source.ReplacedBy is { } newer)
        {
            console.WriteLine($"  replaced by {newer}");
        }
        foreach (var parent in source.Parents ?? [])
        {
            console.WriteLine(
                $"  {parent.Relation.Name()} of {parent.SourceId}  {Terminal.Safe(parent.FileName ?? "no name")}: {Terminal.Safe(parent.Path)}"
            );
        }
        RunConsoleView.Show(console, source.Runs);
        foreach (var member in source.Members ?? [])
        {
            console.WriteLine(
                $"  {member.Relation.Name()} {member.SourceId}  {Terminal.Safe(member.Path)}, {Terminal.Safe(member.MediaType)}"
            );
        }
        if (source is { MemberCount: { } count, Members: { } listed } && count > listed.Count)
        {
            console.WriteLine(
                $"  the first {Values.Count(listed.Count)} of {Values.Count(count)}; all: strata sources members {source.SourceId}"
            );
        }
    }
}
