using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Strata.Parsing.Html;

/// <summary>
/// The footnotes of a page: elements that a raised link leads to, or one that says it refers to a note, and the mark that it shows.
/// </summary>
internal sealed class HtmlNotes
{
    private const int LongestMark = 10;
    private const string Signs = "*†‡§¶‖#";

    private readonly Dictionary<string, (string Mark, IElement Link)> _marks = new(StringComparer.Ordinal);

    public HtmlNotes(IHtmlDocument document)
    {
        foreach (var link in document.Links.Where(IsReference))
        {
            var mark = link.TextContent.Trim().Trim('[', ']', '(', ')');
            if (mark.Length is > 0 and <= LongestMark && mark.All(c => char.IsLetterOrDigit(c) || Signs.Contains(c, StringComparison.Ordinal)) && link.GetAttribute("href") is ['#', _, ..] target)
            {
                _marks.TryAdd(target[1..], (mark, link));
            }
        }
    }

    /// <summary>The mark by which the text refers to an element; null where it doesn't, or holds the reference itself.</summary>
    public string? LabelOf(IElement element) =>
        _marks.Count > 0 && element.LocalName is "li" or "p" or "div" or "aside" or "dd" && element.Id is { Length: > 0 } id
        && _marks.TryGetValue(id, out var note) && !element.Contains(note.Link)
            ? note.Mark
            : null;

    /// <summary>The mark that a link shows, where it leads to a note.</summary>
    public string? MarkOf(IElement link) =>
        _marks.Count > 0 && IsReference(link) && link.GetAttribute("href") is ['#', _, ..] target ? _marks.GetValueOrDefault(target[1..]).Mark : null;

    private static bool IsReference(IElement link) =>
        link.GetAttribute("role") == "doc-noteref" || link.ParentElement is { LocalName: "sup" } || link is { FirstElementChild.LocalName: "sup", ChildElementCount: 1 };
}
