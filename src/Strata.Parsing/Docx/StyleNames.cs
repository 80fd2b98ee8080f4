using System.Text.RegularExpressions;

namespace Strata.Parsing.Docx;

/// <summary>Classifies paragraphs by style name, in the languages that word processors use for them.</summary>
internal static partial class StyleNames
{
    private static readonly string[] Headings =
    [
        "heading",
        "überschrift",
        "titre",
        "título",
        "titulo",
        "titolo",
        "titel",
        "kop",
        "rubrik",
        "overskrift",
        "otsikko",
        "nagłówek",
        "nadpis",
        "encabezado",
        "cabeçalho",
        "intestazione",
        "заголовок",
        "başlık",
        "címsor",
        "标题",
        "標題",
        "見出し",
        "제목",
    ];

    private static readonly string[] Titles =
    [
        "title",
        "titel",
        "titre",
        "título",
        "titolo",
        "tytuł",
        "název",
        "название",
        "标题",
        "標題",
        "表題",
        "제목",
    ];

    private static readonly string[] Codes =
    [
        "code",
        "preformatted",
        "verbatim",
        "listing",
        "quelltext",
        "quellcode",
        "vorformatiert",
        "préformaté",
        "preformateado",
        "macro",
    ];

    private static readonly string[] Quotes =
    [
        "quote",
        "quotation",
        "quotations",
        "block text",
        "blockquote",
        "zitat",
        "citation",
        "cita",
        "citazione",
        "citaat",
        "citat",
        "cytat",
        "цитата",
        "引用",
    ];

    private static readonly string[] Captions =
    [
        "caption",
        "beschriftung",
        "légende",
        "legende",
        "leyenda",
        "didascalia",
        "bijschrift",
        "bildtext",
        "podpis",
        "legenda",
    ];

    /// <summary>Returns the heading level 1–6 (1 for the title). Null for any other name.</summary>
    public static int? HeadingLevel(string name)
    {
        var match = Numbered().Match(name.Trim());
        if (match.Success && Headings.Contains(match.Groups["name"].Value.Trim().ToLowerInvariant(), StringComparer.Ordinal))
        {
            return Math.Clamp(int.Parse(match.Groups["level"].Value, CultureInfo.InvariantCulture), 1, 6);
        }
        return Titles.Contains(name.Trim().ToLowerInvariant(), StringComparer.Ordinal) ? 1 : null;
    }

    public static bool IsCode(string name) =>
        Codes.Any(code => name.Contains(code, StringComparison.OrdinalIgnoreCase))
        && !name.Contains("postcode", StringComparison.OrdinalIgnoreCase);

    public static bool IsQuote(string name) => Quotes.Any(quote => name.EndsWith(quote, StringComparison.OrdinalIgnoreCase));

    public static bool IsCaption(string name) => Captions.Contains(name.Trim().ToLowerInvariant(), StringComparer.Ordinal);

    public static bool IsContents(string name) => Contents().IsMatch(name);

    [GeneratedRegex(@"^(?<name>\D+?)[ _]?(?<level>[1-9])$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbered();

    [GeneratedRegex(
        @"^(toc|contents|verzeichnis|tdm|sommario|inhaltsverzeichnis) ?\d$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Contents();
}
