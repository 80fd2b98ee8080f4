using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Documents;
using Strata.Operations;

namespace Strata.Rendering;

public sealed record ReconstructSource : ReconstructRequest
{
    public ReconstructSource() { }

    internal ReconstructSource(ReconstructRequest revised)
        : base(revised) { }

    [Description("Source (id, file name, path) or doc_….")]
    public required string Id { get; init; }
}

[JsonSerializable(typeof(ReconstructSource))]
internal sealed partial class ReconstructSourceShapes : JsonSerializerContext;

public static partial class BlocksModule
{
    public static readonly Operation<ReconstructSource, Download> Reconstruct = new Operation<
        ReconstructionService,
        ReconstructSource,
        Download
    >(
        "reconstruct",
        "The bytes of a source, or of one document's, with revisions put in; the source's own where there are none.",
        async (service, request, context) =>
        {
            var (report, content) = await service.ReconstructAsync(context.User, request.Id, request, context.Cancellation);
            return new Download(report.MediaType ?? "application/octet-stream", report.SourceId, content)
            {
                Size = report.ByteSize,
                Digest = report.Digest,
            };
        }
    )
    {
        Route = OperationRoute.Post("/sources/{id}/reconstruct") with { Body = typeof(ReconstructRequest) },
        Tool = new()
        {
            Profile = ToolProfile.Admin,
            Description = "A source's bytes with revised blocks put in, in parts. Only text formats can be revised.",
        },
        Examples = ["""{"id":"<source>"}""", """{"id":"<document>","revisions":[{"block":0,"text":"x"}]}"""],
        Shapes = () => ReconstructSourceShapes.Default,
    };

    public static readonly Operation<ReconstructSource, ReconstructReport> ReconstructionReport = new Operation<
        ReconstructionService,
        ReconstructSource,
        ReconstructReport
    >(
        "reconstruct_report",
        "What reconstruct replaces, and the digest of its result.",
        async (service, request, context) =>
        {
            var (report, content) = await service.ReconstructAsync(context.User, request.Id, request, context.Cancellation);
            await content.DisposeAsync();
            return report;
        }
    )
    {
        Route = OperationRoute.Post("/sources/{id}/reconstruct/report") with { Body = typeof(ReconstructRequest) },
        Tool = new() { Profile = ToolProfile.Admin, Shows = ["digest", "identical", "changes"] },
        Examples = ["""{"id":"<source>"}""", """{"id":"<document>","revisions":[{"block":0,"text":"x"}]}"""],
        Shapes = () => ReconstructSourceShapes.Default,
    };
}

public partial record struct BlocksArea
{
    /// <param name="id">A source (<c>src_…</c>: its latest document) or a document (<c>doc_…</c>).</param>
    public async Task<Reconstruction> ReconstructAsync(string id, ReconstructRequest request, CancellationToken ct)
    {
        var asked = new ReconstructSource(request) { Id = id };
        var report = await Strata.InvokeAsync(BlocksModule.ReconstructionReport, asked, progress: null, ct);
        var result = await Strata.InvokeAsync(BlocksModule.Reconstruct, asked, progress: null, ct);
        return new(report, result.Content);
    }
}
