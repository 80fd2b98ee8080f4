using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>N-137: fragments that prove regular become fields, with their first times and bytes, and back.</summary>
[Trait("req", "N-137")]
public sealed class PromotionTests
{
    private const int People = 12;
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Report_counts_types_and_formats_and_proposes_what_is_regular(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreManyAsync([
            .. Enumerable
                .Range(0, 8)
                .Select(i =>
                    (
                        "contact",
                        $$"""{"email":"p{{i}}@example.com","Shoe Size":"{{36 + (i % 3)}}","joined":"2026-03-{{10 + i}}","col7":{{(i % 2 == 0 ? "1" : "\"x y\"")}}}"""
                    )
                ),
            .. Enumerable.Range(0, 4).Select(i => ("contact", $$"""{"email":"q{{i}}@example.com","rare":{{i}}}""")),
        ]);

        var report = await store.Alice.Promotions.DiscoverAsync("contact", null, None);

        (report.Observations, report.Complete).ShouldBe((12, true));
        var shoe = report.Fields.Single(f => f.Name == "Shoe Size");
        shoe.Types.ShouldBe(new Dictionary<string, long> { ["integer"] = 8 });
        // 0.50 · 1 + 0.25 · 1 + 0.15 · 1 + 0.10 · 8/10
        (shoe.Confidence, shoe.Proposed, shoe.ProposedName, shoe.ProposedSchema.GetRawText()).ShouldBe(
            (0.98, true, "shoe_size", """{"type":"integer"}""")
        );
        var joined = report.Fields.Single(f => f.Name == "joined");
        joined.Formats.ShouldBe(new Dictionary<string, long> { ["date"] = 8 });
        joined.ProposedSchema.GetRawText().ShouldBe("""{"format":"date","type":"string"}""");
        // 0.50 · 4/8 + 0.25 · 1 + 0.15 · 0 + 0.10 · 8/10
        var column = report.Fields.Single(f => f.Name == "col7");
        (column.Confidence, column.Proposed).ShouldBe((0.58, false));
        // Four are too few, however regular.
        var rare = report.Fields.Single(f => f.Name == "rare");
        (rare.Confidence, rare.Proposed).ShouldBe((0.94, false));
        (await store.Bob.Promotions.DiscoverAsync("contact", null, None)).Fields.ShouldBeEmpty();
    }

    /// <summary>Structured requests are taken as they are or refused: what they stated as text is no number.</summary>
    [Theory, DatabaseData]
    public async Task Promotion_tells_what_those_that_stated_the_fragments_may_not_send_any_more(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreManyAsync([
            .. Enumerable
                .Range(0, 10)
                .Select(i =>
                    (
                        "contact",
                        $$"""{"email":"p{{i}}@example.com","shoe_size":"{{36 + i}}","gloves":{{i}},"joined":"{{10 + i}}.03.2026"}"""
                    )
                ),
        ]);
        await store.Alice.IngestAsync(
            "hats.csv",
            "Email;Hat\r\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"p{i}@example.com;{50 + i}\r\n")),
            new IngestRequest { EntityType = "contact" }
        );

        var fields = (await store.Alice.Promotions.DiscoverAsync("contact", null, None)).Fields.ToDictionary(
            f => f.Name,
            StringComparer.OrdinalIgnoreCase
        );
        fields.Values.ShouldAllBe(f => f.Proposed);
        fields["shoe_size"]
            .Note.ShouldNotBeNull()
            .ShouldStartWith(
                "Structured requests have stated \"36\", \"37\", \"38\" and others. As field 'shoe_size' with {\"type\":\"integer\"} such values are refused"
            );
        fields["joined"].Note.ShouldNotBeNull().ShouldContain("\"10.03.2026\"");
        (fields["gloves"].Note, fields["hat"].Note).ShouldBe((null, null));

        var request = new PromoteRequest
        {
            EntityType = "contact",
            Fields = [new("shoe_size"), new("gloves"), new("hat"), new("joined", null, StrataJsonOf("""{"type":"string"}"""))],
            IdempotencyKey = "once",
        };
        var promotion = await store.Alice.Promotions.PromoteAsync(request, None);

        promotion.Notes.ShouldHaveSingleItem().ShouldBe(fields["shoe_size"].Note);
        (await store.Alice.Promotions.PromoteAsync(request, None)).Notes.ShouldBe(promotion.Notes);
        var refused = await Should.ThrowAsync<StrataException>(() =>
            store.Alice.StoreAsync("contact", """{"email":"p1@example.com","shoe_size":"36"}""")
        );
        refused.Code.ShouldBe(ErrorCode.SchemaValidationFailed);
        await store.Alice.StoreAsync("contact", """{"email":"p1@example.com","shoe_size":36,"gloves":7,"joined":"11.03.2026"}""");

        var again = await Should.ThrowAsync<StrataException>(() =>
            store.Alice.Promotions.PromoteAsync(new PromoteRequest { EntityType = "contact" }, None)
        );
        again.Message.ShouldStartWith("Nothing to propose for contact: its schema already declares every fragment name. Name one");
        again.Message.ShouldContain("shoe_size");
    }

    /// <summary>A report looks at so many at most: those of other types are not among them.</summary>
    [Theory, DatabaseData]
    public async Task Report_is_of_one_type_however_much_of_others_came_before(Engine engine)
    {
        const int most = 500;
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreManyAsync([
            .. Enumerable.Range(0, 900).Select(i => ("contact", $$"""{"email":"p{{i}}@example.com","shoe size":{{36 + (i % 9)}}}""")),
        ]);
        await store.Alice.StoreManyAsync([
            .. Enumerable.Range(0, 8).Select(i => ("task", $$"""{"title":"Task {{i}}","effort hours":{{i}}}""")),
        ]);

        var (tasks, people, all) = await store.Store.Database.ReadAsync(
            new UserId("alice"),
            async c =>
                (
                    await FragmentScan.TallyAsync(c, new FragmentOrigin("task", null), most),
                    await FragmentScan.TallyAsync(c, new FragmentOrigin("contact", null), most),
                    await FragmentScan.TallyAsync(c, new FragmentOrigin("contact", null))
                ),
            None
        );

        (tasks.Observations, tasks.Complete, tasks.Fields.Keys.Single()).ShouldBe((8, true, FieldNames.Fold("effort hours")));
        (people.Observations, people.Complete).ShouldBe((most, false));
        (all.Observations, all.Complete, all.Fields.Values.Single().View(null).Occurrences).ShouldBe((900, true, 900));
    }

    [Theory, DatabaseData]
    public async Task Promoted_values_keep_their_time_source_and_bytes_and_go_back_again(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var csv = new StringBuilder("Name;Email;Schuhgröße;Wert\r\n");
        for (var i = 0; i < People; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"Person {i};p{i}@example.com;{36 + i};\"{i},5\"\r\n");
        }
        csv.Append("Person x;px@example.com;groß;\"1,5\"\r\n");
        var observedAt = DateTimeOffset.Parse("2026-02-01T00:00:00Z", CultureInfo.InvariantCulture);
        var ingested = await store.Alice.IngestAsync(
            "people.csv",
            csv.ToString(),
            new IngestRequest { EntityType = "contact", ObservedAt = observedAt }
        );
        var id = (await store.Alice.FindEntitiesAsync("p3@example.com", "contact", ReadAt.Now, None)).Single().EntityId;
        var (before, known) = (await store.Alice.ListAsync("contact"), await store.Alice.StateHashAsync());
        var position = (await store.Alice.StoreAsync("note", """{"title":"then"}""")).ObservationId["obs_".Length..];

        var promotion = await store.Alice.Promotions.PromoteAsync(
            new PromoteRequest
            {
                EntityType = "contact",
                Fields = [new("Schuhgröße", "shoe_size", StrataJsonOf("""{"type":"integer","minimum":1}""")), new("Wert")],
                IdempotencyKey = "once",
            },
            None
        );

        (promotion.State, promotion.Version, promotion.PreviousVersion, promotion.Observations, promotion.Unfitting).ShouldBe(
            (PromotionState.Done, 2, 1, People + 1, 1)
        );
        promotion.Fields.ShouldBe(["shoe_size", "wert"], ignoreOrder: true);
        var entity = await store.Alice.GetAsync(id);
        (entity.Json("shoe_size"), entity.Json("wert"), entity.SchemaVersion).ShouldBe(("39", "3.5", 2));
        var provenance = await store.Alice.Entities.GetProvenanceAsync(id, "wert", ReadAt.Now, None);
        (provenance.Quote, provenance.QuoteVerified, provenance.SourceId, provenance.ObservedAt).ShouldBe(
            ("3,5", true, ingested.SourceId, observedAt)
        );
        provenance.Class.ShouldBe(ObservationClass.Interpretation);
        provenance.RunId.ShouldBe(ingested.Run!.RunId);
        (await store.Alice.ListAsync("contact", position))
            .Select(e => (e.Hash, e.Seq))
            .ShouldBe(before.Select(e => (e.Hash, e.Seq)), "the past stays");
        (await store.Alice.GetAsync(id, validAt: "2026-02-02T00:00:00Z")).Json("wert").ShouldBe("3.5");
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
        (await store.Alice.RebuildAsync()).Changed.ShouldBe(0);

        // What comes next is read by the new version; what was asked already is answered again.
        await store.Alice.IngestAsync(
            "more.csv",
            "Email;Schuhgröße\r\nnew@example.com;44\r\n",
            new IngestRequest { EntityType = "contact" }
        );
        (await store.Alice.FindEntitiesAsync("new@example.com", "contact", ReadAt.Now, None)).Single().Json("shoe_size").ShouldBe("44");
        (
            await store.Alice.Promotions.PromoteAsync(
                new PromoteRequest
                {
                    EntityType = "contact",
                    Fields = [new("Schuhgröße", "shoe_size", StrataJsonOf("""{"type":"integer","minimum":1}""")), new("Wert")],
                    IdempotencyKey = "once",
                },
                None
            )
        ).PromotionId.ShouldBe(promotion.PromotionId);
        (await store.Alice.Promotions.DiscoverAsync("contact", null, None)).Fields.ShouldAllBe(f => f.Declared && !f.Proposed);

        (await store.Alice.RetractAsync(promotion.PromotionId)).Kind.ShouldBe(HistoryKind.RollBackPromotion);

        var back = (await store.Alice.ListAsync("contact")).Where(e => e.Json("email") != "\"new@example.com\"").ToList();
        back.Select(e => e.Hash).ShouldBe(before.Select(e => e.Hash));
        (await store.Alice.GetAsync(id, provenance: true)).Fragments!.Keys.ShouldContain("Schuhgröße");
        var listed = (await store.Alice.Promotions.ListAsync(new PageRequest(), None)).Items.ShouldHaveSingleItem();
        listed.State.ShouldBe(PromotionState.RolledBack);
        (await Should.ThrowAsync<StrataException>(() => store.Alice.RetractAsync(promotion.PromotionId))).Code.ShouldBe(ErrorCode.Conflict);
        (await Should.ThrowAsync<StrataException>(() => store.Bob.RetractAsync(promotion.PromotionId))).Code.ShouldBe(
            ErrorCode.EntityAccessDenied
        );
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
        (await store.Alice.RebuildAsync()).Changed.ShouldBe(0);
        known.ShouldNotBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Untyped_entities_become_ones_of_a_new_type_and_untyped_again(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var stored = await store.Alice.StoreManyAsync(
            [.. Enumerable.Range(0, 6).Select(i => ("gadget", $$"""{"sku":"G-{{i}}","name":"Gadget {{i}}","weight":{{i}}.5}"""))],
            "2026-01-05"
        );
        var untyped = stored.Entities.Select(e => e.EntityId).ToList();
        (await store.Alice.GetAsync(untyped[0])).SuggestedType.ShouldBe("gadget");

        var promotion = await store.Alice.Promotions.PromoteAsync(
            new PromoteRequest { EntityType = "generic", SuggestedType = "gadget" },
            None
        );

        (promotion.State, promotion.ToType, promotion.Version, promotion.Observations).ShouldBe((PromotionState.Done, "gadget", 1, 6));
        var gadgets = await store.Alice.ListAsync("gadget");
        gadgets.Select(g => g.Title).ShouldBe(Enumerable.Range(0, 6).Select(i => $"Gadget {i}"));
        var first = await store.Alice.GetAsync(untyped[0], provenance: true);
        (first.EntityType, first.Json("weight"), first.EntityId).ShouldBe(("gadget", "0.5", gadgets[0].EntityId));
        first.Provenance!["weight"].ObservedAt.ShouldBe(DateTimeOffset.Parse("2026-01-05T00:00:00Z", CultureInfo.InvariantCulture));
        (await store.Alice.StoreAsync("gadget", """{"sku":"G-0","name":"Gadget zero"}""")).EntityId.ShouldBe(
            gadgets[0].EntityId,
            "told apart by its sku"
        );
        (await store.Alice.ListAsync("generic")).ShouldBeEmpty();

        await store.Alice.RetractAsync(promotion.PromotionId);

        (await store.Alice.ListAsync("generic")).Select(e => e.EntityId).ShouldBe(untyped);
        (await store.Alice.ListAsync("gadget"))
            .ShouldHaveSingleItem()
            .Title.ShouldBe("Gadget zero", "what was stored since is nothing of the promotion's");
        (await store.Alice.RebuildAsync()).Changed.ShouldBe(0);
    }

    [Theory, DatabaseData]
    public async Task Report_of_untyped_entities_proposes_title_and_identity_with_examples_and_the_caller_may_choose_others(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreManyAsync([
            .. Enumerable
                .Range(0, 6)
                .Select(i => ("gadget", $$"""{"colour":"c{{i % 2}}","serial_no":"S-{{i}}","label":"Gadget {{i}}","weight":{{i}}.5}""")),
        ]);

        var report = await store.Alice.Promotions.DiscoverAsync("generic", "gadget", None);

        var title = report.Title.ShouldNotBeNull();
        (title.Field, title.Examples[0].GetString()).ShouldBe(("label", "Gadget 0"));
        var identity = report.Identity.ShouldNotBeNull();
        (identity.Field, identity.Examples[0].GetString()).ShouldBe(("serial_no", "S-0"));
        (await store.Bob.Promotions.DiscoverAsync("generic", "gadget", None)).Title.ShouldBeNull();

        var request = new PromoteRequest
        {
            EntityType = "generic",
            SuggestedType = "gadget",
            Title = "colour",
            Identity = ["label", "serial_no"],
        };
        var refused = await StoreSteps.RefusedAsync(() => store.Alice.Promotions.PromoteAsync(request with { Identity = ["size"] }, None));
        (refused.Code, refused.Message).ShouldBe(
            (ErrorCode.InvalidContent, "'size' is not one of the fields that are promoted: colour, label, serial_no, weight.")
        );
        await store.Alice.Promotions.PromoteAsync(request, None);

        (await store.Alice.ListAsync("gadget")).Select(g => g.Title).Distinct().ShouldBe(["c0", "c1"], ignoreOrder: true);
        var schema = await store.Alice.Schemas.GetAsync("gadget", null, None);
        schema
            .Schema.ShouldNotBeNull()
            .GetProperty("x-strata")
            .GetProperty("identity")
            .GetRawText()
            .ShouldBe("""[["label","serial_no"]]""");
        (
            await StoreSteps.RefusedAsync(() =>
                store.Alice.Promotions.PromoteAsync(
                    new()
                    {
                        EntityType = "gadget",
                        Title = "label",
                        Fields = [new("weight")],
                    },
                    None
                )
            )
        ).Code.ShouldBe(ErrorCode.InvalidContent);
    }

    [Theory, DatabaseData]
    public async Task Untyped_rows_and_texts_that_became_ones_of_a_type_are_met_by_the_next_reading_of_their_source(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        const string rows = "colour,height\nred,2\nred,2\ngreen,1\n";
        var table = await store.Alice.IngestAsync("sheds.csv", rows);
        var text = await store.Alice.IngestAsync("shed.txt", "colour: blue\nheight: 3\n");
        (await store.Alice.ListAsync("generic")).Count.ShouldBe(4);
        await store.Alice.Promotions.PromoteAsync(
            new PromoteRequest
            {
                EntityType = "generic",
                ToType = "shed",
                Fields = [new("colour"), new("height")],
            },
            None
        );
        var sheds = (await store.Alice.ListAsync("shed")).Select(e => e.EntityId).ToList();
        sheds.Count.ShouldBe(4);
        await store.Alice.CorrectAsync(sheds[0], """{"colour":"pink"}""");

        var again = new ReinterpretRequest { SourceId = "", EntityType = "shed" };
        (await store.Alice.IngestAsync("sheds.csv", rows, new IngestRequest { EntityType = "shed" }))
            .Run.ShouldNotBeNull()
            .Status.ShouldBe(RunStatus.Completed);
        await store.Alice.Sources.ReinterpretAsync(again with { SourceId = table.SourceId }, null, None);
        await store.Alice.Sources.ReinterpretAsync(again with { SourceId = text.SourceId }, null, None);

        (await store.Alice.ListAsync()).Select(e => e.EntityId).ShouldBe(sheds, ignoreOrder: true);
        (await store.Alice.GetAsync(sheds[0])).Json("colour").ShouldBe("\"pink\"");
        (await store.Alice.RebuildAsync()).Changed.ShouldBe(0);
        (await store.Alice.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Many_untyped_entities_that_are_one_and_the_same_join_it(Engine engine)
    {
        var each = TestScale.Pick(quick: 130, all: 300);
        await using var store = await TestStore.CreateAsync(engine);
        for (var batch = 0; batch < 2; batch++)
        {
            await store.Alice.StoreManyAsync([
                .. Enumerable
                    .Range(batch * each, each)
                    .Select(i => ("gadget", $$"""{"sku":"G-{{i % 2}}","name":"Gadget {{i % 2}}","weight":{{i}}}""")),
            ]);
        }
        const string schema = """
            {"type":"object","title":"Gadget","x-strata":{"title":["name"],"identity":[["sku"]]},
             "properties":{"sku":{"type":"string"},"name":{"type":"string"},"weight":{"type":"integer"}}}
            """;
        await store.Alice.RegisterAsync("gadget", schema);

        var promotion = await store.Alice.Promotions.PromoteAsync(
            new PromoteRequest { EntityType = "generic", SuggestedType = "gadget" },
            None
        );

        (promotion.State, promotion.Observations).ShouldBe((PromotionState.Done, 2 * each));
        (await store.Alice.ListAsync("gadget")).ShouldAllBe(g => g.ObservationCount == 2 * each && g.MergedFrom.Count == each);
        (await store.Alice.ListAsync("gadget")).Select(g => g.Json("weight")).Order().ShouldBe([$"{(2 * each) - 2}", $"{(2 * each) - 1}"]);
        (await store.Alice.ListAsync("generic")).ShouldBeEmpty();
        (await store.Alice.RebuildAsync()).Changed.ShouldBe(0);
        (await store.Alice.VerifyAsync()).Faults.ShouldBeEmpty();

        await store.Alice.RetractAsync(promotion.PromotionId);

        (await store.Alice.ListAsync("gadget")).ShouldBeEmpty();
        (await store.Alice.ListAsync("generic")).Count.ShouldBe(2 * each);
        (await store.Alice.RebuildAsync()).Changed.ShouldBe(0);
        (await store.Alice.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Backfill_that_many_carry_out_is_done_once(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        for (var batch = 0; batch < 3; batch++)
        {
            await store.Alice.StoreManyAsync([
                .. Enumerable.Range(0, 400).Select(i => ("contact", $$"""{"email":"p{{(batch * 400) + i}}@example.com","shoe":{{i}}}""")),
            ]);
        }

        var request = new PromoteRequest { EntityType = "contact", IdempotencyKey = "many" };
        (await store.Alice.Promotions.PromoteAsync(request with { Wait = false }, None)).State.ShouldBe(PromotionState.Backfilling);
        var ends = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => store.Alice.Promotions.PromoteAsync(request, None)))
        );

        ends.ShouldAllBe(e => e.State == PromotionState.Done && e.Observations == 1200);
        (await store.Alice.ListAsync("contact")).ShouldAllBe(e => e.ObservationCount == 2 && e.Json("shoe") != null);
        var again = await store.Alice.Promotions.PromoteAsync(new PromoteRequest { EntityType = "contact", Fields = [new("shoe")] }, None);
        (again.Observations, again.Version, again.PreviousVersion).ShouldBe((0, 2, null));
    }

    [Theory, DatabaseData]
    public async Task What_can_not_be_promoted_is_refused_with_what_can(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreAsync("contact", """{"email":"a@example.com","shoe":1}""");

        await RefusedAsync(new() { EntityType = "contact" }, ErrorCode.InvalidContent, "shoe");
        await RefusedAsync(new() { EntityType = "contact", Fields = [new("hat")] }, ErrorCode.InvalidContent, "'hat'");
        await RefusedAsync(new() { EntityType = "contact", Fields = [new("shoe", "email")] }, ErrorCode.Conflict, "'email'");
        await RefusedAsync(
            new() { EntityType = "contact", Fields = [new("shoe", null, StrataJsonOf("""{"type":"integer","if":{}}"""))] },
            ErrorCode.SchemaValidationFailed,
            "if"
        );
        await RefusedAsync(new() { EntityType = "nothing" }, ErrorCode.SchemaNotFound, "nothing");
        await RefusedAsync(new() { EntityType = "generic" }, ErrorCode.InvalidContent, "to_type");
        (await store.Alice.Schemas.GetAsync("contact", null, None)).LatestVersion.ShouldBe(1);

        async Task RefusedAsync(PromoteRequest request, ErrorCode code, string says)
        {
            var refusal = await Should.ThrowAsync<StrataException>(() => store.Alice.Promotions.PromoteAsync(request, None));
            refusal.Code.ShouldBe(code);
            refusal.Message.ShouldContain(says);
        }
    }

    private static System.Text.Json.JsonElement StrataJsonOf(string json) => System.Text.Json.JsonElement.Parse(json);
}
