using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Sources;

public sealed record GetSourceContent
{
    [Description("Id, file name or path.")]
    public required string SourceId { get; init; }
}

[JsonSerializable(typeof(GetSourceContent))]
internal sealed partial class GetSourceContentShapes : JsonSerializerContext;

public static partial class SourcesModule
{
    public static readonly Operation<GetSourceContent, Download> GetContent = new Operation<SourceQueries, GetSourceContent, Download>(
        "get_source_content",
        "A source's own bytes.",
        (sources, request, context) => context.ReadAsync(connection => sources.OpenAsync(connection, request.SourceId))
    )
    {
        Route = OperationRoute.Get("/sources/{source_id}/content"),
        Tool = new()
        {
            Profile = ToolProfile.Admin,
            Description = "A source's bytes in parts: text where UTF-8, else base64. Go on at next_offset.",
        },
        Examples = ["""{"source_id":"<source>"}"""],
        Shapes = () => GetSourceContentShapes.Default,
    };
}

public partial record struct SourcesArea
{
    public Task<Download> OpenAsync(string sourceId, CancellationToken ct) =>
        Strata.InvokeAsync(SourcesModule.GetContent, new() { SourceId = sourceId }, progress: null, ct);
}
