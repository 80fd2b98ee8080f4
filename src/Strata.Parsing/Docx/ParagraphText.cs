using System.Text;
using System.Xml.Linq;

namespace Strata.Parsing.Docx;

/// <summary>A picture or other thing that is not text, in the paragraph that anchors it.</summary>
internal sealed record FigureFound(string Text, string? Target, string Path);

/// <summary>
/// What the reader gathers of one paragraph, or of several whose marks in between were deleted: text by where it stands, and what
/// hangs on it.
/// </summary>
internal sealed class ParagraphText
{
    private readonly StringBuilder _text = new();
    private readonly List<(int Start, int End, string Target)> _links = [];
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

    public void Link(int start, string target)
    {
        if (_text.Length > start)
        {
            _links.Add((start, _text.Length, target));
        }
    }

    /// <summary>Ends the paragraph that stands at the path: what comes now is of the next.</summary>
    public void End(string path)
    {
        Target = Segments.Count == 0 && _links is [var only] && _text.ToString(only.Start, only.End - only.Start).Trim() == _text.ToString().Trim() ? only.Target : null;
        for (var i = _links.Count - 1; i >= 0 && Target is null; i--)
        {
            var (start, end, target) = _links[i];
            if (!Says(_text.ToString(start, end - start), target))
            {
                _text.Insert(end, $" <{Bare(target)}>");
            }
        }

        Segments.Add((_text.ToString(), path));
        _text.Clear();
        _links.Clear();
    }

    private static bool Says(string text, string target) =>
        string.Equals(text.Trim().TrimEnd('/'), target.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        || string.Equals(text.Trim().TrimEnd('/'), Bare(target).TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        || target.EndsWith("://" + text.Trim().TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string target) => target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? target["mailto:".Length..] : target;
}
