using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>A field that current observations of the winning class state differently.</summary>
/// <param name="Values">As canonical JSON, each with the latest observation that states it; the winner first, then the latest.</param>
internal sealed record DisputedField(string Name, IReadOnlyList<(long Seq, string Json)> Values)
{
    private const int MaxValues = 20;

    /// <summary>Returns the disputed fields of an entity, by name. See <see cref="SupersededReadings"/>.</summary>
    public static async Task<IReadOnlyList<DisputedField>> OfAsync(
        UserConnection connection,
        EntityState state,
        StandingObservations observed,
        ReadPoint point
    )
    {
        var rereadings = await SupersededReadings.OfAsync(connection, observed, point);
        var disputed = new List<DisputedField>();
        foreach (var (name, winner) in state.Snapshot.Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (winner.Items is not null)
            {
                continue;
            }
            var latest = new Dictionary<string, long>(StringComparer.Ordinal) { [winner.Json] = winner.Stamp.Seq };
            foreach (
                var candidate in rereadings.Current(
                    observed.Standing.Where(o => o.Stamp.Class == winner.Stamp.Class && o.Fields[name] is not null)
                )
            )
            {
                if (candidate.Fields[name] is { } json && !string.Equals(json, winner.Json, StringComparison.Ordinal))
                {
                    latest[json] = candidate.Stamp.Seq;
                }
            }
            if (latest.Count > 1)
            {
                disputed.Add(
                    new(
                        name,
                        [
                            .. latest
                                .OrderByDescending(l => l.Value == winner.Stamp.Seq)
                                .ThenByDescending(l => l.Value)
                                .Take(MaxValues)
                                .Select(l => (l.Value, l.Key)),
                        ]
                    )
                );
            }
        }
        return disputed;
    }
}
