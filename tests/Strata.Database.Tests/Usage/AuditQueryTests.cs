using Strata.Testing;

namespace Strata.Quotas;

public sealed class AuditQueryTests
{
    private const string Token = "tok_0123456789abcdef";
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Audit_log_is_asked_by_time_action_actor_token_and_subject(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var alice = new UserId("alice");
        var (rest, mcp) = (store.Store.For(alice, $"rest:{Token}"), store.Store.For(alice, "mcp:claude"));
        var ada = await rest.StoreAsync("contact", """{"email":"ada@example.com","name":"Ada"}""");
        var al = await rest.StoreAsync("contact", """{"email":"al@example.com","name":"Al"}""");
        var corrected = await rest.CorrectAsync(ada.EntityId, """{"name":"Ada L."}""");
        store.Time.Advance(TimeSpan.FromDays(1));
        var merged = await mcp.MergeAsync(al.EntityId, ada.EntityId);
        store.Time.Advance(TimeSpan.FromDays(1));
        var undone = await rest.RetractAsync(corrected.Id);

        Task<IReadOnlyList<string>> Ask(AuditQuery query) => IdsAsync(store.Alice, query);
        string[] all = [undone.Id, merged.Id, corrected.Id];
        (await Ask(new AuditQuery { Since = "2026-03-01" })).ShouldBe(all);
        (await Ask(new AuditQuery { Since = "2026-03-02T12:00:00Z" })).ShouldBe(all[..2]);
        (await Ask(new AuditQuery { Since = "2026-03-02", Until = "2026-03-02" })).ShouldBe([all[1]]);
        (await Ask(new AuditQuery { Until = "2026-03-02T00:00:00Z", Since = "2026-03-01" })).ShouldBe([all[2]]);
        (await Ask(new AuditQuery { Action = "merge" })).ShouldBe([all[1]]);
        (await Ask(new AuditQuery { Action = "correction" })).ShouldBe([all[2]]);
        (await Ask(new AuditQuery { Actor = "mcp" })).ShouldBe([all[1]]);
        (await Ask(new AuditQuery { Actor = "rest" })).ShouldBe([all[0], all[2]]);
        (await Ask(new AuditQuery { Actor = "res" })).ShouldBeEmpty();
        (await Ask(new AuditQuery { TokenId = Token })).ShouldBe([all[0], all[2]]);
        (await Ask(new AuditQuery { TokenId = Token[..10] })).ShouldBeEmpty();
        (await Ask(new AuditQuery { About = al.EntityId })).ShouldContain(all[1]);
        (await Ask(new AuditQuery { About = ada.EntityId })).ShouldContain(all[2]);
        (await Ask(new AuditQuery { About = all[1] })).ShouldBe([all[1]]);
        (await Ask(new AuditQuery { About = all[2] })).ShouldBe([all[0], all[2]]);
        (
            await Ask(
                new AuditQuery
                {
                    TokenId = Token,
                    Action = "correction",
                    About = ada.EntityId,
                }
            )
        ).ShouldBe([all[2]]);

        var taken = await mcp.RetractAsync(merged.Id);
        (await Ask(new AuditQuery { About = all[1] })).ShouldBe([taken.Id, all[1]]);
        var first = await store.Alice.Audit.ListAsync(new AuditQuery { TokenId = Token, Limit = 1 }, None);
        first.Items.ShouldHaveSingleItem().Id.ShouldBe(all[0]);
        (
            await Ask(
                new AuditQuery
                {
                    TokenId = Token,
                    Limit = 1,
                    Cursor = first.NextCursor.ShouldNotBeNull(),
                }
            )
        ).ShouldBe([all[2]]);
    }

    [Theory, DatabaseData]
    public async Task Decision_is_shown_with_what_took_it_back(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        async Task<SchemaView> RegisterAsync(string field) =>
            await store.Alice.Schemas.RegisterAsync(
                new RegisterSchemaRequest
                {
                    EntityType = "boat",
                    Schema = JsonElement.Parse($$$$"""{"type":"object","properties":{"{{{{field}}}}":{"type":"string"}}}"""),
                },
                None
            );
        await RegisterAsync("name");
        var activated = (await RegisterAsync("no")).DecisionId.ShouldNotBeNull();

        var undone = await store.Alice.RetractAsync(activated);

        (await IdsAsync(store.Alice, new AuditQuery { About = activated })).ShouldBe([undone.Id, activated]);
        var taken = (await store.Alice.Audit.ListAsync(new AuditQuery { About = activated }, None)).Items[0];
        (taken.Action, Ids.Decision(taken.Target ?? 0)).ShouldBe(("activate_schema", activated));
    }

    [Theory, DatabaseData]
    public async Task Filters_that_can_not_be_meant_are_refused(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        async Task<ErrorCode> Refused(AuditQuery query) =>
            (await Should.ThrowAsync<StrataException>(() => store.Alice.Audit.ListAsync(query, None))).Code;

        (await Refused(new AuditQuery { Since = "yesterday" })).ShouldBe(ErrorCode.InvalidContent);
        (await Refused(new AuditQuery { About = "src_1" })).ShouldBe(ErrorCode.InvalidContent);
        (await Refused(new AuditQuery { About = "ent_000000000000000000000000" })).ShouldBe(ErrorCode.EntityNotFound);
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(IStrata user, AuditQuery query) =>
        [.. (await user.Audit.ListAsync(query, None)).Items.Where(e => e.Actor != "strata" && e.Action != "add_user").Select(e => e.Id)];
}
