using Strata.Parsing;
using Strata.Parsing.Pdf;

namespace Strata.Tests.Documents;

/// <summary>Pages of columns, drawn as blocks: from-to, top, lines (12 points each) and the word that it begins with.</summary>
public sealed class ReadingOrderTests
{
    [Theory]
    [InlineData(
        "the right column ends first",
        "72-285 70 20 A;310-523 74 10 C;310-523 200 8 D;72-150 320 1 Head;72-285 340 20 B",
        "A Head B C D"
    )]
    [InlineData(
        "the left column ends first",
        "72-285 70 10 A;310-523 74 20 B;310-523 324 1 Head;310-523 344 20 C;72-523 620 3 Across",
        "A B Head C Across"
    )]
    [InlineData(
        "a heading beside white",
        "72-285 70 10 A;310-523 74 10 D;72-150 200 1 Head;72-285 220 5 B;72-285 290 10 C;310-523 294 10 E",
        "A Head B C D E"
    )]
    [InlineData(
        "a heading beside the end of a paragraph",
        "72-285 70 10 A;310-523 74 9 C;310-390 187 1 Head;72-285 205 8 B;310-523 202 5 D",
        "A B C Head D"
    )]
    [InlineData("a heading of what goes across", "72-285 70 10 A;310-523 74 10 B;72-150 200 1 Head;72-523 220 5 C", "A B Head C")]
    [InlineData(
        "a heading of columns of its own",
        "72-285 70 10 A;310-523 74 10 B;72-150 200 1 Head;72-285 220 5 C;310-523 224 5 D",
        "A B Head C D"
    )]
    [InlineData("a text far below the columns", "72-285 70 10 A;310-523 74 10 B;72-285 300 8 C", "A B C")]
    [InlineData(
        "an address beside a date",
        "72-160 70 4 Sender;430-523 74 1 Date;72-230 130 1 Subject;72-523 160 9 Letter",
        "Sender Date Subject Letter"
    )]
    public void Columns_are_read_one_after_the_other(string what, string drawn, string expected) =>
        string.Join(' ', Blocks(drawn).Select(block => block.Text.Split('\n', ' ')[0])).ShouldBe(expected, what);

    private static List<Block> Blocks(string drawn)
    {
        using var source = new MemoryStream(
            Encoding.UTF8.GetBytes(
                $"<doc><page width=\"595\" height=\"842\"><flow>{string.Concat(drawn.Split(';').Select(Drawn))}</flow></page></doc>"
            )
        );
        return [.. new PdfParser().Parse(source, null, ParseBudget.Default).Single().Blocks];
    }

    // Words of many widths, so that no two lines are cells of a table.
    private static string Drawn(string block)
    {
        var parts = block.Split(' ');
        var (from, to) = (Number(parts[0].Split('-')[0]), Number(parts[0].Split('-')[1]));
        var lines = new StringBuilder();
        for (var (i, top) = (0, Number(parts[1])); i < Number(parts[2]); i++, top += 12)
        {
            lines.Append("<line>");
            for (var (left, n) = (from, 0); left < to; n++)
            {
                var right = left + 25 + (((from * 3) + (i * 7) + (n * 11)) % 20);
                right = right + 30 > to ? to : right;
                lines.Append(
                    CultureInfo.InvariantCulture,
                    $"<word xMin=\"{left}\" yMin=\"{top}\" xMax=\"{right}\" yMax=\"{top + 11}\">{(i + n == 0 ? parts[3] : "word")}</word>"
                );
                left = right + 3;
            }

            lines.Append("</line>");
        }

        return $"<block>{lines}</block>";
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
