using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>Blocks after a paragraph: its hidden text and anchored objects.</summary>
internal sealed partial class Story
{
    private IEnumerable<Block> Anchored(ParagraphText read)
    {
        foreach (var block in Hidden(read))
        {
            yield return block;
        }
        foreach (var figure in read.Figures)
        {
            var traits = Noted(figure.Kind, read.IsInHidden || figure.IsHidden) ?? new();
            yield return text.Add(BlockType.Figure, figure.Text, At(figure.Path), traits: traits with { Target = Named(figure.Target) });
        }
        foreach (var block in read.Drawings.SelectMany(drawing => Drawn(drawing, drawing.IsHidden || read.IsInHidden)))
        {
            yield return block;
        }
        foreach (var (box, path, hides) in read.TextBoxes)
        {
            var inner = new Story(file, part, relationships, text, marks, Joined(note, "text box"), isHidden || read.IsInHidden || hides);
            foreach (var block in inner.Blocks(PiecesOf(box, path)))
            {
                yield return block;
            }
        }
        foreach (var (id, hides) in read.Footnotes.Where(reference => reference.Id[0] == 'f'))
        {
            foreach (var block in marks.Footnote(id[1..], text, isHidden || read.IsInHidden || hides))
            {
                yield return block;
            }
        }
        foreach (var (id, hides) in read.Comments)
        {
            foreach (var block in marks.Comment(id, text, isHidden || read.IsInHidden || hides))
            {
                yield return block;
            }
        }
    }

    /// <summary>Reads a chart or diagram from its own part.</summary>
    private IEnumerable<Block> Drawn(DrawingFound drawing, bool hides)
    {
        var traits = Noted(drawing.Kind, hides) ?? new();
        if (drawing.Part is not { IsExternal: false } found)
        {
            return drawing.IsDescribed
                ? []
                : [text.Add(BlockType.Figure, "", At(drawing.Path), traits: traits with { Target = Named(drawing.Part) })];
        }
        var drawn = new DrawnPart(found.Target, new() { Part = file.Named(found.Target) }, At(drawing.Path), traits, relationships)
        {
            IsDescribed = drawing.IsDescribed,
        };
        return drawing.Kind == FigureReader.Chart ? file.Drawn.Chart(drawn, text) : file.Drawn.Diagram(drawn, text);
    }

    /// <summary>Reads an embedded document; a figure if it can't be read.</summary>
    private IEnumerable<Block> Chunk(XElement chunk, string path)
    {
        var found = relationships.GetValueOrDefault(chunk.Attribute(WordMarkup.R + "id")?.Value ?? "");
        if (found is { IsExternal: false } && AltChunk.Blocks(file, found.Target, text, marks) is { } blocks)
        {
            foreach (var block in file.Guarded(blocks))
            {
                yield return Noted(null) is { } around
                    ? block with
                    {
                        Traits = (block.Traits ?? new()) with
                        {
                            Note = Joined(around.Note, block.Traits?.Note),
                            Hidden = around.Hidden ?? block.Traits?.Hidden,
                        },
                    }
                    : block;
            }
            yield break;
        }
        if (found is not { IsExternal: false })
        {
            file.Say(
                $"what is put in at {path} (w:altChunk) is {(found is null ? "not there" : $"outside of the document, at {found.Target}")}, and was not read"
            );
        }
        yield return text.Add(BlockType.Figure, "", At(path), traits: (Noted("embedded document") ?? new()) with { Target = Named(found) });
    }

    private string? Named(Relationship? found) => found is { IsExternal: false } ? file.Named(found.Target) : found?.Target;

    /// <summary>Returns a paragraph's hidden text as hidden blocks that follow it.</summary>
    private IEnumerable<Block> Hidden(ParagraphText read)
    {
        if (read.IsTold || !read.HasHidden)
        {
            yield break;
        }
        foreach (var stretch in read.Stretches())
        {
            var block = text.Begin(BlockType.Paragraph);
            foreach (var (piece, path) in stretch)
            {
                block.Append(piece, path is null ? null : At(path));
            }
            yield return block.End(Noted(null, hides: true));
        }
    }
}
