using Strata.Testing;

namespace Strata.Verification;

public sealed class ReinterpretTests
{
    [Theory, DatabaseData, Trait("req", "N-124")]
    public async Task Stated_records_are_not_interpreted_again_and_leave_no_run(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var stored = await store.Alice.StoreManyAsync([("contact", """{"email":"a@example.com"}""")]);

        var refused = await StoreSteps.RefusedAsync(() =>
            store.Alice.Sources.ReinterpretAsync(new() { SourceId = stored.SourceId }, null, CancellationToken.None)
        );

        refused.Code.ShouldBe(ErrorCode.Conflict);
        refused.Message.ShouldNotContain(store.Folder);
        (await store.Alice.Runs.ListAsync(stored.SourceId, new PageRequest(), CancellationToken.None)).Items.Count.ShouldBe(1);
    }

    [Theory, DatabaseData, Trait("req", "IT-003")]
    public async Task Rows_that_nothing_identifies_stay_the_same_entities_however_often_they_are_read(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var taken = await store.Alice.IngestAsync(
            "sheds.csv",
            "text,colour\nMilk,red\nMilk,red\nEggs,blue\n",
            new IngestRequest { EntityType = "note" }
        );
        var first = await store.Alice.ListAsync();
        first.Count.ShouldBe(3, "two rows that say the same are two");
        await store.Alice.CorrectAsync(first[0].EntityId, """{"text":"Oat milk"}""");
        await store.Alice.DeleteAsync(first[1].EntityId);

        for (var again = 0; again < 2; again++)
        {
            await store.Alice.Sources.ReinterpretAsync(
                new() { SourceId = taken.SourceId, EntityType = "note" },
                null,
                CancellationToken.None
            );
        }

        var left = await store.Alice.ListAsync();
        left.Select(e => e.EntityId).ShouldBe([first[0].EntityId, first[2].EntityId], ignoreOrder: true);
        (await store.Alice.GetAsync(first[0].EntityId)).Json("text").ShouldBe("\"Oat milk\"");
        (await store.Alice.ObservationsAsync(first[2].EntityId)).Count.ShouldBe(3);
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData, Trait("req", "IT-003")]
    public async Task Rows_stay_the_same_entities_where_another_reading_counts_them_otherwise(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var taken = await store.Alice.IngestAsync(
            "list.csv",
            "text,colour\nMilk,red\nEggs,blue\n",
            new IngestRequest { EntityType = "note", Header = false }
        );
        var first = (await store.Alice.ListAsync()).OrderBy(e => e.Seq).Select(e => e.EntityId).ToList();
        first.Count.ShouldBe(3);
        await store.Alice.CorrectAsync(first[1], """{"text":"Oat milk"}""");

        await store.Alice.Sources.ReinterpretAsync(
            new()
            {
                SourceId = taken.SourceId,
                EntityType = "note",
                Header = true,
            },
            null,
            CancellationToken.None
        );

        (await store.Alice.ListAsync()).Select(e => e.EntityId).ShouldBe(first, ignoreOrder: true);
        (await store.Alice.GetAsync(first[0])).Json("text").ShouldBeNull("its row is the header now");
        (await store.Alice.GetAsync(first[1])).Json("text").ShouldBe("\"Oat milk\"");
        (await store.Alice.ObservationsAsync(first[1]))
            .Select(o => o.Fields.GetValueOrDefault("text") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null)
            .ShouldBe([null, "Oat milk", "Milk"], ignoreOrder: true);
        (await store.Alice.GetAsync(first[2])).Json("text").ShouldBe("\"Eggs\"");
    }

    [Theory, DatabaseData, Trait("req", "IT-003")]
    public async Task The_same_row_in_another_file_is_another_entity(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);

        await store.Alice.IngestAsync("a.csv", "colour,height\nred,2\n");
        await store.Alice.IngestAsync("b.csv", "colour,height\nred,2\ngreen,1\n");

        (await store.Alice.ListAsync()).Count.ShouldBe(3);
    }
}
