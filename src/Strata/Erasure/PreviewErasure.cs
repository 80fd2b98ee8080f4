using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Erasure;

public sealed record PreviewErasure : ErasureScope
{
    /// <summary>Sources that a preview lists.</summary>
    internal const int MaxListed = 100;
}

[JsonSerializable(typeof(PreviewErasure))]
[JsonSerializable(typeof(ErasurePreview))]
internal sealed partial class PreviewErasureShapes : JsonSerializerContext;

public static partial class ErasureModule
{
    public static readonly Operation<PreviewErasure, ErasurePreview> Preview = new Operation<PartErasure, PreviewErasure, ErasurePreview>(
        "preview_erasure",
        "What erasing a source, a project or a span of time would remove and free, and what the same bytes do afterwards.",
        (erasure, request, context) => erasure.PreviewAsync(context.User, request, context.Cancellation)
    )
    {
        Access = Access.Admin,
        Cost = Cost.Expensive,
        Route = OperationRoute.Get("/erasures/preview"),
        Tool = new() { Profile = ToolProfile.Admin },
        Examples =
        [
            """{"source_id":"<source>"}""",
            """{"project":"<project>"}""",
            """{"from":"2026-01-01T00:00:00Z","to":"2026-02-01T00:00:00Z"}""",
        ],
        Shapes = () => PreviewErasureShapes.Default,
    };
}

public partial record struct ErasureArea
{
    public Task<ErasurePreview> PreviewAsync(ErasureScope scope, CancellationToken ct) =>
        Strata.InvokeAsync(
            ErasureModule.Preview,
            new()
            {
                SourceId = scope.SourceId,
                Project = scope.Project,
                From = scope.From,
                To = scope.To,
            },
            progress: null,
            ct
        );
}
