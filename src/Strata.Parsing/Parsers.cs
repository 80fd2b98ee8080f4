using System.Collections.Frozen;
using Strata.Parsing.AsciiDoc;
using Strata.Parsing.Calendar;
using Strata.Parsing.Csv;
using Strata.Parsing.Docx;
using Strata.Parsing.Gzip;
using Strata.Parsing.Html;
using Strata.Parsing.Json;
using Strata.Parsing.JsonLines;
using Strata.Parsing.Mail;
using Strata.Parsing.Markdown;
using Strata.Parsing.Pandoc;
using Strata.Parsing.Pdf;
using Strata.Parsing.Pptx;
using Strata.Parsing.Subtitles;
using Strata.Parsing.Text;
using Strata.Parsing.Toml;
using Strata.Parsing.Xls;
using Strata.Parsing.Xlsx;
using Strata.Parsing.Xml;
using Strata.Parsing.Yaml;
using Strata.Parsing.Zip;

namespace Strata.Parsing;

/// <summary>All parsers.</summary>
public static class Parsers
{
    public static IReadOnlyList<IParser> All { get; } =
    [
        new CsvParser(),
        new JsonParser(),
        new JsonLinesParser(),
        new TextParser(),
        new MarkdownParser(),
        new AsciiDocParser(),
        new DocxParser(),
        new PptxParser(),
        new XlsxParser(),
        new PdfParser(),
        new PdfParser { ByPdfPig = true },
        new HtmlParser(),
        new MailParser(),
        new MboxParser(),
        new ZipParser(),
        new GzipParser(),
        new XmlParser(),
        new YamlParser(),
        new TomlParser(),
        new CalendarParser(),
        new VCardParser(),
        new SubtitleParser(),
        new XlsParser(),
        .. PandocFormat.All.Select(format => new PandocParser(format)),
    ];

    private static readonly FrozenDictionary<string, IParser> ByMediaType = All.SelectMany(
            parser => parser.MediaTypes,
            (parser, mediaType) => (parser, mediaType)
        )
        .ToFrozenDictionary(pair => pair.mediaType, pair => pair.parser, StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the parser for a media type, ignoring parameters such as <c>; charset=…</c>, or null if there is none.</summary>
    public static IParser? For(string mediaType) => ByMediaType.GetValueOrDefault(mediaType.Split(';')[0].Trim());
}
