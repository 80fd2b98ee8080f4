namespace Strata.Parsing.Html;

/// <summary>The text of a block being gathered: white space collapsed as in a browser, each piece with its bytes.</summary>
internal sealed class HtmlRun
{
    private readonly List<(string Text, ByteRange? Bytes)> _pieces = [];
    private readonly StringBuilder _collapsed = new();
    private bool _endsInSpace = true;

    /// <summary>The first picture in this block.</summary>
    public string? Picture { get; private set; }

    /// <summary>True if there is text besides the pictures' descriptions.</summary>
    public bool HasText { get; private set; }

    public bool IsEmpty => Length == 0 && Picture is null;

    /// <summary>Length in chars so far.</summary>
    public int Length { get; private set; }

    public IReadOnlyList<(string Text, ByteRange? Bytes)> Pieces => _pieces;

    /// <summary>First and last token of the text; null if unknown.</summary>
    public (int First, int Last)? Tokens { get; private set; }

    /// <summary>Extends the block's tokens to include these.</summary>
    public void Cover(int first, int last) =>
        Tokens = Tokens is { } tokens ? (Math.Min(tokens.First, first), Math.Max(tokens.Last, last)) : (first, last);

    public void Add(string text, HtmlPlace? place)
    {
        text = Collapsed(text);
        HasText |= text is not ("" or " ");
        Append(text, place);
    }

    /// <summary>Adds text unchanged: preformatted, or text that the reader sees but the source doesn't contain.</summary>
    public void AddRaw(string text, HtmlPlace? place)
    {
        HasText |= place is not null;
        Append(text, place);
        _endsInSpace = text.Length > 0 && text[^1] is ' ' or '\n';
    }

    public void Break()
    {
        if (Length > 0)
        {
            TrimEnd();
            Append("\n", null);
            _endsInSpace = true;
        }
    }

    public void AddPicture(string target, string description)
    {
        Picture ??= target;
        var hadText = HasText;
        Add($" {description} ", null);
        HasText = hadText;
    }

    /// <summary>Marks the pieces from an index on as raised or lowered.</summary>
    public void Raise(int from, char mark)
    {
        var raised = new StringBuilder();
        for (var i = from; i < _pieces.Count && raised.Length <= RaisedText.MaxLength; i++)
        {
            raised.Append(_pieces[i].Text);
        }
        var body = raised.ToString().TrimEnd();
        var before = string.Concat(
            _pieces.Skip(from - RaisedText.Before).Take(Math.Min(from, RaisedText.Before)).Select(piece => piece.Text)
        );
        if (RaisedText.Marks(mark, before, body) is not var (open, close))
        {
            return;
        }
        if (close.Length > 0)
        {
            var (last, bytes) = _pieces[^1];
            _pieces[^1] = (last.TrimEnd(), bytes);
            _pieces.Add((close, null));
            if (last.Length > _pieces[^2].Text.Length)
            {
                _pieces.Add((" ", null));
            }
        }
        _pieces.Insert(from, (open, null));
        Length += open.Length + close.Length;
    }

    public void TrimEnd()
    {
        while (_pieces is [.., var last])
        {
            var trimmed = last.Text.TrimEnd(' ', '\n', '\t');
            Length -= last.Text.Length - trimmed.Length;
            if (trimmed.Length > 0)
            {
                _pieces[^1] = (trimmed, last.Bytes);
                return;
            }
            _pieces.RemoveAt(_pieces.Count - 1);
        }
    }

    /// <summary>Returns the text from a char offset on.</summary>
    public string From(int length)
    {
        var (first, left) = (_pieces.Count, Length - length);
        while (first > 0 && left > 0)
        {
            left -= _pieces[--first].Text.Length;
        }
        return string.Concat(_pieces.Skip(first).Select(piece => piece.Text))[Math.Max(0, -left)..];
    }

    /// <summary>Appends another run after a space.</summary>
    public void Follow(HtmlRun other)
    {
        if (Length > 0)
        {
            Append(" ", null);
        }
        foreach (var piece in other._pieces)
        {
            _pieces.Add(piece);
            Length += piece.Text.Length;
        }
        (HasText, Picture, _endsInSpace) = (HasText || other.HasText, Picture ?? other.Picture, false);
        if (other.Tokens is var (first, last))
        {
            Cover(first, last);
        }
    }

    public void Clear()
    {
        _pieces.Clear();
        (_endsInSpace, Length, HasText, Picture, Tokens) = (true, 0, false, null, null);
    }

    private void Append(string text, HtmlPlace? place)
    {
        if (text.Length > 0)
        {
            _pieces.Add((text, place?.Bytes));
            Length += text.Length;
            if (place is { } at && !string.IsNullOrWhiteSpace(text))
            {
                Cover(at.First, at.Last);
            }
        }
    }

    private string Collapsed(string text)
    {
        if (IsCollapsed(text))
        {
            return text;
        }
        _collapsed.Clear();
        foreach (var c in text)
        {
            if (c is ' ' or '\t' or '\n' or '\r' or '\f' or '\u00A0')
            {
                if (!_endsInSpace)
                {
                    _collapsed.Append(' ');
                    _endsInSpace = true;
                }
            }
            else
            {
                _collapsed.Append(c);
                _endsInSpace = false;
            }
        }
        return _collapsed.ToString();
    }

    /// <summary>Returns true if the text has no white space to collapse, as most have none.</summary>
    private bool IsCollapsed(string text)
    {
        var endsInSpace = _endsInSpace;
        foreach (var c in text)
        {
            if (c is '\t' or '\n' or '\r' or '\f' or '\u00A0' || (c == ' ' && endsInSpace))
            {
                return false;
            }
            endsInSpace = c == ' ';
        }
        _endsInSpace = endsInSpace;
        return true;
    }
}
