namespace Strata.Search;

/// <summary>Counts how hits are spread.</summary>
internal static class FacetCounting
{
    private const int Most = 10;

    public static SearchFacets Of(IReadOnlyList<Thing> things, bool atLeast) =>
        new(
            things.Count,
            atLeast,
            Count(things.Select(t => t.Entity?.EntityType)),
            Count(things.Select(t => t.Date?[..4])),
            Count(things.Select(t => t.SourceName))
        );

    private static List<FacetCount> Count(IEnumerable<string?> values) =>
        [
            .. values
                .OfType<string>()
                .GroupBy(v => v, StringComparer.Ordinal)
                .OrderByDescending(g => g.Count())
                .ThenBy(g => g.Key, StringComparer.Ordinal)
                .Take(Most)
                .Select(g => new FacetCount(g.Key, g.Count())),
        ];
}
