namespace Strata.Parsing.AsciiDoc;

/// <summary>Kind of a block, by its delimiters or its style.</summary>
internal enum AsciiDocKind
{
    /// <summary>Listings and literal text.</summary>
    Code,

    /// <summary>Blocks that hold blocks: example, sidebar, admonition.</summary>
    Content,
    Quote,
    Formula,

    /// <summary>Passed through as is, most often HTML.</summary>
    Pass,
    Table,
    Comment,
}

/// <summary>Line that opens a delimited block; one like it closes it (docs.asciidoctor.org/asciidoc/latest/blocks/delimited/).</summary>
internal readonly record struct AsciiDocDelimiter(char Mark, string Closing, string? Language)
{
    private const int MinLength = 4;
    private const string Fence = "```";

    /// <summary>Returns null if the line opens no block.</summary>
    public static AsciiDocDelimiter? Of(ReadOnlySpan<char> line)
    {
        if (line is "--")
        {
            return new('o', "--", null);
        }
        if (line.Length < MinLength)
        {
            return line is Fence ? new('`', Fence, null) : null;
        }
        if (line is ['|' or ',' or ':' or '!', '=', '=', '=', ..] && !line[1..].ContainsAnyExcept('='))
        {
            return new(line[0], line.ToString(), null);
        }
        if (line.StartsWith(Fence, StringComparison.Ordinal) && !line[3..].ContainsAny('`', ' '))
        {
            return new('`', Fence, line[3..].ToString());
        }
        return "-.=*_+/".Contains(line[0], StringComparison.Ordinal) && !line.ContainsAnyExcept(line[0])
            ? new(line[0], line.ToString(), null)
            : null;
    }

    /// <summary>Whether the line holds attributes or an anchor for the block below.</summary>
    public static bool IsAttributes(ReadOnlySpan<char> line) =>
        line is ['[', .. var inner, ']']
        && (
            inner.IsEmpty
            || char.IsLetterOrDigit(inner[0])
            || inner[0] is '_' or ',' or '.' or '#' or '"' or '%' or '\'' or '{'
            || line is ['[', '[', _, .., ']', ']']
        )
        && !inner.Contains("](", StringComparison.Ordinal);

    /// <summary>Whether the line is a thematic break, also as in Markdown.</summary>
    public static bool IsBreak(ReadOnlySpan<char> line) =>
        (line.Length >= 3 && !line.ContainsAnyExcept('\'')) || line is "---" or "- - -" or "***" or "* * *" or "___" or "_ _ _";

    /// <summary>Kind that a style sets; null if it sets none.</summary>
    public static AsciiDocKind? OfStyle(string style) =>
        style switch
        {
            "source" or "listing" or "literal" => AsciiDocKind.Code,
            "stem" or "latexmath" or "asciimath" => AsciiDocKind.Formula,
            "quote" or "verse" => AsciiDocKind.Quote,
            "pass" => AsciiDocKind.Pass,
            "comment" => AsciiDocKind.Comment,
            _ => null,
        };

    public AsciiDocKind KindFor(string style) =>
        Mark switch
        {
            '/' => AsciiDocKind.Comment,
            '|' or ',' or ':' or '!' => AsciiDocKind.Table,
            '+' => style is "stem" or "latexmath" or "asciimath" ? AsciiDocKind.Formula : AsciiDocKind.Pass,
            '_' => AsciiDocKind.Quote,
            'o' => OfStyle(style) ?? AsciiDocKind.Content,
            '=' or '*' => AsciiDocKind.Content,
            _ => style == "comment" ? AsciiDocKind.Comment
            : OfStyle(style) is AsciiDocKind.Formula ? AsciiDocKind.Formula
            : AsciiDocKind.Code,
        };
}
