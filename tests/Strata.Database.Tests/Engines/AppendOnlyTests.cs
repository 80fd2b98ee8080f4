using Microsoft.Data.Sqlite;
using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Database.Tests.Engines;

/// <summary>What raw SQL can do to the ledger, which is the audit log as well, whatever the program above it would do.</summary>
public sealed class AppendOnlyTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "B-1")]
    public async Task Ledger_can_be_added_to_and_not_changed_by_raw_sql(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await WrittenAsync(store.Alice);
        var before = await RowsAsync(store.Alice);
        await using var sql = await RawSql.OpenAsync(store, PostgreSqlRoles.App);

        foreach (var table in (string[])["decisions", "observations"])
        {
            await sql.RefusedAsync($"update {table} set reason = 'another' where user_id = 'alice'");
            await sql.RefusedAsync($"delete from {table} where user_id = 'alice'");
            await sql.RefusedAsync(
                engine == Engine.Sqlite
                    ? $"insert or replace into {table} select * from {table} where user_id = 'alice'"
                    : $"insert into {table} select * from {table} where user_id = 'alice' on conflict (user_id, seq) do update set reason = 'another'"
            );
            await sql.RefusedAsync(engine == Engine.Sqlite ? $"update or replace {table} set seq = seq + 1" : $"truncate {table} cascade");
        }
        await sql.RunAsync("insert into decisions (user_id, seq, kind, payload, recorded_at) values ('alice', 1000000, 'noted', '{}', 1)");

        (await RowsAsync(store.Alice)).Where(r => r.Seq != 1_000_000).ShouldBe(before);
    }

    [Fact]
    public async Task Owner_removes_nothing_of_a_user_who_is_not_being_erased()
    {
        await using var store = await TestStore.CreateAsync(Engine.PostgreSql);
        await WrittenAsync(store.Alice);
        await using var sql = await RawSql.OpenAsync(store, PostgreSqlRoles.Owner);

        (await sql.RunAsync("delete from decisions")).ShouldBe(0);
        (await sql.RunAsync("delete from observations where user_id = 'alice'")).ShouldBe(0);
        (await sql.RunAsync("update decisions set reason = 'another'")).ShouldBe(0);
    }

    [Theory, DatabaseData]
    public async Task Ledger_goes_with_its_user_and_no_other(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await WrittenAsync(store.Alice);
        await WrittenAsync(store.Bob);
        var bobs = await RowsAsync(store.Bob);

        var receipt = await store.Store.EraseAsync(new UserId("alice"), new EraseRequest(), _ => Task.CompletedTask, null, None);

        receipt.Rows["decisions"].ShouldBeGreaterThan(0);
        receipt.Rows["observations"].ShouldBeGreaterThan(0);
        (await RowsAsync(store.Bob)).ShouldBe(bobs);
        await using var sql = await RawSql.OpenAsync(store, PostgreSqlRoles.App);
        await sql.RefusedAsync("delete from decisions where user_id = 'bob'");
    }

    private static async Task WrittenAsync(IStrata user)
    {
        var contact = await user.StoreAsync("contact", """{"email":"ada@example.com","name":"Ada"}""");
        await user.CorrectAsync(contact.EntityId, """{"name":"Ada L."}""");
        await user.DeleteAsync(contact.EntityId);
    }

    private static async Task<IReadOnlyList<(long Seq, string Action, string? Reason)>> RowsAsync(IStrata user) =>
        [.. (await user.Audit.ListAsync(new AuditQuery { Limit = 1000 }, None)).Items.Select(e => (e.Seq, e.Action, e.Reason))];

    /// <summary>A connection beside the program: to the file, or in a role and as the user alice.</summary>
    internal sealed class RawSql(System.Data.Common.DbConnection connection) : IAsyncDisposable
    {
        public static async Task<RawSql> OpenAsync(TestStore store, string role)
        {
            System.Data.Common.DbConnection connection = store.Options.DatabaseUrl is { } url
                ? new NpgsqlConnection(PostgreSqlUrl.Parse(url).ToString() + ";Pooling=false;Search Path=strata")
                : new SqliteConnection($"Data Source={Path.Combine(store.Folder, "strata.db")};Pooling=False");
            await connection.OpenAsync(None);
            var sql = new RawSql(connection);
            if (connection is NpgsqlConnection)
            {
                await sql.RunAsync($"set role {role}; select set_config('strata.user_id', 'alice', false)");
            }
            return sql;
        }

        public async Task<int> RunAsync(string text)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = text;
            return await command.ExecuteNonQueryAsync(None);
        }

        public async Task RefusedAsync(string text)
        {
            var refusal = await Should.ThrowAsync<System.Data.Common.DbException>(() => RunAsync(text), text);
            if (refusal is PostgresException e)
            {
                e.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, text);
            }
            else
            {
                refusal.Message.ShouldContain("only ever added to", customMessage: text);
            }
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
