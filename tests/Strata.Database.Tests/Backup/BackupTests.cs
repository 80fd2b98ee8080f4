using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Backup;

/// <summary>What is taken out of one store and put into another is the same, whatever the engines.</summary>
public sealed class BackupTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly UserId Alice = new("alice");
    private static readonly UserId Carol = new("carol");

    [Theory]
    [InlineData(Engine.Sqlite, Engine.PostgreSql)]
    [InlineData(Engine.PostgreSql, Engine.Sqlite)]
    [InlineData(Engine.Sqlite, Engine.Sqlite)]
    public async Task State_and_all_answers_past_and_present_are_the_same_after_a_restore(Engine from, Engine to)
    {
        await using var old = await TestStore.CreateAsync(from);
        var seq = await RichStore.FillAsync(old.Alice, old.Time);
        var state = await old.Alice.StateHashAsync();
        var answers = await RichStore.AnswersAsync(old.Alice, seq);
        using var backup = new MemoryStream();

        var written = await old.Store.BackupAsync(Alice, backup, null, None);
        await using var fresh = await TestStore.CreateAsync(to);
        fresh.Time.Advance(old.Time.GetUtcNow() - fresh.Time.GetUtcNow());
        backup.Position = 0;
        // Alice has nothing there yet but what every user starts with.
        var restored = await fresh.Store.RestoreAsync(null, backup, null, None);

        (written.StateHash, restored.StateHash, restored.Verified.StateHash).ShouldBe((state, state, state));
        restored.Verified.Faults.ShouldBeEmpty();
        (await RichStore.AnswersAsync(fresh.Alice, seq)).ShouldBe(answers);
        // Life goes on, and the same key is the same request there, too.
        (
            await fresh.Alice.StoreAsync(
                "contact",
                """{"name":"Ada","email":"ada@example.com","phone":"+49 30 777001","shoe":42,"deep":{"a":[1,2.5,null]}}""",
                key: "once"
            )
        ).Created.ShouldBeTrue();
        await fresh.Alice.StoreAsync("contact", """{"name":"New","email":"new@example.com"}""");
        (await fresh.Alice.RebuildAsync()).Changed.ShouldBe(0);
        (await fresh.Alice.VerifyAsync()).Faults.ShouldBeEmpty();
        (await fresh.Bob.ListAsync()).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task A_backup_goes_to_a_user_who_has_only_tokens_and_a_plan_and_they_stay(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreAsync("contact", """{"name":"Ada","email":"ada@example.com"}""");
        var state = await store.Alice.StateHashAsync();
        using var backup = new MemoryStream();
        await store.Store.BackupAsync(Alice, backup, null, None);
        store.Time.Advance(TimeSpan.FromDays(1));
        await store.Store.Users.AddAsync(Carol, null, None);
        var first = await store.Store.Users.AddTokenAsync(Carol, "first", null, None);
        var second = await store.Store.Users.RotateTokenAsync(Carol, first.Details.TokenId, TimeSpan.Zero, None);
        await store.Store.Usage.SetPlanAsync(Carol, "pro", null, null, None);
        var carol = store.Store.For(Carol, "carol");
        var before = (await carol.Audit.ListAsync(new AuditQuery(), None)).Items.Where(e => e.Actor == "operator").ToList();

        backup.Position = 0;
        (await store.Store.RestoreAsync(Carol, backup, null, None)).Verified.StateHash.ShouldBe(state);

        (await store.Store.Users.AuthenticateAsync(second.Token, None)).ShouldNotBeNull().TokenId.ShouldBe(second.Details.TokenId);
        (await carol.Usage.GetAsync(None)).Plan.ShouldBe("pro");
        (await carol.ListAsync("contact")).Count.ShouldBe(1);
        var audit = (await carol.Audit.ListAsync(new AuditQuery(), None)).Items;
        audit[0].Action.ShouldBe("restore_backup");
        audit[0].Detail?.GetRawText().ShouldContain("\"taken_from\":\"alice\"");
        audit.Count(e => e.Action == "backup").ShouldBe(1, "it holds its own making");
        audit
            .Skip(1)
            .Take(3)
            .Select(e => (e.Action, e.At, e.Detail?.GetRawText()))
            .ShouldBe(before.Select(e => (e.Action, e.At, e.Detail?.GetRawText())));
        before.Select(e => e.Action).ShouldBe(["set_plan", "rotate_token", "add_token"]);
        (await StoreSteps.CodeAsync(() => carol.Decisions.RetractAsync(audit[0].Id, new DecisionRequest(), None))).ShouldBe(
            ErrorCode.Conflict
        );
        (await carol.StoreAsync("contact", """{"name":"New","email":"new@example.com"}""")).Created.ShouldBeTrue();
        (await carol.VerifyAsync()).Faults.ShouldBeEmpty();
        (await carol.Audit.ListAsync(new AuditQuery(), None)).Items.Select(e => e.Seq).ShouldBeUnique();
        backup.Position = 0;
        (await StoreSteps.CodeAsync(() => store.Store.RestoreAsync(Carol, backup, null, None))).ShouldBe(ErrorCode.Conflict);
    }

    [Theory, DatabaseData]
    public async Task What_was_done_about_an_account_before_the_backup_was_taken_keeps_its_time(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Store.Users.AddAsync(Carol, null, None);
        var monday = store.Time.GetUtcNow();
        await store.Store.Users.AddTokenAsync(Carol, "first", null, None);
        store.Time.Advance(TimeSpan.FromDays(1));
        await store.Alice.StoreAsync("contact", """{"name":"Ada","email":"ada@example.com"}""");
        using var backup = new MemoryStream();
        await store.Store.BackupAsync(Alice, backup, null, None);
        var carol = store.Store.For(Carol, "carol");
        var before = (await carol.Audit.ListAsync(new AuditQuery(), None)).Items.Single(e => e.Action == "add_token");
        before.At.ShouldBe(monday, TimeSpan.FromSeconds(1));
        store.Time.Advance(TimeSpan.FromDays(1));

        backup.Position = 0;
        var restored = await store.Store.RestoreAsync(Carol, backup, null, None);

        var audit = (await carol.Audit.ListAsync(new AuditQuery(), None)).Items;
        audit.Single(e => e.Action == "add_token").At.ShouldBe(before.At);
        audit.Single(e => e.Action == "add_token").Detail?.GetRawText().ShouldBe(before.Detail?.GetRawText());
        audit[0].At.ShouldBe(store.Time.GetUtcNow(), TimeSpan.FromSeconds(1));
        audit[0].Seq.ShouldBe(restored.Seq, "where the ledger stands");
        (await carol.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task A_backup_goes_to_a_new_user_beside_the_old_one_and_not_to_one_that_has_something(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await RichStore.FillAsync(store.Alice, store.Time);
        var state = await store.Alice.StateHashAsync();
        using var backup = new MemoryStream();
        await store.Store.BackupAsync(Alice, backup, null, None);

        backup.Position = 0;
        (await StoreSteps.CodeAsync(() => store.Store.RestoreAsync(null, backup, null, None))).ShouldBe(ErrorCode.Conflict);
        backup.Position = 0;
        (await store.Store.RestoreAsync(Carol, backup, null, None)).UserId.ShouldBe("carol");

        var carol = store.Store.For(Carol, "carol");
        (await carol.StateHashAsync()).ShouldBe(state);
        await carol.StoreAsync("contact", """{"name":"Hers","email":"hers@example.com"}""");
        (await store.Alice.StateHashAsync()).ShouldBe(state);
        (await carol.Search.SearchAsync(new SearchQuery { Text = "hers" }, ReadAt.Now, None)).Items.Count.ShouldBe(1);
        (await store.Alice.Search.SearchAsync(new SearchQuery { Text = "hers" }, ReadAt.Now, None)).Items.ShouldBeEmpty();
    }

    /// <summary>
    /// PostgreSQL ends transactions that idle, with the settings in deploy/ after ten minutes; a content can take longer.
    /// </summary>
    [Fact]
    public async Task No_snapshot_is_held_while_contents_are_copied()
    {
        await using var store = await TestStore.CreateAsync(Engine.PostgreSql);
        await KeepAsync(store, 3);
        await using var looking = new NpgsqlConnection(PostgreSqlUrl.Parse(store.Options.DatabaseUrl ?? "").ToString() + ";Pooling=false");
        await looking.OpenAsync(None);
        var idle = new List<long>();
        async Task LookAsync()
        {
            await using var command = new NpgsqlCommand(
                "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
                looking
            );
            idle.Add((long)(await command.ExecuteScalarAsync(None) ?? -1L));
        }

        await using (var slow = new Watched(Large, LookAsync))
        {
            await store.Store.BackupAsync(Alice, slow, null, None);
        }

        idle.ShouldBe([0]);
    }

    [Theory, DatabaseData]
    public async Task Content_that_is_removed_while_the_backup_is_taken_is_named(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await KeepAsync(store, 3);
        await using var slow = new Watched(
            Large,
            async () =>
            {
                await store.Store.Database.WriteAsync(
                    Alice,
                    async tx =>
                    {
                        await tx.ExecuteAsync("delete from sources where user_id = @user");
                        return await tx.ExecuteAsync("delete from blobs where user_id = @user");
                    },
                    None
                );
                Directory.Delete(Path.Combine(store.Folder, "blobs", "alice"), recursive: true);
            }
        );

        var refused = await Should.ThrowAsync<StrataException>(() => store.Store.BackupAsync(Alice, slow, null, None));

        refused.Code.ShouldBe(ErrorCode.Conflict);
        refused.Message.ShouldContain("was removed during the backup");
    }

    private const int Large = 600_000;

    /// <summary>Contents that do not shrink: the rows of all of them are a small part of the archive.</summary>
    private static async Task KeepAsync(TestStore store, int files)
    {
        for (var i = 0; i < files; i++)
        {
            var bytes = new byte[Large];
            new Random(i).NextBytes(bytes);
            await store.Alice.IngestAsync($"{i}.bin", bytes, new IngestRequest { Interpret = false });
        }
    }

    /// <summary>Does something once, when so many bytes have come.</summary>
    private sealed class Watched(long after, Func<Task> look) : MemoryStream
    {
        private bool _done;

        public override bool CanSeek => false;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            base.Write(buffer.Span);
            if (base.Length >= after && !_done)
            {
                _done = true;
                await look();
            }
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
