using System.Text;
using Strata.Parsing.Reading;

namespace Strata.Parsing.Ooxml;

/// <summary>The text of a paragraph while its runs are read, and where stretches of it link to.</summary>
internal sealed class LinkedText
{
    private readonly StringBuilder _text = new();
    private readonly List<(int Start, int End, string Target)> _links = [];
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

    /// <param name="mark">How it stands to the line: one of <see cref="RaisedText"/>'s marks, or none.</param>
    public void Append(string text, char mark = default)
    {
        if (mark != _mark)
        {
            Settle();
            (_mark, _marked) = (mark, _text.Length);
        }

        _text.Append(text);
    }

    /// <summary>What was appended from the start on links to the target. Neighbours that link to one are one.</summary>
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

    /// <summary>The text with the addresses that it doesn't say itself; the target alone where all of the text is one link and it may stand for it.</summary>
    public (string Text, string? Target) End(bool mayBeTarget)
    {
        Settle();
        var target = mayBeTarget && _links is [var only] && _text.ToString(only.Start, only.End - only.Start).Trim() == _text.ToString().Trim() ? only.Target : null;
        for (var i = _links.Count - 1; i >= 0 && target is null; i--)
        {
            var (start, end, address) = _links[i];
            if (!Says(_text.ToString(start, end - start), address))
            {
                _text.Insert(end, Address(address));
            }
        }

        var text = _text.ToString();
        _text.Clear();
        _links.Clear();
        return (text, target);
    }

    /// <summary>Several runs that are raised alike are raised together; a link's end parts them.</summary>
    private void Settle()
    {
        if (_mark != default)
        {
            RaisedText.Mark(_text, _marked, _mark);
        }

        _mark = default;
    }

    /// <summary>Where a link leads, as it stands behind the link's text.</summary>
    public static string Address(string target) => $" <{Bare(target)}>";

    private static bool Says(string text, string target) =>
        string.Equals(text.Trim().TrimEnd('/'), target.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        || string.Equals(text.Trim().TrimEnd('/'), Bare(target).TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        || target.EndsWith("://" + text.Trim().TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string target) => target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? target["mailto:".Length..] : target;
}
