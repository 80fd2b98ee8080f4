using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace Strata.Parsing.Markdown;

/// <summary>
/// Pieces of a source, parsed part by part if the parts are independent: what Markdig builds is then freed before the garbage collector
/// moves it, which costs more than the parsing. Cuts precede a heading or paragraph that follows a blank line and begins its line, since
/// that ends all containers (CommonMark 0.31.2, sections 5.1 and 5.2); only code, formulas and HTML may continue past it.
/// </summary>
/// <param name="partLength">Least chars of a part, as long as a cut is found.</param>
internal sealed class MarkdownPieces(string text, MarkdownPipeline pipeline, ParseClock clock, int partLength = MarkdownPieces.PartLength)
{
    /// <summary>In chars; below .NET's threshold for large objects.</summary>
    private const int PartLength = 32 * 1024;

    /// <summary>Longest label of a link reference definition (CommonMark 0.31.2, section 4.7), brackets included.</summary>
    private const int MaxLabel = 1002;

    /// <exception cref="ArgumentException">The source is nested deeper than the pipeline allows.</exception>
    public List<MarkupPiece> Read()
    {
        var pieces = new List<MarkupPiece>();
        var length = text.Length > partLength && !HasDefinitions() ? partLength : text.Length;
        for (var at = 0; at < text.Length; )
        {
            at = Read(at, length, pieces);
        }
        return MarkdownGaps.Filled(pieces, text);
    }

    /// <returns>End of the part.</returns>
    private int Read(int start, int length, List<MarkupPiece> pieces)
    {
        while (true)
        {
            var end = CutBehind((int)Math.Min(text.Length, (long)start + length));
            var part = text[start..end];
            var document = Markdig.Markdown.Parse(part, pipeline, MarkdownTimeout.ContextOf(clock));
            if (end == text.Length || !(MayGoOn(document) || MayBeginWithFrontMatter(start, document)))
            {
                new MarkdownWalk(part, start, pieces).Walk(document);
                return end;
            }
            length = (int)Math.Min(text.Length, 2L * (end - start));
        }
    }

    private int CutBehind(int at)
    {
        while (at < text.Length)
        {
            var line = text.IndexOf('\n', at);
            if (line < 0 || line + 2 >= text.Length)
            {
                break;
            }
            var blank = text[line + 1] == '\r' ? line + 2 : line + 1;
            if (text[blank] == '\n' && blank + 1 < text.Length && (text[blank + 1] == '#' || char.IsLetter(text[blank + 1])))
            {
                return blank + 1;
            }
            at = line + 1;
        }
        return text.Length;
    }

    private static bool MayGoOn(MarkdownDocument document) =>
        document.LastChild switch
        {
            FencedCodeBlock fenced => fenced.ClosingFencedCharCount == 0,
            HtmlBlock html => html.Type is not (HtmlBlockType.InterruptingBlock or HtmlBlockType.NonInterruptingBlock),
            _ => false,
        };

    // Front matter is recognized only if its end is found.
    private bool MayBeginWithFrontMatter(int start, MarkdownDocument document) =>
        start == 0 && text.StartsWith("---", StringComparison.Ordinal) && document is not [YamlFrontMatterBlock, ..];

    /// <summary>Whether the text may define a label that is used elsewhere, for a footnote or a link.</summary>
    private bool HasDefinitions()
    {
        for (var at = text.IndexOf("]:", StringComparison.Ordinal); at >= 0; at = text.IndexOf("]:", at + 2, StringComparison.Ordinal))
        {
            var from = Math.Max(0, at - MaxLabel);
            for (
                var open = text.LastIndexOf('[', at, at - from + 1);
                open >= 0;
                open = open > from ? text.LastIndexOf('[', open - 1, open - from) : -1
            )
            {
                if (BeginsLine(open))
                {
                    return true;
                }
            }
        }
        return false;
    }

    /// <summary>Whether only marks of containers precede a char on its line.</summary>
    private bool BeginsLine(int at)
    {
        for (var i = at - 1; i >= 0 && text[i] is not ('\n' or '\r'); i--)
        {
            if (!(char.IsWhiteSpace(text[i]) || char.IsAsciiDigit(text[i]) || text[i] is '>' or '-' or '*' or '+' or '.' or ')'))
            {
                return false;
            }
        }
        return true;
    }
}
