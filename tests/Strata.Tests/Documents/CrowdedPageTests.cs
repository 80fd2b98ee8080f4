using Strata.Parsing;
using Strata.Parsing.Pdf;
using Strata.Parsing.Reading;

namespace Strata.Tests.Documents;

/// <summary>
/// What orders the words of a page and looks for lanes between them, against the plain way to say it; and pages that hold more than people
/// read.
/// </summary>
public sealed class CrowdedPageTests
{
    [Fact]
    public void Rows_are_the_words_by_height_and_then_from_the_left_whatever_order_the_page_has_them_in()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var words = Enumerable
                .Range(0, random.Next(1, 120))
                .Select(i => Word($"w{i}", random.Next(20) * 10, random.Next(12) * 6.5, random.Next(5, 60), random.Next(8, 12)))
                .ToList();
            var page = Page(words, random.Next(1, 30));

            var rows = PageRows.Of(page);

            var expected = new List<List<Word>>();
            foreach (var word in page.Lines.SelectMany(line => line.Words).OrderBy(word => word.Middle).ThenBy(word => word.Left))
            {
                if (expected is [.., var last] && word.Middle - last[0].Middle < Math.Min(word.Height, last[0].Height) / 2)
                {
                    last.Add(word);
                }
                else
                {
                    expected.Add([word]);
                }
            }

            expected.ForEach(row => row.Sort((a, b) => a.Left.CompareTo(b.Left)));
            rows.Select(row => string.Join(' ', row.Select(word => word.Text)))
                .ShouldBe(expected.Select(row => string.Join(' ', row.Select(word => word.Text))), $"seed {seed}");
        }
    }

    [Fact]
    public void Lanes_are_the_white_that_gaps_share_one_after_the_other()
    {
        var most = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var rows = Rows(new Random(seed));
            var growing = new ColumnGaps(new ComparisonBudget());
            for (var i = 0; i < rows.Count; i++)
            {
                growing.Add(rows[i]);
                if (i >= 12 && i % 40 != 0)
                {
                    continue;
                }

                var expected = Lanes(rows[..(i + 1)]);

                growing.Find().ShouldBe(expected, $"seed {seed}, {i + 1} rows");
                most = Math.Max(most, expected.Count);
            }

            ColumnGaps.Of(rows, new ComparisonBudget()).ShouldBe(Lanes(rows), $"seed {seed}");
        }

        most.ShouldBeGreaterThan(3);
    }

    /// <summary>Each gap against every other.</summary>
    private static List<double> Lanes(List<TableFinder.Row> rows)
    {
        var wide = rows.FindAll(row => row.Segments.Count >= 2);
        var gaps = wide.SelectMany(row => row.Segments.Zip(row.Segments.Skip(1), (a, b) => (From: a.Right, To: b.Left)))
            .OrderBy(gap => gap.From)
            .ToList();
        var narrow = wide.SelectMany(row =>
                row.Segments.SelectMany(s =>
                    s.Words.Zip(s.Words.Skip(1))
                        .Where(pair => !ColumnGaps.IsTight(pair.First, pair.Second))
                        .Select(pair => (From: pair.First.Right, To: pair.Second.Left))
                )
            )
            .ToList();
        var lanes = new List<(double From, double To)>();
        for (var i = 0; i < gaps.Count; i++)
        {
            var ((from, to), sharing) = (gaps[i], 1);
            foreach (var other in gaps.Where((_, at) => at != i).Concat(narrow))
            {
                if (Math.Min(to, other.To) - Math.Max(from, other.From) > 2)
                {
                    (from, to, sharing) = (Math.Max(from, other.From), Math.Min(to, other.To), sharing + 1);
                }
            }

            var crossed = rows.Count(row => row.Segments.Exists(segment => Crosses(segment, (from + to) / 2)));
            if (
                sharing >= Math.Min(2, wide.Count)
                && crossed <= 0.2 * rows.Count
                && !lanes.Exists(lane => lane.From < to && from < lane.To)
            )
            {
                lanes.Add((from, to));
            }
        }

        return [.. lanes.Select(lane => (lane.From + lane.To) / 2).Order()];
    }

    private static bool Crosses(PageCell segment, double lane)
    {
        if (segment.Left >= lane || segment.Right <= lane)
        {
            return false;
        }

        var after = segment.Words.FindIndex(word => word.Right > lane);
        return after == 0 || segment.Words[after].Left < lane || ColumnGaps.IsTight(segment.Words[after - 1], segment.Words[after]);
    }

    /// <summary>Columns that are set raggedly, with a cell left out, one that reaches over, or a line across now and then.</summary>
    private static List<TableFinder.Row> Rows(Random random)
    {
        var (columns, ragged) = (random.Next(2, 8), random.Next(1, 30));
        return
        [
            .. Enumerable
                .Range(0, random.Next(2, 160))
                .Select(row =>
                {
                    var words = new List<Word>();
                    for (var column = 0; column < columns; column++)
                    {
                        for (
                            var left = (column * 60) + (random.NextDouble() * ragged);
                            left < (column * 60) + 50 && random.Next(10) > 0;
                            left += random.Next(2) == 0 ? 2.5 : random.Next(4, 30)
                        )
                        {
                            words.Add(Word("w", left, row * 12, random.Next(3, random.Next(12) == 0 ? 70 : 12), 10));
                            left = words[^1].Right;
                        }
                    }

                    words.Sort((a, b) => a.Left.CompareTo(b.Left));
                    return Row(words.Count > 0 ? words : [Word("w", 0, row * 12, 300, 10)]);
                }),
        ];
    }

    private static TableFinder.Row Row(List<Word> words)
    {
        var segments = new List<PageCell>();
        foreach (var word in words)
        {
            if (segments is [.., var last] && word.Left - last.Right < 6)
            {
                last.Words.Add(word);
            }
            else
            {
                segments.Add(new(0, 1, [word]));
            }
        }

        return new(segments, words[0].Top, words[0].Bottom, 10);
    }

    /// <summary>Some end before they begin, as lines do that stand on their heads.</summary>
    [Fact]
    public void Lanes_between_items_are_what_none_of_them_covers_whatever_order_they_come_in()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var items = Enumerable
                .Range(0, random.Next(1, 30))
                .Select(_ => (Left: random.NextDouble() * 400, Width: random.Next(8) == 0 ? -random.Next(60) : random.Next(30)))
                .Select(x => new PageItem(x.Left, 0, x.Left + x.Width, 10, null, null))
                .ToList();
            var width = new CoveredWidth(items.Take(1));

            foreach (var chunk in items.Skip(1).Chunk(3))
            {
                width
                    .With(chunk)
                    .Lanes()
                    .ShouldBe(new CoveredWidth([.. items.TakeWhile(item => item != chunk[0]), .. chunk]).Lanes(), $"seed {seed}");
                width.Add(chunk);
            }

            var (expected, right) = (new List<(double, double)>(), double.NaN);
            foreach (var item in items.OrderBy(item => item.Left))
            {
                expected.AddRange(item.Left - right >= 6 ? [(right, item.Left)] : []);
                right = double.IsNaN(right) ? item.Right : Math.Max(right, item.Right);
            }

            width.Lanes().ShouldBe(expected, $"seed {seed}");
        }
    }

    [Fact]
    public void A_page_of_more_than_may_be_compared_is_read_as_text_and_says_so()
    {
        var words = Enumerable
            .Range(0, 200)
            .SelectMany(row => Enumerable.Range(0, 40).Select(column => Word($"{row}-{column}", column * 60, row * 12, 40, 10)))
            .ToList();
        var page = Page(words, 40);
        var document = new ParsedDocument
        {
            Encoding = Encoding.UTF8,
            IsRecords = false,
            Blocks = [],
        };
        var log = new DiagnosticLog();
        log.AttachTo(document);

        var whole = new PageBlocks(new RenderedText(), 10, log).Of(page, []).ToList();
        document.Diagnostics.ShouldBeEmpty();
        whole.Count(block => block.Type == BlockType.TableRow).ShouldBe(200);

        var cut = new PageBlocks(new RenderedText(), 10, log) { Effort = 100_000 }
            .Of(page, [])
            .ToList();
        document
            .Diagnostics.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                said =>
                    said.Reason.ShouldBe(
                        "page 1 has so much side by side that not all of it was searched for tables: the rest is read as lines of text"
                    ),
                said => said.Fatal.ShouldBeFalse()
            );
        cut.ShouldAllBe(block => block.Type == BlockType.Paragraph);
        Texts(cut).Order().ShouldBe(words.Select(word => word.Text).Order());
    }

    /// <summary>Words of all widths, wherever they fall: to find all the tables that they may be would take minutes.</summary>
    [Theory]
    [InlineData(300, 200)]
    [InlineData(3_000, 20)]
    [InlineData(30_000, 2)]
    public void A_page_of_sixty_thousand_words_is_read_whole(int rows, int columns)
    {
        var random = new Random(rows);
        var page = new StringBuilder();
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var left = (column * 40) + random.Next(12);
                page.Append(column % 10 == 0 ? "<block><line>" : "");
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"<word xMin=\"{left}\" yMin=\"{row * 12}\" xMax=\"{left + random.Next(5, 26)}\" yMax=\"{(row * 12) + 10}\">{(column % 3 == 0 ? "n" : "")}{row}.{column}</word>"
                );
                page.Append(column % 10 == 9 || column == columns - 1 ? "</line></block>" : "");
            }
        }

        using var source = new MemoryStream(
            Encoding.UTF8.GetBytes($"<doc><page width=\"8000\" height=\"{rows * 12}\"><flow>{page}</flow></page></doc>")
        );
        var document = new PdfParser { Effort = 10_000_000 }
            .Parse(source, null, ParseBudget.Default)
            .Single();

        var texts = Texts(document.Blocks.ToList());

        texts.Count.ShouldBe(rows * columns);
        texts.Distinct().Count().ShouldBe(rows * columns);
        document.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("not all of it was searched for tables");
    }

    private static List<string> Texts(List<Block> blocks) =>
        [.. blocks.SelectMany(block => block.Text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))];

    private static Word Word(string text, double left, double top, double width, double height) =>
        new(text, left, top, left + width, top + height);

    /// <summary>Each so many words are a line and a block of their own.</summary>
    private static PageLayout Page(List<Word> words, int inLine) =>
        new(1, 600, 800, [.. words.Chunk(inLine).Select(line => new LayoutBlock([new([.. line])]))]);
}
