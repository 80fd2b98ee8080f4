using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>What stands behind an entity's state, asked for together and at once.</summary>
/// <param name="Members">Whose it is.</param>
/// <param name="Fragments">As <see cref="LatestFragments.Ask"/> asks.</param>
/// <param name="StandingAsync">As <see cref="ObservationReader.AskStanding"/> asks.</param>
internal sealed record EntityBackground(
    IReadOnlyList<long> Members,
    PendingResult<StoredFragments> Fragments,
    Func<Task<StandingObservations>> StandingAsync
)
{
    public static EntityBackground Ask(UserConnection connection, IReadOnlyList<long> members, ReadPoint point) =>
        new(
            members,
            LatestFragments.Ask(connection, members, point.Seq, point.ObservedBy),
            ObservationReader.AskStanding(connection, members, point.Seq, point.ObservedBy)
        );
}
