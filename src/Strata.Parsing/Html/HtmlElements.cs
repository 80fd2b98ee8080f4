using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Strata.Parsing.Html;

/// <summary>Classifies elements by what they mean to a reader.</summary>
internal static class HtmlElements
{
    private static readonly FrozenSet<string> Unread = new[]
    {
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "svg",
        "select",
        "option",
        "datalist",
        "button",
        "textarea",
        "input",
        "progress",
        "meter",
        "param",
        "source",
        "track",
        "link",
        "meta",
        "title",
        "base",
        "map",
        "area",
        "frameset",
        "noframes",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Blocks = new[]
    {
        "html",
        "body",
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "p",
        "pre",
        "listing",
        "xmp",
        "plaintext",
        "search",
        "section",
        "summary",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "ul",
    }.ToFrozenSet();

    /// <summary>HTML, section 13.1.2: elements that have no end tag.</summary>
    private static readonly FrozenSet<string> Voids = new[]
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "image",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }.ToFrozenSet();

    private static readonly string[] Apart =
    [
        "float:left",
        "float:right",
        "display:block",
        "display:inline-block",
        "display:flex",
        "display:table-cell",
    ];

    /// <summary>A comment on a cell, as spreadsheets write it into their pages: not part of the cell's text.</summary>
    public const string Remark = "comment";

    /// <summary>Returns true for elements that are never read: scripts, styles and form controls.</summary>
    public static bool IsUnread(IElement element) => Unread.Contains(element.LocalName);

    public static bool IsBlock(IElement element) => IsBlockName(element.LocalName);

    public static bool IsBlockName(string name) => Blocks.Contains(name);

    /// <summary>Returns true if the tag never belongs to the slice of running text next to it.</summary>
    public static bool IsBoundary(string name) => name is "math" || (Unread.Contains(name) && name != "input");

    public static bool IsVoid(string name) => Voids.Contains(name);

    /// <summary>Returns 1–6 for a heading, otherwise 0.</summary>
    public static int HeadingLevel(IElement element) =>
        element.LocalName is ['h', >= '1' and <= '6'] name ? name[1] - '0'
        : Attribute(element, "role") == "heading"
            ? int.TryParse(Attribute(element, "aria-level"), out var level) ? Math.Clamp(level, 1, 6)
                : 2
        : 0;

    /// <summary>Returns a list item's number if it states one, or if its list starts at another than 1 (HTML, section 4.4.5).</summary>
    public static int? ItemNumber(IElement item) =>
        int.TryParse(item.GetAttribute("value"), out var own) ? own
        : item.ParentElement is { LocalName: "ol" } list
        && list.FirstElementChild == item
        && int.TryParse(list.GetAttribute("start"), out var start)
        && start != 1
            ? start
        : null;

    /// <summary>Returns true if an inline element's own style separates it from the text around it.</summary>
    public static bool StandsApart(IElement element) =>
        Attribute(element, "style") is { Length: > 0 } style
        && style.Replace(" ", "", StringComparison.Ordinal) is var plain
        && Apart.Any(value => plain.Contains(value, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Returns the <see cref="RaisedText"/> mark if the element's name or style raises or lowers its text; otherwise <c>default</c>.
    /// </summary>
    public static char RaisedMark(IElement element) =>
        element.LocalName switch
        {
            "sup" => RaisedText.Up,
            "sub" => RaisedText.Down,
            "span"
                when element.GetAttribute("style") is { Length: > 0 } style
                    && style.Contains("vertical-align", StringComparison.OrdinalIgnoreCase) => style.Replace(
                " ",
                "",
                StringComparison.Ordinal
            )
                is var plain
            && plain.Contains("vertical-align:super", StringComparison.OrdinalIgnoreCase)
                ? RaisedText.Up
            : plain.Contains("vertical-align:sub", StringComparison.OrdinalIgnoreCase) ? RaisedText.Down
            : default,
            _ => default,
        };

    /// <summary>
    /// Returns true if the element itself says that it is hidden; the page's style sheet is not read. Transparent elements
    /// (<c>opacity:0</c>) don't count: pages use that for what they are about to fade in.
    /// </summary>
    public static bool IsHidden(IElement element) =>
        Attribute(element, "hidden") is not null
        || (
            Attribute(element, "style") is { Length: > 0 } style
            && (Declares(style, "display", "none") || Declares(style, "visibility", "hidden") || Declares(style, "visibility", "collapse"))
        );

    /// <summary>Returns true if the element strikes out its content: deleted or no longer valid (HTML, sections 4.5.5 and 4.7.2).</summary>
    public static bool IsStruck(IElement element) =>
        element.LocalName is "del" or "s" or "strike"
        || (
            Attribute(element, "style") is { Length: > 0 } style
            && (Declares(style, "text-decoration", "line-through") || Declares(style, "text-decoration-line", "line-through"))
        );

    /// <summary>Returns an attribute's value. Skips the lookup for elements without attributes, which are most.</summary>
    private static string? Attribute(IElement element, string name) => element.Attributes.Length == 0 ? null : element.GetAttribute(name);

    /// <summary>Returns true if the style declares the property with this value, or with this word in its value.</summary>
    private static bool Declares(string style, string property, string value)
    {
        if (!style.Contains(value, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
        foreach (var declaration in style.Split(';'))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (
                colon > 0
                && declaration.AsSpan(0, colon).Trim().Equals(property, StringComparison.OrdinalIgnoreCase)
                && declaration[(colon + 1)..]
                    .Split([' ', '\t', '\r', '\n', '\f', '!'], StringSplitOptions.RemoveEmptyEntries)
                    .Contains(value, StringComparer.OrdinalIgnoreCase)
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>
    /// Returns the language in a code block's class (<c>language-cs</c>, HTML 4.5.15; <c>lang-cs</c>; <c>highlight-source-cs</c>; pandoc's
    /// <c>sourceCode cs</c>).
    /// </summary>
    public static string? CodeLanguage(IElement code)
    {
        var names = (code.ClassName ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (names is ["sourceCode", .. var rest])
        {
            return rest.FirstOrDefault(name => !name.StartsWith("number", StringComparison.Ordinal));
        }
        foreach (var name in names)
        {
            foreach (var prefix in (ReadOnlySpan<string>)["language-", "lang-", "highlight-source-"])
            {
                if (name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length)
                {
                    return name[prefix.Length..];
                }
            }
        }
        return code.LocalName == "pre" && code.FirstElementChild is { LocalName: "code" } inner ? CodeLanguage(inner) : null;
    }

    /// <summary>Returns the name of the element's role outside the main content; null if it belongs to that content.</summary>
    /// <param name="inContent">True inside an article, section or main, where headers and footers are part of the content.</param>
    public static string? Beside(IElement element, bool inContent) =>
        (element.LocalName, Attribute(element, "role")) switch
        {
            ("nav", _) or (_, "navigation") or (_, "menu") or (_, "menubar") => "navigation",
            ("aside", _) or (_, "complementary") => "aside",
            (_, "banner") => "header",
            (_, "contentinfo") => "footer",
            (_, "search") => "search",
            ("header", _) when !inContent => "header",
            ("footer", _) when !inContent => "footer",
            _ => null,
        };

    /// <summary>Returns the single element that the page marks as its main content, or null.</summary>
    public static IElement? Main(IDocument document)
    {
        IElement? article = null;
        var articles = 0;
        foreach (var node in document.GetDescendants())
        {
            if (node is IElement element)
            {
                if (element.LocalName == "main" || element.GetAttribute("role") == "main")
                {
                    return element;
                }
                if (element.LocalName == "article")
                {
                    articles++;
                    article = element;
                }
            }
        }
        return articles == 1 ? article : null;
    }
}
