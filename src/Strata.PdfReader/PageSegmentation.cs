namespace Strata.PdfReader;

/// <summary>Consecutive lines set alike, in even steps.</summary>
internal sealed class TextBlock(GlyphLine first)
{
    /// <summary>Tolerance for the type size within a block.</summary>
    private const double SameSize = 0.15;

    /// <summary>Largest gap between two lines, in line heights, and how much their step may exceed the first.</summary>
    private const double MaxWhite = 0.7;
    private const double MoreWhite = 0.15;

    private double? _step;

    public List<GlyphLine> Lines { get; } = [first];

    private GlyphLine Last => Lines[^1];

    /// <summary>Whether no further line can belong to it.</summary>
    public bool IsPassed(GlyphLine line) => line.Top - Last.Bottom > MaxWhite * (Last.Bottom - Last.Top);

    public bool GoesOn(GlyphLine line)
    {
        var height = Last.Bottom - Last.Top;
        var step = line.Base - Last.Base;
        return line.Words[0].First.Direction == Last.Words[0].First.Direction
            && Math.Abs(line.Size - Last.Size) < SameSize * Last.Size
            && step > SameSize * height
            && line.Top - Last.Bottom < MaxWhite * height
            && step < (_step ?? double.PositiveInfinity) + (MoreWhite * height)
            && line.Start < Lines.Max(l => l.End)
            && line.End > Lines.Min(l => l.Start);
    }

    public void Add(GlyphLine line)
    {
        _step ??= line.Base - Last.Base;
        Lines.Add(line);
    }
}

/// <summary>Groups lines into blocks.</summary>
internal static class PageSegmentation
{
    public static List<TextBlock> Of(IEnumerable<GlyphLine> lines)
    {
        var (blocks, open) = (new List<TextBlock>(), new List<TextBlock>());
        var rows = lines.GroupBy(line => (line.Words[0].First.Direction, Math.Round(line.Base, 1)));
        foreach (var row in rows.Select(row => row.ToList()))
        {
            open.RemoveAll(block => block.IsPassed(row[0]));
            var found = row.ConvertAll(line => (Line: line, Block: open.Find(block => block.GoesOn(line))));
            foreach (var (line, block) in found)
            {
                // Two lines side by side below one are separate columns.
                if (block is not null && found.Count(other => other.Block == block) == 1)
                {
                    block.Add(line);
                }
                else
                {
                    open.RemoveAll(other => other == block);
                    var begun = new TextBlock(line);
                    blocks.Add(begun);
                    open.Add(begun);
                }
            }
        }
        return blocks;
    }
}
