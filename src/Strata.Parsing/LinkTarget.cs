namespace Strata.Parsing;

/// <summary>Writes a link's target after the text it shows, as in plain-text mail.</summary>
internal static class LinkTarget
{
    private const int MaxLength = 2_000;

    /// <summary>Fewest digits of a telephone number in a link's text.</summary>
    private const int MinDigits = 3;

    /// <summary>
    /// Returns what to append to a link's text; null if the text already contains the target or the target is not external. Mail addresses
    /// and telephone numbers lose their scheme; a number is not repeated if the text itself is one.
    /// </summary>
    /// <param name="shown">The link's text.</param>
    public static string? Behind(string shown, string? target)
    {
        target = target?.Trim();
        if (target is not { Length: > 0 and < MaxLength } || !IsOutward(target) || shown.AsSpan().Trim().IsEmpty)
        {
            return null;
        }
        var isAddress = IsAddress(target);
        var bare = target[(target.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart('/').TrimEnd('/');
        bare = isAddress ? Uri.UnescapeDataString(bare.Split('?', ';')[0]) : bare;
        var says =
            shown.Contains(bare, StringComparison.OrdinalIgnoreCase)
            || (target.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) && shown.Count(char.IsAsciiDigit) >= MinDigits);
        return says ? null : $"{(shown[^1] == ' ' ? "" : " ")}<{(isAddress ? bare : target)}>";
    }

    private static bool IsOutward(string target) =>
        target.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        || target.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        || IsAddress(target);

    private static bool IsAddress(string target) =>
        target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || target.StartsWith("tel:", StringComparison.OrdinalIgnoreCase);
}
