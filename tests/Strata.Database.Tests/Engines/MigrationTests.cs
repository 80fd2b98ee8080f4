using Strata.Database.PostgreSql;
using Strata.Database.Sqlite;
using Strata.Testing;

namespace Strata.Database.Tests.Engines;

public class MigrationTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, DatabaseData]
    public async Task Migrating_twice_changes_nothing_the_second_time(Engine engine)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(engine);

        await test.Database.MigrateAsync(Token);
        var user = await test.AddUserAsync();
        await test.Database.MigrateAsync(Token);

        (await test.Database.UserExistsAsync(user, Token)).ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task Processes_that_migrate_at_once_apply_each_step_once(Engine engine)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(engine);
        await using var second = test.OpenAgain();
        await using var third = test.OpenAgain();

        await Task.WhenAll(new[] { test.Database, second, third }.Select(d => Task.Run(() => d.MigrateAsync(Token), Token)));

        (await test.AddUserAsync()).Value.ShouldBe("alice");
    }

    [Theory, DatabaseData]
    public async Task Store_is_made_in_an_empty_database_by_whoever_opens_it(Engine engine)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(engine);
        var options = new StoreOptions { DataFolder = test.Folder, DatabaseUrl = engine == Engine.Sqlite ? null : test.Location };

        var stores = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => StrataStore.OpenAsync(options, TimeProvider.System, Token), Token))
        );

        try
        {
            var stored = await stores[0].For(UserId.Local, "first").StoreAsync("note", """{"title":"One"}""");
            foreach (var store in stores)
            {
                (await store.Users.ListAsync(Token)).ShouldHaveSingleItem().UserId.ShouldBe(UserId.Local.Value);
                (await store.For(UserId.Local, "any").GetAsync(stored.EntityId)).Json("title").ShouldBe("\"One\"");
            }
        }
        finally
        {
            foreach (var store in stores)
            {
                await store.DisposeAsync();
            }
        }
    }

    [Theory, DatabaseData]
    public async Task Migration_is_applied_with_all_steps_or_none(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        Migration good = new(9001, "9001_good", "create table extra (user_id text not null primary key)");
        Migration bad = new(9002, "9002_bad", "create table broken (");

        await Should.ThrowAsync<Exception>(() => MigrateAsync(test.Database, [.. Migration.Embedded(engine), good, bad]));
        await MigrateAsync(test.Database, [.. Migration.Embedded(engine), good]);

        var user = await test.AddUserAsync();
        await test.Database.WriteAsync(user, tx => tx.ExecuteAsync("insert into extra (user_id) values (@user)"), Token);
    }

    [Theory, DatabaseData]
    public async Task Database_is_refused_when_a_step_of_it_is_not_ours(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var ours = Migration.Embedded(engine);
        Migration[] changed = [ours[0] with { Sql = ours[0].Sql + " -- changed" }, .. ours.Skip(1)];

        var error = await Should.ThrowAsync<InvalidOperationException>(() => MigrateAsync(test.Database, changed));

        error.Message.ShouldContain("0001_core");
    }

    [Theory, DatabaseData]
    public async Task Database_that_is_ahead_of_the_program_is_taken_while_it_was_only_expanded(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var ours = Migration.Embedded(engine);
        Migration ahead = new(
            9001,
            "9001_future",
            "alter table users add column colour text; create table future (user_id text not null primary key)"
        );
        await MigrateAsync(test.Database, [.. ours, ahead]);

        await MigrateAsync(test.Database, ours);

        (await test.AddUserAsync()).Value.ShouldBe("alice");
        (await test.Database.AppliedAsync(Token)).Select(a => a.Name).Last().ShouldBe("9001_future");
    }

    [Theory, DatabaseData]
    public async Task Database_is_refused_when_a_newer_program_has_contracted_it(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var ours = Migration.Embedded(engine);
        await MigrateAsync(
            test.Database,
            [.. ours, new Migration(9001, "9001_contract_future", "create table future (user_id text not null primary key)")]
        );

        var error = await Should.ThrowAsync<StrataException>(() => MigrateAsync(test.Database, ours));

        error.Code.ShouldBe(ErrorCode.ProgramOutdated);
        error.Message.ShouldContain("newer");
        error.Message.ShouldContain("9001_contract_future");
    }

    [Theory, DatabaseData]
    public async Task What_is_there_already_is_counted_as_used(Engine engine)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(engine);
        var ours = Migration.Embedded(engine);
        await MigrateAsync(
            test.Database,
            [
                .. ours.Where(m =>
                    !m.Name.EndsWith("_usage", StringComparison.Ordinal) && !m.Name.EndsWith("_quota_warnings", StringComparison.Ordinal)
                ),
            ]
        );
        var user = await test.AddUserAsync();
        await test.AddUserAsync("bob");
        var may = UnixTime.Microseconds(new DateTimeOffset(2026, 5, 31, 23, 59, 59, TimeSpan.Zero));
        var june = may + 2_000_000;
        await test.Database.WriteAsync(
            user,
            async tx =>
            {
                for (var i = 0L; i < 4; i++)
                {
                    var args = new
                    {
                        i,
                        digest = "d" + i,
                        bytes = 1_000 + i,
                        at = i == 0 ? may : june,
                        interpreter = i == 3 ? "structured" : "rules",
                        status = i == 2 ? "failed" : "completed",
                    };
                    await tx.ExecuteAsync(
                        "insert into blobs (user_id, digest, byte_size, location, compressed, recorded_at) values (@user, @digest, @bytes, 'file', 0, @at)",
                        args
                    );
                    await tx.ExecuteAsync(
                        """
                        insert into sources (user_id, source_no, source_id, digest, media_type, byte_size, storage_status, observed_at, recorded_at)
                        values (@user, @i, @digest, @digest, 'text/plain', @bytes, 'stored', @at, @at)
                        """,
                        args
                    );
                    await tx.ExecuteAsync(
                        """
                        insert into runs (user_id, run_no, source_no, interpreter, configuration, config_hash, status, completeness, confidence, attempt,
                            last_seq, progress, blocks, observations, entities, skipped, unknown_fields, errors, started_at)
                        values (@user, @i, @i, @interpreter, '{}', '', @status, 'unknown', 0, 1, 1, '{}', 0, 0, 0, 0, 0, '[]', @at)
                        """,
                        args
                    );
                }
                return 0;
            },
            Token
        );

        await MigrateAsync(test.Database, ours);

        const string Usage = "select plan, storage_bytes, usage_month, interpretations from ledger_heads where user_id = @user";
        (await test.Database.ReadAsync(user, c => c.QueryAsync<(string, long, long, long)>(Usage), Token)).ShouldBe([
            ("enterprise", 4_006, 202606, 1),
        ]);
        (await test.Database.ReadAsync(new UserId("bob"), c => c.QueryAsync<(string, long, long, long)>(Usage), Token)).ShouldBe([
            ("enterprise", 0, 0, 0),
        ]);
    }

    /// <summary>
    /// What programs of the version before rely on: their tables, columns and rights stay, and rows that they write, without the new
    /// columns, are taken: no table that was there gets a key, a check or a trigger.
    /// </summary>
    [Theory, DatabaseData]
    public async Task Steps_that_are_not_named_contractions_only_expand(Engine engine)
    {
        const long First = 7; // the rule is younger than the steps before
        var ours = Migration.Embedded(engine);
        await using var test = await TestDatabase.CreateEmptyAsync(engine);
        var faults = new List<string>();
        var before = SchemaPromises.None;
        for (var i = 0; i < ours.Count; i++)
        {
            await MigrateAsync(test.Database, [.. ours.Take(i + 1)]);
            var after = await SchemaPromises.OfAsync(test, Token);
            if (ours[i].Number >= First && !Migration.Contracts(ours[i].Name))
            {
                faults.AddRange(after.Broken(before).Select(f => $"{ours[i].Name} {f}"));
            }
            before = after;
        }
        before.Given.Count.ShouldBeGreaterThan(100);
        before.Demanded.Count.ShouldBeGreaterThan(20);
        faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Steps_that_take_or_demand_are_noticed(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var ours = Migration.Embedded(engine);
        var before = await SchemaPromises.OfAsync(test, Token);
        string[] steps =
        [
            "create unique index sources_once_by_name on sources (user_id, file_name)",
            "alter table job_pauses drop column actor",
            engine == Engine.PostgreSql
                ? "revoke insert on sources from strata_app; alter table sources add constraint named check (file_name <> '')"
                : "create trigger no_sources before insert on sources begin select raise(abort, 'no'); end",
        ];
        await MigrateAsync(test.Database, [.. ours, new Migration(9001, "9001_breaks", string.Join("; ", steps))]);

        var faults = (await SchemaPromises.OfAsync(test, Token)).Broken(before).Order().ToList();

        faults.Count.ShouldBe(engine == Engine.PostgreSql ? 4 : 3, string.Join("\n", faults));
    }

    [Fact]
    public void Checksum_does_not_depend_on_line_ends() =>
        new Migration(1, "a", "select 1;\r\nselect 2;\r\n").Checksum.ShouldBe(new Migration(1, "a", "select 1;\nselect 2;\n").Checksum);

    internal static Task MigrateAsync(IDatabase database, IReadOnlyList<Migration> migrations) =>
        database switch
        {
            SqliteDatabase sqlite => sqlite.MigrateAsync(migrations, Token),
            PostgreSqlDatabase postgreSql => postgreSql.MigrateAsync(migrations, Token),
            _ => throw new InvalidOperationException(),
        };
}
