using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Strata.Parsing.Html;

/// <summary>
/// The footnotes of a page: elements that a raised link leads to, or one that says it refers to a note, and the mark that it shows.
/// </summary>
internal sealed class HtmlNotes
{
    private const int LongestMark = 10;

    private readonly Dictionary<string, string> _marks = new(StringComparer.Ordinal);

    public HtmlNotes(IHtmlDocument document)
    {
        foreach (var link in document.Links.Where(IsReference))
        {
            var mark = link.TextContent.Trim().Trim('[', ']', '(', ')');
            if (mark.Length is > 0 and <= LongestMark && !mark.Contains(' ', StringComparison.Ordinal) && link.GetAttribute("href") is ['#', _, ..] target)
            {
                _marks.TryAdd(target[1..], mark);
            }
        }
    }

    /// <summary>The mark by which the text refers to an element; null where it doesn't.</summary>
    public string? LabelOf(IElement element) =>
        _marks.Count > 0 && element.LocalName is "li" or "p" or "div" or "aside" or "dd" && element.Id is { Length: > 0 } id ? _marks.GetValueOrDefault(id) : null;

    /// <summary>The mark that a link shows, where it leads to a note.</summary>
    public string? MarkOf(IElement link) =>
        _marks.Count > 0 && IsReference(link) && link.GetAttribute("href") is ['#', _, ..] target ? _marks.GetValueOrDefault(target[1..]) : null;

    private static bool IsReference(IElement link) =>
        link.GetAttribute("role") == "doc-noteref" || link.ParentElement is { LocalName: "sup" } || link is { FirstElementChild.LocalName: "sup", ChildElementCount: 1 };
}
