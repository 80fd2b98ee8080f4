using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Operations;

namespace Strata.Sources;

public sealed record ListMembers
{
    [Description("Id, file name or path.")]
    public required string SourceId { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(ListMembers))]
internal sealed partial class ListMembersShapes : JsonSerializerContext;

public static partial class SourcesModule
{
    public static readonly Operation<ListMembers, Page<SourceLinkView>> ListMembers = new Operation<
        IDatabase,
        ListMembers,
        Page<SourceLinkView>
    >(
        "list_members",
        "The sources inside a source, by their path.",
        (_, request, context) =>
            context.ReadAsync(connection => SourceQueries.MembersAsync(connection, request.SourceId, new(request.Limit, request.Cursor)))
    )
    {
        Route = OperationRoute.Get("/sources/{source_id}/members"),
        Examples = ["""{"source_id":"<source>"}"""],
        Shapes = () => ListMembersShapes.Default,
    };
}

public partial record struct SourcesArea
{
    public Task<Page<SourceLinkView>> ListMembersAsync(string sourceId, PageRequest page, CancellationToken ct) =>
        Strata.InvokeAsync(
            SourcesModule.ListMembers,
            new()
            {
                SourceId = sourceId,
                Limit = page.Limit,
                Cursor = page.Cursor,
            },
            progress: null,
            ct
        );
}
