namespace Strata.Parsing.Reading;

/// <summary>The document of an unreadable source: no blocks, only the reason.</summary>
internal static class UnreadDocument
{
    public static ParsedDocument Because(string reason)
    {
        var document = new ParsedDocument
        {
            Encoding = Encoding.UTF8,
            IsRendered = true,
            IsRecords = false,
            Blocks = [],
        };
        document.Diagnostics.Add(new(0, 0, reason, Fatal: true));
        return document;
    }
}
