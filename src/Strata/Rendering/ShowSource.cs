using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Rendering;

public sealed record ShowSource
{
    [Description("Source (id, file name, path) or doc_….")]
    public required string Id { get; init; }

    [Description("Default: markdown.")]
    [AllowedValues(RenderingService.Markdown, RenderingService.Json, RenderingService.Text)]
    public string As { get; set; } = RenderingService.Markdown;

    [Description("Without navigation, headers, footers, asides.")]
    public bool Main { get; set; }
}

[JsonSerializable(typeof(ShowSource))]
internal sealed partial class ShowSourceShapes : JsonSerializerContext;

public static partial class BlocksModule
{
    public static readonly Operation<ShowSource, Download> Show = new Operation<RenderingService, ShowSource, Download>(
        "show",
        "A source, or one document of it, as Markdown, JSON or plain text.",
        (rendering, request, context) => rendering.ShowAsync(context.User, request.Id, request.As, request.Main, context.Cancellation)
    )
    {
        Route = OperationRoute.Get("/sources/{id}/show"),
        Tool = new() { Description = "A source, of any format, as Markdown, JSON or text, in parts. Go on at next_offset." },
        Examples = ["""{"id":"<source>"}""", """{"id":"<document>","as":"json","main":true}"""],
        Shapes = () => ShowSourceShapes.Default,
    };
}

public partial record struct BlocksArea
{
    public Task<Download> ShowAsync(string id, string format, bool main, CancellationToken ct) =>
        Strata.InvokeAsync(
            BlocksModule.Show,
            new()
            {
                Id = id,
                As = format,
                Main = main,
            },
            progress: null,
            ct
        );
}
