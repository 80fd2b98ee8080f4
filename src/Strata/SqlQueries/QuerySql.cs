using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.SqlQueries;

public sealed record QuerySql
{
    [Description("One SELECT (DuckDB) over a table per entity type, entities, observations and blocks.")]
    public required string Sql { get; init; }

    [Description("Known then: seq or time.")]
    public string? KnownAt { get; init; }

    [Description("Most rows.")]
    [Range(1, SqlLimits.MaxRows)]
    public int Limit { get; set; } = 1_000;
}

public sealed record SqlResult
{
    /// <summary>The ledger position that was read.</summary>
    public required long KnownAt { get; init; }
    public required IReadOnlyList<SqlColumn> Columns { get; init; }

    /// <summary>A list of values per row, in the order of the columns.</summary>
    public required IReadOnlyList<JsonElement> Rows { get; init; }

    /// <summary>Whether there were more rows than the limit.</summary>
    public required bool Truncated { get; init; }
}

/// <param name="Type">As DuckDB names it.</param>
public sealed record SqlColumn(string Name, string Type);

[JsonSerializable(typeof(QuerySql))]
[JsonSerializable(typeof(SqlResult))]
internal sealed partial class QuerySqlShapes : JsonSerializerContext;

public static partial class SqlModule
{
    public static readonly Operation<QuerySql, SqlResult> Query = new Operation<SqlService, QuerySql, SqlResult>(
        "query_sql",
        "Answers one SELECT over your own entities (a table per type), observations and blocks. Read only; no files, network or settings.",
        (sql, request, context) => sql.QueryAsync(context, request)
    )
    {
        Cost = Cost.Expensive,
        OneAtATime = "An SQL query",
        Route = OperationRoute.Post("/sql"),
        Tool = new() { Profile = ToolProfile.Review },
        Examples =
        [
            """{"sql":"select count(*) as n from entities"}""",
            """{"sql":"select fields from entities where entity_type = '<type>'","limit":10}""",
        ],
        Shapes = () => QuerySqlShapes.Default,
    };
}

public partial record struct SqlArea
{
    public Task<SqlResult> QueryAsync(QuerySql request, IProgress<Progress>? progress, CancellationToken ct) =>
        Strata.InvokeAsync(SqlModule.Query, request, progress, ct);
}
