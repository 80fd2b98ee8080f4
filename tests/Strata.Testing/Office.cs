using System.IO.Compression;
using System.Security;

namespace Strata.Testing;

/// <summary>Small office files, written byte by byte.</summary>
public static class Office
{
    /// <summary>A workbook of one sheet; the first row is its header.</summary>
    public static byte[] Xlsx(string sheet, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(
                zip,
                "[Content_Types].xml",
                """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
            );
            Write(
                zip,
                "_rels/.rels",
                """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
            );
            Write(
                zip,
                "xl/workbook.xml",
                $"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>"""
            );
            Write(
                zip,
                "xl/_rels/workbook.xml.rels",
                """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""
            );
            var data = new StringBuilder("""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""");
            var number = 0;
            foreach (var row in rows)
            {
                number++;
                data.Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\">");
                for (var i = 0; i < row.Count; i++)
                {
                    data.Append(
                        CultureInfo.InvariantCulture,
                        $"<c r=\"{(char)('A' + i)}{number}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(row[i])}</t></is></c>"
                    );
                }
                data.Append("</row>");
            }
            Write(zip, "xl/worksheets/sheet1.xml", data.Append("</sheetData></worksheet>").ToString());
        }
        return bytes.ToArray();
    }

    /// <summary>The package with one of its parts replaced.</summary>
    public static byte[] With(byte[] package, string part, string content)
    {
        using var bytes = new MemoryStream();
        bytes.Write(package);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(part)?.Delete();
            Write(zip, part, content);
        }
        return bytes.ToArray();
    }

    /// <summary>A PDF with a page of lines for each array, in 12 point Helvetica.</summary>
    public static byte[] Pdf(params string[][] pages)
    {
        var text = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        void Add(string body)
        {
            places.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{places.Count} 0 obj\n{body}\nendobj\n");
        }
        var kids = string.Join(' ', Enumerable.Range(0, pages.Length).Select(i => $"{4 + (2 * i)} 0 R"));
        Add("<< /Type /Catalog /Pages 2 0 R >>");
        Add($"<< /Type /Pages /Kids [{kids}] /Count {pages.Length} >>");
        Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        for (var i = 0; i < pages.Length; i++)
        {
            var content = "BT /F1 12 Tf 72 770 Td 24 TL " + string.Concat(pages[i].Select(l => $"({l}) Tj T* ")) + "ET";
            Add(
                $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + (2 * i)} 0 R >>"
            );
            Add($"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }
        var xref = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        places.ForEach(p => text.Append(CultureInfo.InvariantCulture, $"{p:D10} 00000 n \n"));
        text.Append(CultureInfo.InvariantCulture, $"trailer << /Size {places.Count + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>A PDF of one page that is nothing but a picture.</summary>
    /// <param name="jpeg">In three colours (RGB or YCbCr), at 150 dpi.</param>
    public static byte[] Scan(byte[] jpeg, int width, int height)
    {
        using var pdf = new MemoryStream();
        var places = new List<long>();
        void Write(string text) => pdf.Write(Encoding.ASCII.GetBytes(text));
        void Add(string head, byte[]? stream = null)
        {
            places.Add(pdf.Position);
            Write($"{places.Count} 0 obj\n{head}\n");
            if (stream is not null)
            {
                Write("stream\n");
                pdf.Write(stream);
                Write("\nendstream\n");
            }
            Write("endobj\n");
        }
        var (wide, high) = (width * 72 / 150, height * 72 / 150);
        var content = Encoding.ASCII.GetBytes($"q {wide} 0 0 {high} 0 0 cm /I Do Q");
        Write("%PDF-1.4\n");
        Add("<< /Type /Catalog /Pages 2 0 R >>");
        Add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {high}] /Resources << /XObject << /I 4 0 R >> >> /Contents 5 0 R >>");
        Add(
            $"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length {jpeg.Length} >>",
            jpeg
        );
        Add($"<< /Length {content.Length} >>", content);
        var xref = pdf.Position;
        Write(
            $"xref\n0 {places.Count + 1}\n0000000000 65535 f \n{string.Concat(places.Select(place => string.Create(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n")))}"
        );
        Write($"trailer << /Size {places.Count + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n");
        return pdf.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                // What says the type of the rest stands as it is (OpenDocument, EPUB).
                using var entry = zip.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Optimal)
                    .Open();
                entry.Write(content);
            }
        }
        return bytes.ToArray();
    }

    /// <summary>An EPUB 3 with these chapters in order.</summary>
    public static byte[] Epub(string title, string author, params (string Name, string Xhtml)[] chapters)
    {
        var items = string.Concat(chapters.Select((c, i) => $"<item id=\"c{i}\" href=\"{c.Name}\" media-type=\"application/xhtml+xml\"/>"));
        var spine = string.Concat(chapters.Select((_, i) => $"<itemref idref=\"c{i}\"/>"));
        (string, string)[] parts =
        [
            (
                "META-INF/container.xml",
                """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
            ),
            (
                "OEBPS/book.opf",
                $"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:x:1</dc:identifier><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>en</dc:language></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"""
            ),
            .. chapters.Select(c => ($"OEBPS/{c.Name}", c.Xhtml)),
        ];
        return Zip([("mimetype", "application/epub+zip"u8.ToArray()), .. parts.Select(p => (p.Item1, Encoding.UTF8.GetBytes(p.Item2)))]);
    }

    /// <summary>An OpenDocument text of this <c>content.xml</c>.</summary>
    public static byte[] Odt(string content)
    {
        const string Manifest =
            """<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>""";
        const string Styles =
            """<?xml version="1.0"?><office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.3"><office:styles/></office:document-styles>""";
        return Zip(
            ("mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray()),
            ("META-INF/manifest.xml", Encoding.UTF8.GetBytes(Manifest)),
            ("styles.xml", Encoding.UTF8.GetBytes(Styles)),
            ("content.xml", Encoding.UTF8.GetBytes(content))
        );
    }

    private static void Write(ZipArchive zip, string name, string content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(content));
    }
}
