using Strata.Parsing;
using Strata.Parsing.Sheets;
using Strata.Parsing.Xlsx;

namespace Strata.Tests.Parsing.Office;

public sealed class XlsxTests
{
    private static readonly XlsxParser Parser = new();

    [Theory]
    [InlineData("General", "45292.5")]
    [InlineData("0.00", "45292.5")]
    [InlineData("#,##0.00 \"days\"", "45292.5")]
    [InlineData("0.00E+00", "45292.5")]
    [InlineData("[Red]#,##0", "45292.5")]
    [InlineData("dd\\.mm\\.yyyy", "2024-01-01")]
    [InlineData("[$-407]d. mmmm yyyy;@", "2024-01-01")]
    [InlineData("yyyy\"年\"m\"月\"d\"日\"", "2024-01-01")]
    [InlineData("mmm yy", "2024-01-01")]
    [InlineData("m/d/yy h:mm", "2024-01-01T12:00:00")]
    [InlineData("h:mm AM/PM", "2024-01-01T12:00:00")]
    [InlineData("[h]:mm:ss", "1087020:00:00")]
    public void A_number_reads_as_what_its_format_shows(string format, string expected)
    {
        var source = Book(
            """<row r="1"><c r="A1" s="1"><v>45292.5</v></c></row>""",
            styles: $"""<styleSheet xmlns="{Main}"><numFmts><numFmt numFmtId="164" formatCode="{format.Replace("\"", "&quot;")}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"""
        );

        Cells(source).ShouldBe([expected]);
    }

    [Theory]
    [InlineData(1, false, "1900-01-01")]
    [InlineData(59, false, "1900-02-28")]
    [InlineData(61, false, "1900-03-01")]
    [InlineData(45351, false, "2024-02-29")]
    [InlineData(0, true, "1904-01-01")]
    [InlineData(43889, true, "2024-02-29")]
    public void A_day_counts_from_the_beginning_that_the_workbook_states(int serial, bool is1904, string expected) =>
        CellValue.Moment(serial, NumberKind.Date, is1904).ShouldBe(expected);

    [Theory]
    [InlineData(0.75, "18:00:00")]
    [InlineData(0.999999999, "23:59:59.999")]
    public void A_part_of_a_day_is_a_time(double serial, string expected) =>
        CellValue.Moment(serial, NumberKind.Time, false).ShouldBe(expected);

    [Theory]
    [InlineData("0.30000000000000004", "0.3")]
    [InlineData("1234.5600000000001", "1234.56")]
    [InlineData("1E-3", "0.001")]
    [InlineData("1.5E+15", "1500000000000000")]
    [InlineData("-7", "-7")]
    [InlineData("007", "7")]
    [InlineData("1e300", "1E+300")]
    public void A_number_is_JSON_of_at_most_15_digits(string stored, string expected)
    {
        Cells(Book($"""<row r="1"><c r="A1"><v>{stored}</v></c></row>""")).ShouldBe([expected]);
        System.Text.Json.JsonElement.Parse(expected).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Number);
    }

    [Fact]
    public void A_workbook_of_1904_has_its_own_dates()
    {
        var source = Book(
            """<row r="1"><c r="A1" s="1"><v>43889</v></c></row>""",
            styles: $"""<styleSheet xmlns="{Main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>""",
            properties: """<workbookPr date1904="1"/>"""
        );

        Cells(source).ShouldBe(["2024-02-29"]);
    }

    [Fact]
    public void Every_type_of_cell_says_what_is_stored_and_formulas_are_not_computed()
    {
        var source = Book(
            """
            <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c t="inlineStr"><is><t>in</t><r><t>line</t></r></is></c>
            <c r="E2" t="b"><v>1</v></c><c r="F2" t="e"><v>#N/A</v></c><c r="G2" t="str"><f>A1&amp;"x"</f><v>ax</v></c><c r="H2"><f>1+1</f></c><c r="I2" t="d"><v>2024-03-01</v></c><c r="J2" s="9"/></row>
            """,
            strings: """<si><t xml:space="preserve"> spaced_x000A_ </t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh><t>reading</t></rPh></si>"""
        );

        var document = Rendered.One(Parser, source);

        var row = document.Blocks.Single(block => block.Type == BlockType.TableRow);
        row.Cells.Select(cell => cell.Text).ShouldBe([" spaced\n ", "rich", "inline", "true", "#N/A", "ax", "2024-03-01"]);
        row.Spans.Select(span => span.Place.Cells).ShouldBe(["A2", "B2", "C2", "E2", "F2", "G2", "I2"]);
        row.Traits?.Note.ShouldBe("G2 =A1&\"x\"");
        document.Diagnostics.ShouldHaveSingleItem().Reason.ShouldStartWith("1 cells hold a formula and no stored value");
    }

    [Fact]
    public void A_declared_table_names_its_records_whatever_its_look()
    {
        var source = Sheet(
                new TestPackage(),
                """<row r="3"><c r="B3" t="inlineStr"><is><t>2023</t></is></c><c r="C3" t="inlineStr"><is><t>2024</t></is></c></row><row r="4"><c r="B4"><v>1</v></c></row><row r="5"><c r="B5"><v>2</v></c><c r="C5"><v>3</v></c></row>"""
            )
            .Relate("xl/worksheets/sheet1.xml", "table", "../tables/table1.xml")
            .Part("xl/tables/table1.xml", $"""<table xmlns="{Main}" ref="B3:C5"/>""");

        var document = Rendered.One(Parser, source.ToBytes());

        document.Document.IsRecords.ShouldBeTrue();
        document
            .Blocks.Where(b => b.Type == BlockType.Record)
            .Select(b => string.Join(' ', b.Fields.Select(f => $"{f.Name}={f.Json}")))
            .ShouldBe(["2023=1", "2023=2 2024=3"]);
    }

    [Fact]
    public void A_sheet_that_breaks_off_keeps_the_rows_before()
    {
        var broken = Book(
            """<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="3"><c r="A3"><v>""",
            close: false
        );

        var document = Rendered.One(Parser, broken);

        document.Blocks.Select(block => block.Text).ShouldBe(["1", "2"]);
        document.Diagnostics.ShouldHaveSingleItem().Fatal.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>""", "DTD")]
    [InlineData("""<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>""", "DTD")]
    public void A_document_type_is_refused(string sheet, string reason)
    {
        var source = Frame(new TestPackage()).Part("xl/worksheets/sheet1.xml", sheet).ToBytes();

        Rendered.One(Parser, source).Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain(reason);
    }

    [Fact]
    public void A_bomb_is_refused_with_the_limit_named()
    {
        var row = "<row><c><v>1</v></c></row>";
        var source = Book(string.Concat(Enumerable.Repeat(row, 200_000)));

        var limited = Rendered.One(Parser, source, new() { MaxExpandedBytes = 1_000_000 });
        limited.Blocks.ShouldNotBeEmpty();
        limited.Diagnostics.Last().Reason.ShouldContain("MaxExpandedBytes");

        var held = Book("", strings: string.Concat(Enumerable.Range(0, 3).Select(_ => $"<si><t>{new string('x', 1_000_000)}</t></si>")));
        Rendered
            .One(Parser, held, new() { MaxHeldBytes = 1_000_000 })
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldContain("MaxHeldBytes");
        Rendered
            .One(Parser, held, new() { MaxBlockBytes = 100_000 })
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldContain("MaxBlockBytes");

        var deep = Book(string.Concat(Enumerable.Repeat("<a>", 100_000)), close: false);
        Rendered.One(Parser, deep).Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("MaxDepth");
    }

    [Fact]
    public void What_repeats_itself_beyond_reason_is_refused()
    {
        var source = Book(string.Concat(Enumerable.Repeat("<row/>" + new string(' ', 10_000_000), 4)));

        Rendered.One(Parser, source).Diagnostics.Last().Reason.ShouldContain("times its packed size");
    }

    [Fact]
    public void Names_and_parts_that_are_not_there_are_said_to_be_missing()
    {
        Rendered
            .One(Parser, Frame(new TestPackage()).ToBytes())
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldContain("no part 'xl/worksheets/sheet1.xml'");
        Rendered
            .One(Parser, new TestPackage().Part("a.txt", "").ToBytes())
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldContain("names no workbook");
        Rendered.One(Parser, "PK\u0003\u0004 not a zip"u8.ToArray()).Diagnostics.ShouldHaveSingleItem().Fatal.ShouldBeTrue();
    }

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static IEnumerable<string> Cells(byte[] source) =>
        Rendered
            .One(Parser, source)
            .Blocks.SelectMany(block => block.Type == BlockType.Paragraph ? [block.Text] : block.Cells.Select(cell => cell.Text));

    private static byte[] Book(string rows, string? styles = null, string? strings = null, string properties = "", bool close = true)
    {
        var package = Sheet(new TestPackage(), rows, properties, close);
        if (styles is not null)
        {
            package.Relate("xl/workbook.xml", "styles", "styles.xml").Part("xl/styles.xml", styles);
        }

        if (strings is not null)
        {
            package
                .Relate("xl/workbook.xml", "sharedStrings", "/xl/sharedStrings.xml")
                .Part("xl/sharedStrings.xml", $"""<sst xmlns="{Main}">{strings}</sst>""");
        }

        return package.ToBytes();
    }

    private static TestPackage Sheet(TestPackage package, string rows, string properties = "", bool close = true) =>
        Frame(package, properties)
            .Part(
                "xl/worksheets/sheet1.xml",
                $"""<worksheet xmlns="{Main}"><sheetData>{rows}{(close ? "</sheetData></worksheet>" : "")}"""
            );

    private static TestPackage Frame(TestPackage package, string properties = "") =>
        package
            .Relate("", "officeDocument", "xl/workbook.xml")
            .Relate("xl/workbook.xml", "worksheet", "worksheets/sheet1.xml")
            .Part(
                "xl/workbook.xml",
                $"""<workbook xmlns="{Main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{properties}<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"""
            );
}
