using System.Collections.Frozen;

namespace Strata.Schemas;

/// <summary>
/// Compatibility decomposition and case folding from our own tables, so that identity keys never depend on the machine's Unicode library
/// (<c>InvariantGlobalization</c> makes <c>Normalize</c> do nothing).
/// </summary>
internal static class UnicodeText
{
    // Not frozen: that takes several times as long as reading them.
    private sealed record Tables(Dictionary<int, string> Decompositions, Dictionary<int, byte> CombiningClasses);

    private static readonly Lazy<Tables> Loaded = new(Load);

    // Letters without decomposition that people write without their stroke or ligature.
    private static readonly FrozenDictionary<char, string> PlainLetters = new Dictionary<char, string>
    {
        ['ø'] = "o",
        ['ł'] = "l",
        ['đ'] = "d",
        ['ð'] = "d",
        ['þ'] = "th",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ħ'] = "h",
        ['ı'] = "i",
        ['ŧ'] = "t",
    }.ToFrozenDictionary();

    /// <summary>NFKD: two texts have equal NFKD exactly if they have equal NFKC (Unicode Standard Annex 15).</summary>
    public static string Decompose(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }
        var decomposed = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune, decomposed);
        }
        return Reorder(decomposed.ToString());
    }

    /// <summary>Full case folding as far as equality needs it: ß is ss, final sigma is sigma.</summary>
    public static string FoldCase(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }
        var lower = text.ToUpperInvariant().ToLowerInvariant();
        return Ascii.IsValid(lower)
            ? lower
            : lower.Replace("ß", "ss", StringComparison.Ordinal).Replace("ẞ", "ss", StringComparison.Ordinal).Replace('ς', 'σ');
    }

    /// <summary>Trims, collapses white space to single spaces, drops invisible format characters.</summary>
    public static string Collapse(string text)
    {
        if (IsCollapsed(text))
        {
            return text;
        }
        var collapsed = new StringBuilder(text.Length);
        var gap = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                gap = collapsed.Length > 0;
            }
            else if (char.IsAscii(c) || CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format)
            {
                if (gap)
                {
                    collapsed.Append(' ');
                    gap = false;
                }
                collapsed.Append(c);
            }
        }
        return collapsed.ToString();
    }

    private static bool IsCollapsed(string text)
    {
        var gap = true;
        foreach (var c in text)
        {
            if (!char.IsAscii(c) || (char.IsWhiteSpace(c) && (gap || c != ' ')))
            {
                return false;
            }
            gap = c == ' ';
        }
        return !gap || text.Length == 0;
    }

    /// <summary>
    /// Drops diacritics from decomposed, case-folded text; vowel signs and voicing marks of other scripts are letters and stay.
    /// </summary>
    public static string WithoutDiacritics(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (PlainLetters.TryGetValue(c, out var letters))
            {
                plain.Append(letters);
            }
            else if (!IsDiacritic(c))
            {
                plain.Append(c);
            }
        }
        return plain.ToString();
    }

    /// <summary>Whether the character is part of words: letters, digits and their marks.</summary>
    public static bool IsOfWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // The blocks named "Combining Diacritical Marks …" of the Unicode Standard.
    private static bool IsDiacritic(char c) =>
        c
            is (>= '\u0300' and <= '\u036f')
                or (>= '\u1ab0' and <= '\u1aff')
                or (>= '\u1dc0' and <= '\u1dff')
                or (>= '\u20d0' and <= '\u20ff')
                or (>= '\ufe20' and <= '\ufe2f');

    private static void Decompose(Rune rune, StringBuilder into)
    {
        // Hangul syllables decompose by arithmetic (Unicode Standard, section 3.12).
        var syllable = rune.Value - 0xAC00;
        if (syllable is >= 0 and < 11172)
        {
            into.Append((char)(0x1100 + (syllable / 588))).Append((char)(0x1161 + (syllable % 588 / 28)));
            if (syllable % 28 != 0)
            {
                into.Append((char)(0x11A7 + (syllable % 28)));
            }
        }
        else if (Loaded.Value.Decompositions.TryGetValue(rune.Value, out var parts))
        {
            into.Append(parts);
        }
        else
        {
            into.Append(rune.ToString());
        }
    }

    // Canonical ordering: sorts adjacent combining marks by class, stably.
    private static string Reorder(string text)
    {
        var classes = Loaded.Value.CombiningClasses;
        var ordered = new StringBuilder(text.Length);
        var marks = new List<(byte Class, Rune Mark)>();
        foreach (var rune in text.EnumerateRunes())
        {
            var combining = classes.GetValueOrDefault(rune.Value);
            if (combining == 0)
            {
                Append(marks, ordered);
                ordered.Append(rune.ToString());
            }
            else
            {
                marks.Add((combining, rune));
            }
        }
        Append(marks, ordered);
        return ordered.ToString();
    }

    private static void Append(List<(byte Class, Rune Mark)> marks, StringBuilder into)
    {
        // OrderBy is stable.
        foreach (var (_, mark) in marks.Count > 1 ? marks.OrderBy(m => m.Class).ToList() : marks)
        {
            into.Append(mark.ToString());
        }
        marks.Clear();
    }

    private static Tables Load()
    {
        using var stream =
            typeof(UnicodeText).Assembly.GetManifestResourceStream("unicode/decompositions.txt")
            ?? throw new InvalidOperationException("The Unicode table is missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var decompositions = new Dictionary<int, string>();
        var classes = new Dictionary<int, byte>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }
            var split = line.IndexOf(' ', StringComparison.Ordinal);
            var code = int.Parse(line.AsSpan(0, split), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var rest = line.AsSpan(split + 1);
            if (rest[0] == '=')
            {
                decompositions[code] = string.Concat(
                    rest[1..]
                        .ToString()
                        .Split(' ')
                        .Select(hex => ((Rune)int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())
                );
            }
            else
            {
                classes[code] = byte.Parse(rest, CultureInfo.InvariantCulture);
            }
        }
        return new Tables(decompositions, classes);
    }
}
