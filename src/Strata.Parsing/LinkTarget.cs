namespace Strata.Parsing;

/// <summary>How a link's target stands in text: behind what it shows, as in mail of plain text.</summary>
internal static class LinkTarget
{
    private const int MaxLength = 2_000;

    /// <summary>Of a telephone number, as it is written.</summary>
    private const int MinDigits = 3;

    /// <summary>
    /// What to add behind a link's text; null where the text says it already, or the target leads nowhere outside. An address of mail or a
    /// telephone number stands there as people write it, and not at all where the text is a number itself.
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
