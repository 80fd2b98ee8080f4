using Strata.Ledger;

namespace Strata.Entities;

/// <summary>Splits a <c>merge_array</c> value into the contributions of its observations.</summary>
internal static class Unions
{
    /// <summary>Most contributions followed to their bytes; each may need a source of its own to be opened.</summary>
    public const int MaxContributions = 100;

    /// <param name="Elements">Indexes into the value, from 0.</param>
    /// <param name="Json">Those elements as an array.</param>
    public sealed record Part(long Seq, IReadOnlyList<int> Elements, string Json);

    /// <summary>Returns one part per observation, ordered by first element; empty if one observation states the whole value.</summary>
    public static IReadOnlyList<Part> PartsOf(FieldState state)
    {
        if (state.Items is not { } items || items.TrueForAll(i => i.First.Seq == items[0].First.Seq))
        {
            return [];
        }
        return
        [
            .. items
                .Select((item, place) => (item, place))
                .GroupBy(i => i.item.First.Seq)
                .Select(g => new Part(g.Key, [.. g.Select(i => i.place)], $"[{string.Join(',', g.Select(i => i.item.Json))}]")),
        ];
    }

    public static Contribution Contribution(Part part, FieldProvenance from) =>
        new()
        {
            Elements = part.Elements,
            Value = from.Value,
            ObservationId = from.ObservationId,
            Class = from.Class,
            ObservedAt = from.ObservedAt,
            Actor = from.Actor,
            Reason = from.Reason,
            SourceId = from.SourceId,
            SourceDigest = from.SourceDigest,
            FileName = from.FileName,
            RunId = from.RunId,
            DocumentId = from.DocumentId,
            Block = from.Block,
            Locator = from.Locator,
            LocatorIn = from.LocatorIn,
            Places = from.Places,
            Quote = from.Quote,
            QuoteVerified = from.QuoteVerified,
        };

    /// <summary>Returns the provenance of the whole value, verified only if every contribution is.</summary>
    public static FieldProvenance Of(FieldProvenance first, IReadOnlyList<Contribution> contributions, int leftOut) =>
        first with
        {
            Contributions = contributions,
            ContributionsLeftOut = leftOut == 0 ? null : leftOut,
            QuoteVerified =
                contributions.Any(c => c.QuoteVerified == false) ? false
                : leftOut == 0 && contributions.All(c => c.QuoteVerified == true) ? true
                : null,
        };
}
