using Strata.Testing;

namespace Strata.Server.Tests.Cli;

public sealed class EraseTests
{
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
