using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>One entity with what callers ask of it: its fields, and where each came from.</summary>
internal sealed class EntityDetails(EntityReader entities, Provenance provenance)
{
    public async Task<EntityView> GetAsync(UserConnection connection, string entityId, bool withProvenance, ReadPoint point)
    {
        EntityBackground? behind = null;
        var state = await entities.StateAsync(
            connection,
            entityId,
            point,
            withProvenance ? members => behind = EntityBackground.Ask(connection, members, point) : null
        );
        if (withProvenance)
        {
            return await WithProvenanceAsync(connection, state, behind, point);
        }
        var view = await EntityReader.ViewAsync(connection, state);
        return state.Record.IsUntyped ? view with { Fragments = await ObservationViews.FragmentsAsync(connection, state, point) } : view;
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
        return await EntityReader.ViewAsync(connection, state) with
        {
            Fragments = await ObservationViews.LatestAsync(behind.Fragments),
            Provenance = await provenance.OfAsync(connection, state, standing.Records),
            Conflicts = await provenance.ConflictsAsync(connection, state, standing, point),
        };
    }
}
