using Strata.Testing;

namespace Strata.Database.Tests.Engines;

public class RowTests
{
    private const string Values =
        "insert into receipts (user_id, idempotency_key, request_hash, response, recorded_at) values (@user, @key, @hash, @response, @at)";
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly BulkTable Blobs = new(
        "blobs",
        ["digest"],
        [
            new("digest", BulkType.Text),
            new("byte_size", BulkType.Integer),
            new("location", BulkType.Text),
            new("compressed", BulkType.Integer),
            new("bytes", BulkType.Bytes),
            new("recorded_at", BulkType.Integer),
        ]
    );

    private sealed record Receipt(string IdempotencyKey, long RecordedAt, bool Early)
    {
        public string? Response { get; init; }
    }

    private sealed record Blob(string Digest, long ByteSize, byte[]? Bytes, int Compressed);

    private enum Kind
    {
        First,
    }

    [Theory, DatabaseData]
    public async Task Enum_is_refused_as_an_argument_as_its_words_are_what_is_stored(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();

        await Should.ThrowAsync<Exception>(() =>
            test.Database.ReadAsync(
                user,
                connection =>
                    connection.QueryAsync<string>(
                        "select idempotency_key from receipts where user_id = @user and idempotency_key = @kind",
                        new { kind = Kind.First }
                    ),
                Token
            )
        );
    }

    [Theory, DatabaseData]
    public async Task Rows_become_records_tuples_and_single_values(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        await test.Database.WriteAsync(
            user,
            async tx =>
            {
                await tx.ExecuteAsync(
                    Values,
                    new
                    {
                        key = "a",
                        hash = "",
                        response = "日本\u00e9😀'",
                        at = 5,
                    }
                );
                await tx.ExecuteAsync(
                    Values,
                    new Dictionary<string, object?>
                    {
                        ["key"] = "b",
                        ["hash"] = "h",
                        ["response"] = "",
                        ["at"] = 7L,
                    }
                );
                return true;
            },
            Token
        );

        await test.Database.ReadAsync(
            user,
            async read =>
            {
                var receipts = await read.QueryAsync<Receipt>(
                    "select recorded_at, case when recorded_at < 6 then 1 else 0 end as early, idempotency_key, response from receipts where user_id = @user order by 1"
                );
                receipts.ShouldBe([new("a", 5, true) { Response = "日本\u00e9😀'" }, new("b", 7, false) { Response = "" }]);
                var tuples = await read.QueryAsync<(string, long?)>(
                    "select idempotency_key, nullif(recorded_at, 7) from receipts where user_id = @user order by 1"
                );
                tuples.ShouldBe([("a", 5), ("b", null)]);
                (await read.QueryFirstOrDefaultAsync<long>("select count(*) from receipts where user_id = @user")).ShouldBe(2);
                (await read.QueryFirstOrDefaultAsync<long>("select sum(recorded_at) from receipts where user_id = @user")).ShouldBe(12);
                (await read.QueryFirstOrDefaultAsync<double>("select avg(recorded_at) from receipts where user_id = @user")).ShouldBe(6);
                (
                    await read.QueryFirstOrDefaultAsync<string>("select response from receipts where user_id = @user and recorded_at = 99")
                ).ShouldBeNull();
                (
                    await read.QueryAsync<string>(
                        "select idempotency_key from receipts where user_id = @user and recorded_at IN_LIST(@times)",
                        new { times = new long[] { 7, 8 } }
                    )
                ).ShouldBe(["b"]);
                (
                    await read.QueryAsync<long>(
                        "select recorded_at from receipts where user_id = @user and idempotency_key IN_LIST( @keys )",
                        new { keys = new List<string> { "a", "q\"'" } }
                    )
                ).ShouldBe([5]);
                (
                    await read.QueryAsync<long>(
                        "select recorded_at from receipts where user_id = @user and (cast(@least as bigint) is null or recorded_at >= @least) order by 1",
                        new { least = (long?)null }
                    )
                ).ShouldBe([5, 7]);
                return true;
            },
            Token
        );
    }

    [Theory, DatabaseData]
    public async Task Ten_thousand_rows_go_in_at_once_and_each_mode_treats_those_that_exist_in_its_way(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        static object?[] Row(int i, long size) => [$"d{i:00000}", size, "row", 0, i % 2 == 0 ? null : new byte[] { (byte)i, 0, 255 }, 1L];
        var rows = Enumerable.Range(0, 10_000).Select(i => Row(i, 1)).ToList();

        await Bulk(BulkMode.Insert, rows);
        await Bulk(BulkMode.InsertIfAbsent, [Row(3, 2), Row(10_000, 2)]);
        await Bulk(BulkMode.Upsert, [Row(4, 8), Row(4, 9), Row(10_001, 9)]);
        await Bulk(
            BulkMode.Delete,
            [
                ["d00000"],
                ["d00001"],
                ["none"],
            ]
        );
        await Bulk(
            BulkMode.Upsert,
            [
                ["d00005", 5L, "row", 0, Array.Empty<byte>(), 1L],
            ]
        );
        await Should.ThrowAsync<Exception>(() => Bulk(BulkMode.Insert, [Row(3, 3)]));

        var blobs = await test.Database.ReadAsync(
            user,
            read => read.QueryAsync<Blob>("select digest, byte_size, bytes, compressed from blobs where user_id = @user order by digest"),
            Token
        );
        blobs.Count.ShouldBe(10_000);
        blobs[0].Digest.ShouldBe("d00002");
        blobs[0].Bytes.ShouldBeNull();
        blobs
            .Where(b => b.ByteSize != 1)
            .Select(b => (b.Digest, b.ByteSize))
            .ShouldBe([("d00004", 9), ("d00005", 5), ("d10000", 2), ("d10001", 9)]);
        blobs.Single(b => b.Digest == "d00003").Bytes.ShouldBe([3, 0, 255]);
        blobs.Single(b => b.Digest == "d00005").Bytes.ShouldBe([]);

        Task Bulk(BulkMode mode, IReadOnlyList<object?[]> bulk) =>
            test.Database.WriteAsync(
                user,
                async tx =>
                {
                    await tx.BulkAsync(Blobs, mode, bulk);
                    return true;
                },
                Token
            );
    }

    [Theory, DatabaseData]
    public async Task Stream_gives_every_row_while_other_statements_run_between(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        var rows = Enumerable.Range(0, 2_500).Select(i => new object?[] { $"d{i:0000}", (long)i, "row", 0, null, 1L }).ToList();
        await test.Database.WriteAsync(
            user,
            async tx =>
            {
                await tx.BulkAsync(Blobs, BulkMode.Insert, rows);
                return true;
            },
            Token
        );

        var seen = await test.Database.ReadAsync(
            user,
            async read =>
            {
                var sizes = new List<long>();
                await foreach (var digest in read.StreamAsync<string>("select digest from blobs where user_id = @user order by digest"))
                {
                    sizes.Add(
                        await read.QueryFirstOrDefaultAsync<long>(
                            "select byte_size from blobs where user_id = @user and digest = @digest",
                            new { digest }
                        )
                    );
                }
                return sizes;
            },
            Token
        );

        seen.ShouldBe(Enumerable.Range(0, 2_500).Select(i => (long)i));
    }

    [Theory, DatabaseData]
    public async Task Read_sees_one_snapshot_however_much_is_written_meanwhile(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        const string Count = "select count(*) from receipts where user_id = @user";

        var (before, after) = await test.Database.ReadAsync(
            user,
            async read =>
            {
                var first = await read.QueryFirstOrDefaultAsync<long>(Count);
                await test.Database.WriteAsync(
                    user,
                    tx =>
                        tx.ExecuteAsync(
                            Values,
                            new
                            {
                                key = "a",
                                hash = "h",
                                response = "r",
                                at = 5L,
                            }
                        ),
                    Token
                );
                return (first, await read.QueryFirstOrDefaultAsync<long>(Count));
            },
            Token
        );

        (before, after).ShouldBe((0, 0));
        (await test.Database.ReadAsync(user, read => read.QueryFirstOrDefaultAsync<long>(Count), Token)).ShouldBe(1);
    }

    [Theory, DatabaseData]
    public async Task Statement_is_refused_when_it_does_not_name_the_user(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();

        await Refused("select idempotency_key from receipts");
        await Refused("select idempotency_key from receipts -- @user");
        await Refused("select '@user' from receipts");
        await Refused("select 1 from receipts where user_id = @user and 1 = @missing");
        await Should.ThrowAsync<InvalidOperationException>(() =>
            test.Database.ReadAsync(
                user,
                read => read.QueryAsync<long>("select 1 from receipts where user_id = @user", new { user = "bob" }),
                Token
            )
        );
        await Should.ThrowAsync<InvalidOperationException>(() =>
            test.Database.WriteAsync(user, tx => tx.ExecuteAsync("delete from receipts"), Token)
        );

        Task Refused(string sql) =>
            Should.ThrowAsync<InvalidOperationException>(() => test.Database.ReadAsync(user, read => read.QueryAsync<string>(sql), Token));
    }

    [Theory, DatabaseData]
    public async Task Reading_connection_refuses_to_write(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();

        await Should.ThrowAsync<Exception>(() =>
            test.Database.ReadAsync(
                user,
                read => read.QueryAsync<long>("update ledger_heads set seq = 9 where user_id = @user returning seq"),
                Token
            )
        );

        (
            await test.Database.ReadAsync(
                user,
                read => read.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user"),
                Token
            )
        ).ShouldBe(0);
    }

    [Theory, DatabaseData]
    public async Task User_who_does_not_exist_is_refused(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var nobody = new UserId("nobody");

        (
            await Should.ThrowAsync<StrataException>(() => test.Database.ReadAsync(nobody, read => Task.FromResult(read.UserNo), Token))
        ).Code.ShouldBe(ErrorCode.Unauthenticated);
        (
            await Should.ThrowAsync<StrataException>(() => test.Database.WriteAsync(nobody, tx => Task.FromResult(tx.UserNo), Token))
        ).Code.ShouldBe(ErrorCode.Unauthenticated);
        (await test.Database.UserExistsAsync(nobody, Token)).ShouldBeFalse();
    }

    [Theory, DatabaseData]
    public async Task Users_are_numbered_and_their_names_are_unique(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await test.AddUserAsync("bob");
        await test.AddUserAsync("alice");

        (await Should.ThrowAsync<StrataException>(() => test.AddUserAsync("bob"))).Code.ShouldBe(ErrorCode.Conflict);

        (await test.Database.ListUsersAsync(Token)).Select(u => (u.UserId, u.UserNo)).ShouldBe([("alice", 2), ("bob", 1)]);
        (await test.Database.UserExistsAsync(new UserId("bob"), Token)).ShouldBeTrue();
        (await test.Database.ReadAsync(new UserId("bob"), read => Task.FromResult(read.UserNo), Token)).ShouldBe(1);
        (await test.Database.DescribeAsync(Token)).ShouldContain(engine == Engine.Sqlite ? "SQLite 3." : "PostgreSQL 1");
    }
}
