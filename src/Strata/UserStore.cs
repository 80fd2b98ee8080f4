using System.Runtime.CompilerServices;
using Strata.Accounts;
using Strata.Backup;
using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Entities;
using Strata.Jobs;
using Strata.Ledger;
using Strata.Operations;
using Strata.Promotion;
using Strata.Runs;
using Strata.Runs.Archival;
using Strata.Schemas;
using Strata.Search;
using Strata.Sources;
using Strata.Verification;
using static Strata.OperationMeters;

namespace Strata;

/// <summary>The store as one user sees it: each operation is passed on to its service.</summary>
internal sealed class UserStore(StoreServices services, UserId user, string actor) : IStrata
{
    public Task<TResult> InvokeAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation,
        TRequest request,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
        where TRequest : notnull
        where TResult : notnull =>
        MeasureAsync(
            async () =>
            {
                using var turn = services.TurnOf(operation)?.Take(user);
                if (operation.Records)
                {
                    await RecordAsync(operation.Name, "{}");
                }
                return await operation.RunAsync(
                    request,
                    new OperationContext(services, services.Database, user, actor, progress, ct, RecordAsync)
                );

                Task RecordAsync(string action, string detail) => services.RecordAsync(user, actor, action, detail, ct);
            },
            operation.Name
        );

    public Task<IngestResult> IngestAsync(IngestRequest request, Stream content, IProgress<Progress>? progress, CancellationToken ct) =>
        MeasureAsync(() => UsageMeters.CountRefusalsAsync(services.Ingestion.IngestAsync(user, actor, request, content, progress, ct)));

    public Task<IngestResult> IngestUrlAsync(Uri url, IngestRequest request, IProgress<Progress>? progress, CancellationToken ct) =>
        MeasureAsync(() => UsageMeters.CountRefusalsAsync(services.Ingestion.IngestAsync(user, actor, request, url, progress, ct)));

    public Task<StructuredResult> IngestStructuredAsync(StructuredRequest request, CancellationToken ct) =>
        MeasureAsync(() => UsageMeters.CountRefusalsAsync(services.Structured.StoreAsync(user, actor, request, ct)));

    public Task<IngestResult> ReinterpretAsync(
        string sourceId,
        IngestRequest request,
        IProgress<Progress>? progress,
        CancellationToken ct
    ) =>
        MeasureAsync(() =>
            UsageMeters.CountRefusalsAsync(services.Ingestion.ReinterpretAsync(user, actor, sourceId, request, progress, ct))
        );

    public Task<DecisionResult> CorrectAsync(string entityId, CorrectRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.Decisions.CorrectAsync(user, actor, entityId, request, ct));

    public Task<DecisionResult> RetractAsync(string id, DecisionRequest request, CancellationToken ct) =>
        MeasureAsync(async () =>
            !await services.Promotions.IsOneAsync(user, id, ct) ? await services.Decisions.RetractAsync(user, actor, id, request, ct)
            : request.IfMatch is null ? await services.Promotions.RollBackAsync(user, actor, id, request, ct)
            : throw Expectation.OfNone(id)
        );

    public Task<DecisionResult> MergeAsync(string fromEntityId, string toEntityId, DecisionRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.Decisions.MergeAsync(user, actor, fromEntityId, toEntityId, request, ct));

    public Task<DecisionResult> UnmergeAsync(string fromEntityId, DecisionRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.Decisions.UnmergeAsync(user, actor, fromEntityId, request, ct));

    public Task<DecisionResult> DeleteAsync(string entityId, DecisionRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.Decisions.DeleteAsync(user, actor, entityId, request, ct));

    public Task<DecisionResult> RestoreAsync(string entityId, DecisionRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.Decisions.RestoreAsync(user, actor, entityId, request, ct));

    public Task<RelationshipView> RelateAsync(RelateRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.Decisions.RelateAsync(user, actor, request, ct));

    public Task<EntityView> GetEntityAsync(string entityId, bool provenance, ReadAt at, CancellationToken ct) =>
        ReadAsync(
            at,
            async (connection, point) =>
            {
                EntityBackground? behind = null;
                var state = await services.Entities.StateAsync(
                    connection,
                    entityId,
                    point,
                    provenance ? members => behind = EntityBackground.Ask(connection, members, point) : null
                );
                if (provenance)
                {
                    return await WithProvenanceAsync(connection, state, behind, point);
                }
                var view = await EntityReader.ViewAsync(connection, state);
                return state.Record.IsUntyped
                    ? view with
                    {
                        Fragments = await ObservationViews.FragmentsAsync(connection, state, point),
                    }
                    : view;
            },
            ct
        );

    /// <param name="behind">What was asked of the members that there probably are.</param>
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
            Provenance = await services.Provenance.OfAsync(connection, state, standing.Records),
            Conflicts = await services.Provenance.ConflictsAsync(connection, state, standing, point),
        };
    }

    public Task<Page<EntityView>> ListEntitiesAsync(EntityQuery query, ReadAt at, CancellationToken ct) =>
        ReadAsync(at, (connection, point) => services.Listing.ListAsync(connection, query, point), ct);

    public Task<Page<EntityView>> FindEntitiesAsync(
        string identifier,
        string? entityType,
        PageRequest page,
        ReadAt at,
        CancellationToken ct
    ) => ReadAsync(at, (connection, point) => services.Finder.FindAsync(connection, identifier, entityType, page, point), ct);

    public Task<Page<ObservationView>> ListObservationsAsync(
        string entityId,
        bool evidence,
        PageRequest page,
        ReadAt at,
        CancellationToken ct
    ) =>
        ReadAsync(
            at,
            (connection, point) =>
                services.Observations.ListAsync(connection, entityId, page, point, evidence ? services.Provenance : null),
            ct
        );

    public Task<FieldProvenance> GetFieldProvenanceAsync(string entityId, string field, ReadAt at, CancellationToken ct) =>
        ReadAsync(
            at,
            async (connection, point) =>
                await services.Provenance.OfAsync(connection, await services.Entities.StateAsync(connection, entityId, point), field),
            ct
        );

    public Task<Page<HistoryEntry>> GetHistoryAsync(string entityId, PageRequest page, ReadAt at, CancellationToken ct) =>
        ReadAsync(at, (connection, point) => services.History.ListAsync(connection, entityId, page, point), ct);

    public Task<Neighborhood> GetNeighborhoodAsync(string entityId, int depth, int limit, ReadAt at, CancellationToken ct) =>
        ReadAsync(at, (connection, point) => services.Neighborhoods.GetAsync(connection, entityId, depth, limit, point), ct);

    public Task<Page<TimelineEvent>> ListTimelineAsync(TimelineQuery query, ReadAt at, CancellationToken ct) =>
        ReadAsync(at, (connection, point) => services.Timeline.ListAsync(connection, query, point), ct);

    public Task<SearchResults> SearchAsync(SearchQuery query, ReadAt at, CancellationToken ct) =>
        ReadAsync(at, (connection, point) => services.Search.SearchAsync(connection, query, point), ct);

    public Task<Page<SourceView>> ListSourcesAsync(PageRequest page, CancellationToken ct) =>
        MeasureAsync(() => services.Database.ReadAsync(user, connection => SourceQueries.ListAsync(connection, page), ct));

    public Task<SourceView> GetSourceAsync(string sourceId, CancellationToken ct) =>
        MeasureAsync(() => services.Database.ReadAsync(user, connection => SourceQueries.GetAsync(connection, sourceId), ct));

    public Task<Page<SourceLinkView>> ListMembersAsync(string sourceId, PageRequest page, CancellationToken ct) =>
        MeasureAsync(() => services.Database.ReadAsync(user, connection => SourceQueries.MembersAsync(connection, sourceId, page), ct));

    public Task<SourceContent> OpenSourceAsync(string sourceId, CancellationToken ct) =>
        MeasureAsync(() => services.Database.ReadAsync(user, connection => services.Sources.OpenAsync(connection, sourceId), ct));

    public IAsyncEnumerable<RunState> WatchRunAsync(string runId, CancellationToken ct) => services.RunWatch.WatchAsync(user, runId, ct);

    public Task<Page<BlockView>> ListBlocksAsync(string id, BlockQuery query, CancellationToken ct) =>
        MeasureAsync(() =>
            id.StartsWith("src_", StringComparison.Ordinal)
                ? services.Rendering.BlocksAsync(user, id, query, ct)
                : services.Database.ReadAsync(user, connection => services.Documents.BlocksAsync(connection, id, query), ct)
        );

    public Task<ShownSource> ShowAsync(string id, string format, bool main, CancellationToken ct) =>
        MeasureAsync(() => services.Rendering.ShowAsync(user, id, format, main, ct));

    public Task<ShownSource> ShowPageAsync(string documentId, int page, CancellationToken ct) =>
        MeasureAsync(() => services.Pages.PageAsync(user, documentId, page, ct));

    public Task<Reconstruction> ReconstructAsync(string id, ReconstructRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.Reconstructions.ReconstructAsync(user, id, request, ct));

    public Task<Page<UserToken>> ListTokensAsync(PageRequest page, CancellationToken ct) =>
        MeasureAsync(() => services.TokensBy(actor).ListTokensAsync(user, page, ct));

    public Task<NewToken> AddTokenAsync(TokenRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.TokensBy(actor).AddTokenAsync(user, request.Name, request.ExpiresAt, ct, request.Allows()));

    public Task<NewToken> RotateTokenAsync(string tokenId, RotateTokenRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.TokensBy(actor).RotateTokenAsync(user, tokenId, request.Grace(), ct));

    public Task<UserToken> RevokeTokenAsync(string tokenId, CancellationToken ct) =>
        MeasureAsync(() => services.TokensBy(actor).RevokeTokenAsync(user, tokenId, ct));

    public Task<long> BackupAsync(Stream destination, IProgress<Progress>? progress, CancellationToken ct) =>
        MeasureAsync(async () =>
        {
            using var turn = services.BackupTurns.Take(user);
            await using var file = new DeferredWrites(destination, services.Ledger.Time);
            await services.BackupAsync(user, actor, file, progress, ct);
            await file.FlushAsync(ct);
            return file.Written;
        });

    private Task<T> ReadAsync<T>(
        ReadAt at,
        Func<UserConnection, ReadPoint, Task<T>> read,
        CancellationToken ct,
        [CallerMemberName] string operation = ""
    ) =>
        MeasureAsync(
            () =>
                services.Database.ReadAsync(
                    user,
                    async connection => await read(connection, await ReadPoint.AtAsync(connection, at, services.Ledger.Schemas)),
                    ct
                ),
            operation
        );
}
