using AngleSharp.Dom;

namespace Strata.Parsing.Html;

/// <summary>
/// Walks a page's tree and lays out its blocks in reading order. Keeps everything readable; blocks outside the main content (navigation,
/// header, footer, asides, or all outside <c>main</c>) say so in their note, so that callers can select either.
/// </summary>
internal sealed partial class HtmlWalk(HtmlSource source, HtmlRun run, RenderedText text, string? part)
{
    private const string Title = "title";

    private readonly HtmlInline _inline = new(source, run);
    private IElement? _main;

    public IEnumerable<Block> Blocks()
    {
        foreach (var words in source.Document.Head?.GetDescendants().OfType<IText>() ?? [])
        {
            var place = source.Find(words.Data);
            if (part is null && words.ParentElement is { LocalName: "title" } && run.IsEmpty)
            {
                run.Add(words.Data, place);
            }
        }
        if (Running(HtmlScope.Body with { Type = BlockType.FrontMatter, Label = Title }) is { } title)
        {
            yield return title;
        }
        _main = HtmlElements.Main(source.Document);
        var scope = _main is null ? HtmlScope.Body : HtmlScope.Body with { Note = "outside the main content" };
        foreach (var block in source.Document.Body is { } body ? Blocks(body, scope, inContent: false) : [])
        {
            yield return block;
        }
    }

    private IEnumerable<Block> Blocks(IElement body, HtmlScope scope, bool inContent)
    {
        foreach (var block in Children(body, scope, inContent))
        {
            yield return block;
        }
        foreach (var last in Flush(scope))
        {
            yield return last;
        }
    }

    private IEnumerable<Block> Children(INode parent, HtmlScope scope, bool inContent) =>
        Texts(parent) ? [] : Nodes(parent, scope, inContent);

    private IEnumerable<Block> Nodes(INode parent, HtmlScope scope, bool inContent)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText words)
            {
                run.Add(words.Data, source.Find(words.Data));
            }
            else if (node is IElement element)
            {
                foreach (var block in Element(element, scope, inContent))
                {
                    yield return block;
                }
            }
        }
    }

    /// <summary>Adds the texts of an element that contains only text, as most do. Returns false if it contains more.</summary>
    private bool Texts(INode parent)
    {
        var nodes = parent.ChildNodes;
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i] is not IText)
            {
                return false;
            }
        }
        for (var i = 0; i < nodes.Length; i++)
        {
            var words = ((IText)nodes[i]).Data;
            run.Add(words, source.Find(words));
        }
        return true;
    }

    private IEnumerable<Block> Element(IElement element, HtmlScope scope, bool inContent)
    {
        if (HtmlElements.IsUnread(element))
        {
            Unread(element, scope);
            return [];
        }
        switch (element.LocalName)
        {
            case "br":
                run.Break();
                return [];
            case "img":
                _inline.Picture(element);
                return [];
            case "math":
                return Formula(element, scope);
        }
        var isBlock = HtmlElements.IsBlock(element) || HtmlElements.HeadingLevel(element) > 0;
        var before = scope;
        if (!scope.Hidden && HtmlElements.IsHidden(element))
        {
            isBlock |= element.GetDescendants().OfType<IElement>().Any(HtmlElements.IsBlock);
            if (!isBlock && _inline.SetApart(element, isStruck: false))
            {
                return [];
            }
            scope = scope with { Hidden = true };
        }
        if (!scope.Struck && HtmlElements.IsStruck(element))
        {
            isBlock |= element.GetDescendants().OfType<IElement>().Any(HtmlElements.IsBlock);
            if (!isBlock && _inline.SetApart(element, isStruck: true))
            {
                return [];
            }
            scope = scope with { Struck = true };
        }
        if (element == _main)
        {
            (scope, inContent) = (scope with { Note = null }, true);
        }
        else
        {
            scope = HtmlElements.Beside(element, inContent) is { } note ? scope with { Note = note } : scope;
            inContent |= element.LocalName is "article" or "section" or "main";
        }
        return isBlock ? BlockElement(element, scope, before, inContent)
            : element.LocalName == "a" ? Link(element, scope, inContent)
            : HtmlElements.StandsApart(element) || HtmlElements.RaisedMark(element) != default ? Styled(element, scope, inContent)
            : Children(element, scope, inContent);
    }

    private IEnumerable<Block> Styled(IElement element, HtmlScope scope, bool inContent)
    {
        var (from, isInline) = (run.Pieces.Count, true);
        _inline.Apart(element);
        foreach (var block in Children(element, scope, inContent))
        {
            isInline = false;
            yield return block;
        }
        _inline.Apart(element);
        if (isInline)
        {
            _inline.Raise(element, from);
        }
    }

    /// <summary>Ends the text before a block element, then reads the element.</summary>
    /// <param name="outer">Scope of the text before it.</param>
    private IEnumerable<Block> BlockElement(IElement element, HtmlScope scope, HtmlScope outer, bool inContent)
    {
        var before = Flush(
            scope.Hidden == outer.Hidden && scope.Struck == outer.Struck
                ? scope
                : scope with
                {
                    Hidden = outer.Hidden,
                    Struck = outer.Struck,
                }
        );
        var blocks = Inside(element, scope, inContent);
        return before.Count == 0 ? blocks : before.Concat(blocks);
    }

    private IEnumerable<Block> Inside(IElement element, HtmlScope scope, bool inContent)
    {
        switch (element.LocalName)
        {
            case "hr":
                return [text.Add(BlockType.Divider, "", traits: Traits(scope), source: Slice(element))];
            case "pre" or "listing" or "xmp" or "plaintext":
                return Code(element, scope) is { } code ? [code] : [];
            case "table" when HtmlTables.IsData(element):
                return Table(element, scope);
        }
        var level = HtmlElements.HeadingLevel(element);
        var inner = level > 0 ? scope with { Type = BlockType.Heading, Level = level, Item = null } : Inner(element, scope);
        return Texts(element) ? Flush(inner) : Mixed(element, inner, inContent);
    }

    private IEnumerable<Block> Mixed(IElement element, HtmlScope scope, bool inContent)
    {
        var term = element.LocalName == "dl" ? "" : null;
        foreach (var child in element.ChildNodes)
        {
            if (child is IText words)
            {
                run.Add(words.Data, source.Find(words.Data));
                continue;
            }
            if (child is not IElement childElement)
            {
                continue;
            }
            var around = term is not null && childElement.LocalName == "dd" ? scope with { Label = term } : scope;
            foreach (var block in Element(childElement, around, inContent))
            {
                term =
                    term is not null && childElement.LocalName == "dt" && (around.Hidden || block.Traits?.Hidden != true)
                        ? block.Text
                        : term;
                yield return block;
            }
        }
        foreach (var last in Flush(scope))
        {
            yield return last;
        }
    }

    private HtmlScope Inner(IElement element, HtmlScope scope) =>
        _inline.Notes.LabelOf(element) is { } label
            ? scope with
            {
                Type = BlockType.Footnote,
                Label = label,
                Item = null,
            }
            : element.LocalName switch
            {
                "ul" or "menu" or "dir" or "ol" => scope with
                {
                    Level = scope.Item is null ? scope.Level : scope.Level + 1,
                    Ordered = element.LocalName == "ol",
                    Item = null,
                },
                "li" => scope with
                {
                    Item = new(scope.Ordered, scope.Ordered ? HtmlElements.ItemNumber(element) : null),
                    Type = scope.Type == BlockType.Quote ? BlockType.Quote : BlockType.Paragraph,
                },
                "blockquote" => scope with { Type = BlockType.Quote, Quotes = scope.Quotes + 1 },
                "dt" => scope with { Type = BlockType.Definition },
                "dd" => scope with { Type = BlockType.Definition },
                "figcaption" or "caption" or "legend" => scope with { Type = BlockType.Caption },
                _ => element.GetAttribute("role") is "doc-footnote" or "doc-endnote" ? scope with { Type = BlockType.Footnote } : scope,
            };

    private Block? Running(HtmlScope scope)
    {
        run.TrimEnd();
        if (run.IsEmpty)
        {
            run.Clear();
            return null;
        }
        var type = scope.Type;
        var traits = Traits(scope);
        var mark = "";
        if (run is { Picture: { } picture, HasText: false })
        {
            (type, traits) = (BlockType.Figure, (traits ?? new()) with { Target = picture });
        }
        else if (scope.Item is { IsTaken: false } item && type is BlockType.Paragraph or BlockType.Quote)
        {
            item.IsTaken = true;
            type = item.Checked is null ? BlockType.ListItem : BlockType.Checkbox;
            traits = (traits ?? new()) with { Ordered = item.Ordered, Number = item.Number, Checked = item.Checked };
            mark = item.Checked switch
            {
                null => "",
                true => "[x] ",
                false => "[ ] ",
            };
        }
        var block = text.Begin(type, type == BlockType.Quote ? scope.Quotes - 1 : scope.Level);
        block.Append(mark);
        foreach (var (piece, bytes) in run.Pieces)
        {
            block.Append(piece, Place(bytes));
        }
        // Replacing this slice in the source would remove any aside inside it.
        var slice = _inline.Asides.IsIn(run.Tokens) ? null : Slice(HtmlTokens.Bounds.Block);
        run.Clear();
        return block.End(traits, slice);
    }

    private Block? Code(IElement element, HtmlScope scope)
    {
        foreach (var node in element.GetDescendants())
        {
            if (node is IText words)
            {
                run.AddRaw(words.Data, source.Find(words.Data));
            }
            else if (node is IElement { LocalName: "br" })
            {
                run.AddRaw("\n", null);
            }
        }
        run.TrimEnd();
        if (run.IsEmpty)
        {
            return null;
        }
        var block = text.Begin(BlockType.CodeBlock, scope.Level);
        foreach (var (piece, bytes) in run.Pieces)
        {
            block.Append(piece, Place(bytes));
        }
        var slice = Slice(HtmlTokens.Bounds.Code);
        run.Clear();
        return block.End((Traits(scope) ?? new()) with { Language = HtmlElements.CodeLanguage(element) }, slice);
    }

    private IEnumerable<Block> Link(IElement element, HtmlScope scope, bool inContent)
    {
        if (_inline.Mark(element))
        {
            return [];
        }
        var start = run.Length;
        if (!Texts(element))
        {
            return LinkAround(element, start, scope, inContent);
        }
        _inline.Target(element, start);
        return [];
    }

    private IEnumerable<Block> LinkAround(IElement element, int start, HtmlScope scope, bool inContent)
    {
        foreach (var block in Nodes(element, scope, inContent))
        {
            start = 0;
            yield return block;
        }
        _inline.Target(element, start);
    }

    private IEnumerable<Block> Formula(IElement math, HtmlScope scope)
    {
        var (content, place) = HtmlMath.Read(math, source);
        if (math.GetAttribute("display") != "block")
        {
            run.Add(content, place);
            yield break;
        }
        foreach (var before in Flush(scope))
        {
            yield return before;
        }
        if (content.Length > 0)
        {
            yield return text.Add(BlockType.Formula, content, Place(place?.Bytes), traits: Traits(scope), source: Slice(place));
        }
    }

    /// <summary>Reads the checkbox of a list item; passes over the texts of all other form controls.</summary>
    private void Unread(IElement element, HtmlScope scope)
    {
        if (
            element.LocalName == "input"
            && scope.Item is { IsTaken: false } item
            && element.GetAttribute("type") == "checkbox"
            && run.IsEmpty
        )
        {
            item.Checked = element.HasAttribute("checked");
        }
        _inline.Skip(element);
    }

    private ByteRange? Slice(HtmlTokens.Bounds bounds) => Slice(run.Tokens, bounds);

    /// <summary>Returns the raw slice of the tokens; null for HTML inside another source, whose bytes are not the source's.</summary>
    private ByteRange? Slice((int First, int Last)? tokens, HtmlTokens.Bounds bounds) =>
        part is null && tokens is { } at ? source.Tokens.Slice(at.First, at.Last, bounds) : null;

    /// <summary>Returns the raw slice of a formula, whose elements have no place in the tree.</summary>
    private ByteRange? Slice(HtmlPlace? formula) =>
        part is null && formula is { } at && source.Tokens.Before(at.First, "math") is { } tag ? source.Tokens.Slice(tag) : null;

    /// <summary>Returns the raw slice of an element, including its tags.</summary>
    private ByteRange? Slice(IElement element) => part is null && source.StartOf(element) is { } tag ? source.Tokens.Slice(tag) : null;

    private Place? Place(ByteRange? bytes) => bytes is null && part is null ? null : new() { Part = part, Bytes = bytes };
}
