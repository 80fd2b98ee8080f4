using Strata.Testing;

namespace Strata.Defects;

/// <summary>All of a batch or nothing, and only what fits.</summary>
public sealed class BatchTests
{
    private const string Good = """{"email":"ann@example.com","name":"Ann"}""";
    private const string Bad = """{"email":"ben@example.com","birthday":"soon"}""";

    [Theory, DatabaseData, Trait("req", "D3"), Trait("req", "N-123")]
    public async Task D3_a_batch_with_one_bad_entity_stores_nothing_however_often_it_is_sent(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var empty = await store.Alice.StateHashAsync();

        var first = await Should.ThrowAsync<StrataException>(() =>
            store.Alice.StoreManyAsync([("contact", Good), ("contact", Bad)], key: "batch")
        );
        await NothingAsync(store, empty);
        var retry = await Should.ThrowAsync<StrataException>(() =>
            store.Alice.StoreManyAsync([("contact", Good), ("contact", Bad)], key: "batch")
        );
        await NothingAsync(store, empty);

        first.Code.ShouldBe(ErrorCode.SchemaValidationFailed);
        first.Faults.ShouldHaveSingleItem().Path.ShouldBe("/entities/1/fields/birthday");
        (retry.Code, retry.Message).ShouldBe((first.Code, first.Message));
        retry.Faults.ShouldBe(first.Faults);

        var stored = await store.Alice.StoreManyAsync([("contact", Good), ("contact", Bad.Replace("soon", "1990-05-01"))], key: "batch");
        stored.Entities.Count.ShouldBe(2);
        stored.Entities.ShouldAllBe(e => e.Created);
        (await store.Alice.ListAsync("contact")).Count.ShouldBe(2);
    }

    [Theory, DatabaseData, Trait("req", "D18")]
    public async Task D18_values_of_the_wrong_type_are_refused(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var empty = await store.Alice.StateHashAsync();
        (string Type, string Fields)[] wrong =
        [
            ("contact", """{"email":7}"""),
            ("contact", """{"email":"nobody"}"""),
            ("contact", """{"tags":"a"}"""),
            ("contact", """{"tags":["a",1]}"""),
            ("contact", """{"name":{"first":"Ann"}}"""),
            ("invoice", """{"total":"12"}"""),
            ("invoice", """{"total":true}"""),
            ("invoice", """{"due_date":"2026-02-30"}"""),
        ];
        foreach (var (type, fields) in wrong)
        {
            var refused = await Should.ThrowAsync<StrataException>(() => store.Alice.StoreAsync(type, fields), fields);
            refused.Code.ShouldBe(ErrorCode.SchemaValidationFailed, fields);
            refused.Faults.ShouldHaveSingleItem(fields).Path.ShouldStartWith("/entities/0/fields/");
        }
        await NothingAsync(store, empty);

        var id = (await store.Alice.StoreAsync("contact", Good)).EntityId;
        var correction = await Should.ThrowAsync<StrataException>(() => store.Alice.CorrectAsync(id, """{"tags":"a"}"""));
        correction.Code.ShouldBe(ErrorCode.SchemaValidationFailed);
        (await store.Alice.GetAsync(id)).ObservationCount.ShouldBe(1);
    }

    [Theory, DatabaseData, Trait("req", "D18")]
    public async Task D18_relationships_that_lead_nowhere_are_refused_with_all_that_came_with_them(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var hers = (await store.Bob.StoreAsync("contact", Good)).EntityId;
        var empty = await store.Alice.StateHashAsync();

        foreach (var to in (string[])["boss", "ent_000000000000000000000000", hers])
        {
            var refused = await Should.ThrowAsync<StrataException>(
                () => store.Alice.Structured.StoreAsync(Knows(to), CancellationToken.None),
                to
            );
            refused.Code.ShouldBe(ErrorCode.EntityAccessDenied, to);
            refused.Message.ShouldContain(
                to == "boss" ? "'boss' in a relationship is neither the 'ref' of" : $"'{to}' does not exist or is not yours"
            );
            await NothingAsync(store, empty);
        }
        var stored = await store.Alice.Structured.StoreAsync(Knows("ben"), CancellationToken.None);
        stored.Relationships.ShouldHaveSingleItem().To.ShouldBe(stored.Entities[1].EntityId);
    }

    private static StructuredRequest Knows(string to) =>
        new()
        {
            Entities =
            [
                new StructuredEntity
                {
                    EntityType = "contact",
                    Fields = Say.Fields(Good),
                    Ref = "ann",
                },
                new StructuredEntity
                {
                    EntityType = "contact",
                    Fields = Say.Fields("""{"email":"ben@example.com"}"""),
                    Ref = "ben",
                },
            ],
            Relationships = [new StructuredRelationship("knows", "ann", to)],
            IdempotencyKey = "knows " + to,
        };

    private static async Task NothingAsync(TestStore store, string empty)
    {
        (await store.Alice.ListAsync()).ShouldBeEmpty();
        (await store.Alice.Sources.ListAsync(new PageRequest(), CancellationToken.None)).Items.ShouldBeEmpty();
        (await store.Alice.Runs.ListAsync(null, new PageRequest(), CancellationToken.None)).Items.ShouldBeEmpty();
        (await store.Alice.StateHashAsync()).ShouldBe(empty);
    }
}
