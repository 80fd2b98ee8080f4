using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Operations;

namespace Strata.Runs;

public sealed record ListRuns
{
    [Description("Id, file name or path.")]
    public string? SourceId { get; init; }

    [Description("Only of the sources of this project: prj_… or its name.")]
    public string? Project { get; init; }

    [Description("Part of the source's name or path.")]
    public string? Text { get; init; }

    public RunStatus? State { get; init; }

    [Description("rules, recorded, structured, …")]
    public string? Interpreter { get; init; }

    [Description("Also runs that are deleted.")]
    public bool IncludeDeleted { get; init; }

    [Description("Default: -recorded.")]
    [AllowedValues(ListSort.Recorded, ListSort.Latest)]
    public string? Sort { get; init; }

    [Description("Say how many there are on all pages, exactly up to 10,000.")]
    public bool Count { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(ListRuns))]
internal sealed partial class ListRunsShapes : JsonSerializerContext;

public static partial class RunsModule
{
    public static readonly Operation<ListRuns, Page<RunView>> List = new Operation<IDatabase, ListRuns, Page<RunView>>(
        "list_runs",
        "Interpretations, newest first unless sorted otherwise.",
        (_, request, context) => context.ReadAsync(connection => RunQueries.ListAsync(connection, request))
    )
    {
        Route = OperationRoute.Get("/runs"),
        Tool = new() { Profile = ToolProfile.Admin, Description = "Interpretations, newest first, with status, counts and errors." },
        Examples =
        [
            """{"source_id":"<source>"}""",
            """{"project":"<project>"}""",
            """{"state":"completed","sort":"recorded","count":true}""",
            """{"text":"csv"}""",
        ],
        Shapes = () => ListRunsShapes.Default,
    };
}

public partial record struct RunsArea
{
    public Task<Page<RunView>> ListAsync(string? sourceId, PageRequest page, CancellationToken ct) =>
        ListAsync(
            new ListRuns
            {
                SourceId = sourceId,
                Limit = page.Limit,
                Cursor = page.Cursor,
            },
            ct
        );

    public Task<Page<RunView>> ListAsync(ListRuns query, CancellationToken ct) =>
        Strata.InvokeAsync(RunsModule.List, query, progress: null, ct);
}
