using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Erasure;

public sealed record ErasePart : ErasureScope
{
    [Description("Of the preview: that is erased and nothing else.")]
    public required string Confirm { get; init; }

    [Description("Why; kept.")]
    public string? Reason { get; init; }

    internal ErasureScope Scope =>
        new()
        {
            SourceId = SourceId,
            Project = Project,
            From = From,
            To = To,
        };
}

[JsonSerializable(typeof(ErasePart))]
[JsonSerializable(typeof(ErasureScope))]
[JsonSerializable(typeof(PartErasureReceipt))]
internal sealed partial class ErasePartShapes : JsonSerializerContext;

public static partial class ErasureModule
{
    public static readonly Operation<ErasePart, PartErasureReceipt> Part = new Operation<PartErasure, ErasePart, PartErasureReceipt>(
        "erase_part",
        "Removes a source, a project or a span of time for good: rows, index entries, caches, bytes, derived values. Preview it first.",
        (erasure, request, context) => erasure.EraseAsync(context.User, context.Actor, request, context.Progress, context.Cancellation)
    )
    {
        Access = Access.Admin,
        Cost = Cost.Expensive,
        Decides = true,
        ReportsProgress = true,
        OneAtATime = "An erasure",
        Route = OperationRoute.Post("/erasures"),
        Tool = new() { Profile = ToolProfile.Admin },
        Examples =
        [
            """{"source_id":"<source>","confirm":"0123456789abcdef"}""",
            """{"project":"<project>","confirm":"0123456789abcdef"}""",
        ],
        Shapes = () => ErasePartShapes.Default,
    };
}

public partial record struct ErasureArea
{
    public Task<PartErasureReceipt> EraseAsync(ErasePart request, IProgress<Progress>? progress, CancellationToken ct) =>
        Strata.InvokeAsync(ErasureModule.Part, request, progress, ct);
}
