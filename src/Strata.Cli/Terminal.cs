namespace Strata.Cli;

/// <summary>Text from sources on its way to a terminal.</summary>
internal static class Terminal
{
    /// <summary>The text with control characters written out, so that no source can steer the reader's terminal.</summary>
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

    /// <summary>Safe text of at most <paramref name="width"/> characters, the rest cut off with an ellipsis.</summary>
    public static string Short(string text, int width)
    {
        var safe = Safe(text);
        return safe.Length <= width ? safe : safe[..(width - 1)] + "…";
    }

    // Besides C0/C1 controls: marks that turn the direction of writing round and so can hide what a line says.
    private static bool IsUnsafe(char c) => char.IsControl(c) || c is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069';
}
