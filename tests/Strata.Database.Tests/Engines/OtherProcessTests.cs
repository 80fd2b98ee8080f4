using System.Text.Json.Nodes;
using Strata.Testing;

namespace Strata.Database.Tests.Engines;

/// <summary>What a process remembers of a user is not believed where another process has changed it.</summary>
public class OtherProcessTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, DatabaseData]
    public async Task Schema_that_another_process_activated_is_known_by_the_next_read(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await using var other = await StrataStore.OpenAsync(store.Options, store.Time, Token);
        await store.Alice.ListAsync("invoice");

        await other.For(new UserId("alice"), "other").Schemas.RegisterAsync(Gadget("""{"name":{"type":"string"}}"""), Token);
        (await NamedAsync(store, "name")).ShouldBeEmpty();
        await other
            .For(new UserId("alice"), "other")
            .Schemas.RegisterAsync(Gadget("""{"name":{"type":"string"},"colour":{"type":"string"}}"""), Token);
        (await NamedAsync(store, "colour")).ShouldBeEmpty();

        (await Should.ThrowAsync<StrataException>(() => NamedAsync(store, "size"))).Code.ShouldBe(ErrorCode.InvalidContent);
    }

    [Theory, DatabaseData]
    public async Task Token_that_another_process_revoked_is_refused_at_once(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await using var other = await StrataStore.OpenAsync(store.Options, store.Time, Token);
        var alice = new UserId("alice");
        var token = await store.Store.Users.AddTokenAsync(alice, "laptop", expires: null, Token);
        (await store.Store.Users.AuthenticateAsync(token.Token, Token)).ShouldNotBeNull();

        await other.Users.RevokeTokenAsync(alice, token.Details.TokenId, Token);

        (await store.Store.Users.AuthenticateAsync(token.Token, Token)).ShouldBeNull();
    }

    [Theory, DatabaseData]
    public async Task Schemas_that_another_process_restored_at_the_same_positions_are_known_by_the_next_read_and_write(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await using var other = await StrataStore.OpenAsync(store.Options, store.Time, Token);
        var (before, carol) = (new UserId("before"), new UserId("carol"));
        await store.Store.Users.AddAsync(before, null, Token);
        await WithoutAsync(store, before, "event", "organizer");
        using var backup = new MemoryStream();
        await store.Store.BackupAsync(before, backup, null, Token);
        store.Time.Advance(TimeSpan.FromDays(1));
        await store.Store.Users.AddAsync(carol, null, Token);
        var known = other.For(carol, "other");
        await ByOrganizerAsync(known);

        backup.Position = 0;
        await store.Store.RestoreAsync(carol, backup, null, Token);

        (await Should.ThrowAsync<StrataException>(() => ByOrganizerAsync(known))).Code.ShouldBe(ErrorCode.InvalidContent);
        var stored = await known.StoreAsync("event", """{"title":"Fair","start":"2026-05-05","organizer":"Kim"}""");
        stored.UnknownFields.ShouldBe(["organizer"]);
        // Its schema was changed by hand, which the chain in the backup tells.
        (await known.VerifyAsync())
            .Faults.Select(f => f.Path)
            .ShouldAllBe(path => path.StartsWith("schemas/", StringComparison.Ordinal));
    }

    /// <summary>As an earlier build gave it to new users, which had one field less.</summary>
    private static Task WithoutAsync(TestStore store, UserId user, string entityType, string field) =>
        store.Store.Database.WriteAsync(
            user,
            async tx =>
            {
                var body = await tx.QueryFirstOrDefaultAsync<string>(
                    "select body from schemas where user_id = @user and entity_type = @entityType",
                    new { entityType }
                );
                var schema = JsonNode.Parse(body.ShouldNotBeNull()).ShouldNotBeNull();
                schema["properties"].ShouldNotBeNull().AsObject().Remove(field).ShouldBeTrue();
                var earlier = SchemaDefinition.Parse(entityType, 1, JsonElement.Parse(schema.ToJsonString()));
                return await tx.ExecuteAsync(
                    "update schemas set body = @Body, hash = @Hash where user_id = @user and entity_type = @entityType",
                    new
                    {
                        earlier.Body,
                        earlier.Hash,
                        entityType,
                    }
                );
            },
            Token
        );

    private static Task<Page<EntityView>> ByOrganizerAsync(IStrata strata) =>
        strata.Search.ListAsync(
            new EntityQuery { EntityType = "event", Filters = [new FieldFilter("organizer", "eq", JsonElement.Parse("\"x\""))] },
            ReadAt.Now,
            Token
        );

    private static RegisterSchemaRequest Gadget(string properties) =>
        new() { EntityType = "gadget", Schema = JsonElement.Parse($$"""{"type":"object","properties":{{properties}}}""") };

    private static async Task<IReadOnlyList<EntityView>> NamedAsync(TestStore store, string field) =>
        (
            await store.Alice.Search.ListAsync(
                new EntityQuery { EntityType = "gadget", Filters = [new FieldFilter(field, "eq", JsonElement.Parse("\"x\""))] },
                ReadAt.Now,
                Token
            )
        ).Items;
}
