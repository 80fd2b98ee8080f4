using Strata.Testing;

namespace Strata.Server.Tests.Cli;

public sealed class AskingTests
{
    private const string Csv = """
        Invoice No,Vendor,Total,Currency,Due Date
        INV-1,Acme,120.50,EUR,2026-02-01
        INV-2,Globex,80,EUR,2026-03-01
        INV-3,Acme,300,EUR,2026-01-15

        """;

    [Theory, DoorData]
    public async Task Entities_are_filtered_sorted_and_paged(Engine engine)
    {
        await using var store = await FilledAsync(engine);

        (await NumbersAsync(store, "--filter", "total>100", "--sort", "-due_date")).ShouldBe(["INV-1", "INV-3"]);
        (await NumbersAsync(store, "--filter", "total>100", "--filter", "due_date<2026-01-31")).ShouldBe(["INV-3"]);
        (await NumbersAsync(store, "--filter", "invoice_number=INV-2")).ShouldBe(["INV-2"]);
        (await NumbersAsync(store, "--filter", "invoice_number^=INV", "--sort", "total")).ShouldBe(["INV-2", "INV-1", "INV-3"]);

        var first = await store.RunAsync("entities", "list", "--type", "invoice", "--sort", "total", "--limit", "2", "--json");
        first.ShouldEndWith(0).JsonLines.Length.ShouldBe(2);
        var cursor = JsonElement.Parse(first.Err).Text("next_cursor") ?? "";
        (await NumbersAsync(store, "--sort", "total", "--limit", "2", "--cursor", cursor)).ShouldBe(["INV-3"]);
        (await NumbersAsync(store, "--all")).Length.ShouldBe(3);

        var known = await store.RunAsync("entities", "find", "Acme", "--limit", "1", "--json");
        var next = JsonElement.Parse(known.ShouldEndWith(0).Err).Text("next_cursor") ?? "";
        var rest = await store.LinesAsync("entities", "find", "Acme", "--cursor", next);
        known.JsonLines.Concat(rest).Select(e => e.Text("fields.invoice_number")).ShouldBe(["INV-1", "INV-3"]);
        (await store.RunAsync("entities", "get", "Acme")).ShouldEndWith(4).Err.ShouldContain("matches 2 entities");
    }

    [Theory, DoorData]
    public async Task Entity_is_named_by_what_was_known_of_it_at_the_point_that_is_asked_about(Engine engine)
    {
        await using var store = await FilledAsync(engine);
        var three = (await store.LinesAsync("entities", "find", "INV-3")).ShouldHaveSingleItem().Text("entity_id") ?? "";
        var before = (await store.JsonAsync("merge", three, "INV-1")).GetProperty("seq").GetInt64() - 1;
        (await store.RunAsync("correct", "INV-2", "invoice_number", "INV-2b")).ShouldEndWith(0);
        (await store.RunAsync("delete", "INV-2b")).ShouldEndWith(0);
        string[] then = ["--known-at", before.ToString(System.Globalization.CultureInfo.InvariantCulture)];

        (await store.JsonAsync(["entities", "get", "INV-3", .. then])).Text("entity_id").ShouldBe(three);
        (await store.JsonAsync(["entities", "get", "INV-2", .. then])).Text("fields.total").ShouldBe("80");
        (await store.JsonAsync(["provenance", "INV-3", "total", .. then])).Text("value").ShouldBe("300");
        (await store.LinesAsync(["timeline", "--entity", "INV-3", .. then])).ShouldAllBe(e => e.Text("entity_id") == three);
        foreach (
            var verb in (string[][])
                [
                    ["entities", "get", "INV-2b"],
                    ["entities", "history", "INV-2b"],
                    ["timeline", "--entity", "INV-2b"],
                ]
        )
        {
            (await store.RunAsync([.. verb, .. then])).ShouldEndWith(3).Err.ShouldContain("At that point, no entity matches 'INV-2b'");
        }
    }

    [Theory, DoorData]
    public async Task Value_leads_to_file_line_and_quoted_bytes(Engine engine)
    {
        await using var store = await FilledAsync(engine);

        var shown = (await store.RunAsync("provenance", "INV-1", "total")).ShouldEndWith(0).Out;
        var from = await store.JsonAsync("provenance", "INV-1", "total");

        shown.ShouldContain("invoices.csv:2");
        shown.ShouldContain("INV-1,Acme,120.50,EUR");
        (from.Text("value"), from.Text("quote"), from.Text("quote_verified")).ShouldBe(("120.5", "120.50", "true"));
        var bytes = await File.ReadAllBytesAsync(Path.Combine(store.Files, "invoices.csv"), TestContext.Current.CancellationToken);
        var (start, length) = (
            from.GetProperty("locator").GetProperty("start").GetInt32(),
            from.GetProperty("locator").GetProperty("length").GetInt32()
        );
        System.Text.Encoding.UTF8.GetString(bytes.AsSpan(start, length)).ShouldBe("120.50");
        (await store.RunAsync("entities", "get", "INV-1")).ShouldEndWith(0).Out.ShouldContain("“120.50”");
    }

    [Theory, DoorData]
    public async Task Search_timeline_and_sources_answer(Engine engine)
    {
        await using var store = await FilledAsync(engine);

        (await store.LinesAsync("search", "Globex", "--kind", "entities"))
            .ShouldHaveSingleItem()
            .Text("entity.fields.invoice_number")
            .ShouldBe("INV-2");
        (await store.LinesAsync("timeline", "--type", "invoice", "--from", "2026-01-20", "--to", "2026-02-15"))
            .Select(e => e.Text("at"))
            .ShouldBe(["2026-02-01"]);
        (await store.LinesAsync("timeline", "--type", "invoice", "--from", "2026-02-01", "--to", "2026-02-01"))
            .Select(e => e.Text("at"))
            .ShouldBe(["2026-02-01"]);
        var source = (await store.LinesAsync("sources", "list")).ShouldHaveSingleItem();
        source.Text("file_name").ShouldBe("invoices.csv");
        (await store.JsonAsync("sources", "show", source.Text("source_id") ?? "")).GetProperty("runs").GetArrayLength().ShouldBe(1);
        (await store.LinesAsync("entities", "find", "INV-3", "--type", "invoice")).ShouldHaveSingleItem();
        (await store.LinesAsync("entities", "observations", "INV-3")).ShouldHaveSingleItem().Text("class").ShouldBe("interpretation");
        (await store.LinesAsync("entities", "observations", "INV-3", "--evidence"))
            .ShouldHaveSingleItem()
            .Text("evidence.invoice_number.quote")
            .ShouldBe("INV-3");
    }

    [Theory, DoorData]
    public async Task What_is_not_there_is_not_found(Engine engine)
    {
        await using var store = await FilledAsync(engine);

        foreach (
            var (arguments, code) in new (string[], string)[]
            {
                (["entities", "get", "ent_0123456789abcdef01234567"], "ENTITY_NOT_FOUND"),
                (["entities", "get", "no such thing"], "ENTITY_NOT_FOUND"),
                (["correct", "ent_0123456789abcdef01234567", "total", "1"], "ENTITY_ACCESS_DENIED"),
                (["sources", "show", "src_0123456789abcdef01234567"], "SOURCE_NOT_FOUND"),
                (["sources", "content", "src_0123456789abcdef01234567"], "SOURCE_NOT_FOUND"),
                (["schemas", "show", "nothing"], "SCHEMA_NOT_FOUND"),
            }
        )
        {
            var ended = (await store.RunAsync([.. arguments, "--json"])).ShouldEndWith(3);
            ended.Out.ShouldBeEmpty();
            JsonElement.Parse(ended.Err).Text("code").ShouldBe(code, string.Join(' ', arguments));
        }
    }

    private static async Task<CliStore> FilledAsync(Engine engine)
    {
        var store = await CliStore.CreateAsync(engine);
        (await store.RunAsync("ingest", store.Write("invoices.csv", Csv), "--type", "invoice")).ShouldEndWith(0);
        return store;
    }

    private static async Task<string?[]> NumbersAsync(CliStore store, params string[] arguments) =>
        [.. (await store.LinesAsync(["entities", "list", "--type", "invoice", .. arguments])).Select(e => e.Text("fields.invoice_number"))];
}
