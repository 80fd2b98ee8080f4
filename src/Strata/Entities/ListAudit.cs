using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Entities;

public sealed record AuditQuery
{
    [Description("From that date or time on.")]
    public string? Since { get; init; }

    [Description("Before that time; of a date its whole day too.")]
    public string? Until { get; init; }

    [Description("correction, merge, retract, add_token, set_plan, …")]
    public string? Action { get; init; }

    [Description("The door or program: rest, mcp, cli, operator, …")]
    public string? Actor { get; init; }

    [Description("What came with this token: tok_…")]
    public string? TokenId { get; init; }

    [Description("What is about an entity (ent_… or an identifier), an observation (obs_…), a decision (dec_…) or a project (prj_…).")]
    public string? About { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 50;

    public string? Cursor { get; init; }
}

[JsonSerializable(typeof(AuditQuery))]
internal sealed partial class AuditQueryShapes : JsonSerializerContext;

public static partial class AuditModule
{
    public static readonly Operation<AuditQuery, Page<AuditEntry>> List = new Operation<EntityReader, AuditQuery, Page<AuditEntry>>(
        "list_audit",
        "What was decided and administered, by whom and with which token, the latest first.",
        (entities, query, context) => context.ReadAsync(connection => AuditLog.ListAsync(connection, entities, query))
    )
    {
        Route = OperationRoute.Get("/audit"),
        Examples = ["""{}""", """{"about":"<contact>"}"""],
        Shapes = () => AuditQueryShapes.Default,
    };
}

public partial record struct AuditArea
{
    public Task<Page<AuditEntry>> ListAsync(AuditQuery query, CancellationToken ct) =>
        Strata.InvokeAsync(AuditModule.List, query, progress: null, ct);
}
