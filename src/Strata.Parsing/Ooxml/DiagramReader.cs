using System.Xml.Linq;

namespace Strata.Parsing.Ooxml;

/// <summary>Reads the texts of a diagram (SmartArt; ECMA-376 part 1, 21.4.3) as nested list items.</summary>
internal static class DiagramReader
{
    private const int Deepest = 8;

    public static bool IsContainer(XName name) => name.LocalName is "dataModel" or "ptLst" or "cxnLst";

    public static IEnumerable<Block> Blocks(DrawnPart diagram, IEnumerable<XmlPiece> part, RenderedText text)
    {
        var pieces = part.Where(piece => piece.Element is not null).ToList();
        var points = pieces.Where(piece => piece.Name == OfficeNames.Dgm + "pt").ToList();
        foreach (
            var (point, level) in InOrder(
                points,
                pieces.Where(piece => piece.Name == OfficeNames.Dgm + "cxn").Select(piece => piece.Element).OfType<XElement>()
            )
        )
        {
            var body = point.Element?.Element(OfficeNames.Dgm + "t");
            if (body is not null && DrawingText.Lines(body, diagram.Relationships) is { Length: > 0 } says)
            {
                yield return text.Add(
                    BlockType.ListItem,
                    says,
                    diagram.At with
                    {
                        Path = point.PathOf(body),
                    },
                    level,
                    diagram.Traits with
                    {
                        Ordered = false,
                    }
                );
            }
        }
    }

    /// <summary>Returns points depth-first from the root, then those not reached from it.</summary>
    private static IEnumerable<(XmlPiece Point, int Level)> InOrder(List<XmlPiece> points, IEnumerable<XElement> connections)
    {
        var byId = points.GroupBy(IdOf).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var children = connections
            .Where(cxn => cxn.Attribute("type")?.Value is null or "parOf")
            .OrderBy(cxn =>
                int.TryParse(cxn.Attribute("srcOrd")?.Value, CultureInfo.InvariantCulture, out var order) ? order : int.MaxValue
            )
            .ToLookup(cxn => cxn.Attribute("srcId")?.Value ?? "", cxn => cxn.Attribute("destId")?.Value ?? "", StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<(string Id, int Level)>(
            points.Where(point => point.Element?.Attribute("type")?.Value == "doc").Select(point => (IdOf(point), -1))
        );
        while (open.TryPop(out var next))
        {
            if (!told.Add(next.Id) || !byId.TryGetValue(next.Id, out var point))
            {
                continue;
            }
            if (next.Level >= 0)
            {
                yield return (point, Math.Min(next.Level, Deepest));
            }
            foreach (var child in children[next.Id].Reverse())
            {
                open.Push((child, next.Level + 1));
            }
        }
        foreach (
            var point in points.Where(point =>
                point.Element?.Attribute("type")?.Value is null or "node" or "asst" && !told.Contains(IdOf(point))
            )
        )
        {
            yield return (point, 0);
        }
    }

    private static string IdOf(XmlPiece point) => point.Element?.Attribute("modelId")?.Value ?? "";
}
