using System.Text.Json.Serialization;
using Strata.Accounts;
using Strata.Backup;
using Strata.Blobs;
using Strata.Documents;
using Strata.Duplicates;
using Strata.Entities;
using Strata.Erasure;
using Strata.Feeds;
using Strata.Jobs;
using Strata.Promotion;
using Strata.Runs;
using Strata.Runs.Archival;
using Strata.Schemas;
using Strata.Search;
using Strata.Sources;
using Strata.Verification;

namespace Strata;

/// <summary>The shapes of all modules' requests and results.</summary>
[JsonSerializable(typeof(IngestOptions))]
[JsonSerializable(typeof(IngestResult))]
[JsonSerializable(typeof(StructuredRequest))]
[JsonSerializable(typeof(StructuredResult))]
[JsonSerializable(typeof(CorrectRequest))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(DecisionResult))]
[JsonSerializable(typeof(RelateRequest))]
[JsonSerializable(typeof(RelationshipView))]
[JsonSerializable(typeof(EntityView))]
[JsonSerializable(typeof(EntityQuery))]
[JsonSerializable(typeof(Page<EntityView>))]
[JsonSerializable(typeof(IReadOnlyList<EntityView>))]
[JsonSerializable(typeof(Page<ObservationView>))]
[JsonSerializable(typeof(FieldProvenance))]
[JsonSerializable(typeof(Page<HistoryEntry>))]
[JsonSerializable(typeof(Neighborhood))]
[JsonSerializable(typeof(TimelineQuery))]
[JsonSerializable(typeof(Page<TimelineEvent>))]
[JsonSerializable(typeof(SearchQuery))]
[JsonSerializable(typeof(DocumentQuery))]
[JsonSerializable(typeof(BlockQuery))]
[JsonSerializable(typeof(Page<DocumentView>))]
[JsonSerializable(typeof(DocumentView))]
[JsonSerializable(typeof(Page<BlockView>))]
[JsonSerializable(typeof(BlockView))]
[JsonSerializable(typeof(ReconstructRequest))]
[JsonSerializable(typeof(ReconstructReport))]
[JsonSerializable(typeof(SearchResults))]
[JsonSerializable(typeof(Page<AuditEntry>))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(FragmentReport))]
[JsonSerializable(typeof(PromoteRequest))]
[JsonSerializable(typeof(PromotionView))]
[JsonSerializable(typeof(Page<PromotionView>))]
[JsonSerializable(typeof(Page<SourceView>))]
[JsonSerializable(typeof(Page<SourceLinkView>))]
[JsonSerializable(typeof(SourceView))]
[JsonSerializable(typeof(Page<RunView>))]
[JsonSerializable(typeof(RunView))]
[JsonSerializable(typeof(RunState))]
[JsonSerializable(typeof(ArchiveRequest))]
[JsonSerializable(typeof(ArchiveReport))]
[JsonSerializable(typeof(DuplicateReport))]
[JsonSerializable(typeof(DuplicateQuery))]
[JsonSerializable(typeof(FindDuplicatesRequest))]
[JsonSerializable(typeof(DuplicateView))]
[JsonSerializable(typeof(Page<DuplicateView>))]
[JsonSerializable(typeof(IReadOnlyList<SchemaView>))]
[JsonSerializable(typeof(SchemaView))]
[JsonSerializable(typeof(RegisterSchemaRequest))]
[JsonSerializable(typeof(SchemaDiff))]
[JsonSerializable(typeof(VerifyReport))]
[JsonSerializable(typeof(RebuildReport))]
[JsonSerializable(typeof(BlobsReport))]
[JsonSerializable(typeof(UploadsRetried))]
[JsonSerializable(typeof(SweepRequest))]
[JsonSerializable(typeof(SweepReport))]
[JsonSerializable(typeof(BackupReport))]
[JsonSerializable(typeof(RestoreReport))]
[JsonSerializable(typeof(ErasureReceipt))]
[JsonSerializable(typeof(ErasureScope))]
[JsonSerializable(typeof(PartErasureReceipt))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, long>))]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(JobView))]
[JsonSerializable(typeof(Page<JobView>))]
[JsonSerializable(typeof(JobPauses))]
[JsonSerializable(typeof(JobScheduleView))]
[JsonSerializable(typeof(JobScheduleRequest))]
[JsonSerializable(typeof(JobRequest))]
[JsonSerializable(typeof(FindDuplicatesRequest))]
[JsonSerializable(typeof(IReadOnlyList<JobScheduleView>))]
[JsonSerializable(typeof(Page<JobScheduleView>))]
[JsonSerializable(typeof(FeedRequest))]
[JsonSerializable(typeof(FeedView))]
[JsonSerializable(typeof(Page<FeedView>))]
[JsonSerializable(typeof(FeedReport))]
[JsonSerializable(typeof(UsageView))]
[JsonSerializable(typeof(UsageRecount))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(NewToken))]
[JsonSerializable(typeof(UserToken))]
[JsonSerializable(typeof(Page<UserToken>))]
[JsonSerializable(typeof(QuotaRefusal))]
[JsonSerializable(typeof(Progress))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class StrataJsonContext : JsonSerializerContext;
