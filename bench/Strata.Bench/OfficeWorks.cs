using System.Diagnostics;
using System.IO.Compression;
using ExcelDataReader;
using Strata.Parsing;

namespace Strata.Bench;

/// <summary>
/// Office files to blocks. The size counts rows of a workbook, or pages of a text; the peak of memory means something in a process of its
/// own.
/// </summary>
internal static class OfficeWorks
{
    public static string Xlsx(BenchOptions options) => Parse(Workbook(options.Size), MediaTypes.Xlsx);

    public static string XlsxPeer(BenchOptions options) => Peer(Workbook(options.Size));

    public static string Docx(BenchOptions options) => Parse(Text(options.Size), MediaTypes.Docx);

    /// <summary>The size is the file's, in MB: words that don't pack well.</summary>
    public static string LargeDocx(BenchOptions options) => Parse(OfficeFiles.Words(options.Size), MediaTypes.Docx);

    /// <summary>The size counts slides.</summary>
    public static string Pptx(BenchOptions options) => Parse(OfficeFiles.Slides(options.Size), MediaTypes.Pptx);

    private static string Parse(string file, string mediaType)
    {
        var parser = Parsers.For(mediaType) ?? throw new InvalidOperationException($"no parser for {mediaType}");
        var watch = Stopwatch.StartNew();
        using var source = File.OpenRead(file);
        var (blocks, fields, bytes) = (0L, 0L, 0L);
        foreach (var document in parser.Parse(source, null, ParseBudget.Default))
        {
            foreach (var block in document.Blocks)
            {
                blocks++;
                fields += block.Fields.Count + block.Cells.Count;
                bytes = block.Range.End;
            }

            foreach (var diagnostic in document.Diagnostics)
            {
                Console.WriteLine(diagnostic.Reason);
            }
        }

        return Line(watch, source.Length, $"{blocks} blocks, {fields} fields, {bytes} bytes of text");
    }

    /// <summary>ExcelDataReader over the same workbook: every value asked for, nothing made of it.</summary>
    private static string Peer(string file)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var watch = Stopwatch.StartNew();
        using var source = File.OpenRead(file);
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(source);
        var values = 0L;
        while (reader.Read())
        {
            for (var column = 0; column < reader.FieldCount; column++)
            {
                values += reader.GetValue(column) is null ? 0 : 1;
            }
        }

        return Line(watch, source.Length, $"{values} values");
    }

    private static string Line(Stopwatch watch, long length, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} of a file of {length / 1e6:F1} MB in {watch.Elapsed.TotalSeconds:F2} s");

    /// <summary>Rows of 20 columns: numbers, dates, shared and distinct strings, booleans.</summary>
    private static string Workbook(int rows) =>
        Written(
            $"workbook-{rows}.xlsx",
            zip =>
            {
                Part(zip, "_rels/.rels", w => w.Write(Relationships("officeDocument", "xl/workbook.xml")));
                Part(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    w =>
                        w.Write(
                            Relationships(
                                "worksheet",
                                "worksheets/sheet1.xml",
                                "sharedStrings",
                                "sharedStrings.xml",
                                "styles",
                                "styles.xml"
                            )
                        )
                );
                Part(
                    zip,
                    "xl/workbook.xml",
                    w =>
                        w.Write(
                            $"""<workbook {Spreadsheet} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"""
                        )
                );
                Part(
                    zip,
                    "xl/styles.xml",
                    w => w.Write($"""<styleSheet {Spreadsheet}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>""")
                );
                Part(
                    zip,
                    "xl/sharedStrings.xml",
                    w =>
                    {
                        w.Write($"<sst {Spreadsheet}>");
                        for (var i = 0; i < 20; i++)
                        {
                            w.Write(string.Create(CultureInfo.InvariantCulture, $"<si><t>Column {i}</t></si>"));
                        }

                        for (var i = 0; i < rows; i++)
                        {
                            w.Write(string.Create(CultureInfo.InvariantCulture, $"<si><t>Merchant of the town number {i}</t></si>"));
                        }

                        w.Write("</sst>");
                    }
                );
                Part(zip, "xl/worksheets/sheet1.xml", w => Rows(w, rows));
            }
        );

    private const string Spreadsheet = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    private static void Rows(StreamWriter w, int rows)
    {
        w.Write($"<worksheet {Spreadsheet}><sheetData><row r=\"1\">");
        for (var c = 0; c < 20; c++)
        {
            w.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{(char)('A' + c)}1\" t=\"s\"><v>{c}</v></c>"));
        }

        w.Write("</row>");
        for (var r = 2; r <= rows + 1; r++)
        {
            w.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{r}\">"));
            for (var c = 0; c < 20; c++)
            {
                var value = (c % 5) switch
                {
                    0 => $" t=\"s\"><v>{20 + ((r - 2) * 7 % rows)}",
                    1 => $" s=\"1\"><v>{45000 + (r % 700)}",
                    2 => string.Create(CultureInfo.InvariantCulture, $"><v>{(r * 37 % 100000) / 100.0}"),
                    3 => $" t=\"b\"><v>{r % 2}",
                    _ => $"><v>{r * (c + 1)}",
                };
                w.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{(char)('A' + c)}{r}\"{value}</v></c>"));
            }

            w.Write("</row>");
        }

        w.Write("</sheetData></worksheet>");
    }

    /// <summary>Pages of ten paragraphs of running text, a heading each, a list and a table now and then.</summary>
    private static string Text(int pages) =>
        Written(
            $"text-{pages}.docx",
            zip =>
            {
                Part(zip, "_rels/.rels", w => w.Write(Relationships("officeDocument", "word/document.xml")));
                Part(zip, "word/document.xml", w => Pages(w, pages));
            }
        );

    private static void Pages(StreamWriter w, int pages)
    {
        const string Sentence =
            "The quick brown fox jumps over the lazy dog while the office keeps its books in order and answers letters. ";
        w.Write("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>");
        for (var page = 0; page < pages; page++)
        {
            w.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<w:p><w:pPr><w:outlineLvl w:val=\"{page % 3}\"/></w:pPr><w:r><w:t>Chapter {page}</w:t></w:r></w:p>"
                )
            );
            for (var i = 0; i < 10; i++)
            {
                w.Write("<w:p>");
                for (var run = 0; run < 4; run++)
                {
                    w.Write($"<w:r><w:rPr><w:b/><w:sz w:val=\"22\"/></w:rPr><w:t xml:space=\"preserve\">{Sentence}</w:t></w:r>");
                }

                w.Write("</w:p>");
            }

            w.Write("<w:tbl>");
            for (var row = 0; row < 5; row++)
            {
                w.Write("<w:tr>");
                for (var cell = 0; cell < 4; cell++)
                {
                    w.Write(
                        string.Create(CultureInfo.InvariantCulture, $"<w:tc><w:p><w:r><w:t>{page} {row} {cell}</w:t></w:r></w:p></w:tc>")
                    );
                }

                w.Write("</w:tr>");
            }

            w.Write("</w:tbl>");
        }

        w.Write("</w:body></w:document>");
    }

    /// <summary>The file of that name, made at first.</summary>
    internal static string Written(string name, Action<ZipArchive> write)
    {
        var file = Path.Combine(Path.GetTempPath(), "strata-bench-" + name);
        if (!File.Exists(file))
        {
            using var zip = ZipFile.Open(file + ".part", ZipArchiveMode.Create);
            write(zip);
            zip.Dispose();
            File.Move(file + ".part", file);
        }

        return file;
    }

    internal static void Part(ZipArchive zip, string name, Action<StreamWriter> write)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false), 1 << 16);
        write(writer);
    }

    internal static string Relationships(params string[] typesAndTargets) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(
            typesAndTargets
                .Chunk(2)
                .Select(
                    (pair, i) =>
                        $"<Relationship Id=\"rId{i + 1}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{pair[0]}\" Target=\"{pair[1]}\"/>"
                )
        )
        + "</Relationships>";
}
