using Strata.Testing;

namespace Strata.Server.Tests.Cli;

public sealed class EraseTests
{
    [Theory, DoorData]
    public async Task A_source_is_erased_after_what_goes_was_shown_and_its_bytes_are_refused_until_that_is_lifted(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var file = store.Write("old.csv", "Name,Email\nAnn,ann@example.org\n");
        await store.JsonAsync("ingest", file, "--type", "contact");
        await store.JsonAsync("ingest", store.Write("new.csv", "Name,Email\nBen,ben@example.org\n"), "--type", "contact");

        var preview = (await store.RunAsync("erase", "old.csv", "--dry-run")).ShouldEndWith(0);
        preview.Out.ShouldContain("1 entity goes");
        preview.Out.ShouldContain("are refused (CONFLICT) until the erasure is lifted");
        (await store.RunAsync("erase", "old.csv")).ShouldEndWith(2).Err.ShouldContain("--yes");
        (await store.RunAsync("erase")).ShouldEndWith(1).Err.ShouldContain("INVALID_CONTENT");
        (await store.LinesAsync("ls", "contact")).Length.ShouldBe(2);
        (await store.RunAsync("erase", "old.csv", "--yes", "--user", "bob")).Exit.ShouldNotBe(0);

        var erased = await store.JsonAsync("erase", "old.csv", "--yes", "--reason", "asked to");
        (await store.LinesAsync("ls", "contact")).ShouldHaveSingleItem();
        var receipt = (await store.LinesAsync("erasures", "list")).ShouldHaveSingleItem();
        receipt.Text("erasure_id").ShouldBe(erased.Text("erasure_id"));
        (await store.RunAsync("ingest", file)).Err.ShouldContain("lift that erasure");
        (await store.RunAsync("erasures", "lift", erased.Text("erasure_id").ShouldNotBeNull())).ShouldEndWith(0);
        (await store.RunAsync("ingest", file, "--type", "contact")).ShouldEndWith(0);
        (await store.LinesAsync("ls", "contact")).Length.ShouldBe(2);
    }

    [Theory, DoorData]
    public async Task Users_are_erased_when_that_is_confirmed_and_leave_a_receipt_that_can_be_checked(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        await store.JsonAsync("users", "add", "carol");
        await store.JsonAsync(
            "ingest",
            store.Write("notes.json", """[{"title":"One","text":"first"}]"""),
            "--type",
            "note",
            "--user",
            "carol"
        );
        var receipt = Path.Combine(store.Files, "receipt.json");

        // Nobody can be asked here.
        (await store.RunAsync("users", "erase", "carol"))
            .ShouldEndWith(2)
            .Err.ShouldContain("--yes");
        (
            await store.RunAsync("users", "erase", "carol", "--yes", "--output", Path.Combine(store.Files, "nowhere", "r.json"))
        ).ShouldEndWith(2);
        (await store.LinesAsync("users", "list")).ShouldContain(u => u.Text("user_id") == "carol");
        var erased = await store.JsonAsync("users", "erase", "carol", "--yes", "--output", receipt);

        erased.Text("user_id").ShouldBe("carol");
        erased.GetProperty("rows").GetProperty("observations").GetInt64().ShouldBe(1);
        (await store.LinesAsync("users", "list")).ShouldNotContain(u => u.Text("user_id") == "carol");
        (await store.RunAsync("users", "erase", "carol", "--yes")).ShouldEndWith(3).Err.ShouldContain("no user 'carol'");
        (await store.RunAsync("users", "receipt", "verify", receipt)).ShouldEndWith(0).Out.ShouldContain("Genuine");
        var text = await File.ReadAllTextAsync(receipt, CancellationToken.None);
        var changed = store.Write("changed.json", text.Replace("\"observations\": 1", "\"observations\": 7", StringComparison.Ordinal));
        (await store.RunAsync("users", "receipt", "verify", changed)).ShouldEndWith(1).Out.ShouldContain("changed");
        (await store.RunAsync("users", "receipt", "verify", store.Write("no.json", "{}")))
            .ShouldEndWith(1)
            .Out.ShouldContain("not an erasure receipt");

        // What is printed is the receipt, too; and the user of a local store begins anew.
        await store.JsonAsync("ingest", store.Write("mine.json", """[{"title":"Mine","text":"mine"}]"""), "--type", "note");
        var printed = store.Write(
            "printed.json",
            (await store.RunAsync("users", "erase", "local", "--yes", "--json")).ShouldEndWith(0).Out
        );
        (await store.JsonAsync("users", "receipt", "verify", printed)).Text("result").ShouldBe("genuine");
        (await store.LinesAsync("entities", "list")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_is_asked_has_to_type_the_users_name()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        (await store.RunAsync("users", "add", "carol")).ShouldEndWith(0);
        Task<Ended> EraseAsync(string typed) =>
            StrataCommand.RunAsync(["users", "erase", "carol"], variables: store.Variables, typed: typed);

        var refused = (await EraseAsync("yes\n")).ShouldEndWith(2);
        refused.Err.ShouldContain("Type the user name to confirm: ");
        refused.Err.ShouldContain("Nothing was removed.");
        (await EraseAsync("")).ShouldEndWith(2);
        (await store.LinesAsync("users", "list")).ShouldContain(u => u.Text("user_id") == "carol");

        (await EraseAsync(" carol \n")).ShouldEndWith(0).Out.ShouldContain("carol erased");
        (await store.LinesAsync("users", "list")).ShouldNotContain(u => u.Text("user_id") == "carol");
    }
}
