namespace Strata.Parsing.Ooxml;

/// <summary>A hidden range of a paragraph's text.</summary>
/// <param name="Path">Path of the run or other element.</param>
internal readonly record struct HiddenRange(int Start, int End, string Path);

/// <summary>Collects a paragraph's text while its runs are read, with link targets and hidden ranges.</summary>
internal sealed class LinkedText
{
    private readonly StringBuilder _text = new();
    private readonly List<(int Start, int End, string Target)> _links = [];
    private readonly List<HiddenRange> _hidden = [];
    private char _mark;
    private int _marked;

    public int Length
    {
        get
        {
            Settle();
            return _text.Length;
        }
    }

    /// <param name="mark">Superscript or subscript: one of <see cref="RaisedText"/>'s marks, or none.</param>
    public void Append(string text, char mark = default)
    {
        if (mark != _mark)
        {
            Settle();
            (_mark, _marked) = (mark, _text.Length);
        }
        _text.Append(text);
    }

    /// <summary>Links the text from the start on to the target. Adjacent links to one target are merged.</summary>
    public void Link(int start, string target)
    {
        Settle();
        if (_text.Length <= start)
        {
            return;
        }
        if (_links is [.., var last] && last.End == start && last.Target == target)
        {
            _links[^1] = (last.Start, _text.Length, target);
        }
        else
        {
            _links.Add((start, _text.Length, target));
        }
    }

    /// <summary>Hides the text from the start on. Call in order, and not for text inside a hidden range.</summary>
    public void Hide(int start, string path)
    {
        Settle();
        if (_text.Length > start)
        {
            _hidden.Add(new(start, _text.Length, path));
        }
    }

    /// <summary>
    /// Returns the text with the addresses it lacks; if it is all one link and that is allowed, the address as the target instead.
    /// </summary>
    public (string Text, string? Target, IReadOnlyList<HiddenRange> Hidden) End(bool mayBeTarget)
    {
        Settle();
        var text = _text.ToString();
        var target = mayBeTarget && _links is [var only] && text[only.Start..only.End].Trim() == text.Trim() ? only.Target : null;
        IReadOnlyList<HiddenRange> hidden = _hidden.Count == 0 ? [] : [.. _hidden];
        if (target is null && _links.Count > 0)
        {
            (text, hidden) = WithAddresses(text, hidden);
        }
        _text.Clear();
        _links.Clear();
        _hidden.Clear();
        return (text, target, hidden);
    }

    /// <summary>Inserts addresses in one pass: links and hidden ranges are both in order.</summary>
    private (string Text, IReadOnlyList<HiddenRange> Hidden) WithAddresses(string text, IReadOnlyList<HiddenRange> hidden)
    {
        var (said, told) = (new StringBuilder(text.Length), 0);
        var inserted = new List<(int At, int LinkStart, int Length)>();
        foreach (var (start, end, target) in _links)
        {
            if (!Says(text[start..end], target))
            {
                var address = Address(target);
                said.Append(text, told, end - told).Append(address);
                inserted.Add((end, start, address.Length));
                told = end;
            }
        }
        if (inserted.Count == 0)
        {
            return (text, hidden);
        }
        var moved = new List<HiddenRange>(hidden.Count);
        var (next, length) = (0, 0);
        foreach (var range in hidden)
        {
            for (; next < inserted.Count && inserted[next].At <= range.Start; next++)
            {
                length += inserted[next].Length;
            }
            // A hidden link's address is hidden too.
            var from = range.Start + length;
            for (
                ;
                next < inserted.Count
                    && (inserted[next].At < range.End || (inserted[next].At == range.End && inserted[next].LinkStart >= range.Start));
                next++
            )
            {
                length += inserted[next].Length;
            }
            moved.Add(range with { Start = from, End = range.End + length });
        }
        return (said.Append(text, told, text.Length - told).ToString(), moved);
    }

    /// <summary>Marks adjacent runs with the same mark as one; a link's end separates them.</summary>
    private void Settle()
    {
        if (_mark != default)
        {
            RaisedText.Mark(_text, _marked, _mark);
        }
        _mark = default;
    }

    /// <summary>Formats a link's address as it follows the link's text.</summary>
    public static string Address(string target) => $" <{Bare(target)}>";

    private static bool Says(string text, string target) =>
        string.Equals(text.Trim().TrimEnd('/'), target.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        || string.Equals(text.Trim().TrimEnd('/'), Bare(target).TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        || target.EndsWith("://" + text.Trim().TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string target) =>
        target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? target["mailto:".Length..] : target;
}
