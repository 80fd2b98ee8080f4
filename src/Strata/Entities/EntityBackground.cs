using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>The fragments and observations behind an entity's state, queried together.</summary>
/// <param name="Members">The entity and those merged into it.</param>
/// <param name="Fragments">Result of <see cref="LatestFragments.Ask"/>.</param>
/// <param name="StandingAsync">Result of <see cref="ObservationReader.AskStanding"/>.</param>
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
