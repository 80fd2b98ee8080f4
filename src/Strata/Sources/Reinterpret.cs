using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Accounts;
using Strata.Operations;

namespace Strata.Sources;

/// <summary>How a held source is read again.</summary>
public record ReinterpretOptions : ReadingOptions
{
    [Description("What an interpreter that asks is told, before what the schema says; as x-strata.prompt.")]
    public JsonElement? Prompt { get; init; }
}

public sealed record ReinterpretRequest : ReinterpretOptions
{
    [Description("Id, file name or path.")]
    public required string SourceId { get; init; }
}

[JsonSerializable(typeof(ReinterpretRequest))]
[JsonSerializable(typeof(ReinterpretOptions))]
internal sealed partial class ReinterpretShapes : JsonSerializerContext;

public static partial class SourcesModule
{
    public static readonly Operation<ReinterpretRequest, IngestResult> Reinterpret = new Operation<
        Ingestion,
        ReinterpretRequest,
        IngestResult
    >(
        "reinterpret",
        "Reads a held source again with today's schemas; earlier observations stay, the later run wins ties.",
        (ingestion, request, context) =>
            UsageMeters.CountRefusalsAsync(
                ingestion.ReinterpretAsync(
                    context.User,
                    context.Actor,
                    request.SourceId,
                    new IngestOptions(request) { Prompt = request.Prompt },
                    context.Progress,
                    context.Cancellation
                )
            )
    )
    {
        Access = Access.Write,
        Cost = Cost.Expensive,
        ReportsProgress = true,
        Answer = Taken,
        Sources = TakenSource,
        Route = OperationRoute.Post("/sources/{source_id}/reinterpret") with
        {
            Body = typeof(ReinterpretOptions),
            AlsoInQuery = "wait",
            Status = 201,
            OtherStatuses = [200, 202],
        },
        Tool = new() { Profile = ToolProfile.Admin, Shows = ["source_id", "run"] },
        Examples = ["""{"source_id":"<source>"}"""],
        Shapes = () => ReinterpretShapes.Default,
    };
}

public partial record struct SourcesArea
{
    public Task<IngestResult> ReinterpretAsync(ReinterpretRequest request, IProgress<Progress>? progress, CancellationToken ct) =>
        Strata.InvokeAsync(SourcesModule.Reinterpret, request, progress, ct);
}
