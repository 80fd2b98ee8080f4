using Strata.Testing;

namespace Strata.Export;

/// <summary>SQL over one user's own data: typed, at any known position, and nothing else within reach.</summary>
public sealed class SqlTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task A_select_sees_entities_by_type_observations_and_blocks_as_they_stood(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var read = await user.IngestAsync(
            "invoices.csv",
            "Invoice No;Vendor;Total;Date\nINV-1;Acme;1.234,50;2026-01-31\nINV-2;Acme;0,10;2026-02-28\n"
        );
        await user.StoreAsync("contact", """{"email":"ann@example.com","name":"Ann","tags":["a","b"]}""");
        var at = await ExportTests.SeqAsync(user);

        (await RowsAsync(user, "select sum(total), count(*), max(issue_date) from invoice")).ShouldBe(["""[1234.6,2,"2026-02-28"]"""]);
        (await RowsAsync(user, "select name, tags[2] from contact")).ShouldBe(["""["Ann","b"]"""]);
        (await RowsAsync(user, "select entity_type, count(*) from entities group by 1 order by 1")).ShouldBe([
            """["contact",1]""",
            """["invoice",2]""",
        ]);
        (await RowsAsync(user, "select distinct source_id from observations where entity_type = 'invoice'")).ShouldBe([
            $"""["{read.SourceId}"]""",
        ]);
        (await RowsAsync(user, "select count(*) from blocks")).ShouldBe(["[2]"]);
        (await RowsAsync(user, "with big as (select * from invoice where total > 1) select vendor from big")).ShouldBe(["""["Acme"]"""]);

        await user.CorrectAsync(read.Run.ShouldNotBeNull().Entities[0].EntityId, """{"total":5}""");
        (await RowsAsync(user, "select sum(total) from invoice")).ShouldBe(["[5.1]"]);
        (await RowsAsync(user, "select sum(total) from invoice", at)).ShouldBe(["[1234.6]"]);
        var limited = await user.Sql.QueryAsync(new QuerySql { Sql = "select * from range(10)", Limit = 3 }, null, None);
        (limited.Rows.Count, limited.Truncated).ShouldBe((3, true));
    }

    [Theory, DatabaseData, Trait("req", "G9")]
    public async Task Nothing_but_ones_own_data_is_within_reach(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreAsync("contact", """{"email":"a@example.com","name":"zanzibarite"}""");
        await store.Bob.StoreAsync("contact", """{"email":"b@example.com","name":"Bob"}""");
        (await RowsAsync(store.Alice, "select name from contact")).ShouldBe(["""["zanzibarite"]"""]);
        (await RowsAsync(store.Bob, "select name from contact")).ShouldBe(["""["Bob"]"""]);
        var hers = Directory.GetFiles(Path.Combine(store.Folder, "cache", "sql", "alice")).ShouldHaveSingleItem();
        ExportTests.ModeOf(hers).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var outside = Path.Combine(store.Folder, "out");
        string[] wrong =
        [
            $"attach '{hers}' as h",
            $"select * from '{hers}'",
            $"select * from read_text('{hers}')",
            "select * from read_csv('/etc/passwd')",
            "select * from '/etc/passwd.csv'",
            "select * from glob('/*')",
            "select * from read_parquet('https://example.com/x.parquet')",
            "select * from 's3://bucket/x.parquet'",
            $"copy contact to '{outside}'",
            $"copy (select 1) to '{outside}'",
            $"export database '{outside}'",
            "install httpfs",
            "load httpfs",
            "pragma version",
            "pragma database_list",
            "set threads=8",
            "reset lock_configuration",
            "call pragma_version()",
            "drop table contact",
            "delete from contact",
            "insert into contact (name) values ('x')",
            "create table x as select 1",
            "create macro f() as 1",
            "select 1; select 2",
            "select 1; drop table contact",
            "select * from duckdb_settings()",
            "select * from duckdb_databases()",
            "select * from duckdb_settings",
            "select * from pragma_database_list",
            "select current_setting('memory_limit')",
            "select getenv('HOME')",
            "select * from query('select 1')",
            "select (select content from read_text('/etc/passwd'))",
            "with x as (select * from read_blob('/etc/passwd')) select * from x",
            "explain select 1",
            "select nothing from nowhere",
            "not sql at all",
            "",
        ];
        foreach (var sql in wrong)
        {
            var refused = await Should.ThrowAsync<StrataException>(() => RowsAsync(store.Bob, sql), sql);
            refused.Code.ShouldBe(ErrorCode.InvalidContent, sql);
            refused.Message.ShouldNotContain("zanzibarite");
            if (!sql.Contains(hers, StringComparison.Ordinal))
            {
                refused.Message.ShouldNotContain(store.Folder);
            }
        }
        File.Exists(outside).ShouldBeFalse();
        Directory.Exists(outside).ShouldBeFalse();
        (await RowsAsync(store.Bob, "select name from contact")).ShouldBe(["""["Bob"]"""]);
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(IStrata user, string sql, string? knownAt = null) =>
        [.. (await user.Sql.QueryAsync(new QuerySql { Sql = sql, KnownAt = knownAt }, null, None)).Rows.Select(r => r.GetRawText())];
}
