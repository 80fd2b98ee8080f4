using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.SqlQueries;

/// <summary>Answers SQL over what stands.</summary>
internal static class SqlVerb
{
    private static readonly Argument<string> Sql = new("SQL")
    {
        Description = "One SELECT in DuckDB's SQL; tables: one per entity type, entities, observations, blocks",
    };
    private static readonly Option<string?> KnownAt = new("--known-at")
    {
        HelpName = "TIME|SEQ",
        Description = "What Strata knew at this time or ledger seq",
    };
    private static readonly Option<int> Limit = new("--limit")
    {
        HelpName = "N",
        Description = "Maximum number of rows",
        DefaultValueFactory = _ => 1_000,
    };

    public static Command Create() =>
        new Command("sql", "Answer a SELECT over your entities, observations and blocks; read only") { Sql, KnownAt, Limit }
            .PrintsCsv()
            .Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var csv = call.Csv();
        var strata = await call.StrataAsync(ct);
        var request = new QuerySql
        {
            Sql = call.Get(Sql),
            KnownAt = call.Get(KnownAt),
            Limit = call.Get(Limit),
        };
        var result = await ProgressLine.RunAsync(call.Environment, "sql", progress => strata.Sql.QueryAsync(request, progress, ct));
        if (result.Truncated)
        {
            call.Out.Note($"More than {result.Rows.Count} rows: add --limit N.");
        }
        if (csv is not null)
        {
            csv.Row(result.Columns.Select(c => c.Name));
            foreach (var row in result.Rows)
            {
                csv.Row(row.EnumerateArray().Select(v => CsvWriter.Cell(v)));
            }
            return;
        }
        call.Out.One(
            result,
            (console, r) =>
            {
                var table = new ConsoleTable(console, [.. r.Columns.Select(c => c.Name)]);
                foreach (var row in r.Rows)
                {
                    table.Row([.. row.EnumerateArray().Select(v => CsvWriter.Cell(v))]);
                }
                table.Write("No rows.");
            }
        );
    }
}
