using Strata.Testing;

namespace Strata.Server.Tests.Cli;

public sealed class ProofTests
{
    [Theory, DoorData]
    public async Task Rebuild_gives_the_same_state_and_verify_finds_a_damaged_blob(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var source = await store.JsonAsync(
            "ingest",
            store.Write("notes.json", """[{"title":"One","text":"first"},{"title":"Two","text":"second"}]"""),
            "--type",
            "note"
        );

        var verified = await store.JsonAsync("verify");
        var rebuilt = await store.JsonAsync("rebuild");

        verified.Text("ok").ShouldBe("true");
        rebuilt.Text("state_hash").ShouldBe(verified.Text("state_hash"));
        rebuilt.Text("changed").ShouldBe("0");

        var digest = source.Text("digest") ?? "";
        var blob = Directory
            .EnumerateFiles(store.Data, "*", SearchOption.AllDirectories)
            .First(f => f.Replace("/", "").Contains(digest[4..], StringComparison.Ordinal));
        File.SetAttributes(blob, FileAttributes.Normal);
        await File.WriteAllTextAsync(
            blob,
            """[{"title":"Own","text":"first"},{"title":"Two","text":"second"}]""",
            TestContext.Current.CancellationToken
        );

        var damaged = (await store.RunAsync("verify")).ShouldEndWith(1);
        damaged.Out.ShouldContain(digest[..12]);
    }

    [Theory, DoorData]
    public async Task Schema_is_registered_compared_and_activated(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        const string first =
            """{"type":"object","title":"Book","properties":{"isbn":{"type":"string"},"title":{"type":"string"}},"x-strata":{"identity":[["isbn"]],"title":["title"]}}""";
        var second = first.Replace("\"title\":{\"type\":\"string\"}", "\"title\":{\"type\":\"string\"},\"pages\":{\"type\":\"integer\"}");

        (await store.JsonAsync("schemas", "register", "book", store.Write("one.json", first))).Text("version").ShouldBe("1");
        var next = await store.JsonAsync("schemas", "register", "book", store.Write("two.json", second), "--no-activate");

        (next.Text("version"), next.Text("active")).ShouldBe(("2", "false"));
        var diff = await store.JsonAsync("schemas", "diff", "book", "1", "2");
        diff.GetProperty("changes")
            .EnumerateArray()
            .ShouldContain(c => c.Text("change") == "added" && (c.Text("path") ?? "").Contains("pages"));
        (await store.JsonAsync("schemas", "activate", "book", "2")).Text("active").ShouldBe("true");
        (await store.JsonAsync("schemas", "show", "book")).Text("version").ShouldBe("2");
        (await store.LinesAsync("schemas", "list")).ShouldContain(s => s.Text("entity_type") == "invoice");
        (
            await store.RunAsync(
                "schemas",
                "register",
                "book",
                store.Write("bad.json", """{"type":"object","properties":{"a":{"not":{}}}}""")
            )
        ).ShouldEndWith(1);
    }
}
