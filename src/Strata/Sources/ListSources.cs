using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.Sources;

public sealed record ListSources : PastRequest
{
    [Description("prj_… or its name.")]
    public string? Project { get; init; }

    [Description("Part of its name or path.")]
    public string? Text { get; init; }

    [Description("Like image/*.")]
    public string? MediaType { get; init; }

    [Description("Of the latest run.")]
    public SourceRunState? State { get; init; }

    /// <summary>Recorded then or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Recorded earlier.</summary>
    public DateTimeOffset? Before { get; init; }

    [Description("Default: -recorded.")]
    [AllowedValues(ListSort.Recorded, ListSort.Latest, "name", "-name", "size", "-size")]
    public string? Sort { get; init; }

    /// <summary>Exactly up to 10,000.</summary>
    [Description("Say how many.")]
    public bool Count { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

/// <summary>State of a source's latest run that is not deleted.</summary>
[JsonConverter(typeof(SnakeCaseEnum<SourceRunState>))]
public enum SourceRunState
{
    /// <summary>It has none.</summary>
    None,
    Queued,
    Running,
    Completed,
    Partial,
    Failed,
    Cancelled,
}

[JsonSerializable(typeof(ListSources))]
internal sealed partial class ListSourcesShapes : JsonSerializerContext;

public static partial class SourcesModule
{
    public static readonly Operation<ListSources, Page<SourceView>> List = new Operation<IDatabase, ListSources, Page<SourceView>>(
        "list_sources",
        "Sources, newest first unless sorted otherwise; as they are, or those that were known then.",
        (_, request, context) => context.ReadAsync(request, (connection, point) => SourceListing.ListAsync(connection, request, point))
    )
    {
        Route = OperationRoute.Get("/sources"),
        Tool = new() { Description = "Sources, newest first." },
        Examples =
        [
            """{}""",
            """{"project":"<project>"}""",
            """{"state":"completed","sort":"name","count":true}""",
            """{"known_at":"450"}""",
        ],
        Shapes = () => ListSourcesShapes.Default,
    };
}

public partial record struct SourcesArea
{
    public Task<Page<SourceView>> ListAsync(PageRequest page, CancellationToken ct) =>
        ListAsync(new ListSources { Limit = page.Limit, Cursor = page.Cursor }, ct);

    public Task<Page<SourceView>> ListAsync(ListSources query, CancellationToken ct) =>
        Strata.InvokeAsync(SourcesModule.List, query, progress: null, ct);
}
