using Strata.Documents.Programs;
using Strata.Parsing;
using Strata.Parsing.Pdf;

namespace Strata.Tests.Documents;

/// <summary>Tables whose columns the names above tell, in PDFs that poppler reads.</summary>
public sealed class NamedColumnsTests
{
    private const string Card = "60 Trans date;130 Post date;210 Text;480 Amount";
    private const string Statement = "100 Date;240 Text;395 Debit;470 Credit";

    [Theory]
    [InlineData(
        "an opening balance without a date",
        Statement
            + "/160 Balance brought forward;>530 1850.22/60 01.04.2026;160 Telecom;>440 29.99/60 03.04.2026;160 Family allowance;>530 318.40/60 12.04.2026;160 Baker;>440 14.80",
        "Date|Text|Debit|Credit/|Balance brought forward||1850.22/01.04.2026|Telecom|29.99|/03.04.2026|Family allowance||318.40/12.04.2026|Baker|14.80|"
    )]
    [InlineData(
        "a balance that begins under the date",
        Statement
            + "/60 Balance brought forward on 31.03.2026;>530 1850.22/60 01.04.2026;190 Telecom;>440 29.99/60 03.04.2026;190 Allowance;>530 318.40",
        "Date|Text|Debit|Credit/Balance brought forward on 31.03.2026|||1850.22/01.04.2026|Telecom|29.99|/03.04.2026|Allowance||318.40"
    )]
    [InlineData(
        "no row with both of two columns",
        Statement
            + "/60 01.04.2026;160 Telecom;>440 29.99/60 03.04.2026;160 Family allowance;>530 318.40/60 12.04.2026;160 Baker;>440 14.80",
        "Date|Text|Debit|Credit/01.04.2026|Telecom|29.99|/03.04.2026|Family allowance||318.40/12.04.2026|Baker|14.80|"
    )]
    [InlineData(
        "a quantity right before its text",
        "80 Qty;200 Text;350 Rate;450 Amount/>124 40;127 Hex bolt;>398 5.00;>537 200.00/>124 2;127 Washer;>398 7.00;>537 14.00",
        "Qty|Text|Rate|Amount/40|Hex bolt|5.00|200.00/2|Washer|7.00|14.00"
    )]
    [InlineData(
        "a quantity over more sums than items",
        "80 Qty;200 Text;350 Rate;450 Amount/>124 40;127 Hex bolt;>398 5.00;>537 200.00/>124 2;127 Washer;>398 7.00;>537 14.00/320 Sum;>537 214.00/320 Tax 10%;>537 21.40/320 In all;>537 235.40",
        "Qty|Text|Rate|Amount/40|Hex bolt|5.00|200.00/2|Washer|7.00|14.00/||Sum|214.00/||Tax 10%|21.40/||In all|235.40"
    )]
    [InlineData(
        "a quantity right before its unit, once",
        "80 Text;190 Qty;260 Unit;350 Rate;450 Amount/60 Hex bolt;>234 40;238 EA;>398 5.00;>537 200.00",
        "Text|Qty|Unit|Rate|Amount/Hex bolt|40|EA|5.00|200.00"
    )]
    [InlineData(
        "a number that is of the text",
        "60 Item;127 Name of it;350 Rate;450 Amount/60 A1;127 40 Hex bolts;>398 5.00;>537 200.00/60 A2;127 25 Washers;>398 7.00;>537 14.00",
        "Item|Name of it|Rate|Amount/A1|40 Hex bolts|5.00|200.00/A2|25 Washers|7.00|14.00"
    )]
    [InlineData(
        "a currency in a name, over narrow amounts and the sum of a tax",
        "60 Text;200 Qty;300 VAT;380 Amount EUR/60 Bolt;>215 2;>340 8%;>470 460.00/60 Nut;>215 3;>340 8%;>470 142.50/60 Pin;>215 1;>340 8%;>470 160.00/300 Of;>422 602.50;>470 48.80",
        "Text|Qty|VAT|Amount EUR/Bolt|2|8%|460.00/Nut|3|8%|142.50/Pin|1|8%|160.00"
    )]
    [InlineData(
        "names of two lines, each in the middle",
        "255 Net;345 Gross/-7;100 Text;190 Qty;450 VAT/-7;250 price;340 amount/60 Hex bolt;>218 40;>290 5.00;>385 200.00;>480 20%/60 Washer;>218 2;>290 7.00;>385 14.00;>480 20%",
        "Text|Qty|Net price|Gross amount|VAT/Hex bolt|40|5.00|200.00|20%/Washer|2|7.00|14.00|20%"
    )]
    [InlineData(
        "parts of the rows with a name above each, wider than the first column",
        Card
            + "/60 Payments and other credits/60 19.02.;130 19.02.;210 Payment;>537 -642.18/60 27.02.;130 28.02.;210 Refund;>537 -58.40/60 Purchases and cash advances/60 13.02.;130 14.02.;210 Grocer;>537 74.92/60 Fees charged in this period/60 10.03.;130 10.03.;210 Fee;>537 6.37",
        "Trans date|Post date|Text|Amount/Payments and other credits|||/19.02.|19.02.|Payment|-642.18/27.02.|28.02.|Refund|-58.40/Purchases and cash advances|||/13.02.|14.02.|Grocer|74.92/Fees charged in this period|||/10.03.|10.03.|Fee|6.37"
    )]
    [InlineData(
        "parts of the rows with a short name above each",
        Card + "/60 Credits/60 19.02.;130 19.02.;210 Payment;>537 -642.18/60 Debits/60 13.02.;130 14.02.;210 Grocer;>537 74.92",
        "Trans date|Post date|Text|Amount/Credits|||/19.02.|19.02.|Payment|-642.18/Debits|||/13.02.|14.02.|Grocer|74.92"
    )]
    [InlineData(
        "what is carried over, before a quantity right before its unit",
        "60 Code;110 Text;>266 Qty;270 UM;330 Rate;450 Amount/110 Riporto;>497 2599.26/60 A1;110 Hex bolt;>266 2;270 PZ;>398 5.00;>497 10.00/60 A2;110 Washer;>266 6;270 PZ;>398 7.00;>497 42.00/60 A3;110 Screw;>266 12;270 PZ;>398 2.00;>497 24.00/60 A4;110 Nut;>266 4;270 PZ;>398 3.00;>497 12.00",
        "Code|Text|Qty|UM|Rate|Amount/|Riporto||||2599.26/A1|Hex bolt|2|PZ|5.00|10.00/A2|Washer|6|PZ|7.00|42.00/A3|Screw|12|PZ|2.00|24.00/A4|Nut|4|PZ|3.00|12.00"
    )]
    [InlineData(
        "numbers right beside others, in rows with lines of words between them",
        "60 Date;130 Text;270 Debit;340 Credit;415 Valuta;480 Balance/60 01.06.26;130 Opening;>537 480.15/130 Payment/-6;60 03.06.26;>330 204.60;>441 03.06.26;>537 275.55/-6;130 of a bill/130 Salary/-6;60 25.06.26;>391 812.35;>441 25.06.26;>537 287.90/-6;130 of a firm/60 30.06.26;130 Fee;>330 5.00;>441 30.06.26;>537 282.90/60 30.06.26;130 Closing;>537 282.90",
        "Date|Text|Debit|Credit|Valuta|Balance/01.06.26|Opening||||480.15/03.06.26|Payment of a bill|204.60||03.06.26|275.55/25.06.26|Salary of a firm||812.35|25.06.26|287.90/30.06.26|Fee|5.00||30.06.26|282.90/30.06.26|Closing||||282.90"
    )]
    [InlineData(
        "sums with thousands set apart, of which some begin by chance where a word of their name does",
        "60 Text;160 Qty;230 Rate;300 VAT;462 ago;486 and;510 due/60 Oak table;>180 3;>255 84.00;>320 21;510 25;>563.7 200.00/60 Fitting;>180 1;>255 18.00;>320 21;>523.3 1;>563.7 800.00/60 Base;493 27;510 000.00;550 EUR/60 Tax;500 5;510 670.00;550 EUR/60 To pay;493 32;510 670.00;550 EUR",
        "Text|Qty|Rate|VAT|ago and due/Oak table|3|84.00|21|25 200.00/Fitting|1|18.00|21|1 800.00/Base||||27 000.00 EUR/Tax||||5 670.00 EUR/To pay||||32 670.00 EUR"
    )]
    public async Task Names_tell_columns_that_rows_don_t(string what, string drawn, string expected)
    {
        var blocks = await ParseAsync(drawn);

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
            .ShouldBe(expected, what);
    }

    [Theory]
    [InlineData(
        "56 Foundry Road/56 \\(419\\) 555-0142/56 \\(420\\) 555-0143 fax",
        "Foundry Road|(419)|555-0142|(420)|555-0143 fax",
        "a list after all"
    )]
    [InlineData("56 Foundry Road/56 \\(419\\) 555-0142/56 Toledo", "Foundry Road|(419) 555-0142|Toledo", "a telephone")]
    [InlineData(
        "56 Riverside Trust/56 z. Hd. Mrs Sievers/56 King Street 33",
        "Riverside Trust|z. Hd. Mrs Sievers|King Street 33",
        "an abbreviation"
    )]
    [InlineData("56 Kind regards/56 i. A. Miller", "Kind regards|i. A. Miller", "an abbreviation of two letters")]
    [InlineData("56 Toledo,/56 14. March is the day", "Toledo,|14. March is the day", "a day")]
    [InlineData("56 7. Pack it/56 8. Send it", "7.|Pack it|8.|Send it", "a list that goes on")]
    [InlineData("56 1. Pack it/56 Then rest", "1.|Pack it|Then rest", "a list of one")]
    [InlineData("56 iv. Pack it/56 v. Send it", "iv.|Pack it|v.|Send it", "Roman numbers")]
    public async Task Only_what_counts_is_the_mark_of_an_item(string drawn, string expected, string what)
    {
        var blocks = await ParseAsync(drawn);

        string.Join(
                '|',
                blocks.Select(block => (block.Type == BlockType.ListItem ? $"{block.Traits?.Label}|" : "") + block.Text.Replace('\n', '|'))
            )
            .ShouldBe(expected, what);
    }

    [Fact]
    public async Task A_cell_goes_on_right_below_its_last_line_and_not_where_only_others_went_on()
    {
        var blocks = await ParseAsync(
            "56 Baker and Sons AG/56 Harbour Road 17;340 Lime House/56 3186 Wick;340 Accounts/56 UID 108774312 VAT;340 Bridge Road 2/340 3186 Wick/56 Wick, 30 April 2026/56 Invoice no. 26-1174"
        );

        var pieces = blocks
            .SelectMany(block => block.Cells.Count > 0 ? block.Cells.Select(cell => cell.Text) : block.Text.Split('\n'))
            .ToList();
        pieces.ShouldContain("UID 108774312 VAT");
        pieces.ShouldContain("Wick, 30 April 2026");
        pieces.ShouldContain("Invoice no. 26-1174");
    }

    // Lines of words, each with where it begins or, behind ">", ends; a line may say how far below the one before it is.
    private static async Task<List<Block>> ParseAsync(string drawn)
    {
        var (content, y) = ("", 700.0);
        foreach (var line in drawn.Split('/'))
        {
            var texts = line.Split(';').ToList();
            var isClose = texts[0].StartsWith('-');
            y -= isClose ? -double.Parse(texts[0], CultureInfo.InvariantCulture) : 16;
            foreach (var text in texts.Skip(isClose ? 1 : 0).Select(text => text.Split(' ', 2)))
            {
                var x = double.Parse(text[0].TrimStart('>'), CultureInfo.InvariantCulture);
                content += SmallPage.Line(
                    text[1],
                    text[0][0] == '>'
                        ? x
                            - text[1]
                                .Sum(c =>
                                    c switch
                                    {
                                        '.' => 3.336,
                                        '%' => 10.668,
                                        _ => 6.672,
                                    }
                                )
                        : x,
                    y
                );
            }
        }

        var parser = new PdfParser();
        using var source = new MemoryStream(SmallPdf.Of([new(content)]));
        await using var converted = await Conversions.ConvertAsync(
            parser.Conversion ?? "",
            source,
            MediaTypes.Pdf,
            null,
            TestContext.Current.CancellationToken
        );
        return [.. parser.Parse(converted.Content, null, ParseBudget.Default).Single().Blocks];
    }
}
