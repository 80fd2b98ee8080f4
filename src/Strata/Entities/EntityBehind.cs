using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>What stands behind an entity's state, asked for together and at once.</summary>
/// <param name="Members">Whose it is.</param>
/// <param name="Fragments">As <see cref="LatestFragments.Ask"/> asks.</param>
/// <param name="StandingAsync">As <see cref="ObservationReader.AskStanding"/> asks.</param>
internal sealed record EntityBehind(
    IReadOnlyList<long> Members,
    Asked<StoredFragments> Fragments,
    Func<Task<StandingObservations>> StandingAsync
)
{
    public static EntityBehind Ask(UserConnection connection, IReadOnlyList<long> members, ReadPoint point) =>
        new(
            members,
            LatestFragments.Ask(connection, members, point.Seq, point.ObservedBy),
            ObservationReader.AskStanding(connection, members, point.Seq, point.ObservedBy)
        );
}
