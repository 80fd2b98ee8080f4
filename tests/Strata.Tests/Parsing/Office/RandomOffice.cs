namespace Strata.Tests.Parsing.Office;

/// <summary>
/// Office files of random make: texts with changes, hidden runs, raised digits, links, boxes and notes, tables with spans, sparse sheets.
/// </summary>
internal sealed class RandomOffice(int seed)
{
    private const string WordNames =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private const string SlideNames =
        "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private const string SheetNames =
        "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    private static readonly string[] Stems = ["word", "Größe", "東京", "e\u0301te\u0301", "مرحبا", "Порт", "a&amp;b", "tea😀"];

    private readonly Random _random = new(seed);
    private readonly List<string> _notes = [];
    private int _words;

    /// <summary>What was written that has to be read, as it is written.</summary>
    public List<string> Written { get; } = [];

    public byte[] Docx()
    {
        var body = Many(3, 12, () => _random.Next(4) == 0 ? Table(depth: 0) : Paragraph(mayHold: true));
        return new TestPackage()
            .Relate("", "officeDocument", "word/document.xml")
            .Relate("word/document.xml", "hyperlink", "https://example.org/a", external: true)
            .Relate("word/document.xml", "footnotes", "footnotes.xml")
            .Relate("word/footnotes.xml", "hyperlink", "https://example.org/a", external: true)
            .Part("word/document.xml", $"<w:document {WordNames}><w:body>{body}</w:body></w:document>")
            .Part(
                "word/footnotes.xml",
                $"<w:footnotes {WordNames}>{string.Concat(_notes.Select((note, i) => $"<w:footnote w:id=\"{i + 2}\">{note}</w:footnote>"))}</w:footnotes>"
            )
            .ToBytes();
    }

    public byte[] Pptx()
    {
        var package = new TestPackage().Relate("", "officeDocument", "ppt/presentation.xml");
        var slides = _random.Next(1, 5);
        package.Part(
            "ppt/presentation.xml",
            $"<p:presentation {SlideNames}><p:sldIdLst>{string.Concat(Enumerable.Range(1, slides).Select(i => $"<p:sldId id=\"{255 + i}\" r:id=\"rId{i}\"/>"))}</p:sldIdLst></p:presentation>"
        );
        for (var i = 1; i <= slides; i++)
        {
            var shapes = Many(1, 4, () => _random.Next(3) == 0 ? Frame() : $"<p:sp><p:txBody>{Many(1, 4, Line)}</p:txBody></p:sp>");
            package
                .Relate("ppt/presentation.xml", "slide", $"slides/slide{i}.xml")
                .Part($"ppt/slides/slide{i}.xml", $"<p:sld {SlideNames}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>");
        }

        return package.ToBytes();
    }

    public byte[] Xlsx()
    {
        var package = new TestPackage().Relate("", "officeDocument", "xl/workbook.xml");
        var (sheets, shared) = (_random.Next(1, 4), new List<string>());
        package.Part(
            "xl/workbook.xml",
            $"<workbook {SheetNames}><sheets>{string.Concat(Enumerable.Range(1, sheets).Select(i => $"<sheet name=\"Sheet {i}\" sheetId=\"{i}\" r:id=\"rId{i}\"/>"))}</sheets></workbook>"
        );
        for (var i = 1; i <= sheets; i++)
        {
            var rows = new StringBuilder();
            for (var row = 1; row <= _random.Next(2, 25); row += _random.Next(6) == 0 ? 3 : 1)
            {
                rows.Append(CultureInfo.InvariantCulture, $"<row r=\"{row}\">");
                for (var column = 0; column < 6; column++)
                {
                    rows.Append(_random.Next(4) == 0 ? "" : Cell($"{(char)('A' + column)}{row}", shared));
                }

                rows.Append("</row>");
            }

            package
                .Relate("xl/workbook.xml", "worksheet", $"worksheets/sheet{i}.xml")
                .Part($"xl/worksheets/sheet{i}.xml", $"<worksheet {SheetNames}><sheetData>{rows}</sheetData></worksheet>");
        }

        return package
            .Relate("xl/workbook.xml", "sharedStrings", "sharedStrings.xml")
            .Part("xl/sharedStrings.xml", $"<sst {SheetNames}>{string.Concat(shared.Select(text => $"<si><t>{text}</t></si>"))}</sst>")
            .ToBytes();
    }

    private string Cell(string at, List<string> shared)
    {
        switch (_random.Next(5))
        {
            case 0:
                return $"<c r=\"{at}\"><v>{(_random.Next(-1_000_000, 1_000_000) / 8.0).ToString(CultureInfo.InvariantCulture)}</v></c>";
            case 1:
                return $"<c r=\"{at}\" t=\"b\"><v>{_random.Next(2)}</v></c>";
            case 2:
                return $"<c r=\"{at}\" t=\"inlineStr\"><is><t>{Word()}</t></is></c>";
            default:
                shared.Add(Word());
                return $"<c r=\"{at}\" t=\"s\"><v>{shared.Count - 1}</v></c>";
        }
    }

    private string Frame() =>
        $"<p:graphicFrame><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl>{Many(1, 4, () => $"<a:tr>{Many(2, 2, () => $"<a:tc><a:txBody>{Many(1, 2, Line)}</a:txBody></a:tc>")}</a:tr>")}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>";

    private string Line() =>
        $"<a:p>{Many(1, 3, () => $"<a:r><a:rPr baseline=\"{(_random.Next(4) == 0 ? 30000 : 0)}\"/><a:t>{Word()} </a:t></a:r>")}</a:p>";

    private string Paragraph(bool mayHold)
    {
        var properties = _random.Next(8) switch
        {
            0 => "<w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>",
            1 => "<w:pPr><w:rPr><w:del w:author=\"Ann\"/></w:rPr></w:pPr>",
            _ => "",
        };
        return $"<w:p>{properties}{(_random.Next(8) == 0 ? Box() : "")}{Many(1, 4, () => Piece(mayHold))}</w:p>";
    }

    private string Piece(bool mayHold) =>
        _random.Next(mayHold ? 9 : 7) switch
        {
            0 => $"<w:ins w:author=\"Ann\">{Run(Word())}</w:ins>",
            1 => $"<w:del w:author=\"Bob\"><w:r><w:delText>deleted{++_words}</w:delText></w:r></w:del>",
            2 => Run(Word(), "<w:vanish/>"),
            3 => $"<w:hyperlink r:id=\"rId1\">{Run(Word())}</w:hyperlink>",
            4 => Run("10") + Run("6", "<w:vertAlign w:val=\"superscript\"/>") + Run(" "),
            7 => Noted(),
            8 => $"<w:r><w:pict><w:txbxContent>{Many(1, 2, () => Paragraph(mayHold: false))}</w:txbxContent></w:pict></w:r>",
            _ => Run(Word()),
        };

    private string Noted()
    {
        _notes.Add(Many(1, 2, () => Paragraph(mayHold: false)));
        return $"<w:r><w:footnoteReference w:id=\"{_notes.Count + 1}\"/></w:r>";
    }

    private string Table(int depth) =>
        $"<w:tbl>{Many(1, 4, () => $"<w:tr>{Many(1, 4, () => $"<w:tc><w:tcPr><w:gridSpan w:val=\"{_random.Next(1, 3)}\"/></w:tcPr>{Many(1, 3, () => Paragraph(mayHold: depth == 0))}{(depth == 0 && _random.Next(6) == 0 ? Table(1) : "")}</w:tc>")}</w:tr>")}</w:tbl>";

    private static string Box() =>
        "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>";

    private static string Run(string text, string look = "") =>
        $"<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{text} </w:t></w:r>".Replace("10 <", "10<", StringComparison.Ordinal);

    private string Word()
    {
        var word = $"{Stems[_random.Next(Stems.Length)]}{++_words}z";
        Written.Add(word.Replace("&amp;", "&", StringComparison.Ordinal));
        return word;
    }

    private string Many(int least, int most, Func<string> make)
    {
        var text = new StringBuilder();
        for (var left = _random.Next(least, most + 1); left > 0; left--)
        {
            text.Append(make());
        }

        return text.ToString();
    }
}
