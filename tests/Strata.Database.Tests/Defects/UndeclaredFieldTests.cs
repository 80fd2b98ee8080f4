using Strata.Testing;

namespace Strata.Defects;

/// <summary>docs/adr/0046-undeclared-fields.md: fields that no schema declares are shown, listed by and corrected like others.</summary>
public sealed class UndeclaredFieldTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "D27"), Trait("req", "G2")]
    public async Task Of_a_type_with_a_schema_they_are_shown_with_the_bytes_that_they_come_from(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var ingested = await store.Alice.IngestAsync(
            "invoices.csv",
            "Invoice No;Vendor;Total;Due date;Shelf mark\nINV-77;Huber KG;1.234,50;2026-03-31;B 12\n"
        );
        var id = ingested.Run.ShouldNotBeNull().Entities.ShouldHaveSingleItem().EntityId;

        var entity = await store.Alice.GetAsync(id, provenance: true);

        var (name, value) = entity.Fragments.ShouldNotBeNull().ShouldHaveSingleItem();
        value.GetString().ShouldBe("B 12");
        var from = entity.FragmentProvenance.ShouldNotBeNull()[name];
        (from.SourceId, from.Quote, from.QuoteVerified).ShouldBe((ingested.SourceId, "B 12", true));
        from.FragmentReason.ShouldNotBeNullOrEmpty();
        (await store.Alice.GetAsync(id)).Fragments.ShouldNotBeNull().Keys.ShouldBe([name]);
    }

    [Theory, DatabaseData, Trait("req", "D27"), Trait("req", "G5"), Trait("req", "G6")]
    public async Task A_correction_wins_over_later_statements_until_it_is_retracted(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var id = await ContactAsync(store.Alice, "red");
        var before = (await store.Alice.GetAsync(id)).Seq;

        var corrected = await store.Alice.CorrectAsync(id, """{"colour":"blue","name":"Ann B."}""");
        await ContactAsync(store.Alice, "green");

        corrected.Entity.ShouldNotBeNull().Fragments.ShouldNotBeNull()["colour"].GetString().ShouldBe("blue");
        (await ColourAsync(store.Alice, id)).ShouldBe("blue");
        (await ColourAsync(store.Alice, id, before.ToString(null, null))).ShouldBe("red");
        (await store.Alice.GetAsync(id)).Json("name").ShouldBe("\"Ann B.\"");

        var cleared = await store.Alice.CorrectAsync(id, """{"colour":null}""");
        (await store.Alice.GetAsync(id)).Fragments.ShouldBeNull();
        await store.Alice.RetractAsync(cleared.Id);
        await store.Alice.RetractAsync(corrected.Id);
        (await ColourAsync(store.Alice, id)).ShouldBe("green");
        (await Should.ThrowAsync<StrataException>(() => store.Alice.CorrectAsync(id, """{"color":"blue"}"""))).Message.ShouldContain(
            "colour"
        );
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData, Trait("req", "D27"), Trait("req", "G5")]
    public async Task A_correction_wins_however_many_statements_follow(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var id = await ContactAsync(store.Alice, "red");
        await store.Alice.CorrectAsync(id, """{"colour":"blue"}""");
        await store.Alice.StoreManyAsync([
            .. Enumerable.Range(0, 250).Select(i => ("contact", $$"""{"email":"ann@example.com","colour":"shade {{i}}"}""")),
        ]);

        (await ColourAsync(store.Alice, id)).ShouldBe("blue");
    }

    [Theory, DatabaseData, Trait("req", "D27"), Trait("req", "G4")]
    public async Task They_can_be_listed_by_now_and_then(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var id = await ContactAsync(store.Alice, "red");
        await store.Alice.StoreAsync("contact", """{"email":"ben@example.com","colour":"yellow","shoe_size":43}""");
        await ContactAsync(store.Bob, "red");
        var before = (await store.Alice.GetAsync(id)).Seq.ToString(null, null);
        await store.Alice.CorrectAsync(id, """{"colour":"blue"}""");

        (await ListAsync(store.Alice, "colour:eq:blue")).ShouldHaveSingleItem().EntityId.ShouldBe(id);
        (await ListAsync(store.Alice, "colour:eq:red")).ShouldBeEmpty();
        (await ListAsync(store.Alice, "colour:eq:red", before))
            .ShouldHaveSingleItem()
            .Fragments.ShouldNotBeNull()
            .Keys.ShouldBe(["colour"]);
        (await ListAsync(store.Alice, "shoe_size:gt:40")).ShouldHaveSingleItem();
        (await ListAsync(store.Alice, "Shoe Size:eq:43")).ShouldHaveSingleItem();
        (await ListAsync(store.Alice, "colour:missing")).ShouldBeEmpty();
        (await Should.ThrowAsync<StrataException>(() => ListAsync(store.Alice, "color:eq:red"))).Code.ShouldBe(ErrorCode.InvalidContent);
    }

    [Theory, DatabaseData, Trait("req", "D27"), Trait("req", "G5")]
    public async Task A_correction_becomes_the_fields_correction_when_the_field_is_promoted(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var typed = await ContactAsync(store.Alice, "red");
        await store.Alice.CorrectAsync(typed, """{"colour":"blue"}""");
        await PromoteAsync(store.Alice, "contact", "contact", "colour");
        await ContactAsync(store.Alice, "green");

        (await store.Alice.GetAsync(typed)).Json("colour").ShouldBe("\"blue\"");

        var untyped = (await store.Alice.StoreAsync("recipe", """{"dish":"soup","minutes":"20"}""")).EntityId;
        await store.Alice.CorrectAsync(untyped, """{"minutes":"25"}""");
        const string Recipe = """
            {"type":"object","title":"Recipe","properties":{"dish":{"type":"string"}},"x-strata":{"identity":[["dish"]]}}
            """;
        await store.Alice.Schemas.RegisterAsync(new() { EntityType = "recipe", Schema = JsonDocument.Parse(Recipe).RootElement }, None);
        await PromoteAsync(store.Alice, "generic", "recipe", "dish", "minutes");

        var recipe = (await store.Alice.ListAsync("recipe")).ShouldHaveSingleItem();
        (recipe.Json("dish"), recipe.Json("minutes")).ShouldBe(("\"soup\"", "25"));
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData, Trait("req", "D27")]
    public async Task An_unknown_type_is_listed_and_counted_under_the_name_that_its_input_gave(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var soup = (await store.Alice.StoreAsync("recipe", """{"dish":"soup"}""")).EntityId;
        await store.Alice.StoreAsync("recipe", """{"dish":"stew"}""");
        await store.Alice.StoreAsync("poem", """{"dish":"words"}""");

        (await store.Alice.ListAsync("recipe")).Count.ShouldBe(2);
        (await ListAsync(store.Alice, "dish:eq:soup", type: "recipe")).ShouldHaveSingleItem().EntityId.ShouldBe(soup);
        (await store.Alice.Usage.GetStatsAsync(None))
            .Types.Single(t => t.EntityType == "recipe")
            .ShouldBe(new TypeCount("recipe", 2) { Untyped = true });
        (await Should.ThrowAsync<StrataException>(() => store.Bob.ListAsync("recipe"))).Code.ShouldBe(ErrorCode.SchemaNotFound);
    }

    [Theory, DatabaseData, Trait("req", "N-141")]
    public async Task Equal_notes_are_one_and_of_other_types_the_answer_names_the_equal_one(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var note = await store.Alice.StoreAsync("note", """{"text":"Water the plants"}""");
        var again = await store.Alice.StoreAsync("note", """{"text":"Water the plants"}""");
        var other = await store.Alice.StoreAsync("note", """{"text":"Water the plants","title":"Home"}""");
        const string Song = """{"type":"object","title":"Song","properties":{"title":{"type":"string"},"bars":{"type":"integer"}}}""";
        await store.Alice.Schemas.RegisterAsync(new() { EntityType = "song", Schema = JsonDocument.Parse(Song).RootElement }, None);
        await store.Bob.Schemas.RegisterAsync(new() { EntityType = "song", Schema = JsonDocument.Parse(Song).RootElement }, None);
        var song = await store.Alice.StoreAsync("song", """{"title":"Blue","bars":12}""");
        var equal = await store.Alice.StoreAsync("song", """{"bars":12,"title":"Blue"}""");
        var longer = await store.Alice.StoreAsync("song", """{"title":"Blue","bars":13}""");

        (again.EntityId, again.Created).ShouldBe((note.EntityId, false));
        other.EntityId.ShouldNotBe(note.EntityId);
        (equal.Created, equal.PossibleDuplicateOf).ShouldBe((true, song.EntityId));
        (song.PossibleDuplicateOf, longer.PossibleDuplicateOf).ShouldBe((null, null));
        (await store.Bob.StoreAsync("song", """{"title":"Blue","bars":12}""")).PossibleDuplicateOf.ShouldBeNull();
        (await store.Bob.StoreAsync("note", """{"text":"Water the plants"}""")).Created.ShouldBeTrue();
        await store.Alice.StateHashAsync();
    }

    private static async Task PromoteAsync(IStrata strata, string from, string to, params string[] fields)
    {
        await strata.Promotions.PromoteAsync(
            new PromoteRequest
            {
                EntityType = from,
                ToType = to,
                SuggestedType = from == "generic" ? to : null,
                Fields = [.. fields.Select(f => new PromotedField(f))],
            },
            None
        );
    }

    private static async Task<IReadOnlyList<EntityView>> ListAsync(
        IStrata strata,
        string filter,
        string? knownAt = null,
        string type = "contact"
    ) =>
        (
            await strata.Search.ListAsync(
                new EntityQuery { EntityType = type, Filters = [FieldFilter.Parse(filter)] },
                new ReadAt(knownAt),
                None
            )
        ).Items;

    private static async Task<string> ContactAsync(IStrata strata, string colour) =>
        (await strata.StoreAsync("contact", $$"""{"email":"ann@example.com","name":"Ann","colour":"{{colour}}"}""")).EntityId;

    private static async Task<string?> ColourAsync(IStrata strata, string id, string? knownAt = null) =>
        (await strata.GetAsync(id, knownAt: knownAt)).Fragments.ShouldNotBeNull()["colour"].GetString();
}
