using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Documents;
using Strata.Interpretation;
using Strata.Ledger;
using Strata.Operations;
using Strata.Schemas;

namespace Strata.Runs;

public sealed record PlanAnswers
{
    [Description("doc_…")]
    public required string DocumentId { get; init; }

    [Description("An annotation schema.")]
    public required string EntityType { get; init; }

    [Description("As of reinterpret.")]
    public JsonElement? Prompt { get; init; }

    [Description("run_…: the requests of retry_rejected about what is rejected of it.")]
    public string? RetryOf { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

/// <summary>What an interpreter would be asked about some blocks.</summary>
/// <param name="Hash">Names the recorded answer: <c>HASH.json</c>.</param>
public sealed record PlannedAnswer(string Hash, long FirstBlock, long LastBlock, JsonElement Request);

[JsonSerializable(typeof(PlanAnswers))]
[JsonSerializable(typeof(Page<PlannedAnswer>))]
internal sealed partial class PlanAnswersShapes : JsonSerializerContext;

public static partial class RunsModule
{
    private const int BlocksAtOnce = 500;

    public static readonly Operation<PlanAnswers, Page<PlannedAnswer>> Plan = new Operation<
        DocumentQueries,
        PlanAnswers,
        Page<PlannedAnswer>
    >(
        "plan_answers",
        "The requests that an annotation schema makes of a document's blocks, with the hashes that name their recorded answers. Asks nobody.",
        (documents, request, context) =>
            context.ReadAsync(async connection =>
            {
                var schemas = await context.Service<LedgerServices>().Schemas.CurrentAsync(connection);
                var schema = schemas.Get(request.EntityType);
                if (schema.Kind != SchemaKind.Annotation)
                {
                    throw new StrataException(
                        ErrorCode.InvalidContent,
                        $"'{request.EntityType}' is no annotation schema (x-strata.annotates)."
                    );
                }
                var options = await context
                    .Service<RunPrompts>()
                    .PlannedAsync(
                        context.User,
                        connection,
                        schemas,
                        new InterpretationOptions { EntityType = request.EntityType, Prompt = PromptSyntax.Read(request.Prompt) },
                        request.RetryOf,
                        context.Cancellation
                    );
                var part = (await DocumentQueries.FindAsync(connection, request.DocumentId)).Part;
                var limit = Paging.Limit(request.Limit);
                var cursor = request.Cursor;
                var blocks = new List<Block>();
                do
                {
                    var page = await documents.BlocksAsync(
                        connection,
                        request.DocumentId,
                        new BlockQuery { Limit = BlocksAtOnce, Cursor = cursor }
                    );
                    blocks.AddRange(page.Items.Select(b => new Block(b.Index, b.Type, default, b.Text)));
                    cursor = page.NextCursor;
                } while (cursor is not null && blocks.Count < limit * AnnotationRequest.MaxBlocks);
                // With more to come, a request that is not full may get more blocks: the next page begins with its first.
                var all = AnnotationRequest.Of(schema, options, part, blocks, _ => { }).ToList();
                var planned = all.Where(p => cursor is null || p.Blocks.Count == AnnotationRequest.MaxBlocks).Take(limit).ToList();
                var next =
                    cursor is null && planned.Count == all.Count ? null
                    : planned.Count > 0 ? (planned[^1].Blocks[^1].Index + 1).ToString(CultureInfo.InvariantCulture)
                    : cursor;
                return new Page<PlannedAnswer>(
                    planned.ConvertAll(p => new PlannedAnswer(p.Hash, p.Blocks[0].Index, p.Blocks[^1].Index, JsonText.Element(p.Json))),
                    next
                );
            })
    )
    {
        Route = OperationRoute.Get("/documents/{document_id}/requests"),
        Tool = new() { Profile = ToolProfile.Admin },
        Examples = ["""{"document_id":"<document>","entity_type":"<type>"}"""],
        Shapes = () => PlanAnswersShapes.Default,
    };
}

public partial record struct RunsArea
{
    public Task<Page<PlannedAnswer>> PlanAsync(PlanAnswers request, CancellationToken ct) =>
        Strata.InvokeAsync(RunsModule.Plan, request, progress: null, ct);
}
