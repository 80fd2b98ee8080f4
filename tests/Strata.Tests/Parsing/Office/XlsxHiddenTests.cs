using Strata.Parsing;
using Strata.Parsing.Xlsx;
using Strata.Rules;
using Strata.Tests.Interpretation;

namespace Strata.Tests.Parsing.Office;

/// <summary>What a workbook holds beside the values that it shows: hidden columns and rows, formulas, remarks.</summary>
public sealed class XlsxHiddenTests
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments";
    private const string Form = "A=Price:|B=40|C=80;A=Due:|B=soon|C=later";

    [Theory]
    [InlineData("<col min=\"2\" max=\"2\" hidden=\"1\"/>", "+Price:\t80", "+Due:\tlater", "-40", "-soon")]
    [InlineData("<col min=\"2\" max=\"2\" width=\"0\" customWidth=\"1\"/>", "+Price:\t80", "+Due:\tlater", "-40", "-soon")]
    [InlineData("<col min=\"2\" max=\"16384\" hidden=\"true\"/>", "+Price:", "+Due:", "-40\t80", "-soon\tlater")]
    [InlineData("<col min=\"1\" max=\"16384\" hidden=\"1\"/>", "-Price:\t40\t80", "-Due:\tsoon\tlater")]
    [InlineData("<col min=\"2\" max=\"2\" hidden=\"0\"/>", "+Price:\t40\t80", "+Due:\tsoon\tlater")]
    [InlineData(
        "<col min=\"0\" max=\"0\" hidden=\"1\"/><col min=\"99999\" max=\"999999\" hidden=\"1\"/><col min=\"3\" max=\"2\" hidden=\"1\"/><col hidden=\"1\"/>",
        "+Price:\t40\t80",
        "+Due:\tsoon\tlater"
    )]
    public void What_stands_in_hidden_columns_is_no_part_of_the_rows_that_are_shown(string columns, params string[] expected) =>
        Read(Book(Rows(Form), columns))
            .Blocks.Where(b => b.Text.Length > 0)
            .Select(b => (b.Traits?.Hidden == true ? "-" : "+") + b.Text)
            .ShouldBe(expected);

    [Fact]
    public void A_cell_that_reaches_into_columns_that_are_shown_is_shown()
    {
        var book = Book(
            Rows("A=Terms of the sale;A=Price:|B=40|C=80"),
            "<col min=\"1\" max=\"2\" hidden=\"1\"/>",
            "<mergeCells count=\"1\"><mergeCell ref=\"A1:C1\"/></mergeCells>"
        );

        Read(book)
            .Blocks.Where(b => b.Text.Length > 0)
            .Select(b => (b.Text, b.Traits?.Hidden))
            .ShouldBe([("Terms of the sale", null), ("80", null), ("Price:\t40", true)]);
    }

    [Fact]
    public void Hidden_columns_of_a_form_fill_no_field()
    {
        var rows = Rows(
            "A=Invoice;A=Invoice number:|B=INV-5|C=INV-6;A=Date:|C=2026-01-05;A=Vendor:|B=Secret Ltd|C=Hafen Ltd;A=Total:|B=1.00 EUR|C=80.00 EUR;A=Due date:|B=2026-02-05"
        );
        var (_, findings) = Interpreted(Book(rows, "<col min=\"2\" max=\"2\" hidden=\"1\"/>"));

        var values = TextSource.Values(findings.ShouldHaveSingleItem());

        (values["invoice_number"], values["total"], values.ContainsKey("due_date")).ShouldBe(("\"INV-6\"", "80", false));
        values.Values.ShouldNotContain(value => value.Contains("Secret"));
    }

    [Fact]
    public void Records_name_their_formulas_and_the_hidden_columns_that_they_fill()
    {
        var rows = Rows(
            "A=Item|B=Cost|C=Price|D=Amount;A=Rake|B=4|C=10|D=20|D:=C2*2;A=Spade|C=12|D=36|D:=C3*3;A=Hoe|B=3|C=7|D=7;A=Rope|B=1|C=2|D=2;A=Total|D=65|D:=SUM(D2:D5)"
        );
        var sheet = Read(Book(rows, "<col min=\"2\" max=\"2\" hidden=\"1\"/>"));

        sheet.Document.IsRecords.ShouldBeTrue();
        sheet.Document.Facts["hidden_columns"].ShouldBe("B");
        sheet
            .Blocks.Select(b => (b.Type, b.Traits?.Note))
            .ShouldBe([
                (BlockType.TableRow, "hidden columns: B"),
                (BlockType.Record, "hidden columns: B; D2 =C2*2"),
                (BlockType.Record, "D3 =C3*3"),
                (BlockType.Record, "hidden columns: B"),
                (BlockType.Record, "hidden columns: B"),
                (BlockType.TableRow, "total; D6 =SUM(D2:D5)"),
            ]);
        sheet.Blocks[1].Fields.Select(f => f.Name).ShouldBe(["Item", "Cost", "Price", "Amount"]);
        sheet.Blocks[^1].Traits!.IsTotal.ShouldBeTrue();
    }

    [Fact]
    public void A_row_that_sums_up_is_no_record_though_its_note_names_formulas()
    {
        var rows = Rows(
            "A=Date|B=Description|C=Amount|D=Currency;A=2026-01-02|B=Rent|C=900|D=EUR;A=2026-01-03|B=Food|C=12|D=EUR;A=2026-01-04|B=Tea|C=8|D=EUR;A=Total|C=920|C:=SUM(C2:C4)"
        );

        var (session, findings) = Interpreted(Book(rows, ""));

        findings.Count.ShouldBe(3);
        session.Remarks.ShouldContain(remark =>
            remark.StartsWith("'Total': sums up the rows above it and is no record", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Formulas_without_end_are_cut_in_their_note()
    {
        var cells = string.Concat(Enumerable.Range(0, 500).Select(i => $"<c><f>{new string('A', 1000)}1</f><v>1</v></c>"));

        Read(Book($"<row r=\"1\">{cells}</row>", "")).Blocks.ShouldAllBe(b => b.Traits!.Note == null || b.Traits.Note.Length < 310);
    }

    [Fact]
    public void Notes_stand_beside_threads_and_what_a_thread_repeats_is_told_once()
    {
        var book = Book(Rows("A=one|B=two|C=three"), "")
            .Relate("xl/worksheets/sheet1.xml", "comments", "../comments1.xml")
            .Relate("xl/worksheets/sheet1.xml", "threadedComment", "../threadedComments/t.xml")
            .Relate("xl/workbook.xml", "person", "persons/p.xml")
            .Part(
                "xl/comments1.xml",
                $"<comments xmlns=\"{Main}\"><authors><author>Cleo</author><author>tc={{9}}</author></authors><commentList><comment ref=\"A1\" authorId=\"0\"><text><r><t>plain note</t></r></text></comment>"
                    + "<comment ref=\"B1\" authorId=\"1\"><text><t>[Threaded comment] Comment: in a thread</t></text></comment></commentList></comments>"
            )
            .Part(
                "xl/threadedComments/t.xml",
                $"<ThreadedComments xmlns=\"{Threads}\"><threadedComment ref=\"B1\" dT=\"2026-02-01T10:00:00.00\" personId=\"{{1}}\" id=\"{{2}}\"><text>in a thread</text></threadedComment>"
                    + "<threadedComment ref=\"B1\" dT=\"2026-02-01T11:00:00.00\" personId=\"{1}\" id=\"{3}\" parentId=\"{2}\"><text>an answer</text></threadedComment></ThreadedComments>"
            )
            .Part("xl/persons/p.xml", $"<personList xmlns=\"{Threads}\"><person displayName=\"Ann\" id=\"{{1}}\"/></personList>");

        Read(book)
            .Blocks.Where(b => b.Traits?.Note == "comment")
            .Select(b => (b.Spans[0].Place.Cells, b.Text, b.Traits!.Author))
            .ShouldBe([("B1", "in a thread", "Ann"), ("B1", "an answer", "Ann"), ("A1", "plain note", "Cleo")]);
    }

    [Fact]
    public void Notes_are_read_where_the_threads_are_broken()
    {
        var book = Book(Rows("A=one|B=two"), "")
            .Relate("xl/worksheets/sheet1.xml", "comments", "../c.xml")
            .Relate("xl/worksheets/sheet1.xml", "threadedComment", "../t.xml")
            .Part(
                "xl/c.xml",
                $"<comments xmlns=\"{Main}\"><authors/><commentList><comment ref=\"A1\"><text><t>plain note</t></text></comment></commentList></comments>"
            )
            .Part("xl/t.xml", "<ThreadedComments><threaded");

        var sheet = Read(book);

        sheet.Blocks.ShouldContain(b => b.Text == "plain note");
        sheet.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("comments can't be read");
    }

    private static (RulesSession Session, IReadOnlyList<Finding> Findings) Interpreted(TestPackage book)
    {
        using var stream = new MemoryStream(book.ToBytes());
        var document = new XlsxParser().Parse(stream, "x.xlsx", ParseBudget.Default).Single();
        var blocks = document.Blocks.ToList();
        var text = Encoding.UTF8.GetBytes(string.Join(RenderedText.Separator, blocks.Select(block => block.Text)));
        var session = RulesInterpreter.Start(
            TextSource.Seeds,
            InterpretationOptions.Default,
            document,
            null,
            range => Encoding.UTF8.GetString(text, (int)range.Start, (int)range.Length)
        );
        return (session, [.. session.Interpret(blocks)]);
    }

    private static Rendered Read(TestPackage book) => Rendered.One(new XlsxParser(), book.ToBytes());

    /// <summary>Rows parted by semicolons, cells by bars: <c>A=text</c>; <c>A:=B1*2</c> is the formula of the cell before.</summary>
    private static string Rows(string rows) =>
        string.Concat(
            rows.Split(';')
                .Select(
                    (row, i) =>
                    {
                        var cells = row.Split('|');
                        var formulas = cells.Where(cell => cell[1] == ':').ToDictionary(cell => cell[0], cell => $"<f>{cell[3..]}</f>");
                        return $"<row r=\"{i + 1}\">{string.Concat(cells.Where(cell => cell[1] == '=').Select(cell => Cell(cell[0], i + 1, cell[2..], formulas.GetValueOrDefault(cell[0], ""))))}</row>";
                    }
                )
        );

    private static string Cell(char column, int row, string value, string formula) =>
        int.TryParse(value, out _)
            ? $"<c r=\"{column}{row}\">{formula}<v>{value}</v></c>"
            : $"<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{value}</t></is></c>";

    private static TestPackage Book(string rows, string columns, string after = "") =>
        new TestPackage()
            .Relate("", "officeDocument", "xl/workbook.xml")
            .Relate("xl/workbook.xml", "worksheet", "worksheets/sheet1.xml")
            .Part(
                "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            )
            .Part(
                "xl/worksheets/sheet1.xml",
                $"<worksheet xmlns=\"{Main}\"><cols>{columns}</cols><sheetData>{rows}</sheetData>{after}</worksheet>"
            );
}
