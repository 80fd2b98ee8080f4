using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Strata.Parsing.Html;

/// <summary>What elements are to a reader.</summary>
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

    /// <summary>A remark on a cell, as spreadsheets write it into their pages: no part of what the cell says.</summary>
    public const string Remark = "comment";

    /// <summary>Never read: scripts, styles, and the controls of forms.</summary>
    public static bool IsUnread(IElement element) => Unread.Contains(element.LocalName);

    public static bool IsBlock(IElement element) => IsBlockName(element.LocalName);

    public static bool IsBlockName(string name) => Blocks.Contains(name);

    /// <summary>Whether a tag is no part of the slice of running text beside it.</summary>
    public static bool IsBoundary(string name) => name is "math" || (Unread.Contains(name) && name != "input");

    public static bool IsVoid(string name) => Voids.Contains(name);

    /// <summary>1–6 for a heading, else 0.</summary>
    public static int HeadingLevel(IElement element) =>
        element.LocalName is ['h', >= '1' and <= '6'] name ? name[1] - '0'
        : Attribute(element, "role") == "heading"
            ? int.TryParse(Attribute(element, "aria-level"), out var level) ? Math.Clamp(level, 1, 6)
                : 2
        : 0;

    /// <summary>The number of a list's item, where it says one or its list begins with another than 1 (HTML, section 4.4.5).</summary>
    public static int? ItemNumber(IElement item) =>
        int.TryParse(item.GetAttribute("value"), out var own) ? own
        : item.ParentElement is { LocalName: "ol" } list
        && list.FirstElementChild == item
        && int.TryParse(list.GetAttribute("start"), out var start)
        && start != 1
            ? start
        : null;

    /// <summary>Whether a style of its own sets an inline element apart from the text beside it.</summary>
    public static bool StandsApart(IElement element) =>
        Attribute(element, "style") is { Length: > 0 } style
        && style.Replace(" ", "", StringComparison.Ordinal) is var plain
        && Apart.Any(value => plain.Contains(value, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether an element raises or lowers what is in it, by its name or its style: the mark of <see cref="RaisedText"/>, or none.
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
    /// Whether an element says itself that it is not shown. Where only the page's style sheet says so, that is not known. What is as clear
    /// as glass (<c>opacity:0</c>) is not hidden for good: pages write so what they are about to fade in.
    /// </summary>
    public static bool IsHidden(IElement element) =>
        Attribute(element, "hidden") is not null
        || (
            Attribute(element, "style") is { Length: > 0 } style
            && (Declares(style, "display", "none") || Declares(style, "visibility", "hidden") || Declares(style, "visibility", "collapse"))
        );

    /// <summary>Whether what is in an element is struck out: deleted, or no longer so (HTML, sections 4.5.5 and 4.7.2).</summary>
    public static bool IsStruck(IElement element) =>
        element.LocalName is "del" or "s" or "strike"
        || (
            Attribute(element, "style") is { Length: > 0 } style
            && (Declares(style, "text-decoration", "line-through") || Declares(style, "text-decoration-line", "line-through"))
        );

    /// <summary>An attribute's value. Most elements have none, and asking each of them by name for several adds up.</summary>
    private static string? Attribute(IElement element, string name) => element.Attributes.Length == 0 ? null : element.GetAttribute(name);

    /// <summary>Whether an element's own style has a declaration whose value is, or has among its words, the one asked for.</summary>
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
    /// The language that a code block names in its class (<c>language-cs</c>, HTML 4.5.15; <c>lang-cs</c>; <c>highlight-source-cs</c>;
    /// pandoc's <c>sourceCode cs</c>).
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

    /// <summary>What an element that stands beside the main content is called; null where it belongs to it.</summary>
    /// <param name="inContent">Inside an article, section or main, where headers and footers are part of the content.</param>
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

    /// <summary>The one element that holds the main content, where the page says so.</summary>
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
