using Strata.Database;
using Strata.Ledger;
using Strata.Settlement;

namespace Strata.Entities;

/// <summary>One entity with what callers ask of it: its fields, and where each came from.</summary>
internal sealed class EntityDetails(EntityReader entities, Provenance provenance)
{
    public async Task<EntityView> GetAsync(UserConnection connection, string entityId, bool withProvenance, ReadPoint point)
    {
        EntityBackground? behind = null;
        (IReadOnlyList<long> Members, PendingResult<StoredFragments> Fragments)? kept = null;
        var state = await entities.StateAsync(
            connection,
            entityId,
            point,
            members =>
            {
                if (withProvenance)
                {
                    behind = EntityBackground.Ask(connection, members, point);
                }
                else
                {
                    kept = (members, LatestFragments.Ask(connection, members, point.Seq, point.ObservedBy));
                }
            }
        );
        var view = withProvenance
            ? await WithProvenanceAsync(connection, state, behind, point)
            : await EntityReader.ViewAsync(connection, state) with
            {
                Fragments =
                    kept is { } asked && asked.Members.SequenceEqual(state.Members)
                        ? await ObservationViews.LatestAsync(asked.Fragments)
                        : await ObservationViews.FragmentsAsync(connection, state, point),
            };
        return point.IsNow && Invoice.IsType(state.Schema) && Invoice.Of(state.Schema, view.Fields) is { } invoice
            ? view with
            {
                Settlement = (await Settlements.OfAsync(connection, [new AskedInvoice(state.Record.EntityNo, invoice)], point.Schemas))[
                    state.Record.EntityNo
                ],
            }
            : view;
    }

    /// <param name="behind">The background of the members that were expected; asked again if they are others.</param>
    private async Task<EntityView> WithProvenanceAsync(
        UserConnection connection,
        EntityState state,
        EntityBackground? behind,
        ReadPoint point
    )
    {
        if (behind is null || !behind.Members.SequenceEqual(state.Members))
        {
            behind = EntityBackground.Ask(connection, state.Members, point);
        }
        var standing = await behind.StandingAsync();
        var fragments = LatestFragments.Sourced(await behind.Fragments.RowsAsync());
        return await EntityReader.ViewAsync(connection, state) with
        {
            Fragments = LatestFragments.Shown(fragments.ToDictionary(f => f.Key, f => f.Value.Fragment, StringComparer.Ordinal)),
            FragmentProvenance = await provenance.OfFragmentsAsync(connection, fragments, standing.Records),
            Provenance = await provenance.OfAsync(connection, state, standing.Records),
            Conflicts = await provenance.ConflictsAsync(connection, state, standing, point),
        };
    }
}
