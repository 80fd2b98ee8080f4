namespace Strata.Parsing.Pandoc;

/// <summary>A format that pandoc reads.</summary>
/// <param name="Id">The parser's name: <c>epub</c>.</param>
/// <param name="Name">Display name.</param>
/// <param name="Reader">pandoc's name for it (pandoc(1), option <c>--from</c>).</param>
/// <param name="BlockTypes">Types that pandoc's reader of it produces: its tree has more.</param>
public sealed record PandocFormat(
    string Id,
    string Name,
    string Reader,
    IReadOnlyList<string> MediaTypes,
    IReadOnlyList<BlockType> BlockTypes
)
{
    private static readonly BlockType[] Default =
    [
        BlockType.Heading,
        BlockType.Paragraph,
        BlockType.ListItem,
        BlockType.Table,
        BlockType.TableRow,
        BlockType.CodeBlock,
        BlockType.Quote,
        BlockType.Figure,
        BlockType.Caption,
        BlockType.Footnote,
        BlockType.Formula,
        BlockType.FrontMatter,
        BlockType.Definition,
        BlockType.Checkbox,
        BlockType.Divider,
    ];

    public static IReadOnlyList<PandocFormat> All { get; } =
    [
        new("epub", "EPUB", "epub", [Parsing.MediaTypes.Epub], Default),
        new(
            "odt",
            "OpenDocument text",
            "odt",
            [Parsing.MediaTypes.Odt, "application/vnd.oasis.opendocument.text-template"],
            [.. Default.Except([BlockType.CodeBlock, BlockType.FrontMatter, BlockType.Definition, BlockType.Divider])]
        ),
        new(
            "rtf",
            "RTF",
            "rtf",
            [Parsing.MediaTypes.Rtf, "text/rtf"],
            [
                .. Default.Except([
                    BlockType.CodeBlock,
                    BlockType.Quote,
                    BlockType.Caption,
                    BlockType.Formula,
                    BlockType.Definition,
                    BlockType.Divider,
                ]),
            ]
        ),
        new("latex", "LaTeX", "latex", [Parsing.MediaTypes.Latex, "application/x-latex", "text/x-latex", "text/x-tex"], Default),
        new(
            "rst",
            "reStructuredText",
            "rst",
            [Parsing.MediaTypes.ReStructuredText, "text/prs.fallenstein.rst"],
            [.. Default.Append(BlockType.Html).Except([BlockType.FrontMatter]).Order()]
        ),
        new("org", "Org", "org", [Parsing.MediaTypes.Org, "text/x-org"], [.. Default.Append(BlockType.Html).Order()]),
        new(
            "textile",
            "Textile",
            "textile",
            [Parsing.MediaTypes.Textile, "text/textile"],
            [.. Default.Except([BlockType.Caption, BlockType.Formula, BlockType.FrontMatter, BlockType.Divider])]
        ),
        new("mediawiki", "MediaWiki", "mediawiki", [Parsing.MediaTypes.MediaWiki], [.. Default.Except([BlockType.FrontMatter])]),
        new("docbook", "DocBook", "docbook", [Parsing.MediaTypes.DocBook], [.. Default.Except([BlockType.Divider])]),
        new(
            "fb2",
            "FictionBook",
            "fb2",
            [Parsing.MediaTypes.FictionBook],
            [
                .. Default.Except([
                    BlockType.ListItem,
                    BlockType.Table,
                    BlockType.TableRow,
                    BlockType.CodeBlock,
                    BlockType.Caption,
                    BlockType.Formula,
                    BlockType.Definition,
                    BlockType.Checkbox,
                ]),
            ]
        ),
    ];

    /// <summary>Null if pandoc isn't used for that media type.</summary>
    public static PandocFormat? For(string mediaType) =>
        All.FirstOrDefault(format => format.MediaTypes.Contains(mediaType.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase));
}
