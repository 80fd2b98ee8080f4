using Strata.Parsing.Detection;

namespace Strata.Parsing;

/// <summary>Media types that Strata recognizes, and their detection.</summary>
public static class MediaTypes
{
    public const string Csv = "text/csv";
    public const string Tsv = "text/tab-separated-values";
    public const string Json = "application/json";
    public const string JsonLines = "application/x-ndjson";
    public const string Markdown = "text/markdown";
    public const string PlainText = "text/plain";
    public const string Html = "text/html";
    public const string Xhtml = "application/xhtml+xml";
    public const string Xml = "application/xml";
    public const string Yaml = "application/yaml";
    public const string Toml = "application/toml";
    public const string Mail = "message/rfc822";
    public const string Mbox = "application/mbox";
    public const string Calendar = "text/calendar";
    public const string VCard = "text/vcard";
    public const string WebVtt = "text/vtt";
    public const string SubRip = "application/x-subrip";
    public const string Zip = "application/zip";
    public const string Gzip = "application/gzip";
    public const string Pdf = "application/pdf";
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string Xls = "application/vnd.ms-excel";
    public const string Odt = "application/vnd.oasis.opendocument.text";
    public const string Ods = "application/vnd.oasis.opendocument.spreadsheet";
    public const string Odp = "application/vnd.oasis.opendocument.presentation";
    public const string Epub = "application/epub+zip";
    public const string Jar = "application/java-archive";
    public const string Rtf = "application/rtf";
    public const string Latex = "application/x-tex";
    public const string ReStructuredText = "text/x-rst";
    public const string Org = "text/org";
    public const string AsciiDoc = "text/asciidoc";
    public const string Textile = "text/x-textile";
    public const string MediaWiki = "text/x-mediawiki";
    public const string DocBook = "application/docbook+xml";
    public const string FictionBook = "application/x-fictionbook+xml";
    public const string EncryptedOffice = "application/x-encrypted-office";
    public const string OleStorage = "application/x-ole-storage";
    public const string Unknown = "application/octet-stream";

    /// <summary>Bytes from the start of a source that are enough for a good guess.</summary>
    public const int HeadBytes = 64 * 1024;

    /// <summary>Returns true if the media type is well-formed (RFC 6838, section 4.2), ignoring its parameters.</summary>
    public static bool IsWellFormed(string mediaType) =>
        mediaType.Split(';')[0].Trim().Split('/') is [var type, var subtype] && IsName(type) && IsName(subtype);

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 127 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$&-^_.+".Contains(c, StringComparison.Ordinal));

    /// <inheritdoc cref="Explain(ReadOnlySpan{byte}, string?, string?)"/>
    public static string Detect(ReadOnlySpan<byte> head, string? fileName, string? declared) => Explain(head, fileName, declared).MediaType;

    /// <summary>
    /// Detects a source's media type by magic number and, in a ZIP or OLE container, by its content. For text: by unambiguous marks
    /// (<c>BEGIN:VCARD</c>, <c>WEBVTT</c>, parsable JSON…), then the file extension, then the declared type, then the look of the text.
    /// Bytes that aren't text never get a text type, whatever the name says: they are <see cref="Unknown"/>.
    /// </summary>
    /// <param name="head">The first bytes of the source; 4 KB or more for a good guess.</param>
    /// <param name="fileName">Only the extension matters.</param>
    /// <param name="declared">The caller's media type; may have parameters.</param>
    public static DetectedType Explain(ReadOnlySpan<byte> head, string? fileName, string? declared)
    {
        if (Magic.Find(head) is { } known)
        {
            return known switch
            {
                Zip => ZipDetection.Explain(ZipDetection.Names(head), fileName),
                OleStorage => OleDetection.Explain(head, fileName),
                _ => DetectedType.FromContent(known, "known by its first bytes"),
            };
        }
        return TextDetection.IsText(head)
            ? TextDetection.Explain(head, fileName, declared)
            : DetectedType.FromContent(Unknown, "neither text nor a format that is known");
    }

    /// <summary>Detects the type from the whole source, which also gives the directory at the end of a ZIP or inside an OLE file.</summary>
    /// <param name="source">Seekable; its position is moved.</param>
    /// <param name="meant">The type that a caller states explicitly; decides among the text formats that Strata reads.</param>
    public static DetectedType Explain(Stream source, string? fileName, string? declared, string? meant = null)
    {
        source.Position = 0;
        var head = new byte[(int)Math.Min(HeadBytes, source.Length)];
        var held = source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return Magic.Find(head.AsSpan(0, held)) switch
        {
            Zip => ZipDetection.Explain(source),
            OleStorage => OleDetection.Explain(source),
            null when TextDetection.Meant(meant) is { } type && TextDetection.IsText(head.AsSpan(0, held)) => new(
                type,
                DetectedBy.Declared,
                "as the caller says"
            ),
            _ => Explain(head.AsSpan(0, held), fileName, declared),
        };
    }
}
