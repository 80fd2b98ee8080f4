using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Pptx;

/// <summary>Makes blocks of a shape's paragraphs: list items if the paragraph, shape, layout or master sets a bullet or number.</summary>
internal sealed class BodyReader(RenderedText text)
{
    public IEnumerable<Block> Blocks(XElement? body, Placeholder? placeholder, XmlPiece piece, SlideStory story)
    {
        if (body is null)
        {
            yield break;
        }
        if (placeholder?.IsTitle == true && Title(body, piece, story) is { } title)
        {
            yield return title;
            yield break;
        }
        var own = PlaceholderStyles.LevelsOf(body.Element(OfficeNames.A + "lstStyle"));
        var counts = new int?[PlaceholderStyles.Levels];
        foreach (var paragraph in body.Elements(OfficeNames.A + "p"))
        {
            var (says, target) = DrawingText.Of(paragraph, story.Relationships, mayBeTarget: true);
            if (says.Length == 0)
            {
                continue;
            }
            var properties = paragraph.Element(OfficeNames.A + "pPr");
            var level = int.TryParse(properties?.Attribute("lvl")?.Value, out var said)
                ? Math.Clamp(said, 0, PlaceholderStyles.Levels - 1)
                : 0;
            var bullet = Bullet.Of(properties) ?? own[level] ?? (placeholder is null ? Bullet.None : story.Styles.Of(placeholder, level));
            var label = Count(counts, level, bullet);
            yield return text.Add(
                bullet.IsNone ? BlockType.Paragraph : BlockType.ListItem,
                says,
                story.At(piece.PathOf(paragraph)),
                bullet.IsNone ? 0 : level,
                SlideStory.Said(
                    story.Noted(NoteOf(placeholder)) with
                    {
                        Ordered = bullet.IsNone ? null : bullet.Scheme is not null,
                        Label = label,
                        Number = label is null ? null : counts[level],
                        Target = target,
                    }
                )
            );
        }
    }

    /// <summary>Returns the title as one heading, however many lines it has. Null if empty.</summary>
    private Block? Title(XElement body, XmlPiece piece, SlideStory story)
    {
        var lines = body.Elements(OfficeNames.A + "p")
            .Select(paragraph => (DrawingText.Of(paragraph, story.Relationships).Text, Path: piece.PathOf(paragraph)))
            .Where(line => line.Text.Length > 0)
            .ToList();
        if (lines.Count == 0)
        {
            return null;
        }
        var block = text.Begin(BlockType.Heading, 1);
        foreach (var (line, path) in lines)
        {
            block.Append(block.Length == 0 ? "" : " ");
            block.Append(line.Replace('\n', ' '), story.At(path));
        }
        return block.End(SlideStory.Said(story.Noted()));
    }

    /// <summary>Returns the paragraph's number. Restarts deeper levels, and a level that something else interrupts.</summary>
    private static string? Count(int?[] counts, int level, Bullet bullet)
    {
        Array.Clear(counts, level + 1, counts.Length - level - 1);
        if (bullet.Scheme is null)
        {
            counts[level] = null;
            return null;
        }
        counts[level] = counts[level] + 1 ?? bullet.Start;
        return bullet.Label(counts[level] ?? bullet.Start);
    }

    private static string? NoteOf(Placeholder? placeholder) =>
        placeholder?.Type switch
        {
            "subTitle" => "subtitle",
            "ftr" => "footer",
            "hdr" => "header",
            "dt" => "date",
            "sldNum" => "slide number",
            _ => null,
        };
}
