using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>A picture or other object anchored in a paragraph.</summary>
/// <param name="Kind">Null for pictures.</param>
internal sealed record FigureFound(string Text, Relationship? Target, string Path, bool IsHidden, string? Kind = null);

/// <summary>A chart or a diagram.</summary>
/// <param name="Part">Null if the relationship is missing.</param>
/// <param name="IsDescribed">A figure describes it.</param>
internal sealed record DrawingFound(string Kind, Relationship? Part, string Path, bool IsHidden, bool IsDescribed);

/// <summary>The text of one of several paragraphs read as one.</summary>
/// <param name="Hidden">Hidden ranges, in order.</param>
internal sealed record ParagraphSegment(string Text, string Path, IReadOnlyList<HiddenRange> Hidden)
{
    /// <summary>The text that is shown.</summary>
    public string Visible { get; } = Shown(Text, Hidden);

    private static string Shown(string text, IReadOnlyList<HiddenRange> hidden)
    {
        if (hidden.Count == 0)
        {
            return text;
        }
        var (shown, at) = (new StringBuilder(text.Length), 0);
        foreach (var range in hidden)
        {
            shown.Append(text, at, range.Start - at);
            at = range.End;
        }
        return shown.Append(text, at, text.Length - at).ToString();
    }
}

/// <summary>Text and anchored objects of one paragraph, or of several joined because the marks between them were deleted.</summary>
/// <param name="inPart">Whether the paragraph is part of a block: link target and checkbox then go into the text.</param>
internal sealed class ParagraphText(bool inPart = false)
{
    private static readonly char[] Blanks = ['\n', ' ', '\t'];

    private readonly LinkedText _text = new();

    public List<ParagraphSegment> Segments { get; } = [];
    public List<(string Id, bool IsHidden)> Footnotes { get; } = [];
    public List<(string Id, bool IsHidden)> Comments { get; } = [];
    public List<FigureFound> Figures { get; } = [];
    public List<DrawingFound> Drawings { get; } = [];
    public List<(XElement Box, string Path, bool IsHidden)> TextBoxes { get; } = [];
    public bool BreaksBefore { get; set; }
    public bool BreaksAfter { get; set; }
    public bool HasRule { get; set; }
    public bool? Checked { get; set; }
    public bool HasMath { get; set; }

    /// <summary>Whether it is in a hidden row.</summary>
    public bool IsInHidden { get; set; }

    /// <summary>Its hidden text is already in a hidden block.</summary>
    public bool IsTold { get; set; }

    public int Length => _text.Length;

    /// <summary>Non-blank characters outside equations.</summary>
    public int WordLength => Remarks.Words;

    public Remarks Remarks { get; } = new();

    /// <summary>Set if the whole paragraph is one link.</summary>
    public string? Target { get; private set; }

    /// <summary>Shown text; all text if none is shown.</summary>
    public string Text => string.Concat(Segments.Select(segment => Remarks.IsHidden ? segment.Text : segment.Visible));

    /// <summary>Whether anything is anchored.</summary>
    public bool HasAnchors => Figures.Count + Drawings.Count + TextBoxes.Count + Footnotes.Count + Comments.Count > 0;

    public bool HasHidden => Segments.Exists(segment => segment.Hidden.Count > 0);

    /// <param name="mark">Superscript or subscript mark (<see cref="LinkedText.Append"/>).</param>
    public void Append(string text, bool isHidden = false, bool isMath = false, char mark = default)
    {
        _text.Append(text, mark);
        Remarks.Count(text.Count(c => !char.IsWhiteSpace(c)), isHidden, isMath);
    }

    public void Link(int start, string target) => _text.Link(start, target);

    /// <inheritdoc cref="LinkedText.Hide"/>
    public void Hide(int start, string path) => _text.Hide(start, path);

    /// <summary>Ends the paragraph at the path; further text belongs to the next.</summary>
    public void End(string path)
    {
        var (text, target, hidden) = _text.End(mayBeTarget: !inPart && Segments.TrueForAll(segment => segment.Text.Length == 0));
        if (Target is { } before && text.Length > 0)
        {
            // The link is no longer all of the paragraph.
            var last = Segments[^1];
            var address = LinkedText.Address(before);
            var isHidden = last.Hidden is [.., var end] && end.End == last.Text.Length && string.IsNullOrWhiteSpace(last.Visible);
            Segments[^1] = new(
                last.Text + address,
                last.Path,
                isHidden ? [.. last.Hidden.SkipLast(1), last.Hidden[^1] with { End = last.Text.Length + address.Length }] : last.Hidden
            );
            Target = null;
        }
        Target ??= target;
        Segments.Add(new(text, path, hidden));
    }

    /// <summary>Returns the trimmed segments as part of a block, with the checkbox, if any, in front.</summary>
    /// <param name="isWhole">Whether to include hidden text.</param>
    public IEnumerable<(string Text, string Path)> Line(bool isWhole)
    {
        if (Remarks.IsHidden && !isWhole)
        {
            return [];
        }
        var line = Trimmed(isWhole);
        if (Checked is { } box)
        {
            line.Insert(0, (box ? "[x] " : "[ ] ", Segments[0].Path));
        }
        return line.Where(piece => piece.Text.Length > 0);
    }

    /// <summary>Returns the segments with leading and trailing blanks removed.</summary>
    public List<(string Text, string Path)> Trimmed(bool isWhole)
    {
        var trimmed = Segments
            .Select(segment => (Text: isWhole ? segment.Text : segment.Visible, segment.Path))
            .Where(segment => segment.Text.Length > 0)
            .ToList();
        if (trimmed.Count > 0)
        {
            trimmed[0] = (trimmed[0].Text.TrimStart(Blanks), trimmed[0].Path);
            trimmed[^1] = (trimmed[^1].Text.TrimEnd(Blanks), trimmed[^1].Path);
        }
        return trimmed;
    }

    /// <summary>Returns hidden text as stretches, split at shown words. Blanks between two runs have no path.</summary>
    public IEnumerable<List<(string Text, string? Path)>> Stretches()
    {
        var stretch = new List<(string Text, string? Path)>();
        foreach (var segment in Segments)
        {
            var at = 0;
            foreach (var range in segment.Hidden.Append(new(segment.Text.Length, segment.Text.Length, "")))
            {
                var between = segment.Text[at..range.Start];
                if (!string.IsNullOrWhiteSpace(between))
                {
                    if (Ended(stretch) is { } ended)
                    {
                        yield return ended;
                    }
                    stretch = [];
                }
                else if (stretch.Count > 0 && between.Length > 0)
                {
                    stretch.Add((between, null));
                }
                if (range.End > range.Start)
                {
                    stretch.Add((segment.Text[range.Start..range.End], range.Path));
                }
                at = range.End;
            }
        }
        if (Ended(stretch) is { } last)
        {
            yield return last;
        }
    }

    /// <summary>Trims a stretch. Null if it is blank.</summary>
    private static List<(string Text, string? Path)>? Ended(List<(string Text, string? Path)> stretch)
    {
        var first = stretch.FindIndex(piece => !string.IsNullOrWhiteSpace(piece.Text));
        if (first < 0)
        {
            return null;
        }
        var last = stretch.FindLastIndex(piece => !string.IsNullOrWhiteSpace(piece.Text));
        var trimmed = stretch[first..(last + 1)];
        trimmed[0] = (trimmed[0].Text.TrimStart(), trimmed[0].Path);
        trimmed[^1] = (trimmed[^1].Text.TrimEnd(), trimmed[^1].Path);
        return trimmed;
    }
}
