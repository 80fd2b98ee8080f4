using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>Sequences of decisions that contradict each other, one after the other.</summary>
public sealed class HardSequenceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Fragments_of_a_retracted_observation_are_shown_no_more_until_it_stands_again(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await store.Alice.StoreAsync("contact", """{"email":"ann@example.com","shoe size":"36"}""");
        var second = await store.Alice.StoreAsync("contact", """{"email":"ann@example.com","shoe size":"37","hat":"S"}""");
        (await ShownAsync(ReadAt.Now)).ShouldBe("hat=\"S\" shoe size=\"37\"");

        var retracted = await store.Alice.RetractAsync(second.ObservationId);

        (await ShownAsync(ReadAt.Now)).ShouldBe("shoe size=\"36\"");
        (await ShownAsync(new ReadAt($"{retracted.Seq - 1}"))).ShouldBe("hat=\"S\" shoe size=\"37\"");
        await store.Alice.RetractAsync(retracted.Id);
        (await ShownAsync(ReadAt.Now)).ShouldBe("hat=\"S\" shoe size=\"37\"");
        (await ShownAsync(new ReadAt($"{retracted.Seq}"))).ShouldBe("shoe size=\"36\"");

        async Task<string> ShownAsync(ReadAt at) =>
            string.Join(
                ' ',
                (await store.Alice.Entities.GetAsync(first.EntityId, true, at, None))
                    .Fragments.ShouldNotBeNull()
                    .Select(f => $"{f.Key}={f.Value.GetRawText()}")
            );
    }

    [Theory, DatabaseData]
    public async Task Decision_that_was_taken_back_and_made_anew_is_not_undone_in_place_of_the_new_one(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var alice = store.Alice;
        var (from, to) = (
            (await alice.StoreAsync("contact", """{"email":"a@example.com"}""")).EntityId,
            (await alice.StoreAsync("contact", """{"email":"b@example.com"}""")).EntityId
        );
        var first = await alice.MergeAsync(from, to);
        await alice.UnmergeAsync(from);
        var second = await alice.MergeAsync(from, to);
        (await ScenarioTests.CodeAsync(() => alice.RetractAsync(first.Id))).ShouldBe(ErrorCode.Conflict);
        (await alice.GetAsync(from)).EntityId.ShouldBe(to);

        // What was undone and brought back holds again.
        var apart = await alice.RetractAsync(second.Id);
        await alice.RetractAsync(apart.Id);
        (await alice.GetAsync(from)).EntityId.ShouldBe(to);
        await alice.RetractAsync(second.Id);
        (await alice.GetAsync(from)).EntityId.ShouldBe(from);
        (await ScenarioTests.CodeAsync(() => alice.RetractAsync(second.Id))).ShouldBe(ErrorCode.Conflict);

        var deleted = await alice.DeleteAsync(from);
        await alice.RestoreAsync(from);
        await alice.DeleteAsync(from);
        (await ScenarioTests.CodeAsync(() => alice.RetractAsync(deleted.Id))).ShouldBe(ErrorCode.Conflict);
        (await alice.ListAsync()).ShouldHaveSingleItem().EntityId.ShouldBe(to);
    }

    [Theory, DatabaseData]
    public async Task Relationship_that_would_close_a_cycle_is_not_brought_back(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.Schemas.RegisterAsync(
            new RegisterSchemaRequest
            {
                EntityType = "box",
                Schema = JsonDocument
                    .Parse(
                        """
                        {"type":"object","x-strata":{"identity":[["code"]],"relationships":{"inside":{"to":["box"],"acyclic":true}}},"properties":{"code":{"type":"string"}}}
                        """
                    )
                    .RootElement,
            },
            None
        );
        var (a, b) = (await BoxAsync("a"), await BoxAsync("b"));
        var inside = await RelateAsync(a, b);
        var removed = await store.Alice.RetractAsync(inside);
        var outside = await RelateAsync(b, a);

        (await StoreSteps.CodeAsync(() => store.Alice.RetractAsync(removed.Id))).ShouldBe(ErrorCode.Conflict);

        (await store.Alice.Entities.GetNeighborhoodAsync(a, 1, 10, ReadAt.Now, None)).Relationships.ShouldHaveSingleItem().From.ShouldBe(b);
        await store.Alice.RetractAsync(outside);
        await store.Alice.RetractAsync(removed.Id);
        (await store.Alice.Entities.GetNeighborhoodAsync(a, 1, 10, ReadAt.Now, None)).Relationships.ShouldHaveSingleItem().From.ShouldBe(a);

        async Task<string> BoxAsync(string code) => (await store.Alice.StoreAsync("box", $$"""{"code":"{{code}}"}""")).EntityId;
        async Task<string> RelateAsync(string from, string to) =>
            (
                await store.Alice.Decisions.RelateAsync(
                    new RelateRequest
                    {
                        From = from,
                        To = to,
                        Type = "inside",
                    },
                    None
                )
            ).RelationshipId;
    }

    [Theory, DatabaseData]
    public async Task Past_is_found_by_what_was_said_then_and_not_by_what_was_said_later(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var ann = await store.Alice.StoreAsync("contact", """{"name":"Ann Lee","phone":"+49 170 1"}""");
        var then = $"{await store.Alice.HeadAsync(ann.EntityId)}";
        await store.Alice.CorrectAsync(ann.EntityId, """{"name":"Ann Moor","email":"ann@example.com"}""");

        (await FoundAsync("Ann Lee", ReadAt.Now)).ShouldBeEmpty();
        (await FoundAsync("Ann Moor", ReadAt.Now)).ShouldBe([ann.EntityId]);
        (await FoundAsync("ann@example.com", ReadAt.Now)).ShouldBe([ann.EntityId]);
        (await FoundAsync("Ann Lee", new ReadAt(then))).ShouldBe([ann.EntityId]);
        (await FoundAsync("Ann Moor", new ReadAt(then))).ShouldBeEmpty();
        (await FoundAsync("ann@example.com", new ReadAt(then))).ShouldBeEmpty();
        (await FoundAsync(ann.EntityId, new ReadAt(then))).ShouldBe([ann.EntityId]);

        async Task<IReadOnlyList<string>> FoundAsync(string identifier, ReadAt at) =>
            [.. (await store.Alice.FindEntitiesAsync(identifier, null, at, None)).Select(e => e.EntityId)];
    }

    [Theory, DatabaseData]
    public async Task What_is_merged_into_a_deleted_entity_is_hidden_with_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var from = (await store.Alice.StoreAsync("contact", """{"email":"a@example.com"}""")).EntityId;
        var to = (await store.Alice.StoreAsync("contact", """{"email":"b@example.com"}""")).EntityId;
        await store.Alice.MergeAsync(from, to);
        (await ListedAsync(deleted: false)).ShouldBe([from, to], ignoreOrder: true);

        await store.Alice.DeleteAsync(from);

        (await ListedAsync(deleted: false)).ShouldBeEmpty();
        (await ListedAsync(deleted: true)).ShouldBe([from, to], ignoreOrder: true);
        await store.Alice.UnmergeAsync(from);
        (await ListedAsync(deleted: false)).ShouldBe([from]);
        await store.Alice.RestoreAsync(to);
        (await ListedAsync(deleted: false)).ShouldBe([from, to], ignoreOrder: true);

        async Task<IReadOnlyList<string>> ListedAsync(bool deleted) =>
            [
                .. (
                    await store.Alice.Search.ListAsync(
                        new EntityQuery
                        {
                            EntityType = "contact",
                            IncludeMerged = true,
                            IncludeDeleted = deleted,
                        },
                        ReadAt.Now,
                        None
                    )
                ).Items.Select(e => e.EntityId),
            ];
    }

    [Theory, DatabaseData]
    public async Task Observation_retracted_while_merged_stays_so_when_unmerged_and_comes_back_where_it_belongs(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var a = await store.Alice.StoreAsync("contact", """{"email":"a@example.com","name":"A"}""");
        var b = await store.Alice.StoreAsync("contact", """{"email":"b@example.com","name":"B"}""");
        var before = await store.Alice.StateHashAsync();
        var merge = await store.Alice.MergeAsync(a.EntityId, b.EntityId);
        var correction = await store.Alice.CorrectAsync(a.EntityId, """{"name":"C"}""");
        var retraction = await store.Alice.RetractAsync(correction.Id);
        var late = await store.Alice.StoreAsync("contact", """{"email":"a@example.com","phone":"+49 1"}""");
        late.EntityId.ShouldBe(b.EntityId);
        await store.Alice.DeleteAsync(b.EntityId);
        await store.Alice.RetractAsync(merge.Id);

        (await store.Alice.GetAsync(a.EntityId)).Json("name").ShouldBe("\"A\"");
        (await store.Alice.GetAsync(a.EntityId)).Json("phone").ShouldNotBeNull();
        await store.Alice.RetractAsync(retraction.Id);
        (await store.Alice.GetAsync(a.EntityId)).Json("name").ShouldBe("\"C\"");
        await store.Alice.RestoreAsync(b.EntityId);
        (await store.Alice.GetAsync(b.EntityId)).Json("name").ShouldBe("\"B\"");
        await store.Alice.RetractAsync(correction.Id);
        await store.Alice.RetractAsync(late.ObservationId);
        (await store.Alice.StateHashAsync()).ShouldBe(before);
    }

    [Theory, DatabaseData]
    public async Task Key_that_a_correction_takes_from_another_stays_with_its_owner(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var a = (await store.Alice.StoreAsync("contact", """{"email":"a@example.com","name":"A"}""")).EntityId;
        var b = (await store.Alice.StoreAsync("contact", """{"email":"b@example.com","name":"B"}""")).EntityId;

        await store.Alice.CorrectAsync(a, """{"email":"b@example.com"}""");

        (await store.Alice.StoreAsync("contact", """{"email":"b@example.com","phone":"+49 1"}""")).EntityId.ShouldBe(b);
        (await store.Alice.StoreAsync("contact", """{"email":"a@example.com","phone":"+49 2"}""")).EntityId.ShouldBe(a);
        (await store.Alice.Duplicates.ListAsync(new DuplicateQuery(), None)).Items.Count.ShouldBe(1);
        (await store.Alice.GetAsync(a)).Json("email").ShouldBe("\"b@example.com\"");
        (await store.Alice.Verification.RebuildAsync(null, None)).Changed.ShouldBe(0);
    }

    [Theory, DatabaseData]
    public async Task Bytes_of_a_stated_record_taken_in_as_a_file_are_the_same_source_and_say_nothing_twice(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var stored = await store.Alice.StoreManyAsync([("contact", """{"email":"a@example.com","name":"A"}""")]);
        using var bytes = new MemoryStream();
        await using (var content = (await store.Alice.Sources.OpenAsync(stored.SourceId, None)).Content)
        {
            await content.CopyToAsync(bytes, None);
        }

        var kept = await store.Alice.IngestAsync("payload.json", bytes.ToArray(), new IngestRequest { Interpret = false });

        (kept.SourceId, kept.Deduplicated, kept.Digest).ShouldBe(
            (stored.SourceId, true, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes.ToArray())))
        );
        var code = await CodeOrNullAsync(() => store.Alice.IngestAsync("payload.json", bytes.ToArray()));
        (code is null or ErrorCode.Conflict).ShouldBeTrue($"{code}");
        (await store.Alice.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
        (await store.Alice.ObservationsAsync(stored.Entities[0].EntityId)).ShouldHaveSingleItem();
    }

    [Theory, DatabaseData]
    public async Task Bytes_held_already_are_read_when_asked_for_and_once_in_each_way(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        const string csv = "email,name\na@example.com,A\n";
        var first = await store.Alice.IngestAsync("a.csv", csv, new IngestRequest { Interpret = false });
        first.Run.ShouldBeNull();

        var second = await store.Alice.IngestAsync("b.csv", csv, new IngestRequest { EntityType = "contact" });
        var third = await store.Alice.IngestAsync("c.csv", csv, new IngestRequest { EntityType = "contact" });
        var other = await store.Alice.IngestAsync("d.csv", csv, new IngestRequest { EntityType = "person" });
        var back = await store.Alice.IngestAsync("e.csv", csv, new IngestRequest { EntityType = "contact" });
        var unread = await store.Alice.IngestAsync("f.csv", csv, new IngestRequest { Interpret = false });

        foreach (var again in (IngestResult[])[second, third, other, back, unread])
        {
            (again.SourceId, again.Deduplicated, again.FileName).ShouldBe((first.SourceId, true, "a.csv"));
        }
        third.Run.ShouldNotBeNull().RunId.ShouldBe(second.Run.ShouldNotBeNull().RunId);
        back.Run.ShouldNotBeNull().RunId.ShouldBe(second.Run.RunId);
        other.Run.ShouldNotBeNull().RunId.ShouldNotBe(second.Run.RunId);
        (await store.Alice.Runs.ListAsync(first.SourceId, new PageRequest(), None)).Items.Count.ShouldBe(2);
        (await store.Alice.Usage.GetAsync(None)).Storage.Used.ShouldBe(csv.Length);
        (await store.Alice.ListAsync()).Count.ShouldBe(2, "one of each type");
    }

    private static async Task<ErrorCode?> CodeOrNullAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (StrataException e)
        {
            return e.Code;
        }
    }
}
