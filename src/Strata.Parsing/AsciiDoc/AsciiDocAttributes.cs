namespace Strata.Parsing.AsciiDoc;

/// <summary>
/// What lines in brackets say of the block below them: <c>[source%linenums,ruby]</c>, <c>[cols="1,2",options="header"]</c>.
/// </summary>
internal sealed record AsciiDocAttributes
{
    /// <summary>Names and options that are kept of each block; each line of them is read beside those before it.</summary>
    private const int Max = 100;

    /// <summary>Those without a name that mean something.</summary>
    private const int MaxPositional = 3;

    private readonly Dictionary<string, string> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _options = new(StringComparer.Ordinal);
    private readonly List<string> _positional = [];

    public static AsciiDocAttributes None { get; } = new();

    /// <summary>
    /// The first that has no name, without what follows its marks: <c>source</c>, <c>NOTE</c>; empty where there is none.
    /// </summary>
    public string Style { get; private init; } = "";

    /// <summary>The second and third that have no name: a language; who is quoted, and from where.</summary>
    public string? Second => Positional(1);
    public string? Third => Positional(2);

    /// <summary>A number that the items of a list begin with.</summary>
    public int? ListStart => int.TryParse(this["start"], NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : null;

    public string? this[string name] => _named.GetValueOrDefault(name);

    public bool Has(string option) => _options.Contains(option);

    /// <summary>With what another line adds.</summary>
    /// <param name="line">What stands between the brackets.</param>
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

    /// <summary>Options stand behind a percent sign.</summary>
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
