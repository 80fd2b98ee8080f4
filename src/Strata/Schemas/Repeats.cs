namespace Strata.Schemas;

/// <summary>
/// Which of several records of one file that say the same an observation was read from, by identity rule: kept as <c>1:2,2:2</c>, position
/// of the rule in the schema and number from 2.
/// </summary>
internal static class Repeats
{
    /// <summary>Null where it is the first by every rule.</summary>
    public static string? Write(IEnumerable<(int Rule, int Nth)> repeats)
    {
        var text = string.Join(
            ',',
            repeats.Where(r => r.Nth > 1).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Rule}:{r.Nth}"))
        );
        return text.Length == 0 ? null : text;
    }

    /// <summary>1: the first.</summary>
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
