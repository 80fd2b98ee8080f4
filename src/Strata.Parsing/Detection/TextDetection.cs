using Strata.Parsing.Csv;

namespace Strata.Parsing.Detection;

/// <summary>Distinguishes text from binary, and text formats from one another.</summary>
internal static class TextDetection
{
    /// <summary>Characters per control character allowed in text: a stray form feed or escape sequence.</summary>
    private const int CharsPerControl = 100;

    /// <summary>Fewest matching rows that make unnamed text a table.</summary>
    private const int MinRows = 3;

    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".csv"] = MediaTypes.Csv,
        [".tsv"] = MediaTypes.Tsv,
        [".tab"] = MediaTypes.Tsv,
        [".json"] = MediaTypes.Json,
        [".jsonl"] = MediaTypes.JsonLines,
        [".ndjson"] = MediaTypes.JsonLines,
        [".md"] = MediaTypes.Markdown,
        [".markdown"] = MediaTypes.Markdown,
        [".txt"] = MediaTypes.PlainText,
        [".text"] = MediaTypes.PlainText,
        [".log"] = MediaTypes.PlainText,
        [".htm"] = MediaTypes.Html,
        [".html"] = MediaTypes.Html,
        [".xhtml"] = MediaTypes.Xhtml,
        [".xml"] = MediaTypes.Xml,
        [".svg"] = "image/svg+xml",
        [".yaml"] = MediaTypes.Yaml,
        [".yml"] = MediaTypes.Yaml,
        [".toml"] = MediaTypes.Toml,
        [".eml"] = MediaTypes.Mail,
        [".mbox"] = MediaTypes.Mbox,
        [".mbx"] = MediaTypes.Mbox,
        [".vcf"] = MediaTypes.VCard,
        [".vcard"] = MediaTypes.VCard,
        [".ics"] = MediaTypes.Calendar,
        [".ical"] = MediaTypes.Calendar,
        [".vtt"] = MediaTypes.WebVtt,
        [".srt"] = MediaTypes.SubRip,
        [".rtf"] = MediaTypes.Rtf,
        [".tex"] = MediaTypes.Latex,
        [".latex"] = MediaTypes.Latex,
        [".rst"] = MediaTypes.ReStructuredText,
        [".org"] = MediaTypes.Org,
        [".adoc"] = MediaTypes.AsciiDoc,
        [".asciidoc"] = MediaTypes.AsciiDoc,
        [".textile"] = MediaTypes.Textile,
        [".mediawiki"] = MediaTypes.MediaWiki,
        [".wiki"] = MediaTypes.MediaWiki,
        [".dbk"] = MediaTypes.DocBook,
        [".docbook"] = MediaTypes.DocBook,
        [".fb2"] = MediaTypes.FictionBook,
    };

    /// <summary>A shorter head is the whole source; a longer one may be cut off.</summary>
    private const int MinCutLength = 4096;

    // Almost any text is valid in one of these, so only unambiguous content overrides such a name.
    private static readonly string[] AnyText =
    [
        MediaTypes.Csv,
        MediaTypes.Tsv,
        MediaTypes.Markdown,
        MediaTypes.Yaml,
        MediaTypes.Toml,
        MediaTypes.Latex,
        MediaTypes.ReStructuredText,
        MediaTypes.Org,
        MediaTypes.AsciiDoc,
        MediaTypes.Textile,
        MediaTypes.MediaWiki,
    ];

    // Extensions that say nothing about the form, or are often wrong about it.
    private static readonly string[] OfNoForm = [".txt", ".text", ".json", ".jsonl", ".ndjson", ".xml"];

    // Programs whose comments begin with "#", like Markdown headings.
    private static readonly string[] OfPrograms =
    [
        ".py",
        ".pyi",
        ".sh",
        ".bash",
        ".zsh",
        ".fish",
        ".rb",
        ".pl",
        ".pm",
        ".r",
        ".jl",
        ".ps1",
        ".tcl",
        ".awk",
        ".ex",
        ".exs",
        ".nim",
        ".cr",
        ".mk",
        ".cmake",
        ".tf",
    ];

    // Names that refine the type found from the content.
    private static readonly (string Content, string Named)[] NameRefines =
    [
        (MediaTypes.Xml, "image/svg+xml"),
        (MediaTypes.Xml, MediaTypes.Html),
        (MediaTypes.Xml, MediaTypes.Xhtml),
        (MediaTypes.Html, MediaTypes.Xhtml),
        (MediaTypes.Html, MediaTypes.Mail),
        (MediaTypes.Mbox, MediaTypes.Mail),
        (MediaTypes.Json, MediaTypes.JsonLines),
        (MediaTypes.Json, MediaTypes.Yaml),
        (MediaTypes.JsonLines, MediaTypes.JsonLines),
        (MediaTypes.Xml, MediaTypes.DocBook),
        (MediaTypes.Xml, MediaTypes.FictionBook),
    ];

    /// <summary>
    /// Returns true for bytes without NUL and with hardly any control characters. UTF-16 counts as text if it has a byte order mark or the
    /// typical zeros.
    /// </summary>
    public static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return !Decode(head).Contains('\0', StringComparison.Ordinal);
        }
        if (TextEncoding.MarklessUtf16(head) is not null)
        {
            return !Decode(head).Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\f'));
        }
        var controls = 0;
        foreach (var b in head)
        {
            if (b == 0)
            {
                return false;
            }
            controls += b is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x1B) or 0x7F ? 1 : 0;
        }
        return controls * CharsPerControl <= head.Length;
    }

    public static DetectedType Explain(ReadOnlySpan<byte> head, string? fileName, string? declared)
    {
        var text = Decode(head).TrimStart('\uFEFF');
        var extension = Path.GetExtension(fileName) ?? "";
        var named = ByExtension.GetValueOrDefault(extension) is { } type
            ? new DetectedType(type, DetectedBy.Name, $"the name ends in {extension}")
            : null;

        // JSON lines are often named .json or .txt, and a parser for that name would only report an error.
        if (
            (TextSigns.Sure(text) ?? Json(text, named is null || head.Length >= MinCutLength)) is { } sure
            && (named is null || !AnyText.Contains(named.MediaType) || IsNothingElse(sure, text))
        )
        {
            return named is not null && NameRefines.Contains((sure.MediaType, named.MediaType)) ? named : sure;
        }
        var stated = Stated(declared);
        return (
                OfNoForm.Contains(extension, StringComparer.OrdinalIgnoreCase)
                    ? TextSigns.Whole(text, head.Length >= MinCutLength) ?? Table(text, mustBeTyped: true)
                    : null
            )
            ?? named
            ?? (
                stated is { Length: > 0 } and not MediaTypes.Unknown && IsTextType(stated)
                    ? new DetectedType(stated, DetectedBy.Declared, "as declared")
                    : null
            )
            ?? Program(text, extension)
            ?? TextSigns.Likely(text)
            ?? Table(text)
            ?? DetectedType.FromContent(MediaTypes.PlainText, "text of no particular form");
    }

    /// <summary>Returns the media type if Strata reads this text format, otherwise null.</summary>
    public static string? Meant(string? mediaType) =>
        Stated(mediaType) is { } stated && IsTextType(stated) && Parsers.For(stated) is not null ? stated : null;

    private static string? Stated(string? mediaType) => mediaType?.Split(';')[0].Trim().ToLowerInvariant();

    private static bool IsTextType(string stated) =>
        stated.StartsWith("text/", StringComparison.Ordinal)
        || stated
            is MediaTypes.Json
                or MediaTypes.JsonLines
                or MediaTypes.Xml
                or MediaTypes.Xhtml
                or MediaTypes.Yaml
                or MediaTypes.Toml
                or MediaTypes.Mbox
                or MediaTypes.Mail
                or MediaTypes.SubRip
                or MediaTypes.Latex;

    /// <summary>Returns plain text for a program that looks like Markdown only because of its comments; otherwise null.</summary>
    private static DetectedType? Program(string text, string extension) =>
        OfPrograms.Contains(extension, StringComparer.OrdinalIgnoreCase)
        && MarkdownDetection.IsMarkdown(text)
        && !MarkdownDetection.IsMarkdown(text, withHeadings: false)
            ? new DetectedType(
                MediaTypes.PlainText,
                DetectedBy.Name,
                $"the name ends in {extension}, and comments alone look like Markdown"
            )
            : null;

    /// <summary>Returns true if the text is unambiguous: <c>[1]</c> may also be a mark in a text, or a cell.</summary>
    private static bool IsNothingElse(DetectedType sure, string text) =>
        sure.MediaType is not (MediaTypes.Json or MediaTypes.JsonLines)
        || text.AsSpan().TrimStart() is ['{', .. var inside] && inside.TrimStart() is ['"', ..]
        || text.AsSpan().TrimStart() is ['[', .. var items] && items.TrimStart() is ['{', .. var first] && first.TrimStart() is ['"', ..];

    /// <param name="mayBeCut">True if the head may end inside the value.</param>
    private static DetectedType? Json(string text, bool mayBeCut) =>
        JsonForm(text, mayBeCut) switch
        {
            null => null,
            MediaTypes.JsonLines => DetectedType.FromContent(MediaTypes.JsonLines, "JSON values, one on each line"),
            var json => DetectedType.FromContent(json, "it begins with a JSON value"),
        };

    /// <param name="mustBeTyped">True if rows of words alone may also be running text.</param>
    private static DetectedType? Table(string text, bool mustBeTyped = false) =>
        DialectDetection.TableDelimiter(text, MinRows, mustBeTyped) switch
        {
            null => null,
            '\t' => DetectedType.FromContent(MediaTypes.Tsv, "rows of as many tabs"),
            var delimiter => DetectedType.FromContent(MediaTypes.Csv, $"rows with as many '{delimiter}'"),
        };

    /// <summary>Returns JSON, JSON Lines or null, by the head's first value and whether another follows on a line of its own.</summary>
    private static string? JsonForm(string text, bool mayBeCut)
    {
        var first = text.AsSpan().TrimStart();
        if (first.IsEmpty || first[0] is not ('{' or '['))
        {
            return null;
        }
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text.TrimStart()), isFinalBlock: false, default);
        try
        {
            // An incomplete value counts as JSON if the head may cut it off; otherwise it may be only a "[" before text.
            if (!reader.Read() || !reader.TrySkip())
            {
                return mayBeCut ? MediaTypes.Json : null;
            }
        }
        catch (JsonException)
        {
            return null;
        }
        var rest = first[CharsOf(first, (int)reader.BytesConsumed)..];
        var next = rest.TrimStart();
        return next.IsEmpty ? MediaTypes.Json
            : next[0] is '{' or '[' && rest[..^next.Length].Contains('\n') ? MediaTypes.JsonLines
            : null;
    }

    private static int CharsOf(ReadOnlySpan<char> text, int utf8Bytes)
    {
        var chars = 0;
        while (utf8Bytes > 0 && chars < text.Length)
        {
            Rune.DecodeFromUtf16(text[chars..], out var rune, out var consumed);
            utf8Bytes -= rune.Utf8SequenceLength;
            chars += consumed;
        }
        return chars;
    }

    private static string Decode(ReadOnlySpan<byte> head) =>
        head switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(head[..^(head.Length % 2)]),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(head[..^(head.Length % 2)]),
            _ when TextEncoding.MarklessUtf16(head) is { } utf16 => utf16.Encoding.GetString(head[..^(head.Length % 2)]),
            _ => Encoding.UTF8.GetString(head[..TextEncoding.WholeSequences(head)]),
        };
}
