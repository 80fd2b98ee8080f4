using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Accounts;
using Strata.Operations;
using Strata.Runs;

namespace Strata.Sources;

/// <summary>Bytes to take in, and what is known of them.</summary>
public sealed record IngestRequest : IngestOptions, IUpload
{
    [Description("http or https, instead of bytes.")]
    public string? Url { get; init; }

    [JsonIgnore]
    public Stream? Content { get; set; }
}

[JsonSerializable(typeof(IngestRequest))]
internal sealed partial class IngestShapes : JsonSerializerContext;

public static partial class SourcesModule
{
    public static readonly Operation<IngestRequest, IngestResult> Ingest = new Operation<Ingestion, IngestRequest, IngestResult>(
        "ingest",
        "Takes in one file: the body is its bytes. 201 where they are new, 200 where they were held already, 202 where a worker interprets them.",
        (ingestion, request, context) => UsageMeters.CountRefusalsAsync(IngestAsync(ingestion, request, context))
    )
    {
        Access = Access.Write,
        Cost = Cost.Expensive,
        OpenWorld = true,
        ReportsProgress = true,
        Answer = Taken,
        Sources = TakenSource,
        Route = OperationRoute.Post("/sources") with { Status = 201, OtherStatuses = [200, 202] },
        Tool = new()
        {
            Description =
                "Takes in one file: keeps its bytes and reads entities out of them (CSV, JSON, text, HTML, PDF, office files, mail, calendars, ZIP …). "
                + "Bytes already held come back as deduplicated.",
            Shows = ["source_id", "digest", "media_type", "byte_size", "deduplicated", "run"],
        },
        Examples = ["""{"file_name":"note.csv","entity_type":"<type>"}"""],
        Shapes = () => IngestShapes.Default,
    };

    private static async Task<IngestResult> IngestAsync(Ingestion ingestion, IngestRequest request, OperationContext context)
    {
        var content = request.Content ?? Stream.Null;
        if (request.Url is not { } url)
        {
            return await ingestion.IngestAsync(context.User, context.Actor, request, content, context.Progress, context.Cancellation);
        }
        return await content.ReadAsync(new byte[1], context.Cancellation) == 0
            ? await ingestion.IngestAsync(context.User, context.Actor, request, Address(url), context.Progress, context.Cancellation)
            : throw new StrataException(ErrorCode.InvalidContent, "Give the bytes or url, not both.");
    }

    private static Uri Address(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
            ? address
            : throw new StrataException(ErrorCode.InvalidContent, "url must be an absolute http or https address.");

    private static OperationAnswer Taken(object result) =>
        (IngestResult)result switch
        {
            { Run: { Status: RunStatus.Queued or RunStatus.Running } run } => new(202, $"/runs/{run.RunId}"),
            { Deduplicated: true } => new(200),
            var taken => new(201, $"/sources/{taken.SourceId}"),
        };

    private static IEnumerable<SourceReference> TakenSource(object result) =>
        result is IngestResult taken ? [new(taken.SourceId, taken.FileName, taken.MediaType, taken.ByteSize)] : [];
}

public partial record struct SourcesArea
{
    /// <param name="content">Read once; the caller disposes it.</param>
    public Task<IngestResult> IngestAsync(IngestRequest request, Stream content, IProgress<Progress>? progress, CancellationToken ct) =>
        Strata.InvokeAsync(SourcesModule.Ingest, request with { Content = content }, progress, ct);
}
