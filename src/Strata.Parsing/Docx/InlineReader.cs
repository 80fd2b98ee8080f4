using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>Returns the mark of a note. Null if the id is unknown.</summary>
internal delegate string? NoteMark(string id, bool isEndnote, bool isHidden);

/// <summary>
/// Reads the contents of paragraphs (ECMA-376 part 1, 17.3): accepts tracked changes, keeps field results and link targets. One per story,
/// since fields can span paragraphs.
/// </summary>
internal sealed class InlineReader(IReadOnlyDictionary<string, Relationship> relationships, Styles styles, NoteMark markOf)
{
    private readonly Fields _fields = new();
    private readonly Stack<(int Start, string? Target)> _fieldLinks = new();
    private ParagraphText _text = new();
    private Func<XElement, string> _pathOf = _ => "";
    private char _mark;

    /// <summary>Hidden state: by the paragraph's style, of the text being read, and by an enclosing run.</summary>
    private bool _isStyleHidden;
    private bool _isHidden;
    private bool _isInHidden;

    /// <summary>Formats the remark of a tracked change.</summary>
    public static string Remark(string what, XElement change) =>
        change.Attribute(WordMarkup.W + "author")?.Value is { Length: > 0 } author ? $"{what} by {author}" : what;

    /// <summary>Appends a paragraph, or an equation wrapped in one, to the text.</summary>
    public void Read(XElement paragraph, string path, Func<XElement, string> pathOf, ParagraphText into)
    {
        (_text, _pathOf) = (into, pathOf);
        var properties = paragraph.Element(WordMarkup.W + "pPr");
        _isStyleHidden = _isHidden = styles[properties?.Element(WordMarkup.W + "pStyle").Val()].IsHidden;
        if (
            properties?.Element(WordMarkup.W + "rPr")?.Element(WordMarkup.W + "ins") is { } inserted
            && paragraph.Elements(WordMarkup.W + "r").Any()
        )
        {
            _text.Remarks.Add(Remark("inserted", inserted));
        }
        foreach (var child in paragraph.Elements())
        {
            Walk(child);
        }
        into.End(path);
    }

    private void Walk(XElement element)
    {
        if (element.Name.Namespace == WordMarkup.M)
        {
            if (element.Name.LocalName is "oMath" or "oMathPara")
            {
                var at = _text.Length;
                _text.HasMath = true;
                _text.Append(MathText.Of(element), _isHidden, isMath: true);
                Hide(at, element);
            }
            return;
        }
        if (element.Name == WordMarkup.Mc + "AlternateContent")
        {
            Children(element.Element(WordMarkup.Mc + "Choice") ?? element.Element(WordMarkup.Mc + "Fallback"));
            return;
        }
        if (element.Name.Namespace != WordMarkup.W)
        {
            return;
        }
        switch (element.Name.LocalName)
        {
            case "r":
                Run(element);
                break;
            case "ins" or "moveTo":
                _text.Remarks.Add(Remark("inserted", element));
                Children(element);
                break;
            case "del" or "moveFrom":
                _text.Remarks.Add(Remark("deleted", element));
                break;
            case "hyperlink":
                var start = _text.Length;
                Children(element);
                if (relationships.GetValueOrDefault(element.Attribute(WordMarkup.R + "id")?.Value ?? "") is { IsExternal: true } link)
                {
                    _text.Link(start, link.Target);
                }
                break;
            case "fldSimple":
                var from = _text.Length;
                Children(element);
                if (Fields.LinkOf(element.Attribute(WordMarkup.W + "instr")?.Value ?? "") is { } target)
                {
                    _text.Link(from, target);
                }
                break;
            case "sdt":
                ContentControl(element);
                break;
            case "smartTag" or "customXml" or "dir" or "bdo" or "subDoc":
                Children(element);
                break;
            case "ruby":
                Children(element.Element(WordMarkup.W + "rubyBase"));
                break;
        }
    }

    private void Children(XElement? element)
    {
        foreach (var child in element?.Elements() ?? [])
        {
            Walk(child);
        }
    }

    private void Run(XElement run)
    {
        var properties = run.Element(WordMarkup.W + "rPr");
        var style = properties?.Element(WordMarkup.W + "rStyle").Val() is { } named ? styles[named] : StyleFacts.Plain;
        var outer = (_isHidden, _isInHidden, _mark);

        // Text hidden by both its paragraph's and its run's style is shown (ECMA-376 part 1, 17.7.3).
        _isHidden =
            _isInHidden || (properties?.Element(WordMarkup.W + "vanish") is { } vanish ? vanish.IsOn() : style.IsHidden != _isStyleHidden);
        var start = _isHidden ? _text.Length : 0;
        _isInHidden = _isHidden;
        _mark = properties?.Element(WordMarkup.W + "vertAlign") is { } align ? Styles.MarkOf(align) : style.Mark;
        foreach (var child in run.Elements())
        {
            RunContent(child);
        }
        if (_isHidden && !outer._isInHidden)
        {
            _text.Hide(start, _pathOf(run));
        }
        (_isHidden, _isInHidden, _mark) = outer;
    }

    /// <summary>Hides text outside of runs, if the paragraph's style hides it.</summary>
    private void Hide(int start, XElement element)
    {
        if (_isHidden && !_isInHidden)
        {
            _text.Hide(start, _pathOf(element));
        }
    }

    private void RunContent(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "fldChar":
                FieldMark(element);
                break;
            case "instrText":
                _fields.Code(element.Value);
                break;
            case "t" when element.Name.Namespace == WordMarkup.W:
                Say(element.Value);
                break;
            case "tab" or "ptab":
                Say("\t");
                break;
            case "cr":
                Say("\n");
                break;
            case "br":
                Break(element.Attribute(WordMarkup.W + "type")?.Value);
                break;
            case "noBreakHyphen":
                Say("\u2011");
                break;
            case "sym":
                Say(Symbol(element));
                break;
            case "footnoteReference" or "endnoteReference":
                Note(element);
                break;
            case "commentReference" when element.Attribute(WordMarkup.W + "id")?.Value is { } comment:
                _text.Comments.Add((comment, _isHidden));
                break;
            case "drawing" or "pict" or "object":
                FigureReader.Read(element, _pathOf, relationships, _text, _isHidden);
                break;
            case "AlternateContent":
                foreach (
                    var child in (element.Element(WordMarkup.Mc + "Choice") ?? element.Element(WordMarkup.Mc + "Fallback"))?.Elements()
                        ?? []
                )
                {
                    RunContent(child);
                }
                break;
            case "ruby":
                Walk(element);
                break;
        }
    }

    private void Say(string text)
    {
        if (!_fields.InCode)
        {
            _text.Append(text, _isHidden, mark: _mark);
        }
    }

    private void Break(string? type)
    {
        if (type != "page")
        {
            Say("\n");
        }
        else if (_text.WordLength == 0)
        {
            _text.BreaksBefore = true;
        }
        else
        {
            _text.BreaksAfter = true;
            Say("\n");
        }
    }

    private void FieldMark(XElement mark)
    {
        switch (mark.Attribute(WordMarkup.W + "fldCharType")?.Value)
        {
            case "begin":
                if (mark.Element(WordMarkup.W + "ffData")?.Element(WordMarkup.W + "checkBox") is { } box)
                {
                    Box((box.Element(WordMarkup.W + "checked") ?? box.Element(WordMarkup.W + "default")).IsOn());
                }
                _fields.Begin();
                break;
            case "separate":
                _fieldLinks.Push((_text.Length, _fields.Separate()));
                break;
            case "end":
                if (_fields.End() && _fieldLinks.TryPop(out var link) && link.Target is { } target && link.Start < _text.Length)
                {
                    _text.Link(link.Start, target);
                }
                break;
        }
    }

    private void Note(XElement reference)
    {
        var isEndnote = reference.Name.LocalName == "endnoteReference";
        if (reference.Attribute(WordMarkup.W + "id")?.Value is { } id && markOf(id, isEndnote, _isHidden) is { } mark)
        {
            // The author's own mark is already in the text.
            if (!reference.Attributes(WordMarkup.W + "customMarkFollows").Any(on => on.Value is "1" or "true"))
            {
                Say($"[{mark}]");
            }
            _text.Footnotes.Add(((isEndnote ? "e" : "f") + id, _isHidden));
        }
    }

    private void ContentControl(XElement control)
    {
        var properties = control.Element(WordMarkup.W + "sdtPr");
        if (properties?.Element(WordMarkup.W + "showingPlcHdr").IsOn() == true)
        {
            return;
        }
        if (properties?.Element(WordMarkup.W14 + "checkbox") is { } box)
        {
            var start = _text.Length;
            Box(box.Element(WordMarkup.W14 + "checked")?.Attribute(WordMarkup.W14 + "val")?.Value is "1" or "true");
            Hide(start, control);
            return;
        }
        Children(control.Element(WordMarkup.W + "sdtContent"));
    }

    /// <summary>A box before all words makes the paragraph a checkbox; any other becomes a character in the text.</summary>
    private void Box(bool isChecked)
    {
        if (_text.WordLength == 0 && _text.Checked is null)
        {
            _text.Checked = isChecked;
        }
        else
        {
            Say(isChecked ? "☒" : "☐");
        }
    }

    /// <summary>Maps a symbol-font character to Unicode. Empty if it has no equivalent.</summary>
    private static string Symbol(XElement symbol)
    {
        if (
            !int.TryParse(
                symbol.Attribute(WordMarkup.W + "char")?.Value,
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture,
                out var code
            )
        )
        {
            return "";
        }
        return (code & 0xFF) switch
        {
            _ when code is >= 0x20 and < 0xD800 => ((char)code).ToString(),
            0xFE or 0xFD => "☒",
            0xFC => "✓",
            0xFB => "✗",
            0xA8 or 0x6F => "☐",
            0xB7 or 0xA7 or 0x6C => "•",
            0xE0 => "→",
            _ => "",
        };
    }
}
