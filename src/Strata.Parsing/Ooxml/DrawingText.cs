using System.Xml.Linq;

namespace Strata.Parsing.Ooxml;

/// <summary>
/// Reads the text of a DrawingML paragraph (ECMA-376 part 1, 21.1.2): runs, line breaks, field results, equations, links with their
/// targets.
/// </summary>
internal static class DrawingText
{
    /// <param name="mayBeTarget">Whether a paragraph that is a single link may leave its address to the block's target.</param>
    public static (string Text, string? Target) Of(
        XElement paragraph,
        IReadOnlyDictionary<string, Relationship> relationships,
        bool mayBeTarget = false
    )
    {
        var text = new LinkedText();
        Append(paragraph, relationships, text);
        var (said, target, _) = text.End(mayBeTarget);
        return (said.Replace('\v', '\n').Trim('\n', ' ', '\t'), target);
    }

    /// <summary>Returns the non-blank paragraphs of a cell or comment, one per line.</summary>
    public static string Lines(XElement? body, IReadOnlyDictionary<string, Relationship> relationships) =>
        string.Join(
            '\n',
            (body?.Elements(OfficeNames.A + "p") ?? [])
                .Select(paragraph => Of(paragraph, relationships).Text)
                .Where(line => line.Length > 0)
        );

    private static void Run(XElement run, IReadOnlyDictionary<string, Relationship> relationships, LinkedText text)
    {
        var properties = run.Element(OfficeNames.A + "rPr");
        var link = relationships.GetValueOrDefault(
            properties?.Element(OfficeNames.A + "hlinkClick")?.Attribute(OfficeNames.R + "id")?.Value ?? ""
        );
        var target = link is { IsExternal: true } ? link.Target : null;
        var start = target is null ? 0 : text.Length;
        text.Append(run.Element(OfficeNames.A + "t")?.Value ?? "", Mark(properties?.Attribute("baseline")?.Value));
        if (target is not null)
        {
            text.Link(start, target);
        }
    }

    /// <summary>Maps a baseline offset, in thousandths of a percent or as a percentage (ECMA-376 part 1, 21.1.2.3.9), to a mark.</summary>
    private static char Mark(string? baseline) =>
        baseline is null or "" || baseline.Trim('0', '%').Length == 0 ? default
        : baseline.StartsWith('-') ? RaisedText.Down
        : RaisedText.Up;

    private static void Append(XElement parent, IReadOnlyDictionary<string, Relationship> relationships, LinkedText text)
    {
        foreach (var child in parent.Elements())
        {
            switch (child.Name.LocalName)
            {
                case "r" or "fld" when child.Name.Namespace == OfficeNames.A:
                    Run(child, relationships, text);
                    break;
                case "br" when child.Name.Namespace == OfficeNames.A:
                    text.Append("\n");
                    break;
                case "m" when child.Name.Namespace == OfficeNames.A14:
                    text.Append(MathText.Of(child));
                    break;
                case "AlternateContent":
                    Append(
                        child.Element(OfficeNames.Mc + "Choice") ?? child.Element(OfficeNames.Mc + "Fallback") ?? child,
                        relationships,
                        text
                    );
                    break;
            }
        }
    }
}
