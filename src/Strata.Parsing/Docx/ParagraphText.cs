using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>A picture or other thing that is not text, in the paragraph that anchors it.</summary>
internal sealed record FigureFound(string Text, string? Target, string Path);

/// <summary>
/// What the reader gathers of one paragraph, or of several whose marks in between were deleted: text by where it stands, and what
/// hangs on it.
/// </summary>
internal sealed class ParagraphText
{
    private readonly LinkedText _text = new();
    private readonly SortedSet<string> _remarks = new(StringComparer.Ordinal);
    private int _hidden;

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
    public int WordLength { get; private set; }

    /// <summary>Set where the whole paragraph is one link.</summary>
    public string? Target { get; private set; }

    public string Text => string.Concat(Segments.Select(segment => segment.Text));

    public bool IsHidden => _hidden > 0 && _hidden >= WordLength;

    public string? Note => _remarks.Count == 0 && (_hidden == 0 || IsHidden) ? null : string.Join("; ", _hidden > 0 && !IsHidden ? _remarks.Append("partly hidden") : _remarks);

    public void Append(string text, bool isHidden = false, bool isMath = false)
    {
        _text.Append(text);
        var words = text.Count(c => !char.IsWhiteSpace(c));
        WordLength += isMath ? 0 : words;
        _hidden += isHidden ? words : 0;
    }

    public void Remark(string remark) => _remarks.Add(remark);

    public void Link(int start, string target) => _text.Link(start, target);

    /// <summary>Ends the paragraph that stands at the path: what comes now is of the next.</summary>
    public void End(string path)
    {
        (var text, Target) = _text.End(mayBeTarget: Segments.Count == 0);
        Segments.Add((text, path));
    }
}
