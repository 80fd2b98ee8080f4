using System.Text.Json;
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

        await other.For(new UserId("alice"), "other").RegisterSchemaAsync(Gadget("""{"name":{"type":"string"}}"""), Token);
        (await NamedAsync(store, "name")).ShouldBeEmpty();
        await other.For(new UserId("alice"), "other").RegisterSchemaAsync(Gadget("""{"name":{"type":"string"},"colour":{"type":"string"}}"""), Token);
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

    private static RegisterSchemaRequest Gadget(string properties) =>
        new() { EntityType = "gadget", Schema = JsonElement.Parse($$"""{"type":"object","properties":{{properties}}}""") };

    private static async Task<IReadOnlyList<EntityView>> NamedAsync(TestStore store, string field) =>
        (
            await store.Alice.ListEntitiesAsync(
                new EntityQuery { EntityType = "gadget", Filters = [new FieldFilter(field, "eq", JsonElement.Parse("\"x\""))] },
                ReadAt.Now,
                Token
            )
        ).Items;
}
