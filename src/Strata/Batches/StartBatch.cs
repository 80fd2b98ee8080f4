using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;
using Strata.Sources;

namespace Strata.Batches;

public sealed record StartBatch : ReinterpretOptions
{
    internal const int MaxSources = 1_000;

    [Description("prj_… or its name: all its sources.")]
    public string? Project { get; init; }

    [Description("Or these: src_…, up to 1,000.")]
    public IReadOnlyList<string> SourceIds { get; set; } = [];

    [Description("true: only sources that no interpreter has read.")]
    public bool Pending { get; init; }

    [Description("true: only count what would be read.")]
    public bool Estimate { get; init; }

    internal BatchReading Reading(string? projectPrompt) =>
        new()
        {
            Prompt = Prompt,
            ProjectPrompt = projectPrompt is null ? null : JsonText.Element(projectPrompt),
            EntityType = EntityType,
            DayFirst = DayFirst,
            Header = Header,
            Ocr = Ocr,
            OcrLanguage = OcrLanguage,
            Interpreter = Interpreter,
            Stage = Stage,
        };
}

/// <summary>How the sources of a batch are read.</summary>
internal sealed record BatchReading : ReinterpretOptions
{
    /// <summary>What the project said when the batch was started.</summary>
    public JsonElement? ProjectPrompt { get; init; }
}

[JsonSerializable(typeof(StartBatch))]
[JsonSerializable(typeof(BatchReading))]
[JsonSerializable(typeof(BatchView))]
internal sealed partial class StartBatchShapes : JsonSerializerContext;

public static partial class BatchesModule
{
    public static readonly Operation<StartBatch, BatchView> Start = new Operation<BatchService, StartBatch, BatchView>(
        "start_batch",
        "Reads all sources of a project, or those named: workers begin a run for each. get_batch says how far it is.",
        (batches, request, context) => batches.StartAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Write,
        Cost = Cost.Expensive,
        Route = OperationRoute.Post("/batches"),
        Tool = new() { Profile = ToolProfile.Review, Shows = ["batch_id", "state", "total"] },
        Examples = ["""{"project":"<project>","stage":true}""", """{"source_ids":["<source>"],"estimate":true}"""],
        Shapes = () => StartBatchShapes.Default,
    };
}

public partial record struct BatchesArea
{
    public Task<BatchView> StartAsync(StartBatch request, CancellationToken ct) =>
        Strata.InvokeAsync(BatchesModule.Start, request, progress: null, ct);
}
