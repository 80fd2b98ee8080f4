using Strata.Schemas;

namespace Strata.Indexing;

/// <summary>Properties of characters for the tokenizer.</summary>
internal static class Characters
{
    private static readonly string?[] Folded = new string?[char.MaxValue + 1];

    /// <summary>Returns the character in folded form; empty if it is ignored.</summary>
    public static string Fold(Rune rune)
    {
        if (rune.IsBmp && Folded[rune.Value] is { } known)
        {
            return known;
        }
        var text =
            rune.Value is >= 0xAC00 and <= 0xD7A3 ? rune.ToString()
            : IsIgnored(rune) ? ""
            : UnicodeText.WithoutDiacritics(UnicodeText.FoldCase(UnicodeText.Decompose(rune.ToString())));
        if (rune.IsBmp)
        {
            Folded[rune.Value] = text;
        }
        return text;
    }

    /// <summary>Invisible format characters and variation selectors.</summary>
    private static bool IsIgnored(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    public static bool IsSymbol(Rune rune) => rune.Value != 0xFFFD && Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol;

    /// <summary>Scripts without spaces between words, and Hangul, whose particles are not separated.</summary>
    public static bool IsUnspaced(int code) =>
        code
            is (>= 0x0E00 and <= 0x0EFF)
                or (>= 0x1000 and <= 0x109F)
                or (>= 0x1100 and <= 0x11FF)
                or (>= 0x1780 and <= 0x17FF)
                or (>= 0x2E80 and <= 0x2FDF)
                or (>= 0x3005 and <= 0x31FF)
                or (>= 0x3400 and <= 0x4DBF)
                or (>= 0x4E00 and <= 0x9FFF)
                or (>= 0xAC00 and <= 0xD7FF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0x20000 and <= 0x3FFFF);

    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
