namespace Strata.Schemas.Validation;

/// <summary>
/// Translates regular expressions of JSON Schema (ECMA-262 with the flag <c>u</c>) to .NET: <c>$</c> is the very end, a dot and a class
/// match a code point, and <c>\d</c>, <c>\w</c> and <c>\s</c> mean what they mean there. Captures don't matter, so all groups are plain. As
/// in annex B, marks may be escaped needlessly, and an unmatched closing bracket or brace is literal.
/// </summary>
internal sealed class EcmaPattern
{
    private const int MaxDepth = 200;
    private const string NotLinear = "the pattern can't be matched in linear time: it has";

    private readonly string _pattern;

    // Output in pieces: .NET expressions, and sets to be translated.
    private readonly List<(string? Text, CodePoints? Set)> _written = [];
    private int _at;

    private EcmaPattern(string pattern) => _pattern = pattern;

    /// <exception cref="FormatException">The pattern is invalid, or can't be matched in linear time.</exception>
    public static (string Expression, SupplementaryPlanes? Beyond) ToRegex(string pattern)
    {
        var reader = new EcmaPattern(pattern);
        reader.Disjunction(0);
        if (reader.More)
        {
            throw reader.Wrong("a ')' that closes nothing");
        }
        var beyond = SupplementaryPlanes.Of(reader._written.Select(w => w.Set).OfType<CodePoints>());
        return (string.Concat(reader._written.Select(w => w.Set is { } set ? set.ToRegex(beyond?.UnitsOf(set) ?? []) : w.Text)), beyond);
    }

    private bool More => _at < _pattern.Length;

    private char Next => _pattern[_at];

    private bool Take(char c)
    {
        if (!More || Next != c)
        {
            return false;
        }
        _at++;
        return true;
    }

    private bool Take(string text)
    {
        if (!_pattern.AsSpan(_at).StartsWith(text, StringComparison.Ordinal))
        {
            return false;
        }
        _at += text.Length;
        return true;
    }

    private void Write(string? text) => _written.Add((text, null));

    private FormatException Wrong(string what) => new($"the pattern is not an ECMA-262 regular expression: {what} at character {_at}");

    private void Disjunction(int depth)
    {
        if (depth > MaxDepth)
        {
            throw Wrong($"groups nested deeper than {MaxDepth} levels");
        }
        while (More && Next != ')')
        {
            if (Take('|'))
            {
                Write("|");
            }
            else
            {
                Term(depth);
            }
        }
    }

    private void Term(int depth)
    {
        if (Assertion() is { } assertion)
        {
            Write(assertion);
            if (Quantifier() is not null)
            {
                throw Wrong("a quantifier after what has no width");
            }
            return;
        }
        if (Next == '(')
        {
            Group(depth);
        }
        else if (Next is '*' or '+' or '?' || Quantifier() is not null)
        {
            throw Wrong("a quantifier after nothing");
        }
        else
        {
            _written.Add((null, Atom()));
        }
        Write(Quantifier());
    }

    private string? Assertion() =>
        Take('^') ? @"\A"
        : Take('$') ? @"\z"
        : Take(@"\b") ? @"\b"
        : Take(@"\B") ? @"\B"
        : null;

    private void Group(int depth)
    {
        _at++;
        if (Take("?=") || Take("?!") || Take("?<=") || Take("?<!"))
        {
            throw new FormatException($"{NotLinear} a lookaround");
        }
        if (Take("?<"))
        {
            var end = _pattern.IndexOf('>', _at);
            if (end <= _at || !IsName(_pattern.AsSpan(_at, end - _at)))
            {
                throw Wrong("a group whose name is none");
            }
            _at = end + 1;
        }
        else if (!Take("?:") && More && Next == '?')
        {
            throw Wrong("'(?' that begins no group");
        }
        Write("(?:");
        Disjunction(depth + 1);
        if (!Take(')'))
        {
            throw Wrong("a group that is not closed");
        }
        Write(")");
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '$'))
            {
                return false;
            }
        }
        return !char.IsDigit(name[0]);
    }

    /// <summary>Laziness doesn't affect whether there is a match.</summary>
    private string? Quantifier()
    {
        var quantifier =
            Take('*') ? "*"
            : Take('+') ? "+"
            : Take('?') ? "?"
            : Counted();
        if (quantifier is not null)
        {
            Take('?');
            if (More && Next is '*' or '+' or '?')
            {
                throw Wrong("a quantifier after a quantifier");
            }
        }
        return quantifier;
    }

    private string? Counted()
    {
        if (!More || Next != '{')
        {
            return null;
        }
        var end = _pattern.IndexOf('}', _at);
        var counts = end < 0 ? [] : _pattern[(_at + 1)..end].Split(',');
        if (counts is not ([_] or [_, _]) || counts[0].Length == 0 || counts.Any(c => c.Any(d => !char.IsAsciiDigit(d))))
        {
            return null;
        }
        if (
            !int.TryParse(counts[0], CultureInfo.InvariantCulture, out var least)
            || (counts is [_, { Length: > 0 } to] && (!int.TryParse(to, CultureInfo.InvariantCulture, out var most) || most < least))
        )
        {
            throw Wrong("a count that is too great, or a range of them that is turned round");
        }
        _at = end + 1;
        return counts switch
        {
            [_] => $"{{{least}}}",
            [_, ""] => $"{{{least},}}",
            _ => $"{{{least},{int.Parse(counts[1], CultureInfo.InvariantCulture)}}}",
        };
    }

    private CodePoints Atom()
    {
        if (Take('.'))
        {
            return CodePoints.NoLineEnd;
        }
        if (Take('['))
        {
            return Class();
        }
        if (Next == '\\')
        {
            return Set() ?? Single(Escaped(inClass: false));
        }
        return Single(Literal());
    }

    private static CodePoints Single(int codePoint) => CodePoints.Of((codePoint, codePoint));

    private int Literal()
    {
        var rune = Rune.GetRuneAt(_pattern, _at);
        _at += rune.Utf16SequenceLength;
        return rune.Value;
    }

    private CodePoints Class()
    {
        var negated = Take('^');
        var sets = new List<CodePoints>();
        while (!Take(']'))
        {
            if (!More)
            {
                throw Wrong("a class that is not closed");
            }
            if (Next == '\\' && Set() is { } set)
            {
                sets.Add(set);
                continue;
            }
            var from = Member();
            var to = from;
            // Before a set, or at the end, a hyphen is literal.
            if (More && Next == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] != ']' && !IsSet(_at + 1))
            {
                _at++;
                to = Member();
            }
            sets.Add(from <= to ? CodePoints.Of((from, to)) : throw Wrong("a range of characters that is turned round"));
        }
        var all = CodePoints.Union(sets);
        return negated ? all.Complement() : all;
    }

    private bool IsSet(int place) =>
        _pattern[place] == '\\' && place + 1 < _pattern.Length && "dDwWsSpP".Contains(_pattern[place + 1], StringComparison.Ordinal);

    private int Member() => Next == '\\' ? Escaped(inClass: true) : Literal();

    /// <summary>Reads an escape that matches many characters; returns null, and reads nothing, if it matches one.</summary>
    private CodePoints? Set()
    {
        var escape = _at + 1 < _pattern.Length ? _pattern[_at + 1] : '\0';
        var set = escape switch
        {
            'd' or 'D' => CodePoints.Digit,
            'w' or 'W' => CodePoints.Word,
            's' or 'S' => CodePoints.Space,
            'p' or 'P' => Property(),
            _ => null,
        };
        if (set is null)
        {
            return null;
        }
        _at += escape is 'p' or 'P' ? 0 : 2;
        return char.IsAsciiLetterUpper(escape) ? set.Complement() : set;
    }

    private CodePoints Property()
    {
        var end = _at + 2 < _pattern.Length && _pattern[_at + 2] == '{' ? _pattern.IndexOf('}', _at) : -1;
        if (end < 0)
        {
            throw Wrong(@"\p without {…}");
        }
        var name = _pattern[(_at + 3)..end];
        var value =
            name.StartsWith("gc=", StringComparison.Ordinal) || name.StartsWith("General_Category=", StringComparison.Ordinal)
                ? name[(name.IndexOf('=', StringComparison.Ordinal) + 1)..]
                : name;
        var set = value switch
        {
            "Any" => CodePoints.Of((0, 0x10FFFF)),
            "ASCII" => CodePoints.Of((0, 0x7F)),
            "Assigned" => CodePoints.OfCategory("Cn")?.Complement(),
            _ => CodePoints.OfCategory(value),
        };
        _at = end + 1;
        return set
            ?? throw new FormatException(
                $@"the pattern's \p{{{name}}} is not supported; general categories are, such as \p{{L}}, \p{{Lu}} and \p{{Nd}}, and \p{{Any}}, \p{{ASCII}} and \p{{Assigned}}"
            );
    }

    private int Escaped(bool inClass)
    {
        _at++;
        if (!More)
        {
            throw Wrong("a backslash before nothing");
        }
        var c = _pattern[_at++];
        switch (c)
        {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'v':
                return '\v';
            case 'f':
                return '\f';
            case 'r':
                return '\r';
            case 'b' when inClass:
                return '\b';
            case '0' when !More || !char.IsAsciiDigit(Next):
                return '\0';
            case 'c' when More && char.IsAsciiLetter(Next):
                return _pattern[_at++] % 32;
            case 'x':
                return Hex(2);
            case 'u':
                return Unicode();
            case 'k' when !inClass:
            case >= '1' and <= '9' when !inClass:
                throw new FormatException($"{NotLinear} a reference back to a group");
            default:
                return char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) ? c : throw Wrong($@"unknown escape '\{c}'");
        }
    }

    private int Unicode()
    {
        if (Take('{'))
        {
            var end = _pattern.IndexOf('}', _at);
            var digits = end < 0 ? 0 : end - _at;
            var braced = digits is 0 or > 8 ? -1 : Hex(digits);
            _at++;
            return braced is >= 0 and <= 0x10FFFF ? braced : throw Wrong(@"a \u{…} that is not a code point");
        }
        var unit = Hex(4);
        if (char.IsHighSurrogate((char)unit) && Take(@"\u"))
        {
            var low = Hex(4);
            return char.IsLowSurrogate((char)low) ? char.ConvertToUtf32((char)unit, (char)low) : throw Wrong("half of a surrogate pair");
        }
        return unit;
    }

    private int Hex(int digits)
    {
        if (
            _at + digits > _pattern.Length
            || !int.TryParse(_pattern.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        )
        {
            throw Wrong($"an escape without its {digits} hexadecimal digits");
        }
        _at += digits;
        return value;
    }
}
