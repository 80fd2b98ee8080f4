using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

internal static class UntypedFragments
{
    /// <summary>
    /// Of those of the entities that are of no known type, as they were at a point; those that have none are not in the answer.
    /// </summary>
    public static Task<IReadOnlyDictionary<long, IReadOnlyDictionary<string, FragmentView>>> OfAsync(
        UserConnection connection,
        IEnumerable<EntityState> states,
        ReadPoint point
    ) =>
        LatestFragments.OfGroupsAsync(
            connection,
            [.. states.Where(s => s.Record.IsUntyped).DistinctBy(s => s.Record.EntityNo).Select(s => (s.Record.EntityNo, s.Members))],
            point.Seq,
            point.ObservedBy
        );
}
