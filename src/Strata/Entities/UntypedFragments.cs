using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

internal static class UntypedFragments
{
    /// <summary>Returns the fragments of the untyped entities at a point; entities without fragments are left out.</summary>
    /// <param name="all">Also of entities with a type.</param>
    public static Task<IReadOnlyDictionary<long, IReadOnlyDictionary<string, FragmentView>>> OfAsync(
        UserConnection connection,
        IEnumerable<EntityState> states,
        ReadPoint point,
        bool all = false
    ) =>
        LatestFragments.OfGroupsAsync(
            connection,
            [
                .. states
                    .Where(s => all || s.Record.IsUntyped)
                    .DistinctBy(s => s.Record.EntityNo)
                    .Select(s => (s.Record.EntityNo, s.Members)),
            ],
            point.Seq,
            point.ObservedBy
        );
}
