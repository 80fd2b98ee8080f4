using Strata.Parsing;
using Strata.Parsing.Xlsx;
using Strata.Rules;
using Strata.Tests.Parsing.Office;

namespace Strata.Tests.Interpretation;

/// <summary>Rows of sheets that sum up, and records that are called like them.</summary>
public sealed class SheetTotalTests
{
    [Theory]
    [InlineData("Date|Merchant|Amount|Note;2026-01-05|Shell|50|;2026-01-12|Total|40|;2026-01-19|Aral|30|car", 3)]
    [InlineData("Merchant|Date|Amount|Note;Shell|2026-01-05|50|;Total|2026-01-12|50|;Total|2026-01-19|40|;Aral|2026-01-20|30|car", 4)]
    [InlineData("Merchant|Website|City|Country;Shell||Rome|IT;Total||Paris|;Aral||Bonn|DE", 3)]
    [InlineData("Task|Owner|Hours;Index|Ann|2;Total rewrite of docs||2;Links|Bob|1", 3)]
    [InlineData("Merchant|Amount|Note;Total|50|;Shell|20|a;Aral|30|b", 3)]
    public void A_record_called_like_a_total_is_a_record(string rows, int records)
    {
        var (blocks, session) = Read(rows);

        blocks.Count(b => b.Type == BlockType.Record).ShouldBe(records);
        session.Remarks.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        "Date|Merchant|Amount;2026-01-05|Shell|50;2026-01-12|Aral|40;2026-01-13|Esso|1;Total||91",
        3,
        "'Total': sums up the rows above it and is no record (1×, first in Data A5)"
    )]
    [InlineData(
        "Date|Merchant|Amount;2026-01-05|Shell|50;2026-01-12|Aral|40;2026-01-13|Esso|1;Gesamt:||95",
        3,
        "'Gesamt:': sums up the rows above it and is no record (1×, first in Data A5)"
    )]
    [InlineData(
        "Item|Qty|Price|Amount;Rake|1|10|10;Hoe|2|5|10;Subtotal|||20;Saw|1|7|7;Subtotal|||7;Grand total|||27",
        3,
        "'Grand total': sums up the rows above it and is no record (1×, first in Data A7)",
        "'Subtotal': sums up the rows above it and is no record (2×, first in Data A4)"
    )]
    [InlineData(
        "Fecha|Concepto|Cargo|Abono|Saldo;2026-05-05|Luz|780||15130;2026-05-15|Nómina||14870|30000;2026-05-29|Comisión|174||29826;|TOTALES|954|14870|29826",
        3,
        "'TOTALES': sums up the rows above it and is no record (1×, first in Data B5)"
    )]
    [InlineData(
        "Item|Qty|Price|Amount;Rake|1|10|10;Hoe|2|5|10;Summe|||18",
        2,
        "'Summe': sums up the rows above it and is no record (1×, first in Data A4)"
    )]
    public void A_row_that_sums_up_is_no_record_and_is_told_of(string rows, int records, params string[] remarks)
    {
        var (blocks, session) = Read(rows);

        blocks.Count(b => b.Type == BlockType.Record).ShouldBe(records);
        blocks.Count(b => b.Traits?.Note == "total").ShouldBe(rows.Split(';').Length - 1 - records);
        session.Remarks.ShouldBe(remarks);
        session.Notes.ShouldNotContain(note => note.Contains("sums up"));
    }

    private static (IReadOnlyList<Block> Blocks, RulesSession Session) Read(string rows)
    {
        var read = Rendered.One(new XlsxParser(), Workbook(rows));
        var text = Encoding.UTF8.GetBytes(string.Join(RenderedText.Separator, read.Blocks.Select(b => b.Text)));
        var session = RulesInterpreter.Start(
            TextSource.Seeds,
            new(),
            read.Document,
            null,
            range => Encoding.UTF8.GetString(text, (int)range.Start, (int)range.Length)
        );
        session.Interpret(read.Blocks).Count().ShouldBe(read.Blocks.Count(b => b.Type == BlockType.Record));
        return (read.Blocks, session);
    }

    private static byte[] Workbook(string rows)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        var xml = string.Concat(
            rows.Split(';')
                .Select(
                    (row, i) =>
                        $"""<row r="{i + 1}">{string.Concat(row.Split('|').Select((cell, column) => Cell(cell, $"{(char)('A' + column)}{i + 1}")))}</row>"""
                )
        );
        return new TestPackage()
            .Relate("", "officeDocument", "xl/workbook.xml")
            .Relate("xl/workbook.xml", "worksheet", "worksheets/sheet1.xml")
            .Part(
                "xl/workbook.xml",
                $"""<workbook xmlns="{Main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"""
            )
            .Part("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="{Main}"><sheetData>{xml}</sheetData></worksheet>""")
            .ToBytes();
    }

    private static string Cell(string text, string address) =>
        text.Length == 0 ? ""
        : DateOnly.TryParse(text, out _) ? $"""<c r="{address}" t="d"><v>{text}</v></c>"""
        : decimal.TryParse(text, out _) ? $"""<c r="{address}"><v>{text}</v></c>"""
        : $"""<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>""";
}
