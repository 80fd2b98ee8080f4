namespace Strata.Parsing.Detection;

/// <summary>What settled a source's media type.</summary>
public enum DetectedBy
{
    Content,
    Name,
    Declared,
}

/// <summary>What a source is taken for, and why: its parser is <see cref="Parsers.For"/> of the media type.</summary>
/// <param name="Why">For people: <c>a ZIP that holds word/document.xml</c>, <c>the name ends in .md</c>.</param>
public sealed record DetectedType(string MediaType, DetectedBy By, string Why)
{
    internal static DetectedType FromContent(string mediaType, string why) => new(mediaType, DetectedBy.Content, why);
}
