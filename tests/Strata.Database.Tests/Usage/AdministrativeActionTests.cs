using Strata.Testing;

namespace Strata.Quotas;

public sealed class AdministrativeActionTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Whatever_is_administered_is_in_the_audit_log_with_who_did_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var zoe = new UserId("zoe");
        await store.Store.AddUserAsync(zoe, "Zoe", None);
        var user = store.Store.For(zoe, "rest:tok_0123456789abcdef");
        var run = (await user.IngestAsync("c.csv", RunSteps.Contacts(2), RunSteps.LinedUp())).Run.ShouldNotBeNull().RunId;

        await user.Runs.CancelAsync(run, None);
        await user.Usage.RecountAsync(None);
        await user.Blobs.RetryUploadsAsync(None);
        await user.Blobs.SweepAsync(new SweepRequest { Delete = false, GraceHours = 24 }, None);
        await user.Blobs.SweepAsync(new SweepRequest { Delete = true, GraceHours = 24 }, None);
        await Should.ThrowAsync<StrataException>(() => user.Blobs.SweepAsync(new SweepRequest { Delete = true, GraceHours = 0 }, None));
        await user.Verification.RebuildAsync(null, None);
        await store.Store.BackupAsync(zoe, Stream.Null, null, None);

        var audit = (await user.Audit.ListAsync(new AuditQuery(), None)).Items.Where(e => e.Actor is "operator" or "rest").Reverse();
        audit
            .Select(e => (e.Action, e.Actor, e.Detail?.GetRawText()))
            .ShouldBe([
                ("add_user", "operator", null),
                ("cancel_run", "rest", $$"""{"run":"{{run}}"}"""),
                ("recount_usage", "rest", """{"interpretations":0,"storage_bytes":0}"""),
                ("retry_uploads", "rest", null),
                ("sweep_blobs", "rest", """{"grace_hours":24}"""),
                ("rebuild", "rest", null),
                ("backup", "operator", null),
            ]);
        (await user.Verification.VerifyAsync(false, null, None)).Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Engine.Sqlite, "ann", "operator:ann")]
    [InlineData(Engine.PostgreSql, "ann", "operator:ann")]
    [InlineData(Engine.Sqlite, "CORP\\ann b:tok_", "operator:CORPannbtok_")]
    [InlineData(Engine.Sqlite, "tok_1", "operator:user-tok_1")]
    [InlineData(Engine.Sqlite, "", "operator")]
    public async Task What_the_operator_does_is_signed_with_their_name_on_the_machine(Engine engine, string systemUser, string actor)
    {
        await using var store = await TestStore.CreateAsync(engine, o => o with { SystemUser = systemUser });
        var zoe = new UserId("zoe");
        await store.Store.AddUserAsync(zoe, null, None);
        await store.Store.Usage.SetPlanAsync(zoe, "free", null, null, None);
        await store.Store.ForOperator(zoe).Tokens.AddAsync(new TokenRequest { Name = "laptop", Scope = TokenScope.Read }, None);
        using var backup = new MemoryStream();
        await store.Store.BackupAsync(zoe, backup, null, None);
        backup.Position = 0;
        await store.Store.RestoreAsync(new UserId("yan"), backup, null, None);

        var audit = (await store.Store.For(new UserId("yan"), "test").Audit.ListAsync(new AuditQuery { Actor = "operator" }, None)).Items;
        audit
            .Select(e => (e.Action, e.Actor, e.TokenId))
            .ShouldBe(
                ((string[])["restore_backup", "backup", "add_token", "set_plan", "add_user"]).Select(a =>
                    (a, (string?)actor, (string?)null)
                )
            );
    }

    [Theory]
    [InlineData(Engine.Sqlite, "ann", "cli:ann")]
    [InlineData(Engine.PostgreSql, "ann", "cli:ann")]
    [InlineData(Engine.Sqlite, "tok_1", "cli:user-tok_1")]
    [InlineData(Engine.Sqlite, "", "cli")]
    public async Task What_a_user_decides_at_the_command_line_is_signed_with_their_name_on_the_machine(
        Engine engine,
        string systemUser,
        string actor
    )
    {
        await using var store = await TestStore.CreateAsync(engine, o => o with { SystemUser = systemUser });
        var alice = new UserId("alice");
        var person = store.Store.ForCommandLine(alice);
        var entity = (await person.StoreAsync("contact", """{"name":"Ada"}""")).EntityId;
        await person.CorrectAsync(entity, """{"name":"Ada Lovelace"}""");
        await store.Store.For(alice, "cli").DeleteAsync(entity); // as former versions signed it
        await store.Store.For(alice, "client").RestoreAsync(entity);

        var audit = (await person.Audit.ListAsync(new AuditQuery { Actor = "cli" }, None)).Items;

        audit.Select(e => (e.Action, e.Actor, e.TokenId)).ShouldBe([("delete", "cli", null), ("correction", actor, null)]);
        (await person.Audit.ListAsync(new AuditQuery { Actor = actor }, None)).Items.ShouldContain(e => e.Action == "correction");
    }
}
