using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Review;

public sealed record ListFindings : FindingFilter
{
    [Description("The states of then: a time or a ledger seq.")]
    public string? KnownAt { get; init; }

    [Description("Count those on all pages: exactly up to 5,000 (500 with text), else at_least.")]
    public bool Count { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(ListFindings))]
[JsonSerializable(typeof(Page<FindingView>))]
internal sealed partial class ListFindingsShapes : JsonSerializerContext;

public static partial class ReviewModule
{
    public static readonly Operation<ListFindings, Page<FindingView>> List = new Operation<FindingQueries, ListFindings, Page<FindingView>>(
        "list_findings",
        "What staged runs have found: values with quotes, checks, states, and the entity that each would join. None is part of an entity before it is confirmed.",
        (findings, query, context) => context.ReadAsync(connection => findings.ListAsync(connection, query))
    )
    {
        Route = OperationRoute.Get("/findings"),
        Tool = new() { Profile = ToolProfile.Review },
        Examples =
        [
            """{"state":"staged"}""",
            """{"project":"<project>"}""",
            """{"run_id":"<run>"}""",
            """{"text":"<word>"}""",
            """{"document_id":"<document>","known_at":"1"}""",
        ],
        Shapes = () => ListFindingsShapes.Default,
    };
}

public partial record struct ReviewArea
{
    public Task<Page<FindingView>> ListAsync(ListFindings query, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.List, query, progress: null, ct);
}
