using Strata.Parsing.Pdf;

namespace Strata.Documents;

/// <summary>Explains that no parser reads a source's format.</summary>
internal static class UnreadFormat
{
    public static string Reason(string mediaType) =>
        ImageParser.Reads(mediaType)
            ? $"{mediaType} is a picture, which only OCR reads: ingest or reinterpret it with OCR (--ocr, \"ocr\": true)."
            : Unread(mediaType);

    private static string Unread(string mediaType) =>
        (
            mediaType == MediaTypes.Unknown
                ? "It is no text, which holds no NUL and hardly any control characters, and no other format that is known"
                : $"There is no parser for {mediaType}"
        )
        + "; the bytes can be kept, not read. Convert it to a format that is read, such as text, Markdown, "
        + "HTML, PDF, CSV, JSON, an office file or mail (docs/reference/formats.md lists all).";
}
