namespace Strata.Schemas;

/// <summary>
/// Which of several equal records of one file an observation was read from, per identity rule: stored as <c>1:2,2:2</c>, the rule's
/// position in the schema and a number from 2.
/// </summary>
internal static class Repeats
{
    /// <summary>Returns null if it is the first by every rule.</summary>
    public static string? Write(IEnumerable<(int Rule, int Nth)> repeats)
    {
        var text = string.Join(
            ',',
            repeats.Where(r => r.Nth > 1).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Rule}:{r.Nth}"))
        );
        return text.Length == 0 ? null : text;
    }

    /// <summary>Returns 1 for the first.</summary>
    public static int Nth(string? repeats, int rule)
    {
        foreach (var part in repeats?.Split(',') ?? [])
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (int.Parse(part.AsSpan(0, colon), CultureInfo.InvariantCulture) == rule)
            {
                return int.Parse(part.AsSpan(colon + 1), CultureInfo.InvariantCulture);
            }
        }
        return 1;
    }
}
