using Strata.Testing.LabelledSets;

namespace Strata.Testing.Papers;

/// <summary>
/// Papers whose truth is known because it was decided before they were written, for measuring how far the confidence of <c>rules</c> can be
/// trusted. Split by layout: no family is in both halves, and the split was fixed before any of them was read.
/// </summary>
public static class PaperSet
{
    private const int PapersOfAnEarlierFamily = 8;
    private const int PapersOfAFamily = 16;

    /// <summary>Families that were looked at before: an earlier calibration was fitted to one half of them and measured by the other.</summary>
    private static IEnumerable<Family> Earlier =>
        [.. Invoices.All, .. Bills.All, .. Specials.All, .. Tills.All, .. Letters.All, .. Tickets.All, .. Traps.All, .. Agents.All];

    private static IEnumerable<Family> Later => [.. Trades.All, .. Offices.All, .. Counters.All];

    /// <summary>The papers that the calibration is fitted to.</summary>
    public static IEnumerable<Paper> Tuning =>
        [
            .. Earlier.SelectMany(family => Papers(family, PapersOfAnEarlierFamily)),
            .. Later.Where(family => !IsHeldOut(family)).SelectMany(family => Papers(family, PapersOfAFamily)),
        ];

    /// <summary>The papers that nothing was fitted to.</summary>
    public static IEnumerable<Paper> Untouched => Later.Where(IsHeldOut).SelectMany(family => Papers(family, PapersOfAFamily));

    public static bool IsLater(string family) => Later.Any(later => later.Name == family);

    /// <summary>By a hash of the name, so that nobody chose.</summary>
    private static bool IsHeldOut(Family family) => (Hash(family.Name) >> 16) % 2 == 1;

    private static IEnumerable<Paper> Papers(Family family, int count) =>
        Enumerable
            .Range(1, count)
            .Select(seed =>
            {
                // Far apart: the next seed continues where this one's second number is.
                var chance = new Chance((int)(Hash(family.Name) % 1_000_000) + (seed * 1_000_003));
                var draft = new Draft(chance, chance.One(family.Locales));
                family.Write(draft);
                return new Paper(family.Name, seed, draft.MediaType, draft.Text, draft.Truth);
            });

    // FNV-1a: hash codes of strings differ from run to run.
    private static uint Hash(string text) => text.Aggregate(2166136261, (hash, c) => (hash ^ c) * 16777619);
}
