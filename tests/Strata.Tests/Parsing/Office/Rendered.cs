using System.Runtime.CompilerServices;
using Strata.Parsing;

namespace Strata.Tests.Parsing.Office;

/// <summary>Reads a source whose text is rendered, and checks in every direction what must hold of any such document.</summary>
internal sealed record Rendered(ParsedDocument Document, IReadOnlyList<Block> Blocks)
{
    public IReadOnlyList<ParseDiagnostic> Diagnostics => Document.Diagnostics;

    public static Rendered One(IParser parser, byte[] source, ParseBudget? budget = null) =>
        Many(parser, source, budget).ShouldHaveSingleItem();

    public static IReadOnlyList<Rendered> Many(IParser parser, byte[] source, ParseBudget? budget = null)
    {
        var read = Read(parser, source, budget);
        var again = Read(parser, source, budget);
        BlockDump.Of(again).ShouldBe(BlockDump.Of(read), "the same source reads differently the second time");
        foreach (var document in read)
        {
            document.ShouldHold();
            document.Blocks.Where(block => !parser.BlockTypes.Contains(block.Type)).ShouldBeEmpty();
        }

        return read;
    }

    /// <summary>Path of a file beside the tests of office formats.</summary>
    public static string FilePath(string name) => Path.Combine(Folder(), "Golden", name);

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here) ?? "";

    private static List<Rendered> Read(IParser parser, byte[] source, ParseBudget? budget)
    {
        using var stream = new MemoryStream(source);
        return
        [
            .. parser.Parse(stream, null, budget ?? ParseBudget.Default).Select(document => new Rendered(document, [.. document.Blocks])),
        ];
    }

    private void ShouldHold()
    {
        Document.IsRendered.ShouldBeTrue();
        var text = Encoding.UTF8.GetBytes(string.Join(RenderedText.Separator, Blocks.Select(block => block.Text)));
        var start = 0L;
        foreach (var block in Blocks)
        {
            Hold(block.Range.Start == start && Slice(block.Range) == block.Text, $"block {block.Index} is not its slice");
            Hold(block.Fields.Select(f => f.Name).Distinct().Count() == block.Fields.Count, $"field names of block {block.Index} repeat");
            foreach (var (range, value) in block.Fields.Select(f => (f.Range, f.Text)).Concat(block.Cells.Select(c => (c.Range, c.Text))))
            {
                Hold(
                    block.Range.Start <= range.Start && range.End <= block.Range.End && Slice(range) == value,
                    $"'{value}' of block {block.Index} is not its slice"
                );
            }

            var end = block.Range.Start;
            foreach (var span in block.Spans)
            {
                Hold(
                    span.Range.Start >= end
                        && (span.Range.Length > 0 || block is { Text: "", Spans.Count: 1 })
                        && span.Range.End <= block.Range.End,
                    $"span {span} of block {block.Index} is out of order"
                );
                end = span.Range.End;
            }

            start = block.Range.End + RenderedText.Separator.Length;
        }

        string Slice(ByteRange range) => Encoding.UTF8.GetString(text, (int)range.Start, (int)range.Length);
    }

    private static void Hold(bool holds, FormattableString otherwise)
    {
        if (!holds)
        {
            throw new ShouldAssertException(otherwise.ToString());
        }
    }
}
