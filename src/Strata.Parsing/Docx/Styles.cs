using System.Xml.Linq;

namespace Strata.Parsing.Docx;

/// <summary>Properties of a style, including inherited ones.</summary>
internal sealed record StyleFacts
{
    public static StyleFacts Plain { get; } = new();

    /// <summary>1–6 for headings.</summary>
    public int? Heading { get; init; }
    public bool IsCode { get; init; }
    public bool IsQuote { get; init; }
    public bool IsCaption { get; init; }
    public bool IsContents { get; init; }
    public bool IsHidden { get; init; }

    /// <summary>Superscript or subscript: a mark of <see cref="RaisedText"/>.</summary>
    public char Mark { get; init; }

    /// <summary>List (<c>numId</c>) and level that the style puts its paragraphs in.</summary>
    public string? List { get; init; }
    public int ListLevel { get; init; }
}

/// <summary>The styles of a document (ECMA-376 part 1, 17.7), resolved along <c>basedOn</c>.</summary>
internal sealed class Styles
{
    private const int MaxChain = 32;

    private readonly Dictionary<string, XElement> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, StyleFacts> _facts = new(StringComparer.OrdinalIgnoreCase);
    private readonly string? _default;

    public Styles(IEnumerable<XElement> styles)
    {
        foreach (var style in styles.Where(style => style.Name == WordMarkup.W + "style"))
        {
            if (
                style.Attribute(WordMarkup.W + "styleId")?.Value is { } id
                && _byId.TryAdd(id, style)
                && style.Attribute(WordMarkup.W + "default")?.Value is "1" or "true"
                && style.Attribute(WordMarkup.W + "type")?.Value == "paragraph"
            )
            {
                _default ??= style.Attribute(WordMarkup.W + "styleId")?.Value;
            }
        }
    }

    public StyleFacts this[string? id]
    {
        get
        {
            id ??= _default;
            if (id is null)
            {
                return StyleFacts.Plain;
            }
            if (!_facts.TryGetValue(id, out var facts))
            {
                _facts[id] = facts = Resolve(id);
            }
            return facts;
        }
    }

    private StyleFacts Resolve(string id)
    {
        var facts = StyleFacts.Plain;
        var chain = new List<XElement>();
        for (
            var at = id;
            at is not null && _byId.TryGetValue(at, out var style) && chain.Count < MaxChain;
            at = style.Element(WordMarkup.W + "basedOn").Val()
        )
        {
            chain.Add(style);
        }
        // An undefined style is classified by its id: some converters leave out styles.xml.
        facts = chain.Count == 0 ? Named(facts, id) : facts;
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            facts = Own(facts, chain[i]);
        }
        return facts;
    }

    private static StyleFacts Own(StyleFacts facts, XElement style)
    {
        facts = Named(facts, style.Element(WordMarkup.W + "name").Val() ?? "");
        var properties = style.Element(WordMarkup.W + "pPr");
        if (properties?.Element(WordMarkup.W + "outlineLvl").Val() is { } outline && int.TryParse(outline, out var level))
        {
            facts = facts with { Heading = level is >= 0 and <= 8 ? Math.Min(level + 1, 6) : null };
        }
        if (properties?.Element(WordMarkup.W + "numPr") is { } list)
        {
            facts = facts with
            {
                List = list.Element(WordMarkup.W + "numId").Val() ?? facts.List,
                ListLevel = int.TryParse(list.Element(WordMarkup.W + "ilvl").Val(), out var depth)
                    ? Math.Clamp(depth, 0, 8)
                    : facts.ListLevel,
            };
        }
        var run = style.Element(WordMarkup.W + "rPr");
        facts = run?.Element(WordMarkup.W + "vertAlign") is { } align ? facts with { Mark = MarkOf(align) } : facts;
        return run?.Element(WordMarkup.W + "vanish") is { } vanish ? facts with { IsHidden = vanish.IsOn() } : facts;
    }

    /// <summary>Returns the superscript or subscript mark (ECMA-376 part 1, 17.3.2.42).</summary>
    public static char MarkOf(XElement align) =>
        align.Val() switch
        {
            "superscript" => RaisedText.Up,
            "subscript" => RaisedText.Down,
            _ => default,
        };

    private static StyleFacts Named(StyleFacts facts, string name) =>
        facts with
        {
            Heading = StyleNames.HeadingLevel(name) ?? facts.Heading,
            IsCode = facts.IsCode || StyleNames.IsCode(name),
            IsQuote = facts.IsQuote || StyleNames.IsQuote(name),
            IsCaption = facts.IsCaption || StyleNames.IsCaption(name),
            IsContents = facts.IsContents || StyleNames.IsContents(name),
        };
}
