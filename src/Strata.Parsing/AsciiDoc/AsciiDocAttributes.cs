namespace Strata.Parsing.AsciiDoc;

/// <summary>Attributes in brackets above a block: <c>[source%linenums,ruby]</c>, <c>[cols="1,2",options="header"]</c>.</summary>
internal sealed record AsciiDocAttributes
{
    /// <summary>Most names, and most options, kept per block: each attribute line copies those before it.</summary>
    private const int Max = 100;

    /// <summary>Positional attributes kept per block.</summary>
    private const int MaxPositional = 3;

    private readonly Dictionary<string, string> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _options = new(StringComparer.Ordinal);
    private readonly List<string> _positional = [];

    public static AsciiDocAttributes None { get; } = new();

    /// <summary>
    /// First positional attribute up to its first <c>#</c>, <c>.</c> or <c>%</c>: <c>source</c>, <c>NOTE</c>; empty if absent.
    /// </summary>
    public string Style { get; private init; } = "";

    /// <summary>Second and third positional attributes: a language; author and source of a quote.</summary>
    public string? Second => Positional(1);
    public string? Third => Positional(2);

    /// <summary>Number of a list's first item.</summary>
    public int? ListStart => int.TryParse(this["start"], NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : null;

    public string? this[string name] => _named.GetValueOrDefault(name);

    public bool Has(string option) => _options.Contains(option);

    /// <summary>Returns a copy with another line's attributes.</summary>
    /// <param name="line">The line without its brackets.</param>
    public AsciiDocAttributes With(ReadOnlySpan<char> line)
    {
        var position = 0;
        var next = new AsciiDocAttributes { Style = Style };
        foreach (var (name, value) in _named)
        {
            next._named[name] = value;
        }
        next._options.UnionWith(_options);
        next._positional.AddRange(_positional);
        foreach (var part in Split(line.ToString()))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && part.AsSpan(0, equals).Trim() is var name && !name.ContainsAny('"', ' ', '.') && !name.ContainsAny('%', '#'))
            {
                var value = Unquoted(part[(equals + 1)..]);
                if (next._named.Count < Max)
                {
                    next._named[name.ToString()] = value;
                }
                if (name is "options" or "opts")
                {
                    next._options.UnionWith(value.Split(',', StringSplitOptions.TrimEntries).Take(Max - next._options.Count));
                }
                continue;
            }
            if (position == 0)
            {
                next = next with { Style = StyleOf(part, next._options) is { Length: > 0 } style ? style : next.Style };
            }
            if (position < MaxPositional)
            {
                while (next._positional.Count <= position)
                {
                    next._positional.Add("");
                }
                next._positional[position] = Unquoted(part);
            }
            position++;
        }
        return next;
    }

    private string? Positional(int index) => index < _positional.Count && _positional[index].Length > 0 ? _positional[index] : null;

    /// <summary>Adds the options, which follow percent signs.</summary>
    private static string StyleOf(string part, HashSet<string> options)
    {
        var end = part.AsSpan().IndexOfAny('#', '.', '%');
        for (var at = end; at >= 0; )
        {
            var next = part.AsSpan(at + 1).IndexOfAny('#', '.', '%');
            var stop = next < 0 ? part.Length : at + 1 + next;
            if (part[at] == '%' && options.Count < Max)
            {
                options.Add(part[(at + 1)..stop]);
            }
            at = next < 0 ? -1 : stop;
        }
        return (end < 0 ? part : part[..end]).Trim();
    }

    private static IEnumerable<string> Split(string line)
    {
        var (start, quote) = (0, '\0');
        for (var i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == ',' && quote == '\0'))
            {
                yield return line[start..i].Trim();
                start = i + 1;
            }
            else if (line[i] == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && line[i] is '"' && line.AsSpan(start, i - start).TrimEnd() is [] or [.., '='])
            {
                quote = line[i];
            }
        }
    }

    private static string Unquoted(string value) =>
        value.Trim() is ['"' or '\'', .., var end] quoted && quoted.Length > 1 && end == quoted[0] ? quoted[1..^1] : value.Trim();
}
