using Strata.Testing;

namespace Strata.Search;

/// <summary>Ids of a whole list, and rows of some of them: how a client shows a long list piece by piece.</summary>
public sealed class EntityIdTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "G9")]
    public async Task Ids_are_those_of_the_list_and_no_others(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreManyAsync([.. Enumerable.Range(0, 1_200).Select(i => ("note", $$"""{"title":"tea {{i % 7}} {{i}}"}"""))]);
        await store.Alice.StoreAsync("boat", """{"hull":"steel","tea":"none"}""");
        await store.Bob.StoreAsync("note", """{"title":"tea of Bob"}""");

        foreach (
            var query in new[]
            {
                new ListEntityIds { EntityType = "note", Sort = "-title" },
                new ListEntityIds { Text = "tea" },
                new ListEntityIds { Text = "tea 3", Sort = "-created" },
                new ListEntityIds { Where = "title starts with 'tea 5'", EntityType = "note" },
                new ListEntityIds { EntityType = "boat" },
                new ListEntityIds { EntityType = "generic", Where = "hull = steel" },
                new ListEntityIds { IncludeMerged = true, Sort = "-updated" },
            }
        )
        {
            var listed = await ListedAsync(store, query);
            var ids = await store.Alice.Aggregates.ListIdsAsync(query, None);
            ids.Ids.ShouldBe(listed);
            ids.Ids.ShouldNotBeEmpty();
            ids.Complete.ShouldBeTrue();
            var first = await store.Alice.Aggregates.ListIdsAsync(query with { Limit = 1 }, None);
            first.Ids.ShouldBe(listed.Take(1));
            first.Complete.ShouldBe(listed.Count == 1);
        }
        (await store.Bob.Aggregates.ListIdsAsync(new(), None)).Ids.ShouldHaveSingleItem();
        foreach (var limit in new[] { 0, 200_001 })
        {
            var refused = await Should.ThrowAsync<StrataException>(() =>
                store.Alice.Aggregates.ListIdsAsync(new() { Limit = limit }, None)
            );
            (refused.Code, refused.Message).ShouldBe((ErrorCode.InvalidContent, $"'limit' must be between 1 and 200000; got {limit}."));
        }
    }

    [Theory, DatabaseData, Trait("req", "G4")]
    public async Task A_list_of_ids_can_be_asked_again_as_it_was(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var ids = new List<string>();
        foreach (var name in (string[])["Ann", "Ben", "Cem", "Dora"])
        {
            ids.Add((await store.Alice.StoreAsync("contact", $$"""{"name":"{{name}}","email":"{{name}}@example.com"}""")).EntityId);
        }
        var query = new ListEntityIds { EntityType = "contact", Sort = "-name" };
        var before = await store.Alice.Aggregates.ListIdsAsync(query, None);
        var at = new ReadAt($"{before.ReadAt.ShouldNotBeNull().KnownAt}");

        await store.Alice.MergeAsync(ids[0], ids[1]);
        await store.Alice.DeleteAsync(ids[2]);
        await store.Alice.CorrectAsync(ids[3], """{"name":"Aaron"}""");
        await store.Alice.StoreAsync("contact", """{"name":"Eve","email":"eve@example.com"}""");

        (await store.Alice.Aggregates.ListIdsAsync(query with { KnownAt = at.KnownAt }, None)).Ids.ShouldBe(before.Ids);
        var then = await store.Alice.Search.RowsAsync(before.Ids, at, None);
        then.Items.Select(e => e.Fields["name"].GetString()).ShouldBe(["Dora", "Cem", "Ben", "Ann"]);
        then.Missing.ShouldBeEmpty();
        (then.Merged, then.ReadAt!.KnownAt).ShouldBe((null, before.ReadAt.KnownAt));

        var now = await store.Alice.Search.RowsAsync(before.Ids, ReadAt.Now, None);
        now.Items.Select(e => e.Fields["name"].GetString()).ShouldBe(["Aaron", "Ben", "Ben"]);
        now.Items[1].MergedFrom.ShouldBe([ids[0]]);
        now.Missing.ShouldBe([ids[2]]);
        now.Merged.ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal) { [ids[0]] = ids[1] });
    }

    [Theory, DatabaseData, Trait("req", "G9")]
    public async Task Rows_come_in_the_order_asked_and_what_is_not_ones_own_is_missing_like_what_does_not_exist(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var boat = (await store.Alice.StoreAsync("boat", """{"hull":"steel"}""")).EntityId;
        var note = (await store.Alice.StoreAsync("note", """{"title":"One"}""")).EntityId;
        var bobs = (await store.Bob.StoreAsync("note", """{"title":"Bob's"}""")).EntityId;
        const string none = "ent_000000000000000000000000";

        var rows = await store.Alice.Search.RowsAsync([bobs, note, none, boat, note, "no id"], ReadAt.Now, None);

        rows.Items.Select(e => e.EntityId).ShouldBe([note, boat, note]);
        rows.Missing.ShouldBe([bobs, none, "no id"]);
        rows.Merged.ShouldBeNull();
        rows.Items[1].Fragments.ShouldNotBeNull()["hull"].GetString().ShouldBe("steel");
        (await store.Alice.Search.RowsAsync([bobs], new ReadAt("1000"), None)).Missing.ShouldBe([bobs]);
        (await store.Alice.Search.RowsAsync([], ReadAt.Now, None)).Items.ShouldBeEmpty();
        var refused = await Should.ThrowAsync<StrataException>(() =>
            store.Alice.Search.RowsAsync([.. Enumerable.Repeat(note, 201)], ReadAt.Now, None)
        );
        refused.Message.ShouldBe("ids: at most 200, not 201.");
    }

    private static async Task<List<string>> ListedAsync(TestStore store, ListEntityIds query)
    {
        var listed = new List<string>();
        string? cursor = null;
        do
        {
            var page = await store.Alice.Search.ListAsync(query.Query() with { Limit = 500, Cursor = cursor }, ReadAt.Now, None);
            listed.AddRange(page.Items.Select(e => e.EntityId));
            cursor = page.NextCursor;
        } while (cursor is not null);
        return listed;
    }
}
