using AngleSharp.Dom;

namespace Strata.Parsing.Html;

/// <summary>Text, links and pictures into the run that is being read.</summary>
internal sealed class HtmlInline(HtmlSource source, HtmlRun run)
{
    private const int MaxPictureTarget = 2_000;

    private HtmlRun Run => Asides.Current;

    /// <summary>What is hidden or struck out in the text.</summary>
    public RunAsides Asides { get; } = new(run);

    public HtmlNotes Notes { get; } = new(source);

    /// <summary>Whether all that is read is struck out, so that none of it is to be set apart.</summary>
    public bool IsStruck { get; set; }

    /// <summary>All text in an element as one run, blocks in it on lines of their own.</summary>
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
    /// Reads what is hidden or struck out inside of a text apart from it. False where it is not to be set apart: it is inside of something
    /// that is already, or it is how a page says a formula to those who don't see its picture.
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
    /// A link to a note behind a text is the note's mark, in brackets, so that no number goes on in it; the way back from a note says
    /// nothing.
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

    /// <summary>Before and after what a style sets apart from the text beside it.</summary>
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

    /// <summary>Marks the pieces of an element that raises or lowers them.</summary>
    public void Raise(IElement element, int from)
    {
        if (HtmlElements.RaisedMark(element) is not default(char) and var mark)
        {
            Run.Raise(from, mark);
        }
    }

    /// <summary>Where a link leads stands behind its text, as in plain text mail, unless the text says it already.</summary>
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
            // Without a description it is decoration, or a pixel that counts readers.
            Run.AddPicture(target, description);
            if (source.StartOf(image) is { } tag)
            {
                Run.Cover(tag, tag);
            }
        }
    }

    /// <summary>Passes over the texts of what isn't read, so that those after it are found where they stand.</summary>
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
