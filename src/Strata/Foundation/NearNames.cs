namespace Strata.Foundation;

/// <summary>Names that somebody who mistyped one may have meant.</summary>
public static class NearNames
{
    private const int Shown = 3;
    private const int MaxLength = 64;
    private const int LeastBeginning = 3;

    /// <summary>
    /// Returns the nearest, three at most: at most a third of the letters are mistyped and no more than three, or the name goes on.
    /// Case, spaces, hyphens and underscores don't count.
    /// </summary>
    public static IReadOnlyList<string> Of(string asked, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var name = Plain(asked);
        if (name.Length is 0 or > MaxLength)
        {
            return [];
        }
        var most = Math.Clamp((name.Length + 1) / 3, 1, 3);
        var nearest = known
            .Distinct(StringComparer.Ordinal)
            .GroupBy(k => Distance(name, Plain(k), most))
            .Where(g => g.Key <= most)
            .MinBy(g => g.Key);
        return nearest is null ? [] : [.. nearest.Order(StringComparer.Ordinal).Take(Shown)];
    }

    /// <summary>Returns " Did you mean 'x'?" for the end of a refusal; empty if nothing is near.</summary>
    public static string Question(string asked, IEnumerable<string> known) => Question(Of(asked, known));

    public static string Question(IReadOnlyList<string> near) =>
        near is null or [] ? "" : $" Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?";

    private static int Distance(string name, string other, int most) =>
        name.Length >= LeastBeginning && other.StartsWith(name, StringComparison.Ordinal)
            ? Math.Min(most, other.Length - name.Length)
            : EditDistance.Typing(name, other, most);

    private static string Plain(string name) => string.Concat(name.Where(c => c is not (' ' or '-' or '_')).Select(char.ToLowerInvariant));
}
