using Strata.Testing;

namespace Strata.Database.Tests.Search;

/// <summary>What finds much goes on page by page.</summary>
public sealed class EnoughTests
{
    private const int Many = 300;

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, DatabaseData]
    public async Task Everyone_who_is_known_by_an_identifier_is_found_page_by_page_now_and_then(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreManyAsync([
            .. Enumerable.Range(0, Many).Select(i => ("invoice", $$"""{"vendor":"Acme","invoice_number":"{{i}}"}""")),
        ]);
        await store.Bob.StoreAsync("invoice", """{"vendor":"Acme","invoice_number":"b"}""");
        var all = await PagesAsync(store.Alice, ReadAt.Now);
        all.Count.ShouldBe(Many);
        all.Distinct(StringComparer.Ordinal).Count().ShouldBe(Many);
        var then = new ReadAt((await store.Alice.GetAsync(all[^1])).Seq.ToString(CultureInfo.InvariantCulture));

        // One is another's now, one is gone, one is known by another name, and one has come.
        await store.Alice.MergeAsync(all[200], all[3]);
        await store.Alice.DeleteAsync(all[4]);
        await store.Alice.CorrectAsync(all[5], """{"vendor":"Globex"}""");
        var late = (await store.Alice.StoreAsync("invoice", """{"vendor":"Acme","invoice_number":"late"}""")).EntityId;

        (await PagesAsync(store.Alice, ReadAt.Now)).ShouldBe([.. all.Except([all[200], all[4], all[5]], StringComparer.Ordinal), late]);
        (await PagesAsync(store.Alice, then)).ShouldBe(all);
        (await PagesAsync(store.Bob, ReadAt.Now)).ShouldHaveSingleItem();
        (
            await Should.ThrowAsync<StrataException>(() =>
                store.Alice.Search.FindAsync("Acme", null, new PageRequest(1, "x"), ReadAt.Now, Token)
            )
        ).Code.ShouldBe(ErrorCode.InvalidContent);
    }

    private static async Task<IReadOnlyList<string>> PagesAsync(IStrata strata, ReadAt at)
    {
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await strata.Search.FindAsync("Acme", "invoice", new PageRequest(70, cursor), at, Token);
            page.Items.Count.ShouldBeLessThanOrEqualTo(70);
            found.AddRange(page.Items.Select(e => e.EntityId));
            cursor = page.NextCursor;
        } while (cursor is not null);
        return found;
    }
}
