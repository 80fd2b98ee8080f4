using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Pptx;

/// <summary>
/// Makes blocks of the shapes of a slide (ECMA-376 part 1, 19.3.1): texts, tables, pictures, charts, diagrams, and groups of them.
/// </summary>
internal sealed class ShapeReader(PptxFile file, RenderedText text)
{
    private readonly BodyReader _bodies = new(text);
    private readonly DrawnParts _drawn = new(file.Hold, new());

    /// <summary>Footers and dates already given, so that repeats are skipped.</summary>
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public IEnumerable<Block> Blocks(XmlPiece piece, SlideStory story) => piece.Element is { } element ? Shape(element, piece, story) : [];

    private IEnumerable<Block> Shape(XElement shape, XmlPiece piece, SlideStory story)
    {
        story = Placeholder.IsHidden(shape) ? story with { IsHidden = true } : story;
        return shape.Name.LocalName switch
        {
            "sp" => Body(shape, piece, story),
            "pic" => [Figure(shape, piece, story, Target(shape, story), null)],
            "graphicFrame" => Graphic(shape, piece, story),
            "nvGrpSpPr" => Described(shape, piece, story, "group"),
            "grpSp" => shape.Elements().SelectMany(child => Shape(child, piece, story)),
            "AlternateContent" => Alternative(shape).SelectMany(child => Shape(child, piece, story)),
            _ => [],
        };
    }

    private IEnumerable<Block> Body(XElement shape, XmlPiece piece, SlideStory story)
    {
        var placeholder = Placeholder.Of(shape);
        var body = shape.Element(OfficeNames.P + "txBody");
        if (placeholder is { IsRepeated: true } && placeholder.IsLeftOut(DrawingText.Lines(body, story.Relationships), _told))
        {
            yield break;
        }
        var before = text.Count;
        foreach (var block in _bodies.Blocks(body, placeholder, piece, story))
        {
            yield return block;
        }
        var picture = shape.Element(OfficeNames.P + "spPr")?.Element(OfficeNames.A + "blipFill") is null ? null : Target(shape, story);
        if (picture is not null || (text.Count == before && Placeholder.Description(shape).Length > 0))
        {
            yield return Figure(shape, piece, story, picture, null);
        }
    }

    private IEnumerable<Block> Graphic(XElement frame, XmlPiece piece, SlideStory story)
    {
        var graphic = frame.Element(OfficeNames.A + "graphic")?.Element(OfficeNames.A + "graphicData");
        var table = graphic?.Element(OfficeNames.A + "tbl");
        if (table is not null)
        {
            return SlideTable.Blocks(table, piece, story, text);
        }
        if (
            graphic?.Element(OfficeNames.C + "chart")?.Attribute(OfficeNames.R + "id")?.Value is { } chart
            && story.Relationships.GetValueOrDefault(chart) is { IsExternal: false } charted
        )
        {
            return _drawn.Chart(Drawn(charted.Target, "chart"), text).Concat(Described(frame, piece, story, "chart"));
        }
        if (
            graphic?.Element(OfficeNames.Dgm + "relIds")?.Attribute(OfficeNames.R + "dm")?.Value is { } diagram
            && story.Relationships.GetValueOrDefault(diagram) is { IsExternal: false } drawn
        )
        {
            return _drawn.Diagram(Drawn(drawn.Target, "diagram"), text).Concat(Described(frame, piece, story, "diagram"));
        }
        var embedded = graphic?.Descendants(OfficeNames.P + "oleObj").FirstOrDefault();
        return embedded is null
            ? Described(frame, piece, story, null)
            :
            [
                Figure(
                    frame,
                    piece,
                    story,
                    story.Relationships.GetValueOrDefault(embedded.Attribute(OfficeNames.R + "id")?.Value ?? "")?.Target,
                    "embedded object"
                ),
            ];

        DrawnPart Drawn(string part, string kind) =>
            new(part, (story with { Part = part }).At(), story.At(piece.PathOf(frame)), story.Noted(kind), story.Relationships)
            {
                IsDescribed = Placeholder.Description(frame).Length > 0,
            };
    }

    /// <summary>Returns a shape without text as a figure if it has alternative text.</summary>
    private IEnumerable<Block> Described(XElement shape, XmlPiece piece, SlideStory story, string? note)
    {
        if (Placeholder.Description(shape).Length > 0)
        {
            yield return Figure(shape, piece, story, null, note);
        }
    }

    private Block Figure(XElement shape, XmlPiece piece, SlideStory story, string? target, string? note) =>
        text.Add(
            BlockType.Figure,
            Placeholder.Description(shape),
            story.At(piece.PathOf(shape)),
            traits: SlideStory.Said(story.Noted(note) with { Target = target })
        );

    /// <summary>Returns the target of the picture, video or audio.</summary>
    private static string? Target(XElement shape, SlideStory story)
    {
        var media = Placeholder
            .Properties(shape)
            ?.Element(OfficeNames.P + "nvPr")
            ?.Elements()
            .FirstOrDefault(e => e.Name.LocalName is "videoFile" or "audioFile");
        var picture = shape.Descendants(OfficeNames.A + "blip").FirstOrDefault();
        var id =
            media?.Attribute(OfficeNames.R + "link")?.Value
            ?? picture?.Attribute(OfficeNames.R + "embed")?.Value
            ?? picture?.Attribute(OfficeNames.R + "link")?.Value;
        return story.Relationships.GetValueOrDefault(id ?? "")?.Target;
    }

    private static IEnumerable<XElement> Alternative(XElement content) =>
        (content.Element(OfficeNames.Mc + "Choice") ?? content.Element(OfficeNames.Mc + "Fallback"))?.Elements() ?? [];
}
