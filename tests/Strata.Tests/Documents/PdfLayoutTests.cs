using Strata.Parsing;
using Strata.Parsing.Pdf;

namespace Strata.Tests.Documents;

/// <summary>Pages as <c>pdftotext -bbox-layout</c> prints them, by hand.</summary>
public sealed class PdfLayoutTests
{
    [Theory]
    [InlineData(
        "names set close",
        "59.8-138 194 Description;143.3-166.3 194 Qty;171.2-200.4 194 Unit;204.6-238.8 194 price;245.4-298.3 194 Amount;58.2-88.7 211 Rake;142.3-149.9 211 2;170.1-204.4 211 10.00;242.9-277.2 211 20.00;58.2-96 228 Spade;142.3-149.9 228 1;170.1-204.4 228 15.50;242.9-277.2 228 15.50;56.8-112.3 244.4 Subtotal:;116-158 244.4 £35.50",
        "Description|Qty|Unit price|Amount/Rake|2|10.00|20.00/Spade|1|15.50|15.50"
    )]
    [InlineData(
        "a cell that wraps",
        "244-292 55 Region;484-518 55 2025;528-561 55 2026;59-95 75 North;483-517 75 1,200;525-559 75 1,400;59-95 95 South,;99-473 95 a-long-name-that-wraps-and;483-506 102 900;525-548 102 950;59-288 109 goes-on;56.8-87 127 After;91-110 127 the;114-149 127 table.",
        "Region|2025|2026/North|1,200|1,400/South, a-long-name-that-wraps-and goes-on|900|950"
    )]
    [InlineData(
        "two columns that wrap",
        "162-193 53 Task;302-332 53 Who;424-477 53 Remark;58-88 70 Book;92-293 70 the-crane-next;336-364 70 Only;368-558 70 if-it-and-the;300-324 77 Ann;58-80 84 and;84-226 84 tell-master;336-369 84 other;373-494 84 crane-broken;336-367 101 Blue,;371-533 101 two-tins-each,;58-94 108 Order;98-129 108 paint;300-324 108 Bob;336-365 115 from;369-460 115 the-shop;56.8-90 132 After.",
        "Task|Who|Remark/Book the-crane-next and tell-master|Ann|Only if-it-and-the other crane-broken/Order paint|Bob|Blue, two-tins-each, from the-shop"
    )]
    [InlineData(
        "close rows, some without a cell",
        "58-90 56.5 Name;200-230 56.5 City;350-380 56.5 Role;58-84 74.7 Alice;200-234 74.7 Berlin;350-400 74.7 Manager;58-80 88.7 Bob;200-228 88.7 Paris;58-88 102.7 Carol;350-380 102.7 Clerk;58-86 116.7 Dave;200-232 116.7 Rome;350-380 116.7 Clerk",
        "Name|City|Role/Alice|Berlin|Manager/Bob|Paris|/Carol||Clerk/Dave|Rome|Clerk"
    )]
    [InlineData(
        "close rows, one of them full",
        "58-90 56.5 Name;200-230 56.5 City;350-380 56.5 Role;58-84 74.7 Alice;200-234 74.7 Berlin;350-400 74.7 Manager;58-80 88.7 Bob;200-228 88.7 Paris;58-88 102.7 Carol;350-380 102.7 Clerk",
        "Name|City|Role/Alice|Berlin|Manager/Bob|Paris|/Carol||Clerk"
    )]
    [InlineData(
        "a name over two columns",
        "134-182 53 Region;396-431 53 Sales;318-351 70 2025;471-504 70 2026;58.2-94 87 North;261-296 87 1,200;410-445 87 1,400;58.2-93 104 South;261-284 104 900;410-433 104 950;56.8-87 120.4 After;91-110 120.4 the;114-149 120.4 table.",
        "Region||Sales/|2025|2026/North|1,200|1,400/South|900|950"
    )]
    public void Tables_are_found_whose_cells_don_t_stand_in_simple_rows(string what, string drawn, string expected)
    {
        var words = drawn
            .Split(';')
            .Select(word => word.Split(' ', 3))
            .Select(word => (At: word[0].Split('-'), Top: double.Parse(word[1], CultureInfo.InvariantCulture), Text: word[2]));
        var lines = words.Select(word =>
            $"<line><word xMin=\"{word.At[0]}\" yMin=\"{word.Top.ToString(CultureInfo.InvariantCulture)}\" xMax=\"{word.At[1]}\" yMax=\"{(word.Top + 15.6).ToString(CultureInfo.InvariantCulture)}\">{word.Text}</word></line>"
        );
        using var source = new MemoryStream(
            Encoding.UTF8.GetBytes(
                $"<doc><page width=\"600\" height=\"800\"><flow><block>{string.Concat(lines)}</block></flow></page></doc>"
            )
        );

        var blocks = new PdfParser().Parse(source, null, ParseBudget.Default).Single().Blocks.ToList();

        var table = blocks.Where(block => block.Type == BlockType.Table).ToList().ShouldHaveSingleItem(what);
        string.Join(
                '/',
                blocks
                    .Where(block => block.Type == BlockType.TableRow)
                    .Select(row =>
                        string.Join(
                            '|',
                            Enumerable
                                .Range(0, table.Traits?.Columns ?? 0)
                                .Select(column => row.Cells.FirstOrDefault(cell => cell.Column == column).Text)
                        )
                    )
            )
            .ShouldBe(expected);
    }

    [Fact]
    public void A_table_stands_on_its_page_in_the_box_around_its_rows()
    {
        var blocks = Blocks(
            "58-90 50 Region;200-234 50 2025;350-384 50 2026;58-95 70 North;200-234 70 1,200;350-384 70 1,400;58-93 90 South;200-223 90 900;350-373 90 950"
        );

        var table = blocks.Single(block => block.Type == BlockType.Table);
        var place = table.Spans.ShouldHaveSingleItem();
        (place.Range, place.Place.Page).ShouldBe((table.Range, 1));
        var box = place.Place.Box.ShouldNotBeNull();
        (box.Left, box.Top, box.Right, Math.Round(box.Bottom, 3)).ShouldBe((58, 50, 384, 105.6));
    }

    [Fact]
    public void Items_further_in_are_deeper_and_another_column_is_another_list()
    {
        var blocks = Blocks(
            "56-62 50 •;74-120 50 Budget;92-98 70 –;110-150 70 Travel;92-98 90 –;110-140 90 Rent;128-134 110 •;146-170 110 Flat;56-62 130 •;74-100 130 Dates;"
                + "56-120 150 Between;56-66 170 1.;74-100 170 One;330-336 50 •;348-380 50 Aside"
        );

        blocks
            .Where(block => block.Type == BlockType.ListItem)
            .Select(block => $"{block.Level} {block.Text}")
            .ShouldBe(["0 Budget", "0 Aside", "1 Travel", "1 Rent", "2 Flat", "0 Dates", "0 One"]);
    }

    [Theory]
    [InlineData(
        "headings over text",
        "58-66 50 23 1.;70-190 50 23 Introduction;58-400 80 15 The-intent;58-66 130 23 2.;70-150 130 23 Methods;58-400 160 15 Package-refers",
        "Heading 1. Introduction|Paragraph The-intent|Heading 2. Methods|Paragraph Package-refers"
    )]
    [InlineData("as large as the text", "58-66 50 15 1.;70-190 50 15 One;58-66 80 15 2.;70-190 80 15 Two", "ListItem One|ListItem Two")]
    [InlineData(
        "a list in large letters",
        "58-66 50 20 1.;70-190 50 20 One;58-66 80 20 2.;70-190 80 20 Two;58-400 120 10 Small-text-below-it-that-is-most-of-what-the-page-has",
        "ListItem One|ListItem Two|Paragraph Small-text-below-it-that-is-most-of-what-the-page-has"
    )]
    [InlineData(
        "bullets and letters",
        "58-66 50 20 •;70-190 50 20 One;58-400 80 10 Small-text-below-it-that;58-66 120 20 a);70-190 120 20 Two;58-400 160 10 is-most-of-what-the-page-has",
        "ListItem One|Paragraph Small-text-below-it-that|ListItem Two|Paragraph is-most-of-what-the-page-has"
    )]
    public void Numbers_before_larger_lines_are_of_headings(string what, string drawn, string expected)
    {
        // Each once with the number in its line and once in a line of its own, which poppler makes of what stands further apart.
        foreach (var apart in new[] { "", "</line></block><block><line>" })
        {
            var text = new StringBuilder();
            foreach (var word in drawn.Split(';').Select(word => word.Split(' ', 4)))
            {
                var (at, top) = (word[0].Split('-'), int.Parse(word[1], CultureInfo.InvariantCulture));
                var isMark = word[3].Length <= 2;
                text.Append(at[0] == "70" ? "" : "<block><line>")
                    .Append(
                        CultureInfo.InvariantCulture,
                        $"<word xMin=\"{at[0]}\" yMin=\"{top}\" xMax=\"{at[1]}\" yMax=\"{top + int.Parse(word[2], CultureInfo.InvariantCulture)}\">{word[3]}</word>"
                    )
                    .Append(isMark ? apart : "</line></block>");
            }

            using var source = new MemoryStream(
                Encoding.UTF8.GetBytes($"<doc><page width=\"600\" height=\"800\"><flow>{text}</flow></page></doc>")
            );

            var blocks = new PdfParser().Parse(source, null, ParseBudget.Default).Single().Blocks.ToList();

            string.Join('|', blocks.Select(block => $"{block.Type} {block.Text.Replace('\n', ' ')}")).ShouldBe(expected, what);
            blocks.SelectMany(block => block.Spans).Count().ShouldBe(blocks.Sum(block => block.Text.Split(' ', '\n').Length));
        }
    }

    private static List<Block> Blocks(string drawn)
    {
        var words = drawn
            .Split(';')
            .Select(word => word.Split(' ', 3))
            .Select(word =>
                (
                    At: word[0].Split('-'),
                    Top: word[1],
                    Bottom: (double.Parse(word[1], CultureInfo.InvariantCulture) + 15.6).ToString(CultureInfo.InvariantCulture),
                    Text: word[2]
                )
            );
        var lines = words.Select(word =>
            $"<block><line><word xMin=\"{word.At[0]}\" yMin=\"{word.Top}\" xMax=\"{word.At[1]}\" yMax=\"{word.Bottom}\">{word.Text}</word></line></block>"
        );
        using var source = new MemoryStream(
            Encoding.UTF8.GetBytes($"<doc><page width=\"600\" height=\"800\"><flow>{string.Concat(lines)}</flow></page></doc>")
        );
        return [.. new PdfParser().Parse(source, null, ParseBudget.Default).Single().Blocks];
    }

    [Theory]
    [InlineData("םלוע|םולש", "שלום עולם")]
    [InlineData("מ\"עב|Acme|Tools|לש|)ףוס(|2026|תנש|,םלוע", "עולם, שנת 2026 (סוף) של Acme Tools בע\"מ")]
    [InlineData("1234|مقر|ةروتاف|:ملاعلاب|ابحرم", "مرحبا بالعالم: فاتورة رقم 1234")]
    [InlineData("Hello|םלוע|12|םולש|end", "Hello שלום 12 עולם end")]
    [InlineData("\u05DD\u05B9\u05D5\u05DC\u05B8\u05C1\u05E9", "\u05E9\u05C1\u05B8\u05DC\u05D5\u05B9\u05DD")]
    [InlineData("plain|words|12", "plain words 12")]
    [InlineData("foo\uFEFFbar|12.50|\uFEFF|30.00", "foo\uFEFFbar 12.50 \uFEFF 30.00")]
    [InlineData("12.50|\uFEFF|30.00", "12.50 \uFEFF 30.00")]
    [InlineData("03-1234567:לט", "טל:03-1234567")]
    [InlineData("12-03-2024-ב", "ב-12-03-2024")]
    [InlineData("info@example.co.il:ל", "ל:info@example.co.il")]
    [InlineData("12-03ب", "ب03-12")]
    [InlineData("(ףוס)", "(סוף)")]
    [InlineData(",(ףוס", "סוף),")]
    [InlineData(")ףוס(", "(סוף)")]
    public void Words_that_are_drawn_to_the_left_are_read_as_they_are_written(string drawn, string written)
    {
        var words = drawn
            .Split('|')
            .Select((word, i) => $"<word xMin=\"{i * 40}\" yMin=\"10\" xMax=\"{(i * 40) + 37}\" yMax=\"20\">{word}</word>");
        using var source = new MemoryStream(
            Encoding.UTF8.GetBytes(
                $"<doc><page width=\"600\" height=\"800\"><flow><block><line>{string.Concat(words)}</line></block></flow></page></doc>"
            )
        );

        var block = new PdfParser().Parse(source, null, ParseBudget.Default).Single().Blocks.ToList().ShouldHaveSingleItem();

        block.Text.ShouldBe(written);
        block.Spans.Count.ShouldBe(drawn.Split('|').Length);
    }
}
