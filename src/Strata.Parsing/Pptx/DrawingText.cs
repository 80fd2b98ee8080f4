using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Pptx;

/// <summary>The text of a DrawingML paragraph (ECMA-376 part 1, 21.1.2): runs, line breaks, fields by what they show, equations, links with where they lead.</summary>
internal static class DrawingText
{
    /// <param name="mayBeTarget">Whether a paragraph that is nothing but one link may leave its address to the block's target.</param>
    public static (string Text, string? Target) Of(XElement paragraph, IReadOnlyDictionary<string, Relationship> relationships, bool mayBeTarget = false)
    {
        var text = new LinkedText();
        Append(paragraph, relationships, text);
        var (said, target) = text.End(mayBeTarget);
        return (said.Replace('\v', '\n').Trim('\n', ' ', '\t'), target);
    }

    /// <summary>The paragraphs of a text, a line each, without blank ones: what a cell or a comment says.</summary>
    public static string Lines(XElement? body, IReadOnlyDictionary<string, Relationship> relationships) =>
        string.Join('\n', (body?.Elements(OfficeNames.A + "p") ?? []).Select(paragraph => Of(paragraph, relationships).Text).Where(line => line.Length > 0));

    private static void Append(XElement parent, IReadOnlyDictionary<string, Relationship> relationships, LinkedText text)
    {
        foreach (var child in parent.Elements())
        {
            switch (child.Name.LocalName)
            {
                case "r" or "fld" when child.Name.Namespace == OfficeNames.A:
                    var start = text.Length;
                    text.Append(child.Element(OfficeNames.A + "t")?.Value ?? "");
                    var link = child.Element(OfficeNames.A + "rPr")?.Element(OfficeNames.A + "hlinkClick")?.Attribute(OfficeNames.R + "id")?.Value;
                    if (relationships.GetValueOrDefault(link ?? "") is { IsExternal: true } target)
                    {
                        text.Link(start, target.Target);
                    }

                    break;
                case "br" when child.Name.Namespace == OfficeNames.A:
                    text.Append("\n");
                    break;
                case "m" when child.Name.Namespace == OfficeNames.A14:
                    text.Append(MathText.Of(child));
                    break;
                case "AlternateContent":
                    Append(child.Element(OfficeNames.Mc + "Choice") ?? child.Element(OfficeNames.Mc + "Fallback") ?? child, relationships, text);
                    break;
            }
        }
    }
}
