namespace Strata.Parsing;

/// <summary>How a link's target stands in text: behind what it shows, as in mail of plain text.</summary>
internal static class LinkTarget
{
    private const int Longest = 2_000;

    /// <summary>What to add behind a link's text; null where the text says it already, or the target leads nowhere outside.</summary>
    /// <param name="shown">The link's text.</param>
    public static string? Behind(string shown, string? target)
    {
        target = target?.Trim();
        if (target is not { Length: > 0 and < Longest } || !IsOutward(target) || shown.AsSpan().Trim().IsEmpty)
        {
            return null;
        }

        var bare = target[(target.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart('/').TrimEnd('/');
        bare = target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? bare.Split('?')[0] : bare;
        return shown.Contains(bare, StringComparison.OrdinalIgnoreCase) ? null : $"{(shown[^1] == ' ' ? "" : " ")}<{target}>";
    }

    private static bool IsOutward(string target) =>
        target.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        || target.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        || target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
        || target.StartsWith("tel:", StringComparison.OrdinalIgnoreCase);
}
