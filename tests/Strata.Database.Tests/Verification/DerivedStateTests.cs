using Strata.Indexing.Postings;
using Strata.Testing;

namespace Strata.Verification;

/// <summary>
/// All that is kept beside observations and decisions can be damaged: verify names it, and rebuild makes it again from those alone.
/// </summary>
public sealed class DerivedStateTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "G3")]
    public async Task Whatever_is_damaged_is_named_by_verify_and_remade_by_rebuild(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (ann, bob) = await FillAsync(store.Alice);
        await FillAsync(store.Bob);
        var (rows, list) = (await RowsAsync(store), await ListedAsync(store.Alice));
        var hash = await store.Alice.StateHashAsync();
        var annNo = $"(select entity_no from entities where user_id = 'alice' and entity_id = '{ann}')";
        var bobNo = $"(select entity_no from entities where user_id = 'alice' and entity_id = '{bob}')";
        (string Kind, string Sql)[] damages =
        [
            ("entity_values", "delete from entity_values where user_id = 'alice'"),
            ("entity_values", $"delete from entity_values where user_id = 'alice' and entity_no = {annNo}"),
            (
                "entity_values",
                $"insert into entity_values (user_id, field_no, value, entity_no) select user_id, field_no, value, {bobNo} from entity_values where user_id = 'alice' and entity_no = {annNo} on conflict do nothing"
            ),
            (
                "entity_values",
                $"update entity_values set entity_no = {bobNo} where user_id = 'alice' and entity_no = {annNo} and field_no = (select field_no from entity_fields where user_id = 'alice' and entity_type = 'contact' and field = 'phone')"
            ),
            ("value_zones", "delete from value_zones where user_id = 'alice'"),
            ("value_zones", "update value_zones set low = high where user_id = 'alice'"),
            ("entities", $"update entities set state = 1 where user_id = 'alice' and entity_no = {annNo}"),
            ("entities", "update entities set state = 0 where user_id = 'alice' and state = 1"),
            ("entities", $"update entities set parent_no = {bobNo}, root_no = {bobNo} where user_id = 'alice' and entity_no = {annNo}"),
            ("entities", "update entities set parent_no = null, root_no = entity_no where user_id = 'alice' and parent_no is not null"),
            ("entities", "update entities set root_no = entity_no where user_id = 'alice' and parent_no is not null"),
            ("entities", $"update entities set observations = 7 where user_id = 'alice' and entity_no = {annNo}"),
            ("entities", $"update entities set fields = '{{}}' where user_id = 'alice' and entity_no = {annNo}"),
            ("entities", $"update entities set created_at = created_at - 1 where user_id = 'alice' and entity_no = {annNo}"),
            ("entities", $"update entities set updated_at = created_at where user_id = 'alice' and entity_no = {bobNo}"),
            ("entities", $"update entities set updated_at = updated_at + 1 where user_id = 'alice' and entity_no = {annNo}"),
            (
                "entities",
                "update entities set seq = seq + 1, updated_at = updated_at + 1 where user_id = 'alice' and parent_no is not null"
            ),
            ("relationships", "delete from relationships where user_id = 'alice'"),
            ("relationships", "update relationships set removed_seq = null where user_id = 'alice' and removed_seq is not null"),
            ("relationships", "update relationships set removed_seq = seq where user_id = 'alice' and removed_seq is null"),
            ("relationships", "update relationships set from_no = to_no, to_no = from_no where user_id = 'alice'"),
            ("relationships", "update relationships set type = 'works_for' where user_id = 'alice' and type = 'works_at'"),
            ("relationships", "update relationships set recorded_at = recorded_at + 1 where user_id = 'alice'"),
            (
                "relationships",
                $"insert into relationships (user_id, seq, type, from_no, to_no, recorded_at) values ('alice', 9999, 'knows', {bobNo}, {annNo}, 1)"
            ),
            ("entity_keys", "delete from entity_keys where user_id = 'alice'"),
            ("entity_keys", $"update entity_keys set entity_no = {bobNo} where user_id = 'alice' and entity_no = {annNo}"),
            ("entity_keys", $"insert into entity_keys (user_id, key, entity_no) values ('alice', 'nobody said so', {annNo})"),
        ];
        foreach (var (kind, sql) in damages)
        {
            (await WriteFaults.DamageAsync(store, sql)).ShouldBePositive(sql);
            var damaged = await store.Alice.Verification.VerifyAsync(null, None);
            damaged.Faults.Select(f => f.Path).ShouldContain(kind, sql);
            damaged.Faults.ShouldAllBe(f => f.Reason.Contains("'strata rebuild' mends it"), sql);

            var rebuilt = await store.Alice.Verification.RebuildAsync(null, None);

            rebuilt.Changed.ShouldBePositive(sql);
            (await store.Alice.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty(sql);
            (await RowsAsync(store)).ShouldBe(rows, sql);
            (await ListedAsync(store.Alice)).ShouldBe(list, sql);
            (await store.Alice.Verification.RebuildAsync(null, None)).Changed.ShouldBe(0, sql);
        }
        (await store.Alice.StateHashAsync()).ShouldBe(hash);
        (await store.Bob.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
        (await store.Bob.Verification.RebuildAsync(null, None)).Changed.ShouldBe(0);
    }

    [Theory, DatabaseData]
    public async Task Keys_come_back_to_whoever_was_observed_with_them_first(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        // Two vendors have an invoice of one number: the weaker key is the first one's. A correction gives keys until it is retracted.
        var first = await store.Alice.StoreAsync("contact", """{"email":"a@example.com","name":"Ann"}""");
        var second = await store.Alice.StoreAsync("contact", """{"email":"b@example.com","name":"Ben"}""");
        var corrected = await store.Alice.CorrectAsync(second.EntityId, """{"email":"c@example.com"}""");
        await store.Alice.RetractAsync(corrected.Id);
        await store.Alice.CorrectAsync(second.EntityId, """{"email":"a@example.com"}""");
        var rows = await RowsAsync(store);
        (await store.Alice.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();

        await WriteFaults.DamageAsync(store, "delete from entity_keys where user_id = 'alice'");
        await WriteFaults.DamageAsync(store, "delete from key_claims where user_id = 'alice'");
        await store.Alice.Verification.RebuildAsync(null, None);

        (await RowsAsync(store)).ShouldBe(rows);
        (await store.Alice.StoreAsync("contact", """{"email":"c@example.com","name":"Ben"}""")).EntityId.ShouldNotBe(second.EntityId);
        await store.Alice.RetractAsync(first.ObservationId);
        (await store.Alice.StoreAsync("contact", """{"email":"a@example.com","name":"Ben"}""")).EntityId.ShouldBe(second.EntityId);
        (await store.Alice.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Entities_that_the_text_index_lost_are_found_again(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (ann, _) = await FillAsync(store.Alice);
        await WriteFaults.DamageAsync(store, "delete from search_segments where user_id = 'alice'");
        (await FoundAsync(store.Alice)).ShouldBeEmpty();
        (await store.Alice.Verification.VerifyAsync(null, None)).Faults.ShouldHaveSingleItem().Path.ShouldBe("search_segments");

        await store.Alice.Verification.RebuildAsync(null, None);

        (await FoundAsync(store.Alice)).ShouldBe([ann]);
        (await store.Alice.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Words_that_the_text_index_has_of_an_entity_are_compared_by_a_deep_verification(Engine engine)
    {
        foreach (var damage in (string[])["more", "other"])
        {
            await using var store = await TestStore.CreateAsync(engine);
            var (ann, bob) = await FillAsync(store.Alice);
            await FillAsync(store.Bob);
            var many = string.Join(' ', Enumerable.Range(0, 700).Select(i => i % 2 == 0 ? "again" : $"+{i}"));
            await store.Alice.StoreAsync("note", $$"""{"title":"東京タワー ½ ﬁne ⁺ 👍🏽 Straße","text":"{{many}}"}""");
            var ship = await store.Alice.StoreAsync("spaceship", """{"name":"Rocinante","crew":4}""");
            await store.Alice.MergeAsync((await store.Alice.StoreAsync("spaceship", """{"name":"Tachi"}""")).EntityId, ship.EntityId);
            (await store.Alice.Verification.VerifyAsync(deep: true, null, None)).Faults.ShouldBeEmpty();
            await store.Store.Database.WriteAsync(
                new UserId("alice"),
                async tx =>
                {
                    var no = await tx.QueryFirstOrDefaultAsync<long>(
                        "select entity_no from entities where user_id = @user and entity_id = @ann",
                        new { ann }
                    );
                    var changes = new SearchChanges();
                    var fields = damage == "more" ? """{"name":"Ann Archer","email":"intruder"}""" : """{"name":"intruder"}""";
                    changes.Entity(no, new("contact", FieldList.Empty), new("contact", FieldList.Parse(fields)));
                    await changes.WriteAsync(tx);
                    return true;
                },
                None
            );

            var fault = (await store.Alice.Verification.VerifyAsync(deep: true, null, None)).Faults.ShouldHaveSingleItem();

            fault.Path.ShouldBe("search_segments");
            fault.Reason.ShouldContain(ann);
            fault.Reason.ShouldNotContain(bob);
            (await store.Bob.Verification.VerifyAsync(deep: true, null, None)).Faults.ShouldBeEmpty();
        }
    }

    [Theory, DatabaseData]
    public async Task Key_of_a_place_is_neither_too_many_nor_forgotten(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("things.json", """[{"colour":"red"},{"colour":"blue"}]""");
        (await store.Alice.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();

        await WriteFaults.DamageAsync(store, "delete from entity_keys where user_id = 'alice'");

        var fault = (await store.Alice.Verification.VerifyAsync(null, None)).Faults.ShouldHaveSingleItem();
        fault.Reason.ShouldContain("of 2 entities");
        fault.Reason.ShouldContain("read again");
        (await store.Alice.Verification.RebuildAsync(null, None)).Changed.ShouldBe(0);
    }

    /// <summary>Merged, deleted, retracted and corrected; of one entity the keys of what was said earlier.</summary>
    private static async Task<(string Ann, string Bob)> FillAsync(IStrata strata)
    {
        var ann = await strata.StoreAsync("contact", """{"email":"ann@example.com","name":"Ann Archer","phone":"+49 30 111"}""");
        var bob = await strata.StoreAsync("contact", """{"email":"bob@example.com","name":"Bob Baker","phone":"+49 30 222"}""");
        var twin = await strata.StoreAsync("contact", """{"email":"twin@example.com","name":"Bob B."}""");
        var gone = await strata.StoreAsync("contact", """{"email":"gone@example.com","name":"Gone"}""");
        var apart = await strata.StoreAsync("contact", """{"email":"apart@example.com","name":"Apart"}""");
        await strata.CorrectAsync(ann.EntityId, """{"email":"ann@archer.example"}""");
        await strata.MergeAsync(twin.EntityId, bob.EntityId);
        await strata.MergeAsync(apart.EntityId, bob.EntityId);
        await strata.UnmergeAsync(apart.EntityId);
        await strata.DeleteAsync(gone.EntityId);
        var wrong = await strata.StoreAsync("contact", """{"email":"bob@example.com","phone":"+49 30 333"}""");
        await strata.RetractAsync(wrong.ObservationId);
        await RelateAsync(ann, "works_at", bob);
        await strata.RetractAsync(await RelateAsync(ann, "knows", twin));
        var removed = await strata.RetractAsync(await RelateAsync(apart, "knows", ann));
        await strata.RetractAsync(removed.Id);
        return (ann.EntityId, bob.EntityId);

        async Task<string> RelateAsync(StructuredStored from, string type, StructuredStored to) =>
            (
                await strata.Decisions.RelateAsync(
                    new RelateRequest
                    {
                        From = from.EntityId,
                        To = to.EntityId,
                        Type = type,
                    },
                    None
                )
            ).RelationshipId;
    }

    private static async Task<IReadOnlyList<string>> FoundAsync(IStrata strata) =>
        [
            .. (await strata.Search.SearchAsync(new SearchQuery { Text = "archer", Kind = "entity" }, ReadAt.Now, None)).Items.Select(h =>
                h.Entity?.EntityId ?? ""
            ),
        ];

    private static async Task<string> ListedAsync(IStrata strata)
    {
        var listed = new List<string>();
        foreach (
            var (field, value) in ((string, string)[])
                [("phone", "+49 30 111"), ("phone", "+49 30 222"), ("name", "Bob Baker"), ("name", "Gone")]
        )
        {
            var found = await strata.Search.ListAsync(
                new EntityQuery
                {
                    EntityType = "contact",
                    Filters = [new FieldFilter(field, "eq", System.Text.Json.JsonSerializer.SerializeToElement(value))],
                },
                ReadAt.Now,
                None
            );
            foreach (var entity in found.Items)
            {
                var near = await strata.Entities.GetNeighborhoodAsync(entity.EntityId, 1, 100, ReadAt.Now, None);
                listed.AddRange(near.Relationships.Select(r => $"{r.From} {r.Type} {r.To}").Order(StringComparer.Ordinal));
            }
            listed.Add($"{value}: {string.Join(' ', found.Items.Select(e => e.EntityId))}");
        }
        return string.Join('\n', listed);
    }

    private static async Task<string> RowsAsync(TestStore store) =>
        string.Join(
            '\n',
            [
                .. await WriteFaults.ReadAsync(
                    store,
                    "select entity_id || ' ' || root_no || ' ' || coalesce(parent_no, 0) || ' ' || state || ' ' || fields || ' ' || seq || ' ' || created_at || ' ' || updated_at from entities where user_id = 'alice' order by entity_no"
                ),
                .. await WriteFaults.ReadAsync(
                    store,
                    "select seq || type || from_no || ' ' || to_no || ' ' || coalesce(removed_seq, 0) || ' ' || recorded_at from relationships where user_id = 'alice' order by seq"
                ),
                .. await WriteFaults.ReadAsync(store, "select key || ' ' || entity_no from entity_keys where user_id = 'alice' order by 1"),
                .. await WriteFaults.ReadAsync(
                    store,
                    $"select field_no || ' ' || {(store.Options.DatabaseUrl is null ? "hex(value)" : "encode(value, 'hex')")} || ' ' || entity_no from entity_values where user_id = 'alice' order by 1"
                ),
            ]
        );
}
