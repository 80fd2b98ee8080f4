using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Pptx;

/// <summary>Tells which placeholder levels are lists, by a layout or else its master (ECMA-376 part 1, 19.3.1.36 and 21.1.2.4).</summary>
internal sealed class PlaceholderStyles
{
    public const int Levels = 9;

    private readonly List<(string Type, string? Index, Bullet?[] Levels)> _shapes = [];
    private readonly Dictionary<string, Bullet?[]> _texts = [];
    private readonly PlaceholderStyles? _above;

    private PlaceholderStyles(PlaceholderStyles? above) => _above = above;

    public static PlaceholderStyles None { get; } = new(null);

    public static bool IsContainer(XName name) =>
        name.LocalName is "sldLayout" or "sldMaster" or "cSld" or "spTree" or "grpSp" or "txStyles";

    public static PlaceholderStyles Read(IEnumerable<XmlPiece> pieces, PlaceholderStyles above)
    {
        var styles = new PlaceholderStyles(above);
        foreach (var element in pieces.Select(piece => piece.Element).OfType<XElement>())
        {
            if (element.Name.LocalName is "titleStyle" or "bodyStyle" or "otherStyle")
            {
                styles._texts[element.Name.LocalName] = LevelsOf(element);
            }
            else if (Placeholder.Of(element) is { } placeholder)
            {
                styles._shapes.Add(
                    (
                        placeholder.Type,
                        placeholder.Index,
                        LevelsOf(element.Element(OfficeNames.P + "txBody")?.Element(OfficeNames.A + "lstStyle"))
                    )
                );
            }
        }
        return styles;
    }

    /// <summary>Returns the bullet of a placeholder's level (0-based).</summary>
    public Bullet Of(Placeholder placeholder, int level)
    {
        for (var at = this; at is not null; at = at._above)
        {
            var shape = at._shapes.Find(s => placeholder.Index is not null && s.Index == placeholder.Index);
            shape = shape.Levels is null ? at._shapes.Find(s => Kind(s.Type) == Kind(placeholder.Type)) : shape;
            if ((shape.Levels?[level] ?? at._texts.GetValueOrDefault(Kind(placeholder.Type))?[level]) is { } bullet)
            {
                return bullet;
            }
        }
        return Bullet.None;
    }

    /// <summary>Reads the bullets of a list style's levels, in order.</summary>
    public static Bullet?[] LevelsOf(XElement? style)
    {
        var levels = new Bullet?[Levels];
        for (var i = 0; style is not null && i < Levels; i++)
        {
            levels[i] = Bullet.Of(style.Element(OfficeNames.A + string.Create(CultureInfo.InvariantCulture, $"lvl{i + 1}pPr")));
        }
        return levels;
    }

    /// <summary>Returns the master's text style for a placeholder.</summary>
    private static string Kind(string type) =>
        type switch
        {
            "title" or "ctrTitle" => "titleStyle",
            "dt" or "ftr" or "hdr" or "sldNum" => "otherStyle",
            _ => "bodyStyle",
        };
}
