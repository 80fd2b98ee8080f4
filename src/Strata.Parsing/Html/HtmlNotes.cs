using AngleSharp.Dom;

namespace Strata.Parsing.Html;

/// <summary>
/// The footnotes of a page and their marks. A footnote is the target of a raised link, of a link declared as a note reference, or of one of
/// two links to each other, as word processors write them.
/// </summary>
internal sealed class HtmlNotes
{
    private const int MaxMarkLength = 10;
    private const string Signs = "*†‡§¶‖#";

    /// <summary>Most pairs of links to each other that are followed; a long book has some thousand notes.</summary>
    private const int MaxPairs = 5_000;

    /// <summary>Most levels between a mark and the element of its note: a link in a span in a paragraph in a block.</summary>
    private const int Above = 5;

    private const string Romans = "ivxlcdmIVXLCDM";
    private const string Arrows = "↩↑⤴⏎^";

    private readonly Dictionary<string, (string Mark, IElement Link)> _marks = new(StringComparer.Ordinal);

    /// <summary>The marks in front of notes that link back to the text.</summary>
    private readonly Dictionary<IElement, string> _own = [];
    private readonly Dictionary<IElement, bool> _holdsOne = [];

    public HtmlNotes(HtmlSource page)
    {
        if (!page.LinksToItself)
        {
            return;
        }
        var inside = page.Document.Links.Where(link => LeadsInside(link.GetAttribute("href"))).ToList();
        var named = new Dictionary<string, IElement>(StringComparer.Ordinal);
        var marks = new Dictionary<IElement, string>(inside.Count);
        foreach (var link in inside)
        {
            marks[link] = Mark(link);
            if (NameOf(link) is { } name)
            {
                named.TryAdd(name, link);
            }
        }
        var pairs = 0;
        foreach (var link in inside)
        {
            var mark = marks[link];
            var target = Target(link);
            if (
                mark.Length is > 0 and <= MaxMarkLength
                && mark.All(c => char.IsLetterOrDigit(c) || Signs.Contains(c, StringComparison.Ordinal))
            )
            {
                if (
                    named.GetValueOrDefault(target) is { } own
                    && !_own.ContainsKey(link)
                    && IsPair(link, own, mark, marks[own])
                    && pairs++ < MaxPairs
                    && !BeginsBlock(link)
                )
                {
                    _own.TryAdd(own, mark);
                    _marks.TryAdd(target, (mark, link));
                }
                else if (IsReference(link))
                {
                    _marks.TryAdd(target, (mark, link));
                }
            }
        }
    }

    /// <summary>Returns true if a link's target is inside its own page.</summary>
    public static bool LeadsInside(string? target) => target is ['#', _, ..];

    /// <summary>
    /// Returns the mark that refers to the element; null if there is none, or if the element contains the reference itself.
    /// </summary>
    public string? LabelOf(IElement element) =>
        _marks.Count == 0 || element.LocalName is not ("li" or "p" or "div" or "aside" or "dd") ? null
        : element.Id is { Length: > 0 } id && _marks.TryGetValue(id, out var note) && !element.Contains(note.Link) ? note.Mark
        : _own.Count > 0 && First(element) is { } first && _own.TryGetValue(first, out var mark) && IsOneNote(element) ? mark
        : null;

    /// <summary>Returns the mark of a link to a note, or null.</summary>
    public string? MarkOf(IElement link) =>
        _marks.Count > 0
        && link.GetAttribute("href") is ['#', _, ..] target
        && _marks.TryGetValue(target[1..], out var note)
        && (note.Link == link || IsReference(link))
            ? note.Mark
            : null;

    /// <summary>Returns true if a link only leads from a note back to the text: the mark before it, or an arrow after it.</summary>
    public bool IsWayBack(IElement link) =>
        _marks.Count > 0
        && (
            (_own.ContainsKey(link) && LeadsNote(link))
            || link.GetAttribute("role") == "doc-backlink"
            || (
                link.GetAttribute("href") is ['#', _, ..]
                && link.TextContent.AsSpan().IndexOfAny(Arrows) >= 0
                && !link.TextContent.Any(char.IsLetterOrDigit)
            )
        );

    /// <summary>Returns true if the block around a mark is read as its note, so that the mark is not lost.</summary>
    private bool LeadsNote(IElement link)
    {
        var around = link.ParentElement;
        for (var steps = 0; steps < Above && around is not null; steps++)
        {
            if (LabelOf(around) is not null)
            {
                return true;
            }
            around = around.ParentElement;
        }
        return false;
    }

    /// <summary>
    /// Returns true if two links to each other show the same mark, a number or a sign. Links between a table of contents and its headings
    /// show words.
    /// </summary>
    private static bool IsPair(IElement link, IElement own, string mark, string ownMark) =>
        own != link
        && NameOf(link) is { } name
        && Target(own) == name
        && ownMark == mark
        && (
            mark.All(char.IsAsciiDigit)
            || mark.All(c => Romans.Contains(c, StringComparison.Ordinal))
            || mark.All(c => Signs.Contains(c, StringComparison.Ordinal))
            || mark.Length == 1
        );

    private static bool BeginsBlock(INode link)
    {
        for (var node = link; node is not null; node = node.Parent)
        {
            for (var before = node.PreviousSibling; before is not null; before = before.PreviousSibling)
            {
                if (!string.IsNullOrWhiteSpace(before.TextContent))
                {
                    return false;
                }
            }
            if (node.Parent is IElement around && HtmlElements.IsBlock(around))
            {
                return true;
            }
        }
        return true;
    }

    /// <summary>Returns the link that an element begins with; null if text precedes it, or in a heading.</summary>
    private static IElement? First(IElement element)
    {
        for (INode? node = element; node is IElement inner && HtmlElements.HeadingLevel(inner) == 0; )
        {
            if (inner.LocalName == "a")
            {
                return inner;
            }
            node = inner.FirstChild;
            while (node is not (null or IElement) && string.IsNullOrWhiteSpace(node.TextContent))
            {
                node = node.NextSibling;
            }
        }
        return null;
    }

    private bool IsOneNote(IElement element)
    {
        if (element.LocalName is not ("div" or "aside"))
        {
            return true;
        }
        if (!_holdsOne.TryGetValue(element, out var one))
        {
            one = element.GetDescendants().OfType<IElement>().Where(_own.ContainsKey).Take(2).Count() == 1;
            _holdsOne[element] = one;
        }
        return one;
    }

    private static string? NameOf(IElement link) =>
        link.Id is { Length: > 0 } id ? id
        : link.GetAttribute("name") is { Length: > 0 } name ? name
        : null;

    private static string Target(IElement link) => link.GetAttribute("href") is ['#', .. var target] ? target : "";

    private static string Mark(IElement link) => link.TextContent.Trim().Trim('[', ']', '(', ')');

    private static bool IsReference(IElement link) =>
        link.GetAttribute("role") == "doc-noteref"
        || link.ParentElement is { LocalName: "sup" }
        || link is { FirstElementChild.LocalName: "sup", ChildElementCount: 1 };
}
