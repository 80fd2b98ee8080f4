using System.Diagnostics;
using Strata.Testing;

namespace Strata.Server.Tests.Cli;

/// <summary>What a query may use, and where there is no DuckDB.</summary>
public sealed class SqlTests
{
    private const string Endless = "select sum(a.range * b.range) from range(10000000) a, range(10000000) b";
    private const string Large = "select list(range) from range(1000000000)";

    [Theory, DoorData, Trait("req", "B-7")]
    public async Task Limits_of_time_memory_and_rows_are_told_with_what_to_do(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        Task<Ended> RunAsync(string name, string value, params string[] arguments) =>
            StrataCommand.RunAsync(
                arguments,
                null,
                new Dictionary<string, string>(store.Variables, StringComparer.Ordinal) { [name] = value }
            );

        var late = (await RunAsync("STRATA_SQL_SECONDS", "1", "sql", Endless)).ShouldEndWith(1).Err;
        var large = (await RunAsync("STRATA_SQL_MEMORY", "64MB", "sql", Large)).ShouldEndWith(1).Err;
        var cut = (await store.RunAsync("sql", "select * from range(10)", "--limit", "3", "--csv")).ShouldEndWith(0);

        late.ShouldContain("INVALID_CONTENT: sql: the query takes longer than 1 s");
        late.ShouldContain("STRATA_SQL_SECONDS");
        large.ShouldContain("INVALID_CONTENT: sql: the query needs more than 64 MB of memory");
        large.ShouldContain("STRATA_SQL_MEMORY");
        cut.Lines.Length.ShouldBe(4);
        cut.Err.ShouldContain("More than 3 rows");
        (await RunAsync("STRATA_SQL_SECONDS", "0", "sql", "select 1")).ShouldEndWith(2).Err.ShouldContain("STRATA_SQL_SECONDS");
        (await RunAsync("STRATA_SQL_MEMORY", "1MB", "sql", "select 1")).ShouldEndWith(2).Err.ShouldContain("STRATA_SQL_MEMORY");
    }

    [Theory, DoorData, Trait("req", "B-7")]
    public async Task Limits_hold_over_HTTP_and_for_agents(Engine engine)
    {
        await AreToldAsync(new() { Time = TimeSpan.FromSeconds(1) }, Endless, "takes longer than 1 s");
        await AreToldAsync(new() { MemoryBytes = 64_000_000, Time = TimeSpan.FromHours(1) }, Large, "needs more than 64 MB of memory");

        async Task AreToldAsync(SqlLimits limits, string sql, string said)
        {
            await using var server = await StoreServer.StartAsync(engine, change: o => o with { Sql = limits });
            await using var mcp = await server.McpAsync(profile: "review");
            var request = JsonSerializer.Serialize(new { sql });
            (await server.Alice.TellAsync("/api/v1/sql", request).RefusedAsync(400, "INVALID_CONTENT")).ShouldContain(said);
            var refused = await mcp.AnswerAsync("query_sql", request);
            refused.IsError.ShouldBe(true);
            refused.FirstText().ShouldContain(said);
            const string rows = """{"sql":"select * from range(10)","limit":3}""";
            (await server.Alice.TellAsync("/api/v1/sql", rows).JsonAsync()).GetProperty("truncated").GetBoolean().ShouldBeTrue();
            var answer = await mcp.CallAsync("query_sql", rows);
            (answer.GetProperty("rows").GetArrayLength(), answer.GetProperty("truncated").GetBoolean()).ShouldBe((3, true));
        }
    }

    [Fact, Trait("req", "B-7")]
    public async Task Without_the_native_library_SQL_is_refused_and_everything_else_works()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        var whole = Path.GetDirectoryName(StrataProcess.Program) ?? "";
        var bare = Path.Combine(Path.GetDirectoryName(whole) ?? "", "bare-" + Guid.NewGuid().ToString("N"));
        try
        {
            using (var copy = Process.Start("cp", ["-Rl", whole, bare]))
            {
                await copy.WaitForExitAsync(TestContext.Current.CancellationToken);
                copy.ExitCode.ShouldBe(0);
            }
            var libraries = Directory
                .GetFiles(bare, "*duckdb.*", SearchOption.AllDirectories)
                .Where(f => !f.EndsWith(".dll", StringComparison.Ordinal));
            libraries.ShouldNotBeEmpty();
            foreach (var library in libraries.ToList())
            {
                File.Delete(library);
            }
            var program = Path.Combine(bare, Path.GetFileName(StrataProcess.Program));
            Task<Ended> RunAsync(params string[] arguments) => StrataProcess.RunAsync(arguments, null, store.Variables, program);

            (await RunAsync("ingest", store.Write("a.csv", "Name,Email\nAnn,ann@example.org\n"))).ShouldEndWith(0);
            var refused = (await RunAsync("sql", "select * from contact")).ShouldEndWith(4);
            refused.Err.ShouldContain("CONFLICT: SQL needs DuckDB");
            (await RunAsync("doctor")).ShouldEndWith(0).Out.ShouldContain("libduckdb");
            (await RunAsync("export", "--entities", "contact", "--format", "parquet", "--output", "-")).ShouldEndWith(0);
        }
        finally
        {
            Directory.Delete(bare, recursive: true);
        }
        (await store.RunAsync("doctor")).Out.ShouldContain("answered by DuckDB");
    }
}
