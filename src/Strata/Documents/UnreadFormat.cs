namespace Strata.Documents;

/// <summary>What is said of a source whose format no parser reads.</summary>
internal static class UnreadFormat
{
    public static string Reason(string mediaType) =>
        $"There is no parser for {mediaType}; the bytes can be kept, not read. Convert it to a format that is read, such as text, Markdown, "
        + "HTML, PDF, CSV, JSON, an office file or mail (docs/reference/formats.md lists all), or name the media type if it was detected wrongly.";
}
