using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Operations;

namespace Strata.Sources;

public sealed record ListSources
{
    [Description("Only those of this project: prj_… or its name.")]
    public string? Project { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(ListSources))]
internal sealed partial class ListSourcesShapes : JsonSerializerContext;

public static partial class SourcesModule
{
    public static readonly Operation<ListSources, Page<SourceView>> List = new Operation<IDatabase, ListSources, Page<SourceView>>(
        "list_sources",
        "Sources, newest first.",
        (_, request, context) => context.ReadAsync(connection => SourceQueries.ListAsync(connection, request))
    )
    {
        Route = OperationRoute.Get("/sources"),
        Tool = new() { Description = "Sources, newest first: ids, names, types, sizes." },
        Examples = ["""{}""", """{"project":"<project>"}"""],
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
