using Strata.Parsing.Detection;

namespace Strata.Parsing;

/// <summary>Media types that Strata tells apart, and how it does.</summary>
public static class MediaTypes
{
    public const string Csv = "text/csv";
    public const string Tsv = "text/tab-separated-values";
    public const string Json = "application/json";
    public const string JsonLines = "application/x-ndjson";
    public const string Markdown = "text/markdown";
    public const string PlainText = "text/plain";
    public const string Zip = "application/zip";
    public const string Gzip = "application/gzip";
    public const string Pdf = "application/pdf";
    public const string Unknown = "application/octet-stream";

    /// <summary>
    /// The media type of a source: by its magic number; else, where the bytes are text, by its form (JSON, JSON Lines), then the name's
    /// extension, then what the caller declared, then the look of a table. Bytes that aren't text never become a text type,
    /// whatever the name says: they are <see cref="Unknown"/>.
    /// </summary>
    /// <param name="head">The first bytes of the source; 4 KB or more make a good guess.</param>
    /// <param name="fileName">Only the extension counts.</param>
    /// <param name="declared">What the caller says; may carry parameters.</param>
    public static string Detect(ReadOnlySpan<byte> head, string? fileName, string? declared)
    {
        if (Magic.Find(head) is { } known)
        {
            return known;
        }

        return TextLook.IsText(head) ? TextLook.MediaType(head, fileName, declared) : Unknown;
    }
}
