using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Strata;

/// <summary>
/// How requests and results read as JSON, the same through every door: snake_case of their names; what is null is left out. A property of a
/// request that has a default is "set", not "init": the source generator gives init properties that the input leaves out the default of
/// their type instead.
/// </summary>
public static class StrataJson
{
    public static JsonSerializerOptions Options { get; } = Create(indented: false);
    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    /// <summary>Has a door's own shapes refuse null where their types do, as all others.</summary>
    public static IJsonTypeInfoResolver Strict(IJsonTypeInfoResolver shapes) => shapes.WithAddedModifier(NoNulls.Refuse);

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            AllowDuplicateProperties = false,
            WriteIndented = indented,
            TypeInfoResolver = Strict(StrataJsonContext.Default),
        };
        options.Converters.Add(new MomentConverter());
        options.MakeReadOnly();
        return options;
    }
}

[JsonSerializable(typeof(IngestRequest))]
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
[JsonSerializable(typeof(IReadOnlyDictionary<string, long>))]
[JsonSerializable(typeof(Backup.BackupManifest))]
[JsonSerializable(typeof(JobView))]
[JsonSerializable(typeof(Page<JobView>))]
[JsonSerializable(typeof(JobPauses))]
[JsonSerializable(typeof(JobScheduleView))]
[JsonSerializable(typeof(JobScheduleRequest))]
[JsonSerializable(typeof(JobRequest))]
[JsonSerializable(typeof(FindDuplicatesRequest))]
[JsonSerializable(typeof(IReadOnlyList<JobScheduleView>))]
[JsonSerializable(typeof(Page<JobScheduleView>))]
[JsonSerializable(typeof(UsageView))]
[JsonSerializable(typeof(UsageRecount))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(RotateTokenRequest))]
[JsonSerializable(typeof(Users.NewToken))]
[JsonSerializable(typeof(Users.UserToken))]
[JsonSerializable(typeof(Page<Users.UserToken>))]
[JsonSerializable(typeof(QuotaRefusal))]
[JsonSerializable(typeof(Progress))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class StrataJsonContext : JsonSerializerContext;
