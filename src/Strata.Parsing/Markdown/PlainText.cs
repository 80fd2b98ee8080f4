using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;

namespace Strata.Parsing.Markdown;

/// <summary>
/// Renders inline Markdown as readers see it: no marks, links by their text, images by their description, footnote references as
/// <c>[1]</c>, line breaks kept.
/// </summary>
internal static class PlainText
{
    [ThreadStatic]
    private static StringBuilder? _text;

    public static string Of(ContainerInline? inlines)
    {
        if (inlines is null)
        {
            return "";
        }
        // Most often a single run of text.
        if (inlines.FirstChild is LiteralInline only && only.NextSibling is null)
        {
            return only.Content.ToString();
        }
        var text = _text ??= new();
        text.Clear();
        Append(text, inlines);
        return text.ToString();
    }

    /// <summary>Removes tags and comments: everything between <c>&lt;</c> and <c>&gt;</c>.</summary>
    public static string WithoutTags(string html)
    {
        var text = new StringBuilder(html.Length);
        var rest = html.AsSpan();
        var (mark, start) = (default(char), 0);
        while (rest.IndexOf('<') is >= 0 and var open)
        {
            text.Append(rest[..open]);
            rest = rest[open..];
            var close = rest.StartsWith("<!--")
                ? rest.IndexOf("-->") is >= 0 and var end
                    ? end + 2
                    : -1
                : rest.IndexOf('>');
            if (close < 0)
            {
                break;
            }
            Tag(rest[..(close + 1)], text, ref mark, ref start);
            rest = rest[(close + 1)..];
        }
        return text.Append(rest).ToString().Trim();
    }

    /// <summary>Marks text between <c>&lt;sup&gt;</c> or <c>&lt;sub&gt;</c> and its end tag as raised or lowered.</summary>
    private static void Tag(ReadOnlySpan<char> tag, StringBuilder text, ref char mark, ref int start)
    {
        if (mark == default)
        {
            mark =
                IsTag(tag, "<sup") ? RaisedText.Up
                : IsTag(tag, "<sub") ? RaisedText.Down
                : default;
            start = text.Length;
        }
        else if (IsTag(tag, mark == RaisedText.Up ? "</sup" : "</sub"))
        {
            RaisedText.Mark(text, start, mark);
            mark = default;
        }
    }

    private static bool IsTag(ReadOnlySpan<char> tag, ReadOnlySpan<char> name) =>
        tag.StartsWith(name, StringComparison.OrdinalIgnoreCase) && tag.Length > name.Length && tag[name.Length] is '>' or ' ';

    private static void Append(StringBuilder text, ContainerInline container)
    {
        var (mark, start) = (default(char), 0);
        foreach (var inline in container)
        {
            switch (inline)
            {
                case TaskList or FootnoteLink { IsBackLink: true }:
                    break;
                case FootnoteLink reference:
                    text.Append('[').Append(reference.Footnote.Label.AsSpan().TrimStart('^')).Append(']');
                    break;
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case MathInline math:
                    text.Append(math.Content.AsSpan());
                    break;
                case LineBreakInline:
                    text.Append('\n');
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case HtmlInline html when html.Tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase):
                    text.Append('\n');
                    break;
                case HtmlInline html:
                    Tag(html.Tag, text, ref mark, ref start);
                    break;
                case ContainerInline inner:
                    Append(text, inner);
                    break;
            }
        }
    }
}
