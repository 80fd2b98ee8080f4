using Strata.Accounts;
using Strata.Blobs;
using Strata.Documents;
using Strata.Duplicates;
using Strata.Entities;
using Strata.Jobs;
using Strata.Ledger;
using Strata.Promotion;
using Strata.Runs;
using Strata.Runs.Archival;
using Strata.Schemas;
using Strata.Search;
using Strata.Sources;
using Strata.Verification;

namespace Strata;

/// <summary>
/// Everything one user can do. The three doors (CLI, REST, MCP) call exactly this; there are two of it:
/// the store itself, and a client of a remote server (<c>strata --server</c>).
/// Errors are <see cref="StrataException"/> with a code of DESIGN.md section 6.
/// </summary>
public interface IStrata
{
    // Taking in
    Task<IngestResult> IngestAsync(IngestRequest request, Stream content, IProgress<Progress>? progress, CancellationToken ct);
    Task<IngestResult> IngestUrlAsync(Uri url, IngestRequest request, IProgress<Progress>? progress, CancellationToken ct);
    Task<StructuredResult> IngestStructuredAsync(StructuredRequest request, CancellationToken ct);
    Task<IngestResult> ReinterpretAsync(string sourceId, IngestRequest request, IProgress<Progress>? progress, CancellationToken ct);

    // Deciding
    Task<DecisionResult> CorrectAsync(string entityId, CorrectRequest request, CancellationToken ct);

    /// <param name="id">An observation (<c>obs_…</c>) to withdraw, or a decision (<c>dec_…</c>) to undo.</param>
    Task<DecisionResult> RetractAsync(string id, DecisionRequest request, CancellationToken ct);
    Task<DecisionResult> MergeAsync(string fromEntityId, string toEntityId, DecisionRequest request, CancellationToken ct);
    Task<DecisionResult> UnmergeAsync(string fromEntityId, DecisionRequest request, CancellationToken ct);
    Task<DecisionResult> DeleteAsync(string entityId, DecisionRequest request, CancellationToken ct);
    Task<DecisionResult> RestoreAsync(string entityId, DecisionRequest request, CancellationToken ct);
    Task<RelationshipView> RelateAsync(RelateRequest request, CancellationToken ct);

    // Asking
    Task<EntityView> GetEntityAsync(string entityId, bool provenance, ReadAt at, CancellationToken ct);
    Task<Page<EntityView>> ListEntitiesAsync(EntityQuery query, ReadAt at, CancellationToken ct);

    /// <summary>
    /// Those that have the identifier as their id, as a key, or as the value of a field by which entities of their type are known.
    /// </summary>
    Task<Page<EntityView>> FindEntitiesAsync(string identifier, string? entityType, PageRequest page, ReadAt at, CancellationToken ct);

    /// <param name="evidence">Whether each field comes with its quote and where that stands; then at most a hundred on a page.</param>
    Task<Page<ObservationView>> ListObservationsAsync(string entityId, bool evidence, PageRequest page, ReadAt at, CancellationToken ct);
    Task<FieldProvenance> GetFieldProvenanceAsync(string entityId, string field, ReadAt at, CancellationToken ct);
    Task<Page<HistoryEntry>> GetHistoryAsync(string entityId, PageRequest page, ReadAt at, CancellationToken ct);

    /// <param name="depth">1 to 4 steps.</param>
    /// <param name="limit">1 to 5,000 entities, the one asked about among them.</param>
    Task<Neighborhood> GetNeighborhoodAsync(string entityId, int depth, int limit, ReadAt at, CancellationToken ct);
    Task<Page<TimelineEvent>> ListTimelineAsync(TimelineQuery query, ReadAt at, CancellationToken ct);

    /// <summary>What the fragments of a type look like, and which of them are worth a field.</summary>
    Task<FragmentReport> DiscoverFieldsAsync(string entityType, string? suggestedType, CancellationToken ct);

    /// <summary>
    /// Makes fields of fragments, in the schema and in what was observed before. <see cref="RetractAsync"/> takes it back.
    /// </summary>
    Task<PromotionView> PromoteFieldsAsync(PromoteRequest request, CancellationToken ct);
    Task<Page<PromotionView>> ListPromotionsAsync(PageRequest page, CancellationToken ct);

    /// <summary>What was decided and administered, by whom and with which token, the latest first.</summary>
    Task<Page<AuditEntry>> ListAuditAsync(AuditQuery query, CancellationToken ct);
    Task<SearchResults> SearchAsync(SearchQuery query, ReadAt at, CancellationToken ct);
    Task<Page<SourceView>> ListSourcesAsync(PageRequest page, CancellationToken ct);
    Task<SourceView> GetSourceAsync(string sourceId, CancellationToken ct);

    /// <summary>The sources inside a source, by path.</summary>
    Task<Page<SourceLinkView>> ListMembersAsync(string sourceId, PageRequest page, CancellationToken ct);
    Task<SourceContent> OpenSourceAsync(string sourceId, CancellationToken ct);
    Task<Page<RunView>> ListRunsAsync(string? sourceId, PageRequest page, CancellationToken ct);
    Task<RunView> GetRunAsync(string runId, CancellationToken ct);

    /// <summary>Where a run stands, then whenever that has changed and now and then in between; the last is how it ended.</summary>
    IAsyncEnumerable<RunState> WatchRunAsync(string runId, CancellationToken ct);

    /// <summary>Ends an unfinished run with what is stored of it, which stays. CONFLICT where it has ended.</summary>
    Task<RunView> CancelRunAsync(string runId, CancellationToken ct);

    /// <summary>Moves old runs to the archive at once, which else happens weekly; every question still finds what they say.</summary>
    Task<ArchiveReport> ArchiveRunsAsync(ArchiveRequest request, IProgress<Progress>? progress, CancellationToken ct);

    /// <summary>Puts an archived run back as it was; it is young from then on. CONFLICT where it is not archived.</summary>
    Task<RunView> RestoreRunAsync(string runId, CancellationToken ct);

    // Documents
    Task<Page<DocumentView>> ListDocumentsAsync(DocumentQuery query, CancellationToken ct);
    Task<DocumentView> GetDocumentAsync(string documentId, CancellationToken ct);

    /// <param name="id">A document (<c>doc_…</c>), or a source (<c>src_…</c>: all its documents; it is parsed where none are kept).</param>
    Task<Page<BlockView>> ListBlocksAsync(string id, BlockQuery query, CancellationToken ct);

    /// <param name="id">A source (<c>src_…</c>) or one document of it (<c>doc_…</c>).</param>
    /// <param name="format">markdown, json or text.</param>
    /// <param name="main">Only the main content, as of <see cref="BlockQuery.Main"/>.</param>
    Task<ShownSource> ShowAsync(string id, string format, bool main, CancellationToken ct);

    /// <summary>A page of a PDF as a picture (PNG).</summary>
    /// <param name="page">From 1.</param>
    Task<ShownSource> ShowPageAsync(string documentId, int page, CancellationToken ct);

    /// <param name="id">A source (<c>src_…</c>: its latest document) or a document (<c>doc_…</c>).</param>
    Task<Reconstruction> ReconstructAsync(string id, ReconstructRequest request, CancellationToken ct);

    // Duplicates
    Task<DuplicateReport> FindDuplicatesAsync(FindDuplicatesRequest request, IProgress<Progress>? progress, CancellationToken ct);
    Task<Page<DuplicateView>> ListDuplicatesAsync(DuplicateQuery query, CancellationToken ct);

    /// <summary>One pair with what each field says. ENTITY_NOT_FOUND where it is not filed.</summary>
    Task<DuplicateView> GetDuplicateAsync(string entityId, string otherId, CancellationToken ct);

    /// <summary>
    /// The two are not the same; <c>retract</c> takes it back. That they are the same is said by <see cref="MergeAsync"/>.
    /// </summary>
    Task<DecisionResult> DismissDuplicateAsync(string entityId, string otherId, DecisionRequest request, CancellationToken ct);

    // Schemas
    Task<IReadOnlyList<SchemaView>> ListSchemasAsync(CancellationToken ct);
    Task<SchemaView> GetSchemaAsync(string entityType, int? version, CancellationToken ct);
    Task<SchemaView> RegisterSchemaAsync(RegisterSchemaRequest request, CancellationToken ct);
    Task<SchemaView> ActivateSchemaAsync(string entityType, int version, CancellationToken ct);
    Task<SchemaDiff> DiffSchemasAsync(string entityType, int from, int to, CancellationToken ct);

    // Background work
    /// <summary>
    /// Lines up a job of a kind that can be asked for, for a worker; where the same is unfinished, that one is the answer.
    /// </summary>
    Task<JobView> StartJobAsync(JobRequest request, CancellationToken ct);
    Task<Page<JobView>> ListJobsAsync(JobQuery query, CancellationToken ct);
    Task<JobView> GetJobAsync(string jobId, CancellationToken ct);
    Task<JobView> RetryJobAsync(string jobId, CancellationToken ct);
    Task<JobView> CancelJobAsync(string jobId, CancellationToken ct);

    /// <param name="kind">Null: all kinds.</param>
    Task<JobPauses> PauseJobsAsync(string? kind, CancellationToken ct);
    Task<JobPauses> ResumeJobsAsync(string? kind, CancellationToken ct);
    Task<JobPauses> GetJobPausesAsync(CancellationToken ct);
    Task<IReadOnlyList<JobScheduleView>> ListSchedulesAsync(CancellationToken ct);
    Task<JobScheduleView> PutScheduleAsync(string name, JobScheduleRequest request, CancellationToken ct);
    Task<JobScheduleView> RemoveScheduleAsync(string name, CancellationToken ct);

    // Usage
    Task<UsageView> GetUsageAsync(CancellationToken ct);

    /// <summary>Counts usage again from sources and runs, and sets right what differs.</summary>
    Task<UsageRecount> RecountUsageAsync(CancellationToken ct);

    // Tokens
    /// <summary>One's own, oldest first, also those that have ended; never their secrets.</summary>
    Task<Page<UserToken>> ListTokensAsync(PageRequest page, CancellationToken ct);

    /// <summary>Makes one for oneself; the token itself is told this once.</summary>
    Task<NewToken> AddTokenAsync(TokenRequest request, CancellationToken ct);

    /// <summary>Makes one like another, which ends after a while in which both are good. CONFLICT where it has ended.</summary>
    Task<NewToken> RotateTokenAsync(string tokenId, RotateTokenRequest request, CancellationToken ct);

    /// <summary>Ends one at once. CONFLICT where it was revoked before.</summary>
    Task<UserToken> RevokeTokenAsync(string tokenId, CancellationToken ct);

    // Bytes of files
    /// <summary>Reads every content where it lies for good and compares its digest.</summary>
    Task<BlobsReport> VerifyBlobsAsync(IProgress<Progress>? progress, CancellationToken ct);

    /// <summary>Tries again at once to upload what waits in the database.</summary>
    Task<UploadsRetried> RetryUploadsAsync(CancellationToken ct);
    Task<SweepReport> SweepBlobsAsync(SweepRequest request, CancellationToken ct);

    // Verification
    Task<VerifyReport> VerifyAsync(IProgress<Progress>? progress, CancellationToken ct) => VerifyAsync(deep: false, progress, ct);

    /// <param name="deep">
    /// Whether sources whose documents have a text of their own are parsed again, too, and the texts compared; and the words by which
    /// entities are found with those of their fields.
    /// </param>
    Task<VerifyReport> VerifyAsync(bool deep, IProgress<Progress>? progress, CancellationToken ct);
    Task<RebuildReport> RebuildAsync(IProgress<Progress>? progress, CancellationToken ct);

    // Taking out
    /// <summary>
    /// Writes all that the user has, from front to back, as one file that <c>strata restore</c> takes in; gives its bytes.
    /// </summary>
    /// <param name="destination">Only written to. What was written is of no use where this throws.</param>
    /// <exception cref="StrataException">STORAGE_*: bytes can't be had, or are damaged.</exception>
    /// <exception cref="StrataException">
    /// RATE_LIMITED: one of the user is being written already, or too many are, or it is taken too slowly.
    /// </exception>
    Task<long> BackupAsync(Stream destination, IProgress<Progress>? progress, CancellationToken ct);
}
