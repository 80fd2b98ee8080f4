namespace Strata.Parsing.Calendar;

/// <summary>Reads content lines; skips other lines with a diagnostic.</summary>
internal sealed class ContentLines(SourceText source, DiagnosticLog log)
{
    private readonly string _text = source.Text;

    // Source position of each char of the unfolded line.
    private readonly List<int> _places = [];
    private readonly StringBuilder _line = new();

    public IEnumerable<ContentLine> Read()
    {
        for (var at = 0; at < _text.Length; )
        {
            var start = at;
            at = Unfold(at);
            if (_line.Length == 0)
            {
                continue;
            }
            if (Parse(start) is { } line)
            {
                yield return line;
            }
            else
            {
                log.Add(source.LineAt(start), source.ByteAt(start), "not a content line; it was skipped");
            }
        }
    }

    /// <summary>Joins a line with its continuations, which begin with a space or tab; returns where the next begins.</summary>
    private int Unfold(int at)
    {
        _places.Clear();
        _line.Clear();
        while (true)
        {
            var length = _text.AsSpan(at).IndexOfAny('\n', '\r');
            var end = length < 0 ? _text.Length : at + length;
            for (; at < end; at++)
            {
                _line.Append(_text[at]);
                _places.Add(at);
            }
            at = end < _text.Length ? end + (_text[end] == '\r' && end + 1 < _text.Length && _text[end + 1] == '\n' ? 2 : 1) : end;
            if (at < _text.Length && _text[at] is ' ' or '\t')
            {
                at++;
            }
            else if (!IsSoftBreak() || at >= _text.Length)
            {
                return at;
            }
            else
            {
                // vCard 2.1: a trailing "=" continues a quoted-printable value.
                _line.Length--;
                _places.RemoveAt(_places.Count - 1);
            }
        }
    }

    private bool IsSoftBreak()
    {
        if (_line.Length == 0 || _line[^1] != '=')
        {
            return false;
        }
        var head = _line.ToString(0, Math.Min(_line.Length, 200));
        var colon = head.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && head.AsSpan(0, colon).Contains("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase);
    }

    private ContentLine? Parse(int start)
    {
        var line = _line.ToString();
        var end = _places[^1] + 1;
        var at = line.AsSpan().IndexOfAny(':', ';');
        if (at <= 0 || line.AsSpan(0, at).ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."))
        {
            return null;
        }
        var name = line[(line.LastIndexOf('.', at - 1) + 1)..at].ToUpperInvariant();
        var parameters = new List<LineParameter>();
        while (at < line.Length && line[at] == ';')
        {
            at = Parameter(line, at + 1, parameters);
        }
        return at >= line.Length ? null : new(name, parameters, line[(at + 1)..], start, at + 1 < line.Length ? _places[at + 1] : end, end);
    }

    private int Parameter(string line, int at, List<LineParameter> parameters)
    {
        var nameEnd = at + line.AsSpan(at).IndexOfAny('=', ';', ':');
        if (nameEnd < at)
        {
            return line.Length;
        }
        var name = line[at..nameEnd].ToUpperInvariant();
        if (line[nameEnd] != '=')
        {
            parameters.Add(new(name, "", 0, 0));
            return nameEnd;
        }
        var isQuoted = false;
        var end = nameEnd + 1;
        for (; end < line.Length && (isQuoted || line[end] is not (';' or ':')); end++)
        {
            isQuoted ^= line[end] == '"';
        }
        var (first, last) = (nameEnd + 1, end);
        if (last - first >= 2 && line[first] == '"' && line[last - 1] == '"')
        {
            (first, last) = (first + 1, last - 1);
        }
        var value = line[first..last].Replace("\"", "", StringComparison.Ordinal);
        parameters.Add(new(name, Caret(value), last > first ? _places[first] : 0, last > first ? _places[last - 1] + 1 : 0));
        return end;
    }

    /// <summary>Unescapes parameter values (RFC 6868).</summary>
    private static string Caret(string value) =>
        !value.Contains('^', StringComparison.Ordinal)
            ? value
            : value
                .Replace("^n", "\n", StringComparison.Ordinal)
                .Replace("^'", "\"", StringComparison.Ordinal)
                .Replace("^^", "^", StringComparison.Ordinal);
}
