using AngleSharp.Dom;

namespace Strata.Parsing.Html;

/// <summary>
/// A formula (MathML Core; MathML 3, chapter 3) as a line of text: the author's own if the page keeps it (TeX), else
/// <c>x=(-b±√(b^2-4ac))/(2a)</c>.
/// </summary>
internal static class HtmlMath
{
    /// <summary>Returns the line and the formula's place. Call in tree order.</summary>
    public static (string Text, HtmlPlace? Place) Read(IElement math, HtmlSource source)
    {
        HtmlPlace? around = null;
        foreach (var words in math.GetDescendants().OfType<IText>())
        {
            if (source.Find(words.Data) is { } place && !string.IsNullOrWhiteSpace(words.Data))
            {
                around = around is { } so
                    ? new(
                        new(so.Bytes.Start, Math.Max(so.Bytes.End, place.Bytes.End) - so.Bytes.Start),
                        so.First,
                        Math.Max(so.Last, place.Last)
                    )
                    : place;
            }
        }
        var annotation = math.GetDescendants().OfType<IElement>().FirstOrDefault(element => element.LocalName == "annotation");
        var written = Said(annotation?.TextContent) ?? Said(math.GetAttribute("alttext")) ?? Of(math);
        return (written.Trim(), around);
    }

    private static string Of(IElement math)
    {
        var text = new StringBuilder();
        Children(math, text);
        return text.ToString();
    }

    private static void Append(IElement element, StringBuilder text)
    {
        var parts = element.Children;
        switch (element.LocalName)
        {
            case "mi" or "mn" or "mo" or "mtext" or "ms":
                text.Append(Words(element));
                break;
            case "mspace":
                text.Append(' ');
                break;
            case "msup" when parts.Length == 2:
                text.Append(Part(parts[0])).Append('^').Append(Grouped(parts[1]));
                break;
            case "msub" when parts.Length == 2:
                text.Append(Part(parts[0])).Append('_').Append(Grouped(parts[1]));
                break;
            case "msubsup" or "munderover" when parts.Length == 3:
                text.Append(Part(parts[0])).Append('_').Append(Grouped(parts[1])).Append('^').Append(Grouped(parts[2]));
                break;
            case "munder" when parts.Length == 2:
                text.Append(Part(parts[0])).Append('_').Append(Grouped(parts[1]));
                break;
            case "mover" when parts.Length == 2:
                text.Append(Part(parts[0])).Append('^').Append(Grouped(parts[1]));
                break;
            case "mfrac" when parts.Length == 2:
                text.Append(Grouped(parts[0])).Append('/').Append(Grouped(parts[1]));
                break;
            case "msqrt":
                var root = new StringBuilder();
                Children(element, root);
                text.Append('√').Append(Grouped(root.ToString()));
                break;
            case "mroot" when parts.Length == 2:
                text.Append("root(").Append(Part(parts[1])).Append(", ").Append(Part(parts[0])).Append(')');
                break;
            case "mfenced":
                text.Append(element.GetAttribute("open") ?? "(")
                    .AppendJoin(Said(element.GetAttribute("separators"))?[..1] ?? ",", parts.Select(Part))
                    .Append(element.GetAttribute("close") ?? ")");
                break;
            case "mtable":
                text.Append('[').AppendJoin("; ", parts.Select(row => string.Join(", ", row.Children.Select(Part)))).Append(']');
                break;
            case "annotation" or "annotation-xml" or "mphantom":
                break;
            default:
                Children(element, text);
                break;
        }
    }

    private static void Children(IElement element, StringBuilder text)
    {
        foreach (var child in element.Children)
        {
            Append(child, text);
        }
    }

    private static string Part(IElement element)
    {
        var text = new StringBuilder();
        Append(element, text);
        return text.ToString();
    }

    private static string Grouped(IElement element) => Grouped(Part(element));

    private static string Grouped(string text) => RaisedText.IsWhole(text) ? text : $"({text})";

    /// <summary>Collapses white space, which around tokens is only source layout, and trims invisible operators.</summary>
    private static string Words(IElement token) =>
        string.Join(' ', token.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Trim('\u2061', '\u2062', '\u2063', '\u2064');

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
