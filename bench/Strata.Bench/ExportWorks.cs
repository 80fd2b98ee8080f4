using System.Diagnostics;
using DuckDB.NET.Data;

namespace Strata.Bench;

/// <summary>Exports of a store that <c>fill</c> has filled, DuckDB's own copy of the same rows, and SQL over them.</summary>
internal static class ExportWorks
{
    public static readonly IReadOnlyList<(string Name, Func<BenchStore, BenchOptions, Task<string>> Run)> All =
    [
        ("export-jsonl", (store, _) => ExportAsync(store, ExportRequest.JsonLines)),
        ("export-csv", (store, _) => ExportAsync(store, ExportRequest.Csv)),
        ("export-parquet", (store, _) => ExportAsync(store, ExportRequest.Parquet)),
        ("sql", (store, _) => SqlAsync(store)),
    ];

    private static async Task<string> ExportAsync(BenchStore store, string format)
    {
        var request = new ExportRequest { EntityTypes = ["invoice"], Format = format };
        var rows = (
            await store.Local.Aggregates.SumAsync(new SumEntities { EntityType = "invoice" }, null, CancellationToken.None)
        ).Entities;
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "rows." + format);
            var watch = Stopwatch.StartNew();
            var download = await store.Local.Exports.OpenAsync(request, null, CancellationToken.None);
            await using (var content = download.Content)
            {
                await using var to = File.Create(file);
                await content.CopyToAsync(to);
            }
            var seconds = watch.Elapsed.TotalSeconds;
            var peak = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
            var beside = format is ExportRequest.JsonLines ? "" : $"; DuckDB's copy {Copied(file, format):F2} s";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{rows} entities in {seconds:F2} s, {rows / seconds:F0}/s, {new FileInfo(file).Length >> 20} MB, peak RSS {peak} MB{beside}"
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The seconds that DuckDB needs to write the same rows again, from a table in memory.</summary>
    private static double Copied(string file, string format)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        Do($"create table t as select * from '{file}'");
        var watch = Stopwatch.StartNew();
        Do($"copy t to '{file}.again' ({(format is ExportRequest.Csv ? "format csv, header" : "format parquet, compression zstd")})");
        return watch.Elapsed.TotalSeconds;

        void Do(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private static async Task<string> SqlAsync(BenchStore store)
    {
        var request = new QuerySql { Sql = "select count(*), sum(total) from invoice" };
        var watch = Stopwatch.StartNew();
        await store.Local.Sql.QueryAsync(request, null, CancellationToken.None);
        var first = watch.Elapsed.TotalSeconds;
        watch.Restart();
        var again = await store.Local.Sql.QueryAsync(request, null, CancellationToken.None);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{again.Rows[0]}: {first:F2} s with its snapshot, then {watch.Elapsed.TotalSeconds:F3} s"
        );
    }
}
