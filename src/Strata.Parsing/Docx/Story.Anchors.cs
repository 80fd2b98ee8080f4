namespace Strata.Parsing.Docx;

/// <summary>What stands behind a paragraph: what is hidden inside of it, and what hangs on it.</summary>
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
            var traits = Noted(null, read.IsInHidden || figure.IsHidden) ?? new();
            yield return text.Add(BlockType.Figure, figure.Text, At(figure.Path), traits: traits with { Target = figure.Target });
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

    /// <summary>What is hidden inside of a text is no part of what it says, and stands behind it.</summary>
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
