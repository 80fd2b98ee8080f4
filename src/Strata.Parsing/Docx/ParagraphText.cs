using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>A picture or other thing that is not text, in the paragraph that anchors it.</summary>
internal sealed record FigureFound(string Text, string? Target, string Path);

/// <summary>
/// What the reader gathers of one paragraph, or of several whose marks in between were deleted: text by where it stands, and what
/// hangs on it.
/// </summary>
/// <param name="inPart">Whether it is only a part of its block, which has no target or box of its own: the text says them.</param>
internal sealed class ParagraphText(bool inPart = false)
{
    private readonly LinkedText _text = new();

    public List<(string Text, string Path)> Segments { get; } = [];
    public List<string> Footnotes { get; } = [];
    public List<string> Comments { get; } = [];
    public List<FigureFound> Figures { get; } = [];
    public List<(XElement Box, string Path)> TextBoxes { get; } = [];
    public bool BreaksBefore { get; set; }
    public bool BreaksAfter { get; set; }
    public bool HasRule { get; set; }
    public bool? Checked { get; set; }
    public bool HasMath { get; set; }
    public int Length => _text.Length;

    /// <summary>Characters that are not of an equation.</summary>
    public int WordLength => Remarks.Words;

    public Remarks Remarks { get; } = new();

    /// <summary>Set where the whole paragraph is one link.</summary>
    public string? Target { get; private set; }

    public string Text => string.Concat(Segments.Select(segment => segment.Text));

    /// <summary>The segments without blanks around the whole, as a part of a block; a box that is ticked or not stands before them.</summary>
    public IEnumerable<(string Text, string Path)> Line()
    {
        var line = Trimmed();
        if (Checked is { } box)
        {
            line.Insert(0, (box ? "[x] " : "[ ] ", Segments[0].Path));
        }

        return line.Where(piece => piece.Text.Length > 0);
    }

    /// <summary>Whether anything hangs on it.</summary>
    public bool HasAnchors => Figures.Count + TextBoxes.Count + Footnotes.Count + Comments.Count > 0;

    /// <param name="mark">Whether it is raised or lowered (<see cref="LinkedText.Append"/>).</param>
    public void Append(string text, bool isHidden = false, bool isMath = false, char mark = default)
    {
        _text.Append(text, mark);
        Remarks.Count(isMath ? 0 : text.Count(c => !char.IsWhiteSpace(c)), isHidden);
    }

    public void Link(int start, string target) => _text.Link(start, target);

    /// <summary>Ends the paragraph that stands at the path: what comes now is of the next.</summary>
    public void End(string path)
    {
        var (text, target) = _text.End(mayBeTarget: !inPart && Segments.TrueForAll(segment => segment.Text.Length == 0));
        if (Target is { } before && text.Length > 0)
        {
            // The link is no longer all of the paragraph.
            Segments[^1] = (Segments[^1].Text + LinkedText.Address(before), Segments[^1].Path);
            Target = null;
        }

        Target ??= target;
        Segments.Add((text, path));
    }

    /// <summary>Without blanks around the whole; those between the pieces stay.</summary>
    public List<(string Text, string Path)> Trimmed()
    {
        var trimmed = Segments.FindAll(segment => segment.Text.Length > 0);
        if (trimmed.Count > 0)
        {
            trimmed[0] = (trimmed[0].Text.TrimStart('\n', ' ', '\t'), trimmed[0].Path);
            trimmed[^1] = (trimmed[^1].Text.TrimEnd('\n', ' ', '\t'), trimmed[^1].Path);
        }

        return trimmed;
    }
}
