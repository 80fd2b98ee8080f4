using AngleSharp.Dom;

namespace Strata.Parsing.Html;

/// <summary>Adds text, links and pictures to the current run.</summary>
internal sealed class HtmlInline(HtmlSource source, HtmlRun run)
{
    private const int MaxPictureTarget = 2_000;

    private HtmlRun Run => Asides.Current;

    /// <summary>Hidden and struck-out parts of the text.</summary>
    public RunAsides Asides { get; } = new(run);

    public HtmlNotes Notes { get; } = new(source);

    /// <summary>True if everything being read is struck out, so that no part is set apart for it.</summary>
    public bool IsStruck { get; set; }

    /// <summary>Adds all text of an element to the run, with its blocks on lines of their own.</summary>
    public void Add(INode parent)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText words)
            {
                Run.Add(words.Data, source.Find(words.Data));
            }
            else if (node is IElement element)
            {
                Element(element);
            }
        }
    }

    private void Element(IElement element)
    {
        if (HtmlElements.IsUnread(element))
        {
            Skip(element);
            return;
        }
        if (HtmlElements.IsHidden(element) && SetApart(element, isStruck: false))
        {
            return;
        }
        if (!IsStruck && HtmlElements.IsStruck(element) && SetApart(element, isStruck: true))
        {
            return;
        }
        switch (element.LocalName)
        {
            case "br":
                Run.Break();
                break;
            case "img":
                Picture(element);
                break;
            case "a" when Mark(element):
                break;
            case HtmlElements.Remark:
                Skip(element);
                break;
            case "a":
                var start = Run.Length;
                Add(element);
                Target(element, start);
                break;
            case "math":
                var (formula, place) = HtmlMath.Read(element, source);
                Run.Add(formula, place);
                break;
            default:
                var (isBlock, from) = (HtmlElements.IsBlock(element), Run.Pieces.Count);
                Apart(element, isBlock);
                Add(element);
                Apart(element, isBlock);
                Raise(element, from);
                break;
        }
    }

    /// <summary>
    /// Reads a hidden or struck-out part of the text separately. Returns false if it is already inside such a part, or if it is the hidden
    /// MathML of a formula shown as a picture.
    /// </summary>
    public bool SetApart(IElement element, bool isStruck)
    {
        if ((!isStruck && element.GetDescendants().OfType<IElement>().Any(inner => inner.LocalName == "math")) || !Asides.Open(isStruck))
        {
            return false;
        }
        Add(element);
        Asides.Close();
        return true;
    }

    /// <summary>
    /// Replaces a link to a note by the note's mark in brackets, so that it doesn't run into a number; drops a note's link back to the
    /// text. Returns false for other links.
    /// </summary>
    public bool Mark(IElement link)
    {
        if (Notes.IsWayBack(link))
        {
            Skip(link);
            return true;
        }
        if (Run.Length == 0 || Notes.MarkOf(link) is not { } mark)
        {
            return false;
        }
        Run.AddRaw($"[{mark}]", null);
        Skip(link);
        return true;
    }

    /// <summary>Separates an element from the text around it, if it is a block or its style does so. Call before and after it.</summary>
    public void Apart(IElement element, bool isBlock = false)
    {
        if (isBlock)
        {
            Run.Break();
        }
        else if (HtmlElements.StandsApart(element))
        {
            Run.Add(" ", null);
        }
    }

    /// <summary>Marks the pieces of an element that raises or lowers its text.</summary>
    public void Raise(IElement element, int from)
    {
        if (HtmlElements.RaisedMark(element) is not default(char) and var mark)
        {
            Run.Raise(from, mark);
        }
    }

    /// <summary>Appends a link's target after its text, as in plain-text mail, unless the text already contains it.</summary>
    public void Target(IElement link, int start)
    {
        if (LinkTarget.Behind(Run.From(start), link.GetAttribute("href")) is { } behind)
        {
            Run.TrimEnd();
            Run.AddRaw(behind, null);
        }
    }

    public void Picture(IElement image)
    {
        var description = image.GetAttribute("alt") ?? "";
        var target = image.GetAttribute("src") ?? "";
        target = target.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? target.Split(',', 2)[0] : target;
        var isInFigure = image.ParentElement is { LocalName: "figure" } or { ParentElement.LocalName: "figure" };
        if (target.Length < MaxPictureTarget && (description.Trim().Length > 0 || isInFigure))
        {
            // A picture without a description is decoration or a tracking pixel.
            Run.AddPicture(target, description);
            if (source.StartOf(image) is { } tag)
            {
                Run.Cover(tag, tag);
            }
        }
    }

    /// <summary>Passes over the texts of a skipped element, so that the texts after it are still found.</summary>
    public void Skip(IElement element)
    {
        foreach (var node in element.GetDescendants())
        {
            if (node is IText words)
            {
                source.Find(words.Data);
            }
        }
    }
}
