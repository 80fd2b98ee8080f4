using Strata.Testing;

namespace Strata.Server.Tests.Cli;

public sealed class DecidingTests
{
    private const string Contacts = """
        {"entity_type":"person","fields":{"name":"Ann Lee","email":"ann@example.org","phone":"+1 555 0100"}}
        {"entity_type":"person","fields":{"name":"A. Lee","email":"lee@example.org"}}
        """;

    [Theory, DoorData]
    public async Task Correction_wins_until_it_is_retracted(Engine engine)
    {
        await using var store = await FilledAsync(engine);

        var correction = await store.JsonAsync("correct", "ann@example.org", "name", "Anna Lee", "--reason", "her passport");
        (await store.PipeAsync(Contacts, "store", "-")).ShouldEndWith(0);

        (await NameAsync(store)).ShouldBe("Anna Lee");
        var card = (await store.RunAsync("entities", "get", "ann@example.org")).Out;
        card.ShouldContain("her passport");
        (await store.JsonAsync("retract", correction.Text("id") ?? "")).Text("kind").ShouldNotBeNull();
        (await NameAsync(store)).ShouldBe("Ann Lee");
        (await store.LinesAsync("entities", "history", "ann@example.org")).Length.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory, DoorData]
    public async Task Merge_shows_both_as_one_and_unmerge_takes_them_apart(Engine engine)
    {
        await using var store = await FilledAsync(engine);
        var from = (await store.LinesAsync("entities", "find", "lee@example.org")).ShouldHaveSingleItem().Text("entity_id") ?? "";
        var before = (await store.JsonAsync("entities", "get", from, "--no-provenance")).GetRawText();
        var seq = (await store.JsonAsync("entities", "get", from)).Text("seq") ?? "";

        (await store.RunAsync("merge", from, "ann@example.org")).ShouldEndWith(0).Out.ShouldContain($"merged from {from}");
        var to = (await store.LinesAsync("entities", "find", "ann@example.org")).ShouldHaveSingleItem().Text("entity_id") ?? "";
        (await store.RunAsync("unmerge", to)).ShouldEndWith(4).Err.ShouldContain($"; {from} is merged into it");
        (await store.RunAsync("unmerge", "lee@example.org")).ShouldEndWith(0);
        var merge = await store.JsonAsync("merge", from, "ann@example.org");

        merge.Text("kind").ShouldBe("merge");
        (await store.LinesAsync("entities", "list", "--type", "person")).Length.ShouldBe(1);
        (await store.JsonAsync("entities", "get", from, "--known-at", seq, "--no-provenance")).GetRawText().ShouldBe(before);
        (await store.RunAsync("merge", from, from)).ShouldEndWith(4);
        (await store.RunAsync("unmerge", from)).ShouldEndWith(0);
        (await store.JsonAsync("entities", "get", from, "--no-provenance")).Text("fields.email").ShouldBe("lee@example.org");
        (await store.LinesAsync("entities", "list", "--type", "person")).Length.ShouldBe(2);
    }

    [Theory, DoorData]
    public async Task Entity_that_has_changed_since_it_was_read_is_left_alone_where_that_is_asked(Engine engine)
    {
        await using var store = await FilledAsync(engine);
        var seen = (await store.JsonAsync("entities", "get", "ann@example.org")).Text("seq") ?? "";
        var corrected = await store.JsonAsync("correct", "ann@example.org", "name", "Anna Lee", "--if-match", seen);

        foreach (var (verb, rest) in ((string, string[])[])[("correct", ["name", "Ann"]), ("delete", []), ("merge", ["lee@example.org"])])
        {
            var refused = (await store.RunAsync([verb, "ann@example.org", .. rest, "--if-match", seen])).ShouldEndWith(4);
            refused.Err.ShouldContain("CONFLICT");
            refused.Err.ShouldContain("Read it again");
        }
        (await store.RunAsync("retract", corrected.Text("id") ?? "", "--if-match", seen)).ShouldEndWith(4);

        var deleted = await store.JsonAsync("delete", "ann@example.org", "--if-match", corrected.Text("seq") ?? "");
        (await store.RunAsync("restore", "ann@example.org", "--if-match", seen)).ShouldEndWith(4);
        (await store.RunAsync("restore", "ann@example.org", "--if-match", deleted.Text("seq") ?? "")).ShouldEndWith(0);
        (await NameAsync(store)).ShouldBe("Anna Lee");
    }

    [Theory, DoorData]
    public async Task Deleted_entity_is_hidden_until_restored(Engine engine)
    {
        await using var store = await FilledAsync(engine);
        var id = (await store.LinesAsync("entities", "find", "ann@example.org")).ShouldHaveSingleItem().Text("entity_id") ?? "";

        (await store.RunAsync("delete", id)).ShouldEndWith(0);
        (await store.LinesAsync("entities", "list")).Length.ShouldBe(1);
        (await store.LinesAsync("entities", "list", "--include-deleted")).Length.ShouldBe(2);

        (await store.RunAsync("restore", id)).ShouldEndWith(0);
        (await store.LinesAsync("entities", "list")).Length.ShouldBe(2);

        (await store.RunAsync("restore", "ann@example.org")).ShouldEndWith(3).Err.ShouldContain("No deleted entity matches");
        (await store.RunAsync("delete", "ann@example.org")).ShouldEndWith(0);
        (await store.RunAsync("entities", "get", "ann@example.org")).ShouldEndWith(3);
        (await store.RunAsync("restore", "ann@example.org")).ShouldEndWith(0);
        (await store.RunAsync("entities", "get", "ann@example.org")).ShouldEndWith(0);
    }

    [Theory, DoorData]
    public async Task Related_entities_are_each_others_neighbours(Engine engine)
    {
        await using var store = await FilledAsync(engine);

        var related = await store.JsonAsync("relate", "ann@example.org", "knows", "lee@example.org");

        related.Text("type").ShouldBe("knows");
        var around = await store.JsonAsync("entities", "neighborhood", "ann@example.org");
        around.GetProperty("entities").GetArrayLength().ShouldBe(2);
        around
            .GetProperty("relationships")
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .Text("relationship_id")
            .ShouldBe(related.Text("relationship_id"));
    }

    [Theory, DoorData]
    public async Task Value_of_a_correction_is_read_as_the_fields_kind(Engine engine)
    {
        await using var store = await FilledAsync(engine);

        (await store.JsonAsync("correct", "ann@example.org", "phone", "5550101")).Text("entity.fields.phone").ShouldBe("5550101");
        (await store.RunAsync("correct", "ann@example.org", "phone")).ShouldEndWith(2);
        (await store.JsonAsync("correct", "ann@example.org", "phone", "--clear")).Text("entity.fields.phone").ShouldBeNull();
    }

    [Theory, DoorData]
    public async Task Refusal_says_each_thing_once_and_where_to_look(Engine engine)
    {
        await using var store = await FilledAsync(engine);

        var unknown = (await store.RunAsync("correct", "ann@example.org", "colour", "red")).ShouldEndWith(1);
        unknown.Err.Split("has no field 'colour'").Length.ShouldBe(2, unknown.Err);
        (await store.RunAsync("retract", "obs_999999")).ShouldEndWith(3).Err.ShouldContain("strata entities history ENTITY");
        (await store.RunAsync("restore", "nobody")).ShouldEndWith(3).Err.ShouldContain("--include-deleted");
    }

    [Theory, DoorData]
    public async Task Correction_that_does_not_win_says_which_one_holds_the_field(Engine engine)
    {
        await using var store = await FilledAsync(engine);
        string[] older = ["correct", "ann@example.org", "name", "Old", "--observed-at", "2023-01-01"];
        var first = await store.JsonAsync("correct", "ann@example.org", "name", "Anna", "--observed-at", "2024-01-01");
        first.TryGetProperty("not_in_force", out _).ShouldBeFalse();

        var second = await store.JsonAsync([.. older, "--idempotency-key", "k1"]);

        second.Text("entity.fields.name").ShouldBe("Anna");
        var held = second.GetProperty("not_in_force").EnumerateArray().ShouldHaveSingleItem();
        (held.Text("field"), held.Text("observation_id")).ShouldBe(("name", first.Text("id")));
        held.Text("observed_at").ShouldNotBeNull().ShouldStartWith("2024-01-01");
        (await store.RunAsync(older))
            .ShouldEndWith(0)
            .Out.ShouldContain($"not in force: name is held by {first.Text("id")} (observed_at 2024-01-01)");
        var third = await store.JsonAsync("correct", "ann@example.org", "name", "Third");
        third.TryGetProperty("not_in_force", out _).ShouldBeFalse();
        third.Text("entity.fields.name").ShouldBe("Third");
        (await store.JsonAsync([.. older, "--idempotency-key", "k1"])).GetRawText().ShouldBe(second.GetRawText());
    }

    private static async Task<CliStore> FilledAsync(Engine engine)
    {
        var store = await CliStore.CreateAsync(engine);
        (await store.PipeAsync(Contacts, "store", "-")).ShouldEndWith(0);
        return store;
    }

    private static async Task<string?> NameAsync(CliStore store) =>
        (await store.JsonAsync("entities", "get", "ann@example.org")).Text("fields.name");
}
