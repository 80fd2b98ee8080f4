using DuckDB.NET.Data;

namespace Strata.SqlQueries;

/// <summary>
/// Lets one SELECT through, by DuckDB's own parser; nothing is looked for in the text. The database's settings refuse files, network and
/// extensions besides; this refuses what would tell of the machine, or run other text.
/// </summary>
internal static class SqlGuard
{
    private static readonly string[] Prefixes = ["duckdb_", "pragma_", "read_", "parquet_", "sniff_", "icu_"];
    private static readonly string[] Names =
    [
        "query",
        "query_table",
        "glob",
        "current_setting",
        "getenv",
        "getvariable",
        "json_execute_serialized_sql",
        "from_substrait",
        "sql_auto_complete",
        "test_all_types",
        "which_secret",
        "force_checkpoint",
        "checkpoint",
        "seq_scan",
        "arrow_scan",
        "pandas_scan",
    ];

    /// <exception cref="StrataException">INVALID_CONTENT: it is something else.</exception>
    public static void Check(string sql)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:;enable_external_access=false;threads=1;memory_limit=128MB");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select json_serialize_sql($1::varchar)::varchar";
        command.Parameters.Add(new DuckDBParameter(sql));
        var parsed = JsonElement.Parse((string?)command.ExecuteScalar() ?? "{}");
        if (parsed.TryGetProperty("error", out var error) && error.GetBoolean())
        {
            var message = parsed.TryGetProperty("error_message", out var text) ? text.GetString() : null;
            throw Refused(
                message is not null && !message.StartsWith("Only SELECT", StringComparison.Ordinal)
                    ? message
                    : "only a SELECT is answered, nothing that writes, attaches, copies, installs or sets"
            );
        }
        if (!parsed.TryGetProperty("statements", out var statements) || statements.GetArrayLength() != 1)
        {
            throw Refused("it must be one statement");
        }
        Walk(statements);
    }

    /// <summary>A message without the path of the snapshot.</summary>
    public static string Plain(string message, string path) => message.Replace(path, "the snapshot", StringComparison.Ordinal);

    private static void Walk(JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
            {
                Walk(item);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in node.EnumerateObject())
            {
                if (
                    field.Name is "function_name" or "table_name" or "schema_name" or "catalog_name"
                    && field.Value.ValueKind == JsonValueKind.String
                    && field.Value.GetString() is { Length: > 0 } name
                    && (
                        Names.Contains(name, StringComparer.OrdinalIgnoreCase)
                        || Prefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase))
                    )
                )
                {
                    throw Refused($"'{name}' is not to be had here");
                }
                Walk(field.Value);
            }
        }
    }

    private static StrataException Refused(string reason) => new(ErrorCode.InvalidContent, $"sql: {reason}.");
}
