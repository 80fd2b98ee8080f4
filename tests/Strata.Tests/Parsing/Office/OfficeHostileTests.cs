using System.Buffers.Binary;
using Strata.Parsing;
using Strata.Parsing.Docx;
using Strata.Parsing.Pptx;
using Strata.Parsing.Xls;
using Strata.Parsing.Xlsx;

namespace Strata.Tests.Parsing.Office;

/// <summary>Office files that mean harm, or that nobody can read without their password.</summary>
public sealed class OfficeHostileTests
{
    private const string W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    private const string P =
        "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private const string S =
        "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    public static TheoryData<string> Names => ["locked.docx", "locked.pptx", "locked.xlsx", "locked"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_with_a_password_is_said_to_be_encrypted(string name)
    {
        var source = Encrypted();
        var detected = MediaTypes.Explain(new MemoryStream(source), name, null);

        detected.MediaType.ShouldBe(MediaTypes.EncryptedOffice);
        foreach (
            var parser in (IParser[])
                [Parsers.For(detected.MediaType).ShouldNotBeNull(), new DocxParser(), new PptxParser(), new XlsxParser(), new XlsParser()]
        )
        {
            var document = Rendered.One(parser, source);
            document.Blocks.ShouldBeEmpty();
            document
                .Diagnostics.ShouldHaveSingleItem()
                .ShouldBe(new ParseDiagnostic(0, 0, "the document is encrypted with a password", Fatal: true));
        }
    }

    [Fact]
    public void What_lies_outside_of_the_package_is_told_and_never_opened()
    {
        var slide =
            $"<p:sld {P}><p:cSld><p:spTree><p:pic><p:nvPicPr><p:cNvPr id=\"1\" name=\"x\" descr=\"d\"/></p:nvPicPr><p:blipFill><a:blip r:link=\"rId1\"/></p:blipFill></p:pic></p:spTree></p:cSld></p:sld>";
        var source = new TestPackage()
            .Relate("", "officeDocument", "ppt/presentation.xml")
            .Part(
                "ppt/presentation.xml",
                $"<p:presentation {P}><p:sldIdLst><p:sldId r:id=\"rId1\"/><p:sldId r:id=\"rId2\"/><p:sldId r:id=\"rId3\"/></p:sldIdLst></p:presentation>"
            )
            .Relate("ppt/presentation.xml", "slide", "slides/slide1.xml")
            .Relate("ppt/presentation.xml", "slide", "../../../../../../etc/passwd")
            .Relate("ppt/presentation.xml", "slide", "file:///etc/passwd", external: true)
            .Part("ppt/slides/slide1.xml", slide)
            .Relate("ppt/slides/slide1.xml", "image", "file:///etc/passwd", external: true)
            .Relate("ppt/slides/slide1.xml", "notesSlide", "../../../notes.xml")
            .Part("../../../notes.xml", "<x/>");

        var document = Rendered.One(new PptxParser(), source.ToBytes());

        document.Blocks[0].Traits?.Target.ShouldBe("file:///etc/passwd");
        document.Blocks.Where(b => b.Text.Length > 0).ShouldHaveSingleItem().Text.ShouldBe("d");
        document.Diagnostics.ShouldContain(d => d.Reason.Contains("no part 'etc/passwd'"));
        document.Diagnostics.ShouldContain(d => d.Reason.Contains("no part 'notes.xml'"));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaa\">]>", "DTD")]
    [InlineData("<!DOCTYPE x SYSTEM \"file:///etc/passwd\">", "DTD")]
    public void Entities_are_refused_in_every_part(string type, string reason)
    {
        var slides = new TestPackage()
            .Relate("", "officeDocument", "ppt/presentation.xml")
            .Relate("ppt/presentation.xml", "slide", "slides/slide1.xml")
            .Part("ppt/presentation.xml", $"<p:presentation {P}><p:sldIdLst><p:sldId r:id=\"rId1\"/></p:sldIdLst></p:presentation>")
            .Part("ppt/slides/slide1.xml", $"{type}<p:sld {P}>&a;</p:sld>");
        Rendered.One(new PptxParser(), slides.ToBytes()).Diagnostics.ShouldContain(d => d.Reason.Contains(reason));

        var text = new TestPackage()
            .Relate("", "officeDocument", "word/document.xml")
            .Part("word/document.xml", $"{type}<w:document {W}>&a;</w:document>");
        Rendered.One(new DocxParser(), text.ToBytes()).Diagnostics.ShouldContain(d => d.Reason.Contains(reason));
    }

    [Fact]
    public void Groups_in_groups_without_end_are_refused_with_the_limit_named()
    {
        var deep = new TestPackage()
            .Relate("", "officeDocument", "ppt/presentation.xml")
            .Relate("ppt/presentation.xml", "slide", "slides/slide1.xml")
            .Part("ppt/presentation.xml", $"<p:presentation {P}><p:sldIdLst><p:sldId r:id=\"rId1\"/></p:sldIdLst></p:presentation>")
            .Part("ppt/slides/slide1.xml", $"<p:sld {P}><p:cSld><p:spTree>{string.Concat(Enumerable.Repeat("<p:grpSp>", 100_000))}");

        Rendered.One(new PptxParser(), deep.ToBytes()).Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("MaxDepth");
    }

    [Fact]
    public void Dimensions_that_are_only_claimed_cost_nothing()
    {
        var rows = string.Concat(Enumerable.Range(0, 2000).Select(i => $"<row r=\"{(i * 500) + 1}\"><c><v>{i}</v></c></row>"));
        var merged = string.Concat(Enumerable.Range(0, 16_000).Select(i => $"<mergeCell ref=\"A{i + 1}:A1048576\"/>"));
        var book = new TestPackage()
            .Relate("", "officeDocument", "xl/workbook.xml")
            .Relate("xl/workbook.xml", "worksheet", "worksheets/sheet1.xml")
            .Part("xl/workbook.xml", $"<workbook {S}><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")
            .Part(
                "xl/worksheets/sheet1.xml",
                $"<worksheet {S}><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData><mergeCells><mergeCell ref=\"A1:XFD1048576\"/>{merged}</mergeCells></worksheet>"
            );
        var before = GC.GetAllocatedBytesForCurrentThread();

        Rendered.One(new XlsxParser(), book.ToBytes()).Blocks.Count.ShouldBeGreaterThanOrEqualTo(2000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(400_000_000);
    }

    // [MS-XLS] 2.4.90 Dimensions: record 0x0200 of 14 bytes, the row after the last at 4 (its upper half at 6), the column after the last
    // at 10.
    [Theory]
    [InlineData(6, 0x7FFF)]
    [InlineData(10, 0xFFFF)]
    public void A_sheet_that_claims_more_than_its_format_has_is_refused_and_the_others_are_read(int at, ushort claim)
    {
        var source = File.ReadAllBytes(Rendered.FilePath("workbook.xls"));
        var record = source.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x00, 0x02, 0x0E, 0x00]);
        BinaryPrimitives.WriteUInt16LittleEndian(source.AsSpan(record + 4 + at), claim);

        var sheets = Rendered.Many(new XlsParser(), source);

        sheets.Count.ShouldBe(3);
        sheets[0].Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("one of this format has 65536 of 256 at most");
        sheets[1].Blocks.ShouldNotBeEmpty();
    }

    // [MS-XLS] 2.4.168 MergeCells: record 0x00E5, a count, then first and last row, first and last column of each area.
    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(12)]
    public void A_merged_area_that_no_sheet_can_have_is_passed_over(int at)
    {
        var source = File.ReadAllBytes(Rendered.FilePath("workbook.xls"));
        var whole = Rendered.Many(new XlsParser(), source).Select(sheet => sheet.Blocks.Count).ToList();
        var record = source.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xE5, 0x00, 0x0A, 0x00]);
        BinaryPrimitives.WriteUInt16LittleEndian(source.AsSpan(record + at), 0xFFFF);

        var sheets = Rendered.Many(new XlsParser(), source);

        sheets.Select(sheet => sheet.Blocks.Count).ShouldBe(whole);
        sheets.ShouldAllBe(sheet => sheet.Diagnostics.Count == 0);
    }

    // [MS-CFB] 2.2: the exponents of the sectors' sizes, the number of allocation sectors, that of the sectors that list them.
    [Theory]
    [InlineData(30, 29)]
    [InlineData(32, 29)]
    [InlineData(44, 0x7FFF_FFFF)]
    [InlineData(72, 0x00FF_FFFF)]
    public void A_workbook_whose_container_claims_more_than_there_is_is_refused_before_room_is_made_for_it(int at, int claim)
    {
        var source = File.ReadAllBytes(Rendered.FilePath("workbook.xls"));
        var field = source.AsSpan(at, at < 40 ? 2 : 4);
        for (var i = 0; i < field.Length; i++)
        {
            field[i] = (byte)(claim >> (8 * i));
        }
        var before = GC.GetAllocatedBytesForCurrentThread();

        Rendered.One(new XlsParser(), source).Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("the compound file states");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000_000);
    }

    /// <summary>
    /// [MS-OFFCRYPTO] 2.3: an OLE file ([MS-CFB]) of two streams, EncryptionInfo and EncryptedPackage; what is in them nobody reads.
    /// </summary>
    private static byte[] Encrypted()
    {
        var file = new byte[512 * 3];
        byte[] magic = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        magic.CopyTo(file, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(0x18), 0x3E);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(0x1A), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(0x1C), 0xFFFE);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(0x1E), 9);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(0x2C), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(0x30), 1);
        file.AsSpan(512, 512).Fill(0xFF);
        foreach (var (index, name) in (ReadOnlySpan<(int, string)>)[(0, "Root Entry"), (1, "EncryptionInfo"), (2, "EncryptedPackage")])
        {
            var entry = file.AsSpan(1024 + (index * 128), 128);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)((Encoding.Unicode.GetBytes(name, entry) / 2 * 2) + 2));
            entry[66] = (byte)(index == 0 ? 5 : 2);
        }

        return file;
    }
}
