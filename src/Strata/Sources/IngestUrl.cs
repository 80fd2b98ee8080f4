using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Accounts;
using Strata.Operations;

namespace Strata.Sources;

public sealed record IngestUrlRequest : IngestOptions
{
    public IngestUrlRequest() { }

    internal IngestUrlRequest(IngestOptions options)
        : base(options) { }

    [Description("http or https.")]
    public required string Url { get; init; }
}

[JsonSerializable(typeof(IngestUrlRequest))]
internal sealed partial class IngestUrlShapes : JsonSerializerContext;

public static partial class SourcesModule
{
    public static readonly Operation<IngestUrlRequest, IngestResult> IngestUrl = new Operation<Ingestion, IngestUrlRequest, IngestResult>(
        "ingest_url",
        "Fetches an http or https address and takes in what it gives.",
        (ingestion, request, context) =>
            UsageMeters.CountRefusalsAsync(
                ingestion.IngestAsync(context.User, context.Actor, request, Address(request.Url), context.Progress, context.Cancellation)
            )
    )
    {
        Access = Access.Write,
        Cost = Cost.Expensive,
        OpenWorld = true,
        ReportsProgress = true,
        Answer = Taken,
        Sources = TakenSource,
        Route = OperationRoute.Post("/sources/url") with { Status = 201, OtherStatuses = [200, 202] },
        Examples = ["""{"url":"ftp://<source>"}"""],
        Shapes = () => IngestUrlShapes.Default,
    };
}

public partial record struct SourcesArea
{
    public Task<IngestResult> IngestUrlAsync(Uri url, IngestOptions options, IProgress<Progress>? progress, CancellationToken ct) =>
        Strata.InvokeAsync(SourcesModule.IngestUrl, new(options) { Url = url.AbsoluteUri }, progress, ct);
}
