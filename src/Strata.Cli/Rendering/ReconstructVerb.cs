using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Rendering;

/// <summary>Writes a source's bytes with revisions applied.</summary>
internal static class ReconstructVerb
{
    private static readonly Argument<string> Id = new("SOURCE")
    {
        Description = "Source id (src_…), the name or path of its file, or document id (doc_…)",
    };
    private static readonly Option<string> To = new("--output")
    {
        HelpName = "FILE",
        Description = "File to write",
        Required = true,
    };
    private static readonly Option<string[]> Revise = new("--revise")
    {
        HelpName = "BLOCK=TEXT",
        Description = "New text of a block, by its number (see strata documents blocks); repeatable",
    };
    private static readonly Option<bool> Plain = new("--plain")
    {
        Description = "Leave out corrected values that the schema writes into the text",
    };

    public static Command Create() =>
        new Command("reconstruct", "Write a source's bytes with revisions applied; without revisions, byte-identical to the original")
        {
            Id,
            To,
            Revise,
            Plain,
        }.Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var request = new ReconstructRequest { Revisions = [.. (call.Get(Revise) ?? []).Select(Revision)], Declared = !call.Get(Plain) };
        var strata = await call.StrataAsync(ct);
        var made = await strata.Blocks.ReconstructAsync(call.Get(Id), request, ct);
        await using (var content = made.Content)
        {
            await using var output = File.Create(call.Get(To) ?? throw new UsageException("--output FILE is required."));
            await content.CopyToAsync(output, ct);
        }
        call.Out.One(made.Report, Show);
    }

    private static BlockRevision Revision(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && int.TryParse(text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var block)
            ? new BlockRevision(block, text[(at + 1)..])
            : throw new UsageException($"--revise: '{text}' is not BLOCK=TEXT, e.g. 12=\"New text\".");
    }

    private static void Show(IAnsiConsole console, ReconstructReport report)
    {
        console.WriteLine(
            report.Identical
                ? $"{report.SourceId}: {ByteSize.Show(report.ByteSize)}, identical to the source"
                : $"{report.SourceId}: {ByteSize.Show(report.ByteSize)}, {Values.Count(report.Changes.Count, "change", "changes")}, sha256 {report.Digest}"
        );
        foreach (var change in report.Changes)
        {
            var what = change.Block is { } block ? $"block {block}" : $"{change.EntityId} {change.Field}";
            console.WriteLine($"  byte {change.Locator.Start}  {what}");
            console.WriteLine($"    - {Terminal.Short(change.Before, 100)}");
            console.WriteLine($"    + {Terminal.Short(change.After, 100)}");
        }
        foreach (var left in report.NotApplied)
        {
            console.WriteLine($"  not applied, {left.Reason}: {left.EntityId} {left.Field}");
            console.WriteLine($"    + {Terminal.Short(left.Text, 100)}");
        }
        foreach (var open in report.NotConfirmed)
        {
            console.WriteLine($"  not confirmed: {open.DocumentId} block {open.Block} {open.FindingId}");
            console.WriteLine($"    + {Terminal.Short(open.Text, 100)}");
        }
    }
}
