using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Operations;

namespace Strata.Sources;

public sealed record GetSource
{
    [Description("Id, file name or path.")]
    public required string SourceId { get; init; }
}

[JsonSerializable(typeof(GetSource))]
internal sealed partial class GetSourceShapes : JsonSerializerContext;

public static partial class SourcesModule
{
    public static readonly Operation<GetSource, SourceView> Get = new Operation<IDatabase, GetSource, SourceView>(
        "get_source",
        "One source: what it is, where it is from, and its runs.",
        (_, request, context) => context.ReadAsync(connection => SourceQueries.GetAsync(connection, request.SourceId))
    )
    {
        Route = OperationRoute.Get("/sources/{source_id}") with { ETag = true },
        Tool = new()
        {
            Name = "get_source_metadata",
            Description = "A source's origin, type, size, times and runs.",
            Shows = ["source_id", "digest", "file_name", "media_type", "byte_size", "observed_at", "runs"],
        },
        Sources = source => source is SourceView found ? [new(found.SourceId, found.FileName, found.MediaType, found.ByteSize)] : [],
        Examples = ["""{"source_id":"<source>"}"""],
        Shapes = () => GetSourceShapes.Default,
    };
}

public partial record struct SourcesArea
{
    public Task<SourceView> GetAsync(string sourceId, CancellationToken ct) =>
        Strata.InvokeAsync(SourcesModule.Get, new() { SourceId = sourceId }, progress: null, ct);
}
