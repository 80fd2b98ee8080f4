using System.Net.Sockets;
using Strata.Cli.Remote;
using Strata.Testing;

namespace Strata.Server.Tests.Cli;

public sealed partial class RemoteTests
{
    private const string Csv =
        "Invoice No,Vendor,Total,Currency,Due Date\nINV-1,Acme,120.50,EUR,2026-02-01\nINV-2,Globex,80,EUR,2026-03-01\n";

    [Theory, DoorData]
    public async Task Remote_verbs_do_what_local_ones_do_and_users_are_apart(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var alice = await TokenAsync(store, "alice");
        var bob = await TokenAsync(store, "bob");
        await using var server = await ServedStore.StartAsync(store, "--require-tokens");
        Task<Ended> As(string token, params string[] arguments) =>
            StrataCommand.RunAsync([.. arguments, "--server", server.Url, "--token", token]);

        var source = (await As(alice, "ingest", store.Write("invoices.csv", Csv), "--type", "invoice", "--json")).ShouldEndWith(0).Json;
        source.Text("run.entity_count").ShouldBe("2");
        (await As(alice, "correct", "INV-1", "total", "130", "--reason", "typo")).ShouldEndWith(0);

        var document = (await As(alice, "documents", "list", "--json")).ShouldEndWith(0).Json.Text("document_id") ?? "";
        string[][] reads =
        [
            ["entities", "list", "--filter", "total>100", "--type", "invoice"],
            ["entities", "list", "--where", "total > 100 or vendor in (Acme, Globex)", "--type", "invoice"],
            ["entities", "sum", "total", "--type", "invoice", "--by", "vendor", "--by", "month(due_date)"],
            ["entities", "types"],
            ["entities", "get", "INV-1"],
            ["entities", "find", "INV-2"],
            ["entities", "history", "INV-1"],
            ["entities", "observations", "INV-1"],
            ["entities", "neighborhood", "INV-1"],
            ["provenance", "INV-1", "due_date"],
            ["sources", "list"],
            ["sources", "show", source.Text("source_id") ?? ""],
            ["documents", "list", "--source", source.Text("source_id") ?? ""],
            ["documents", "show", document],
            ["documents", "blocks", document, "--text", "globex"],
            ["show", source.Text("source_id") ?? "", "--as", "markdown"],
            ["show", document, "--as", "json", "--main"],
            ["documents", "blocks", document, "--main"],
            ["runs", "list"],
            ["schemas", "list"],
            ["schemas", "show", "invoice"],
            ["timeline"],
            ["search", "Globex"],
            ["verify", "--deep"],
        ];
        foreach (var read in reads)
        {
            var remote = (await As(alice, [.. read, "--json"])).ShouldEndWith(0);
            var local = (await store.RunAsync([.. read, "--json", "--user", "alice"])).ShouldEndWith(0);
            remote.Out.ShouldBe(local.Out, string.Join(' ', read));
        }
        var back = store.Write("back.csv", "");
        var made = await As(alice, "reconstruct", document, "--output", back, "--revise", "0=INV-1,Acme,1.00,EUR,2026-02-01", "--json");
        made.ShouldEndWith(0).Json.Text("identical").ShouldBe("false", StringCompareShould.IgnoreCase);
        File.ReadAllText(back).ShouldBe(Csv.Replace("120.50", "1.00"));
        (await As(bob, "show", document)).ShouldEndWith(3);
        var kept = store.Write("alice.zip", "");
        (await As(alice, "backup", kept, "--json"))
            .ShouldEndWith(0)
            .Json.GetProperty("bytes")
            .GetInt64()
            .ShouldBe(new FileInfo(kept).Length);
        (await As(alice, "sources", "content", source.Text("source_id") ?? "")).ShouldEndWith(0).Out.ShouldBe(Csv);
        (await As(alice, "provenance", "INV-1", "due_date")).ShouldEndWith(0).Out.ShouldContain("invoices.csv:2");

        (await As(bob, "entities", "list", "--json")).ShouldEndWith(0).Out.ShouldBeEmpty();
        (await As(bob, "sources", "show", source.Text("source_id") ?? "")).ShouldEndWith(3);
        (await As("strata_wrong", "entities", "list")).ShouldEndWith(1).Err.ShouldContain("UNAUTHENTICATED");
        (await As(alice, "merge", "INV-1", "INV-1")).ShouldEndWith(4);
    }

    [Theory, DoorData]
    public async Task Json_of_the_command_line_is_what_rest_returns(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        (await store.RunAsync("ingest", store.Write("invoices.csv", Csv), "--type", "invoice")).ShouldEndWith(0);
        await using var server = await ServedStore.StartAsync(store);
        using var http = RunningServer.NewClient(new Uri(server.Url + "/api/v1/"));
        var ct = TestContext.Current.CancellationToken;

        var entity = (await store.RunAsync("entities", "get", "INV-1", "--json")).ShouldEndWith(0);
        var list = (await store.RunAsync("entities", "list", "--json")).ShouldEndWith(0);

        string[] correct =
        [
            "correct",
            "INV-1",
            "total",
            "7",
            "--json",
            "--server",
            server.Url,
            "--if-match",
            entity.Json.Text("seq") ?? "",
        ];
        entity.Out.TrimEnd('\n').ShouldBe(await http.GetStringAsync($"entities/{entity.Json.Text("entity_id")}?provenance=true", ct));
        var listed = JsonElement.Parse(await http.GetStringAsync("entities", ct)).GetProperty("items");
        listed.GetRawText().ShouldBe("[" + string.Join(',', list.Lines) + "]");
        (await StrataCommand.RunAsync(correct)).ShouldEndWith(0);
        (await StrataCommand.RunAsync(correct)).ShouldEndWith(4).Err.ShouldContain("Read it again");
        string[] again =
        [
            "reinterpret",
            (await store.LinesAsync("sources", "list")).ShouldHaveSingleItem().Text("source_id") ?? "",
            "--type",
            "invoice",
        ];
        (await StrataCommand.RunAsync([.. again, "--server", server.Url])).ShouldEndWith(0);
    }

    [Theory, DoorData]
    public async Task Revoked_token_is_refused(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var token = await TokenAsync(store, "alice");
        var listed = (await store.LinesAsync("users", "token", "list", "alice")).ShouldHaveSingleItem();
        listed.GetRawText().ShouldNotContain(token);

        (await store.RunAsync("users", "token", "revoke", "alice", listed.Text("token_id") ?? "")).ShouldEndWith(0);

        await using var server = await ServedStore.StartAsync(store, "--require-tokens");
        (await StrataCommand.RunAsync(["entities", "list", "--server", server.Url, "--token", token]))
            .ShouldEndWith(1)
            .Err.ShouldContain("UNAUTHENTICATED");
        (await store.LinesAsync("users", "list")).ShouldContain(u => u.Text("user_id") == "alice");
        (await store.RunAsync("users", "add", "alice")).ShouldEndWith(4);
    }

    [Theory, DoorData]
    public async Task Own_tokens_are_administered_through_a_server_as_on_the_store(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var alice = await TokenAsync(store, "alice");
        var bob = await TokenAsync(store, "bob");
        await using var server = await ServedStore.StartAsync(store, "--require-tokens");
        Task<Ended> As(string token, params string[] arguments) =>
            StrataCommand.RunAsync(["users", "token", .. arguments, "--json", "--server", server.Url, "--token", token]);

        var made = (await As(alice, "add", "alice", "--for", "agent", "--scope", "write")).ShouldEndWith(0).Json;
        var id = made.Text("details.token_id") ?? "";
        (made.Text("details.name"), made.Text("details.scope")).ShouldBe(("agent", "write"));
        var young = (await As(alice, "rotate", "alice", id, "--grace-hours", "2")).ShouldEndWith(0).Json;
        young.Text("details.name").ShouldBe("agent");

        (await As(bob, "revoke", "bob", id)).ShouldEndWith(3);
        (await As(bob, "list", "alice")).ShouldEndWith(2).Err.ShouldContain("your own tokens, those of bob");
        (await As(made.Text("token") ?? "", "list", "alice")).ShouldEndWith(1).Err.ShouldContain("FORBIDDEN");
        (await As("nonsense", "list", "alice")).ShouldEndWith(2);

        (await As(alice, "revoke", "alice", id)).ShouldEndWith(0).Json.Text("revoked_at").ShouldNotBeNull();
        (await As(alice, "revoke", "alice", id)).ShouldEndWith(4);
        (await As(alice, "list", "alice"))
            .ShouldEndWith(0)
            .Out.ShouldBe((await store.RunAsync("users", "token", "list", "alice", "--json")).ShouldEndWith(0).Out);
    }

    private static async Task<string> TokenAsync(CliStore store, string user)
    {
        (await store.RunAsync("users", "add", user)).ShouldEndWith(0);
        return (await store.JsonAsync("users", "token", "add", user, "--scope", "admin")).Text("token") ?? "";
    }

    [Fact]
    public async Task Server_that_dies_while_it_is_connected_to_can_not_be_reached()
    {
        using var invoker = new HttpMessageInvoker(new ConnectError(new Dying()));
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/");

        var error = await Should.ThrowAsync<HttpRequestException>(() => invoker.SendAsync(request, TestContext.Current.CancellationToken));

        error.HttpRequestError.ShouldBe(HttpRequestError.ConnectionError);
    }

    private sealed class Dying : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new SocketException((int)SocketError.NotConnected);
    }
}
