using System.Runtime.InteropServices;

namespace Strata.Parsing.Pdf;

/// <summary>Turns pages into blocks: headings by size, lists by marks, tables by alignment, running headers and footers apart.</summary>
internal sealed class PageBlocks(RenderedText text, double bodySize, DiagnosticLog log)
{
    /// <summary>Least size of a heading relative to the body text, by level.</summary>
    private static readonly double[] HeadingSizes = [1.7, 1.35, 1.12];

    private const int MaxHeading = 200;

    private readonly ListIndents _indents = new();
    private readonly ListNumbers _numbers = new();
    private const string ByOcr = "read by OCR";

    /// <summary>Most comparisons per page.</summary>
    internal long Effort { get; init; } = ComparisonBudget.Max;

    public IEnumerable<Block> Of(PageLayout page, IReadOnlyList<PageLayout> others)
    {
        if (page.Number > 1)
        {
            yield return text.Add(BlockType.PageBreak, "", new Place { Page = page.Number });
        }
        var effort = new ComparisonBudget(Effort);
        var margins = Running(page, others, effort);
        foreach (var header in margins.Where(m => m.Value == "header"))
        {
            yield return Lines(BlockType.Paragraph, [header.Key], page, 0, new() { Note = header.Value });
        }
        var found = ProseColumns.Areas(Without(page, margins.ContainsKey)).SelectMany(area => Items(area, effort)).ToList();
        _numbers.Take(found.SelectMany(item => item.Text?.Lines ?? []));
        var items = found.ConvertAll(item => (item.Table, Pieces: Pieces(item.Text).ToList()));
        Say(page, effort);
        NumberHeadings([
            .. items.SelectMany(item =>
                item.Table is null
                    ? item.Pieces
                    :
                    [
                        [],
                    ]
            ),
        ]);
        foreach (var (table, pieces) in items)
        {
            foreach (var block in table is not null ? Table(table, page) : pieces.Select(piece => Piece(piece, page)))
            {
                yield return block;
            }
        }
        foreach (var footer in margins.Where(m => m.Value == "footer"))
        {
            yield return Lines(BlockType.Paragraph, [footer.Key], page, 0, new() { Note = footer.Value });
        }
    }

    /// <summary>Finds running headers and footers.</summary>
    private Dictionary<LayoutLine, string> Running(PageLayout page, IReadOnlyList<PageLayout> others, ComparisonBudget effort)
    {
        var margins = new Dictionary<LayoutLine, string>();
        if (!effort.Spend(ComparisonBudget.Look * (long)page.Lines.Count() * others.Sum(other => other.Lines.Count())))
        {
            return margins;
        }
        foreach (var line in page.Lines)
        {
            if (line.Height < HeadingSizes[^1] * bodySize && Margins.Kind(line, page, others) is { } kind)
            {
                margins.Add(line, kind);
            }
        }
        return margins;
    }

    private void Say(PageLayout page, ComparisonBudget effort)
    {
        if (effort.IsSpent)
        {
            log.Add(
                0,
                0,
                $"page {page.Number} has so much side by side that not all of it was searched for tables: the rest is read as lines of text"
            );
        }
        else if (page.Words > ProseColumns.MaxWords)
        {
            log.Add(
                0,
                0,
                $"page {page.Number} has more than {ProseColumns.MaxWords} words: it was not searched for columns of text, nor for tables whose columns stand close"
            );
        }
    }

    private static PageTable? Owner(LayoutLine line, Dictionary<Word, PageTable> owners) => owners.GetValueOrDefault(line.Words[0]);

    private static PageLayout Without(PageLayout page, Func<LayoutLine, bool> left) =>
        page with
        {
            Blocks = [.. page.Blocks.Select(b => new LayoutBlock(b.Lines.FindAll(l => !left(l)))).Where(b => b.Lines.Count > 0)],
        };

    /// <summary>Returns an area's tables, and its blocks without the tables' lines, in reading order.</summary>
    private static IEnumerable<PageItem> Items(PageArea area, ComparisonBudget effort)
    {
        var (page, tables) = (area.Page, TableFinder.Find(area, effort));
        var owners = new Dictionary<Word, PageTable>();
        foreach (var table in tables)
        {
            foreach (var word in table.Rows.SelectMany(row => row).SelectMany(cell => cell.Words))
            {
                owners[word] = table;
            }
        }
        ListMarks.Attach(page, line => Owner(line, owners) is null, effort);
        return ReadingOrder.Of([
            .. tables.Select(PageItem.Of),
            .. Without(page, line => Owner(line, owners) is not null).Blocks.SelectMany(Upright).Select(PageItem.Of),
        ]);
    }

    // poppler sometimes puts lines side by side into one block: a line that goes back up starts another.
    private static IEnumerable<LayoutBlock> Upright(LayoutBlock block)
    {
        var lines = new List<LayoutLine>();
        foreach (var line in block.Lines)
        {
            if (lines is [.., var last] && line.Top <= last.Top - (last.Height / 2))
            {
                yield return new(lines);
                lines = [];
            }
            lines.Add(line);
        }
        yield return new(lines);
    }

    /// <summary>Cuts a block's lines where the size changes, an item begins or a gap opens.</summary>
    private static IEnumerable<List<LayoutLine>> Pieces(LayoutBlock? block)
    {
        var piece = new List<LayoutLine>();
        foreach (var line in block?.Lines ?? [])
        {
            if (
                piece is [.., var last]
                && (
                    line.Mark is not null
                    || Math.Abs(line.Height - last.Height) > (line.IsOcr ? 0.4 : 0.1) * last.Height
                    || line.Top - last.Top > 1.7 * last.Height
                )
            )
            {
                yield return piece;
                piece = [];
            }
            piece.Add(line);
        }
        if (piece.Count > 0)
        {
            yield return piece;
        }
    }

    // A lone numbered line in large letters is a heading, not a list item: its number returns to the text.
    private void NumberHeadings(List<List<LayoutLine>> pieces)
    {
        var numbered = pieces.ConvertAll(piece =>
            piece.Count > 0 && piece[0].Mark is { } mark && ListMarks.NumberOf(mark) is not null && HeadingLevel(piece) > 0
        );
        for (var i = 0; i < pieces.Count; i++)
        {
            if (numbered[i] && !(i > 0 && numbered[i - 1]) && !(i + 1 < pieces.Count && numbered[i + 1]))
            {
                ListMarks.GiveBack(pieces[i][0]);
            }
        }
    }

    private Block Piece(List<LayoutLine> lines, PageLayout page)
    {
        if (lines[0].Mark is { } mark)
        {
            var depth = _indents.Depth(lines[0]);
            return Lines(
                BlockType.ListItem,
                lines,
                page,
                depth,
                new()
                {
                    Ordered = !ListMarks.IsBullet(mark),
                    Label = mark,
                    Number = ListMarks.NumberOf(mark),
                }
            );
        }
        _indents.Pass(lines[0]);
        return HeadingLevel(lines) is > 0 and var level
            ? Lines(BlockType.Heading, lines, page, level, null, " ")
            : Lines(BlockType.Paragraph, lines, page, 0, null);
    }

    /// <summary>Returns the heading level of a few larger lines; 0 if they are not a heading.</summary>
    private int HeadingLevel(List<LayoutLine> lines)
    {
        var size = lines.Max(line => line.Height) / bodySize;
        var level = 1 + Array.FindIndex(HeadingSizes, s => size >= (lines[0].IsOcr ? Math.Max(s, HeadingSizes[1]) : s));
        return lines.Count <= 3 && lines.Sum(line => line.Text.Length) <= MaxHeading ? level : 0;
    }

    private Block Lines(BlockType type, List<LayoutLine> lines, PageLayout page, int level, BlockTraits? traits, string lineEnd = "\n")
    {
        var block = text.Begin(type, level);
        foreach (var line in lines)
        {
            block.Append(block.Length > 0 ? lineEnd : "");
            Words(block, line.Words, page);
        }
        return block.End(Read(traits, lines.SelectMany(line => line.Words)));
    }

    private IEnumerable<Block> Table(PageTable table, PageLayout page)
    {
        _indents.End();
        var box = table
            .Rows.SelectMany(row => row)
            .SelectMany(cell => cell.Words)
            .Select(word => page.Box(word))
            .Aggregate((whole, word) => whole.Around(word));
        yield return text.Add(
            BlockType.Table,
            "",
            new Place { Page = page.Number, Box = box },
            traits: new()
            {
                Rows = table.Rows.Count,
                Columns = table.Columns,
                Note = table.Note,
            }
        );
        for (var row = 0; row < table.Rows.Count; row++)
        {
            var block = text.Begin(BlockType.TableRow);
            foreach (var cell in table.Rows[row])
            {
                block.Append(block.Length > 0 ? "\t" : "");
                block.BeginCell();
                Words(block, cell.Words, page);
                block.EndCell(row, cell.Column, columnSpan: cell.Span, header: row == 0 && IsHeader(table));
            }
            yield return block.End(Read(null, table.Rows[row].SelectMany(cell => cell.Words)));
        }
    }

    // A header has no digits, and a row below it has some.
    private static bool IsHeader(PageTable table) =>
        !table.Rows[0].SelectMany(c => c.Words).Any(w => w.HasDigit)
        && table.Rows.Skip(1).Any(row => row.Any(c => c.Words.Exists(w => w.HasDigit)));

    private static void Words(RenderedText.BlockText block, List<Word> drawn, PageLayout page)
    {
        var words = CollectionsMarshal.AsSpan(RightToLeft.Ordered(drawn));
        var last = default(char);
        for (var i = 0; i < words.Length; i++)
        {
            var mark = i > 0 ? RaisedWords.Mark(words[i - 1], words[i]) : default;
            var (open, close) = mark == default ? ("", "") : RaisedText.Marks(mark, words[i - 1].Text, words[i].Text) ?? ("", "");
            block.Append(i == 0 || mark != default || (last != default && RaisedWords.Touch(words[i - 1], words[i])) ? open : " ");
            block.Append(words[i].Text, new Place { Page = page.Number, Box = page.Box(words[i]) });
            block.Append(close);
            last = mark;
        }
    }

    private static BlockTraits? Read(BlockTraits? traits, IEnumerable<Word> words)
    {
        var (sum, count) = (0.0, 0);
        foreach (var word in words)
        {
            sum += word.Confidence ?? 0;
            count += word.Confidence is null ? 0 : 1;
        }
        return count == 0
            ? traits
            : (traits ?? new()) with
            {
                Note = traits?.Note is { } note ? $"{note}; {ByOcr}" : ByOcr,
                Confidence = Math.Round(sum / count, 3),
            };
    }
}
