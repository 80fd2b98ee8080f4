using Strata.Testing;

namespace Strata.Database.Tests.Engines;

public class KeptPlansTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Foreign_key_is_checked_by_its_row_alone_although_the_plan_was_made_while_the_table_was_empty()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);
        var user = await test.AddUserAsync();
        for (var i = 0; i < 20; i++)
        {
            await AddAsync(test.Database, user, first: i, count: 1);
        }
        await AddAsync(test.Database, user, first: 20, count: 2_000);

        // With the plan of the beginning each of the 100 keys would be checked by reading all of the user's entities.
        (await AddAsync(test.Database, user, first: 2_020, count: 100)).ShouldBe(100);
    }

    [Fact]
    public async Task Statement_after_the_plans_are_forgotten_gives_its_own_rows()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);
        var user = await test.AddUserAsync();
        await AddAsync(test.Database, user, first: 0, count: 3_000);

        for (var i = 0; i < 3; i++)
        {
            (
                await test.Database.ReadAsync(
                    user,
                    r => r.QueryFirstOrDefaultAsync<long>("select count(*) from entities where user_id = @user"),
                    Token
                )
            ).ShouldBe(3_000);
        }
        (
            await test.Database.WriteAsync(
                user,
                tx => tx.QueryFirstOrDefaultAsync<string>("select entity_id from entities where user_id = @user and entity_no = 7"),
                Token
            )
        ).ShouldBe("ent_7");
        (
            await test.Database.WriteAsync(
                user,
                tx => tx.ExecuteAsync("update entities set state = 1 where user_id = @user and entity_no < 5"),
                Token
            )
        ).ShouldBe(5);
    }

    /// <summary>
    /// Adds entities and a key of each, which refers to it; gives the rows of entities that were fetched through an index meanwhile.
    /// </summary>
    private static Task<long> AddAsync(IDatabase database, UserId user, int first, int count) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var before = await FetchedAsync(tx);
                await tx.BulkAsync(EntityRecord.Table, BulkMode.Insert, [.. Enumerable.Range(first, count).Select(Row)]);
                await tx.BulkAsync(
                    LedgerTables.Keys,
                    BulkMode.Insert,
                    [.. Enumerable.Range(first, count).Select(i => new object?[] { $"k{i}", (long)i })]
                );
                return await FetchedAsync(tx) - before;
            },
            Token
        );

    private static Task<long> FetchedAsync(UserTransaction tx) =>
        tx.QueryFirstOrDefaultAsync<long>("select idx_tup_fetch from pg_stat_xact_user_tables where relname = 'entities' and @user <> ''");

    private static object?[] Row(int i)
    {
        var no = (long)i;
        return [no, $"ent_{i}", "invoice", null, no, null, 0L, "{}", Array.Empty<byte>(), 1L, 1L, no, Array.Empty<byte>(), 0L, 1L, 1L];
    }
}
