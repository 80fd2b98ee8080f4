namespace Strata.Parsing.Detection;

/// <summary>The evidence that decided a source's media type.</summary>
public enum DetectedBy
{
    Content,
    Name,
    Declared,
}

/// <summary>A source's detected media type and the reason. <see cref="Parsers.For"/> returns its parser.</summary>
/// <param name="Why">Reason for people: <c>a ZIP that holds word/document.xml</c>, <c>the name ends in .md</c>.</param>
public sealed record DetectedType(string MediaType, DetectedBy By, string Why)
{
    internal static DetectedType FromContent(string mediaType, string why) => new(mediaType, DetectedBy.Content, why);
}
