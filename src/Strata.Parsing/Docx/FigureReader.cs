using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>Reads drawings in DrawingML or the older VML: pictures with alternative text, text boxes, rules, charts, diagrams.</summary>
internal static class FigureReader
{
    public const string Chart = "chart";
    public const string Diagram = "diagram";

    public static void Read(
        XElement drawing,
        Func<XElement, string> pathOf,
        IReadOnlyDictionary<string, Relationship> relationships,
        ParagraphText into,
        bool isHidden
    )
    {
        var properties = drawing.Descendants(WordMarkup.Wp + "docPr").FirstOrDefault();
        isHidden |= properties?.Attribute("hidden")?.Value is "1" or "true";
        var boxes = Outermost(drawing, WordMarkup.W + "txbxContent").ToList();
        foreach (var box in boxes)
        {
            into.TextBoxes.Add((box, pathOf(box), isHidden));
        }
        if (drawing.Descendants(WordMarkup.V + "rect").Any(rect => rect.Attribute(WordMarkup.O + "hr")?.Value is "t" or "true"))
        {
            into.HasRule = true;
            return;
        }
        var pictures = Outside(boxes, drawing.Descendants(WordMarkup.A + "blip")).ToList();
        var picture = pictures.FirstOrDefault();
        var image = Outside(boxes, drawing.Descendants(WordMarkup.V + "imagedata")).FirstOrDefault();
        var id =
            picture?.Attribute(WordMarkup.R + "embed")?.Value
            ?? picture?.Attribute(WordMarkup.R + "link")?.Value
            ?? image?.Attribute(WordMarkup.R + "id")?.Value;
        var text =
            Said(properties?.Attribute("descr")?.Value)
            ?? Said(properties?.Attribute("title")?.Value)
            ?? Said(image?.Parent?.Attribute("alt")?.Value)
            ?? Said(image?.Attribute(WordMarkup.O + "title")?.Value);
        var drawings = Outside(boxes, drawing.Descendants(WordMarkup.A + "graphicData").Elements())
            .Where(child => !IsKnown(child))
            .ToList();
        var isDescribed = text is not null && (id is not null || boxes.Count == 0);
        if (id is not null || isDescribed)
        {
            into.Figures.Add(
                new(
                    text ?? "",
                    relationships.GetValueOrDefault(id ?? ""),
                    pathOf(drawing),
                    isHidden,
                    id is null && drawings.Count > 0 ? KindOf(drawings[0]) : null
                )
            );
        }
        // A group's further pictures, each with its description.
        foreach (
            var (blip, frame) in pictures
                .Skip(1)
                .Select(blip => (blip, blip.Ancestors().FirstOrDefault(around => around.Name.LocalName == "pic")))
        )
        {
            if (frame is not null)
            {
                var named = frame.Descendants().FirstOrDefault(inner => inner.Name.LocalName == "cNvPr");
                var target = relationships.GetValueOrDefault(
                    blip.Attribute(WordMarkup.R + "embed")?.Value ?? blip.Attribute(WordMarkup.R + "link")?.Value ?? ""
                );
                into.Figures.Add(
                    new(
                        Said(named?.Attribute("descr")?.Value) ?? Said(named?.Attribute("title")?.Value) ?? "",
                        target,
                        pathOf(frame),
                        isHidden
                    )
                );
            }
        }
        foreach (var drawn in drawings)
        {
            var part = relationships.GetValueOrDefault(
                drawn.Attribute(WordMarkup.R + (drawn.Name == WordMarkup.Dgm + "relIds" ? "dm" : "id"))?.Value ?? ""
            );
            var kind = KindOf(drawn);
            if (drawn.Name == WordMarkup.C + "chart" || drawn.Name == WordMarkup.Dgm + "relIds")
            {
                into.Drawings.Add(new(kind, part, pathOf(drawn), isHidden, isDescribed));
            }
            else if (!isDescribed)
            {
                into.Figures.Add(new("", part, pathOf(drawn), isHidden, kind));
            }
        }
    }

    /// <summary>Whether the element is a picture, shape or group, whose contents are read.</summary>
    private static bool IsKnown(XElement drawn) => drawn.Name.LocalName is "pic" or "wsp" or "wgp" or "wpc" or "lockedCanvas";

    private static string KindOf(XElement drawn) =>
        drawn.Name == WordMarkup.Dgm + "relIds" ? Diagram
        : drawn.Name.LocalName == "chart" ? Chart
        : "drawing";

    /// <summary>Returns elements by name, without those nested in another. Skips a fallback if there is a choice.</summary>
    private static IEnumerable<XElement> Outermost(XElement root, XName name)
    {
        foreach (var child in root.Elements())
        {
            if (child.Name == name)
            {
                yield return child;
            }
            else if (
                child.Name != WordMarkup.Mc + "Fallback"
                || child.ElementsBeforeSelf(WordMarkup.Mc + "Choice").FirstOrDefault() is null
            )
            {
                foreach (var inner in Outermost(child, name))
                {
                    yield return inner;
                }
            }
        }
    }

    private static IEnumerable<XElement> Outside(List<XElement> boxes, IEnumerable<XElement> elements) =>
        boxes.Count == 0 ? elements : elements.Where(element => !element.Ancestors(WordMarkup.W + "txbxContent").Any());

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
