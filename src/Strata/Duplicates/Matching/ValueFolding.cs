using Strata.Schemas;

namespace Strata.Duplicates.Matching;

/// <summary>Folds values for comparison.</summary>
internal static class ValueFolding
{
    private static readonly HashSet<string> Nothing = new(StringComparer.Ordinal)
    {
        "",
        "null",
        "nan",
        "none",
        "n a",
        "na",
        "unknown",
        "nil",
        "missing",
    };

    /// <summary>
    /// Returns lower case without diacritics, every run of other characters as one space; apostrophes join. Null if nothing is left.
    /// </summary>
    public static string? Words(string text)
    {
        var plain = Ascii.IsValid(text) ? text : UnicodeText.WithoutDiacritics(UnicodeText.FoldCase(UnicodeText.Decompose(text)));
        var folded = plain.Length <= 256 ? new ValueBuilder(stackalloc char[256]) : new ValueBuilder(new char[plain.Length]);
        foreach (var c in plain)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                folded.Append(char.ToLowerInvariant(c));
            }
            else if (c > 127 && char.IsLetterOrDigit(c))
            {
                folded.Append(c);
            }
            else if (c is not ('\'' or '’' or '`'))
            {
                folded.Gap();
            }
        }
        var words = folded.ToString();
        return Nothing.Contains(words) ? null : words;
    }

    /// <summary>Returns letters and digits only, folded: what is left of a code, number or identifier however it is written.</summary>
    public static string? Code(string text)
    {
        var words = Words(text);
        var code = words?.Replace(" ", "", StringComparison.Ordinal);
        return string.IsNullOrEmpty(code) ? null : code;
    }

    /// <summary>Returns the digits; null if there are fewer than <paramref name="least"/>.</summary>
    public static string? Digits(string text, int least)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return digits.Length < least ? null : digits;
    }

    private ref struct ValueBuilder(Span<char> buffer)
    {
        private readonly Span<char> _buffer = buffer;
        private int _length;
        private bool _gap;

        public void Append(char c)
        {
            if (_gap && _length > 0)
            {
                _buffer[_length++] = ' ';
            }
            _gap = false;
            _buffer[_length++] = c;
        }

        public void Gap() => _gap = true;

        public override readonly string ToString() => new(_buffer[.._length]);
    }
}
