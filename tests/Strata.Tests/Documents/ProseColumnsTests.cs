using Strata.Parsing;
using Strata.Parsing.Pdf;

namespace Strata.Tests.Documents;

/// <summary>
/// Running text in columns, set as a program sets it: the words of a line stand in line with those of the other columns by chance.
/// </summary>
public sealed class ProseColumnsTests
{
    private const double Width = 480;
    private const double LineHeight = 11;

    /// <summary>Each word is there once, so that its place tells whether it is read in order.</summary>
    private static string[] Text(int words, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, words)
                .Select(i =>
                    $"{new string((char)('a' + (i % 26)), random.Next(1, 9))}{(i % 17 == 16 ? "." : "")}{(char)('a' + (i / 26 % 26))}{(char)('a' + (i / 676))}"
                ),
        ];
    }

    [Theory]
    [InlineData(2, 15, true)]
    [InlineData(2, 15, false)]
    [InlineData(3, 15, true)]
    [InlineData(3, 12, false)]
    [InlineData(3, 10, true)]
    public void Columns_of_running_text_are_no_table_and_read_one_after_the_other(int columns, double gutter, bool justified)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var text = Text(300, seed);
            var page = new StringBuilder();
            Set(page, text, columns, gutter, justified, 60);

            var blocks = Blocks(page);

            blocks.Where(block => block.Type != BlockType.Paragraph).Select(block => block.Text).ShouldBeEmpty($"seed {seed}");
            string.Join(' ', Words(blocks)).ShouldBe(string.Join(' ', text), $"seed {seed}");
        }
    }

    /// <summary>One of its lanes runs on where the columns have theirs.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_table_across_stands_between_the_columns_above_it_and_those_below(int columns)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var (above, below) = (Text(90, seed), Text(90, seed + 100));
            var page = new StringBuilder();
            var top = Set(page, above, columns, 15, true, 60) + 20;
            string[][] rows =
            [
                ["Article", "Place", "Price"],
                ["Pump", "A-12", "64.50"],
                ["Valve", "B-7", "8.20"],
                ["Seal", "A-3", "117.00"],
            ];
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    Block(page, [(50 + (i * (Width + 15) / 3), row[i], 5.0)], top);
                }

                top += 16;
            }

            Set(page, below, columns, 15, true, top + 10);

            var blocks = Blocks(page);

            blocks
                .Where(block => block.Type == BlockType.TableRow)
                .Select(row => string.Join('|', row.Cells.Select(cell => cell.Text)))
                .ShouldBe(rows.Select(row => string.Join('|', row)), $"seed {seed}");
            string.Join(' ', Words(blocks))
                .ShouldBe(string.Join(' ', [.. above, .. rows.SelectMany(row => row), .. below]), $"seed {seed}");
        }
    }

    /// <returns>Where the columns end.</returns>
    private static double Set(StringBuilder page, string[] text, int columns, double gutter, bool justified, double top)
    {
        var width = (Width - ((columns - 1) * gutter)) / columns;
        var lines = new List<List<string>>();
        foreach (var word in text)
        {
            if (lines is [.., var last] && last.Sum(w => (w.Length * 5) + 3) + (word.Length * 5) <= width)
            {
                last.Add(word);
            }
            else
            {
                lines.Add([word]);
            }
        }

        var each = (lines.Count + columns - 1) / columns;
        for (var column = 0; column < columns; column++)
        {
            page.Append("<block>");
            foreach (var (i, line) in lines.Skip(column * each).Take(each).Index())
            {
                var isLast = (column * each) + i + 1 == lines.Count;
                var space = justified && !isLast && line.Count > 1 ? (width - line.Sum(word => word.Length * 5)) / (line.Count - 1) : 3;
                var left = 50 + (column * (width + gutter));
                var words = new List<(double, string, double)>();
                foreach (var word in line)
                {
                    words.Add((left, word, 5));
                    left += (word.Length * 5) + space;
                }

                Line(page, words, top + (i * (LineHeight + 1)));
            }

            page.Append("</block>");
        }

        return top + (each * (LineHeight + 1));
    }

    private static void Block(StringBuilder page, List<(double Left, string Text, double Letter)> words, double top)
    {
        page.Append("<block>");
        Line(page, words, top);
        page.Append("</block>");
    }

    private static void Line(StringBuilder page, List<(double Left, string Text, double Letter)> words, double top)
    {
        page.Append("<line>");
        foreach (var (left, text, letter) in words)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<word xMin=\"{left:0.###}\" yMin=\"{top:0.###}\" xMax=\"{left + (text.Length * letter):0.###}\" yMax=\"{top + LineHeight:0.###}\">{text}</word>"
            );
        }

        page.Append("</line>");
    }

    private static List<Block> Blocks(StringBuilder page)
    {
        using var source = new MemoryStream(
            Encoding.UTF8.GetBytes($"<doc><page width=\"595\" height=\"842\"><flow>{page}</flow></page></doc>")
        );
        return [.. new PdfParser().Parse(source, null, ParseBudget.Default).Single().Blocks];
    }

    private static IEnumerable<string> Words(List<Block> blocks) =>
        blocks.SelectMany(block => block.Text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
