namespace Strata.Cli;

/// <summary>Makes text from sources safe for a terminal.</summary>
internal static class Terminal
{
    /// <summary>Escapes control characters, so that no source can control the terminal.</summary>
    public static string Safe(string text)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }
        var safe = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\n' => safe.Append("\\n"),
                '\r' => safe.Append("\\r"),
                '\t' => safe.Append("\\t"),
                _ when IsUnsafe(c) => safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => safe.Append(c),
            };
        }
        return safe.ToString();
    }

    /// <summary>Returns safe text of at most <paramref name="width"/> characters, truncated with an ellipsis.</summary>
    public static string Short(string text, int width)
    {
        var safe = Safe(text);
        return safe.Length <= width ? safe : safe[..(width - 1)] + "…";
    }

    // C0/C1 controls, and bidirectional marks, which can reorder a line to hide what it says.
    private static bool IsUnsafe(char c) => char.IsControl(c) || c is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069';
}
