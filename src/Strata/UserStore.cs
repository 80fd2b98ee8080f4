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
                return await operation.RunAsync(request, new OperationContext(services, services.Database, user, actor, progress, ct));
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

    public Task<FragmentReport> DiscoverFieldsAsync(string entityType, string? suggestedType, CancellationToken ct) =>
        MeasureAsync(() => services.Promotions.DiscoverAsync(user, entityType, suggestedType, ct));

    public Task<PromotionView> PromoteFieldsAsync(PromoteRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.Promotions.PromoteAsync(user, actor, request, ct));

    public Task<Page<PromotionView>> ListPromotionsAsync(PageRequest page, CancellationToken ct) =>
        MeasureAsync(() => services.Promotions.ListAsync(user, page, ct));

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

    public Task<Page<AuditEntry>> ListAuditAsync(AuditQuery query, CancellationToken ct) =>
        MeasureAsync(() => services.Database.ReadAsync(user, connection => AuditLog.ListAsync(connection, query), ct));

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

    public Task<Page<RunView>> ListRunsAsync(string? sourceId, PageRequest page, CancellationToken ct) =>
        MeasureAsync(() => services.Database.ReadAsync(user, connection => RunQueries.ListAsync(connection, sourceId, page), ct));

    public Task<RunView> GetRunAsync(string runId, CancellationToken ct) =>
        MeasureAsync(() => services.Database.ReadAsync(user, connection => RunQueries.GetAsync(connection, runId), ct));

    public IAsyncEnumerable<RunState> WatchRunAsync(string runId, CancellationToken ct) => services.RunWatch.WatchAsync(user, runId, ct);

    public Task<RunView> CancelRunAsync(string runId, CancellationToken ct) =>
        MeasureAsync(() => services.Runs.CancelAsync(user, actor, runId, ct));

    public Task<ArchiveReport> ArchiveRunsAsync(ArchiveRequest request, IProgress<Progress>? progress, CancellationToken ct) =>
        MeasureAsync(() => services.Archive.ArchiveAsync(user, actor, request, progress, ct));

    public Task<RunView> RestoreRunAsync(string runId, CancellationToken ct) =>
        MeasureAsync(() => services.Unarchiving.RestoreAsync(user, actor, runId, ct));

    public Task<Page<DocumentView>> ListDocumentsAsync(DocumentQuery query, CancellationToken ct) =>
        MeasureAsync(() => services.Database.ReadAsync(user, connection => DocumentQueries.ListAsync(connection, query), ct));

    public Task<DocumentView> GetDocumentAsync(string documentId, CancellationToken ct) =>
        MeasureAsync(() => services.Database.ReadAsync(user, connection => DocumentQueries.GetAsync(connection, documentId), ct));

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

    public Task<IReadOnlyList<SchemaView>> ListSchemasAsync(CancellationToken ct) =>
        MeasureAsync(() => services.Schemas.ListAsync(user, ct));

    public Task<SchemaView> GetSchemaAsync(string entityType, int? version, CancellationToken ct) =>
        MeasureAsync(() => services.Schemas.GetAsync(user, entityType, version, ct));

    public Task<SchemaView> RegisterSchemaAsync(RegisterSchemaRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.Schemas.RegisterAsync(user, actor, request, ct));

    public Task<SchemaView> ActivateSchemaAsync(string entityType, int version, CancellationToken ct) =>
        MeasureAsync(() => services.Schemas.ActivateAsync(user, actor, entityType, version, ct));

    public Task<SchemaDiff> DiffSchemasAsync(string entityType, int from, int to, CancellationToken ct) =>
        MeasureAsync(() => services.Schemas.DiffAsync(user, entityType, from, to, ct));

    public Task<VerifyReport> VerifyAsync(bool deep, IProgress<Progress>? progress, CancellationToken ct) =>
        MeasureAsync(() => InTurnAsync(services.VerifyTurns, () => services.Verifier.VerifyAsync(user, deep, progress, ct)));

    public Task<BlobsReport> VerifyBlobsAsync(IProgress<Progress>? progress, CancellationToken ct) =>
        MeasureAsync(() => InTurnAsync(services.BlobTurns, () => services.BlobServices.Service.VerifyAsync(user, progress, ct)));

    public Task<UploadsRetried> RetryUploadsAsync(CancellationToken ct) =>
        MeasureAsync(async () =>
        {
            await RecordAsync("retry_uploads", "{}", ct);
            return await services.BlobServices.Service.RetryAsync(user, actor, ct);
        });

    public Task<SweepReport> SweepBlobsAsync(SweepRequest request, CancellationToken ct) =>
        MeasureAsync(() =>
            services.BlobServices.Sweep.RunAsync(
                new UserWrites(services.Database, user, ct),
                request,
                detail => RecordAsync("sweep_blobs", detail, ct),
                ct
            )
        );

    public Task<JobView> StartJobAsync(JobRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.Jobs.Service.StartAsync(user, actor, request, ct));

    public Task<Page<JobView>> ListJobsAsync(JobQuery query, CancellationToken ct) =>
        MeasureAsync(() => services.Jobs.Service.ListAsync(user, query, ct));

    public Task<JobView> GetJobAsync(string jobId, CancellationToken ct) =>
        MeasureAsync(() => services.Jobs.Service.GetAsync(user, jobId, ct));

    public Task<JobView> RetryJobAsync(string jobId, CancellationToken ct) =>
        MeasureAsync(() => services.Jobs.Service.RetryAsync(user, actor, jobId, ct));

    public Task<JobView> CancelJobAsync(string jobId, CancellationToken ct) =>
        MeasureAsync(() => services.Jobs.Service.CancelAsync(user, actor, jobId, ct));

    public Task<JobPauses> PauseJobsAsync(string? kind, CancellationToken ct) =>
        MeasureAsync(() => services.Jobs.Service.PauseAsync(user, actor, kind, ct));

    public Task<JobPauses> ResumeJobsAsync(string? kind, CancellationToken ct) =>
        MeasureAsync(() => services.Jobs.Service.ResumeAsync(user, actor, kind, ct));

    public Task<JobPauses> GetJobPausesAsync(CancellationToken ct) => MeasureAsync(() => services.Jobs.Service.PausesAsync(user, ct));

    public Task<IReadOnlyList<JobScheduleView>> ListSchedulesAsync(CancellationToken ct) =>
        MeasureAsync(() => services.Jobs.Schedules.ListAsync(user, ct));

    public Task<JobScheduleView> PutScheduleAsync(string name, JobScheduleRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.Jobs.Schedules.PutAsync(user, actor, name, request, ct));

    public Task<JobScheduleView> RemoveScheduleAsync(string name, CancellationToken ct) =>
        MeasureAsync(() => services.Jobs.Schedules.RemoveAsync(user, actor, name, ct));

    public Task<UsageView> GetUsageAsync(CancellationToken ct) => MeasureAsync(() => services.Usage.GetAsync(user, ct));

    public Task<UsageRecount> RecountUsageAsync(CancellationToken ct) => MeasureAsync(() => services.Usage.RecountAsync(user, actor, ct));

    public Task<Page<UserToken>> ListTokensAsync(PageRequest page, CancellationToken ct) =>
        MeasureAsync(() => services.TokensBy(actor).ListTokensAsync(user, page, ct));

    public Task<NewToken> AddTokenAsync(TokenRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.TokensBy(actor).AddTokenAsync(user, request.Name, request.ExpiresAt, ct, request.Allows()));

    public Task<NewToken> RotateTokenAsync(string tokenId, RotateTokenRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.TokensBy(actor).RotateTokenAsync(user, tokenId, request.Grace(), ct));

    public Task<UserToken> RevokeTokenAsync(string tokenId, CancellationToken ct) =>
        MeasureAsync(() => services.TokensBy(actor).RevokeTokenAsync(user, tokenId, ct));

    public Task<RebuildReport> RebuildAsync(IProgress<Progress>? progress, CancellationToken ct) =>
        MeasureAsync(async () =>
        {
            using var turn = services.RebuildTurns.Take(user);
            await RecordAsync("rebuild", "{}", ct);
            return await services.Rebuilder.RebuildAsync(user, progress, ct);
        });

    public Task<long> BackupAsync(Stream destination, IProgress<Progress>? progress, CancellationToken ct) =>
        MeasureAsync(async () =>
        {
            using var turn = services.BackupTurns.Take(user);
            await using var file = new DeferredWrites(destination, services.Ledger.Time);
            await services.BackupAsync(user, actor, file, progress, ct);
            await file.FlushAsync(ct);
            return file.Written;
        });

    private async Task<T> InTurnAsync<T>(ConcurrencyLimit turns, Func<Task<T>> work)
    {
        using var turn = turns.Take(user);
        return await work();
    }

    /// <summary>Records what is done in many transactions, before the first of them.</summary>
    /// <param name="detail">JSON.</param>
    private Task RecordAsync(string action, string detail, CancellationToken ct) => services.RecordAsync(user, actor, action, detail, ct);

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
