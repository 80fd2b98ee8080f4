namespace Strata.Parsing.Pandoc;

/// <summary>A format that pandoc reads.</summary>
/// <param name="Id">The parser's name: <c>epub</c>.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Reader">pandoc's name of it (pandoc(1), option <c>--from</c>).</param>
public sealed record PandocFormat(string Id, string Name, string Reader, IReadOnlyList<string> MediaTypes)
{
    public static IReadOnlyList<PandocFormat> All { get; } =
    [
        new("epub", "EPUB", "epub", [Parsing.MediaTypes.Epub]),
        new("odt", "OpenDocument text", "odt", [Parsing.MediaTypes.Odt, "application/vnd.oasis.opendocument.text-template"]),
        new("rtf", "RTF", "rtf", [Parsing.MediaTypes.Rtf, "text/rtf"]),
        new("latex", "LaTeX", "latex", [Parsing.MediaTypes.Latex, "application/x-latex", "text/x-latex", "text/x-tex"]),
        new("rst", "reStructuredText", "rst", [Parsing.MediaTypes.ReStructuredText, "text/prs.fallenstein.rst"]),
        new("org", "Org", "org", [Parsing.MediaTypes.Org, "text/x-org"]),
        new("textile", "Textile", "textile", [Parsing.MediaTypes.Textile, "text/textile"]),
        new("mediawiki", "MediaWiki", "mediawiki", [Parsing.MediaTypes.MediaWiki]),
        new("docbook", "DocBook", "docbook", [Parsing.MediaTypes.DocBook]),
        new("fb2", "FictionBook", "fb2", [Parsing.MediaTypes.FictionBook]),
    ];

    /// <summary>Null where pandoc isn't asked to read that media type.</summary>
    public static PandocFormat? For(string mediaType) =>
        All.FirstOrDefault(format => format.MediaTypes.Contains(mediaType.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase));
}
