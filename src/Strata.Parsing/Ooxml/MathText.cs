using System.Xml.Linq;

namespace Strata.Parsing.Ooxml;

/// <summary>Equations (Office MathML, ECMA-376 part 1, 22.1) as a line of text: <c>x=(-b±√(b^2-4ac))/(2a)</c>.</summary>
internal static class MathText
{
    public static string Of(XElement math)
    {
        var text = new StringBuilder();
        Append(math, text);
        return text.ToString().Trim();
    }

    private static void Append(XElement element, StringBuilder text)
    {
        if (element.Name.Namespace != OfficeNames.M)
        {
            if (element.Name != OfficeNames.W + "rPr" && element.Name != OfficeNames.W + "del")
            {
                Children(element, text);
            }
            return;
        }
        switch (element.Name.LocalName)
        {
            case "t":
                text.Append(element.Value);
                break;
            case "f":
                text.Append(Grouped(Part(element, "num"))).Append('/').Append(Grouped(Part(element, "den")));
                break;
            case "sSup":
                text.Append(Part(element, "e")).Append('^').Append(Grouped(Part(element, "sup")));
                break;
            case "sSub":
                text.Append(Part(element, "e")).Append('_').Append(Grouped(Part(element, "sub")));
                break;
            case "sSubSup" or "sPre":
                text.Append(Part(element, "e"))
                    .Append('_')
                    .Append(Grouped(Part(element, "sub")))
                    .Append('^')
                    .Append(Grouped(Part(element, "sup")));
                break;
            case "rad":
                var degree = Part(element, "deg");
                text.Append(degree.Length > 0 ? $"root({degree}, {Part(element, "e")})" : "√" + Grouped(Part(element, "e")));
                break;
            case "nary":
                text.Append(Property(element, "naryPr", "chr") ?? "∫");
                Limit(text, '_', Part(element, "sub"));
                Limit(text, '^', Part(element, "sup"));
                text.Append(' ').Append(Part(element, "e"));
                break;
            case "d":
                var separator = Property(element, "dPr", "sepChr") ?? "|";
                text.Append(Property(element, "dPr", "begChr") ?? "(")
                    .AppendJoin(separator, element.Elements(OfficeNames.M + "e").Select(Of))
                    .Append(Property(element, "dPr", "endChr") ?? ")");
                break;
            case "func":
                text.Append(Part(element, "fName")).Append(' ').Append(Grouped(Part(element, "e")));
                break;
            case "limLow":
                text.Append(Part(element, "e"));
                Limit(text, '_', Part(element, "lim"));
                break;
            case "limUpp":
                text.Append(Part(element, "e"));
                Limit(text, '^', Part(element, "lim"));
                break;
            case "m":
                text.Append('[')
                    .AppendJoin(
                        "; ",
                        element
                            .Elements(OfficeNames.M + "mr")
                            .Select(row => string.Join(", ", row.Elements(OfficeNames.M + "e").Select(Of)))
                    )
                    .Append(']');
                break;
            case "eqArr":
                text.AppendJoin("; ", element.Elements(OfficeNames.M + "e").Select(Of));
                break;
            case var name when name.EndsWith("Pr", StringComparison.Ordinal):
                break;
            default:
                Children(element, text);
                break;
        }
    }

    private static void Children(XElement element, StringBuilder text)
    {
        foreach (var child in element.Elements())
        {
            Append(child, text);
        }
    }

    private static void Limit(StringBuilder text, char mark, string limit)
    {
        if (limit.Length > 0)
        {
            text.Append(mark).Append(Grouped(limit));
        }
    }

    private static string Part(XElement element, string name) => element.Element(OfficeNames.M + name) is { } part ? Of(part) : "";

    private static string? Property(XElement element, string properties, string name) =>
        element.Element(OfficeNames.M + properties)?.Element(OfficeNames.M + name)?.Attribute(OfficeNames.M + "val")?.Value;

    private static string Grouped(string text) => RaisedText.IsWhole(text) ? text : $"({text})";
}
