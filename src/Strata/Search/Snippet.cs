using Strata.Indexing;

namespace Strata.Search;

/// <summary>A short piece of text around the first match.</summary>
internal static class Snippet
{
    private const int Length = 200;
    private const int Before = 60;

    /// <param name="shown">The text for display.</param>
    /// <param name="tokens">Tokens of it, or of a text with the same positions.</param>
    public static string Of(string shown, IReadOnlyList<Token> tokens, Func<Token, bool> isMatch)
    {
        if (shown.Length <= Length)
        {
            return Spaced(shown, 0, shown.Length);
        }
        var match = tokens.FirstOrDefault(isMatch).Start;
        var start = Math.Max(0, Math.Min(match - Before, shown.Length - Length));
        var end = Math.Min(shown.Length, start + Length);
        start = WordStart(shown, start, match);
        if (end < shown.Length && char.IsLowSurrogate(shown[end]))
        {
            end--;
        }
        return (start > 0 ? "…" : "") + Spaced(shown, start, end) + (end < shown.Length ? "…" : "");
    }

    /// <summary>Moves forward to the start of a word, but not past the match.</summary>
    private static int WordStart(string text, int start, int match)
    {
        if (start == 0)
        {
            return 0;
        }
        for (var i = start; i < match; i++)
        {
            if (char.IsWhiteSpace(text[i - 1]))
            {
                return i;
            }
        }
        return char.IsLowSurrogate(text[start]) ? start - 1 : start;
    }

    private static string Spaced(string text, int start, int end)
    {
        var spaced = new StringBuilder(end - start);
        foreach (var c in text.AsSpan(start, end - start).Trim())
        {
            var space = char.IsWhiteSpace(c) || char.IsControl(c);
            if (!space)
            {
                spaced.Append(c);
            }
            else if (spaced.Length > 0 && spaced[^1] != ' ')
            {
                spaced.Append(' ');
            }
        }
        return spaced.ToString();
    }
}
