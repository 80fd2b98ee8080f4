using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>Every tool against a real store, in both revisions of the protocol.</summary>
public sealed class ToolCallTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory, DoorData]
    public async Task Agent_takes_in_asks_proves_and_decides(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await using var mcp = await server.McpAsync();
        var taken = await mcp.CallAsync("ingest", JsonSerializer.Serialize(new { text = StoreServer.Invoices, file_name = "a.csv" }));
        var source = taken.Text("source_id");
        var id = taken.GetProperty("run").GetProperty("entities")[0].Text("entity_id");
        var other = taken.GetProperty("run").GetProperty("entities")[1].Text("entity_id");

        (await mcp.CallAsync("get_entity", $$"""{"entity_id":"{{id}}","provenance":true}"""))
            .GetProperty("provenance")
            .TryGetProperty("total", out _)
            .ShouldBeTrue();
        (await mcp.CallAsync("get_field_provenance", $$"""{"entity_id":"{{id}}","field":"total"}""")).Text("quote").ShouldBe("1.234,50");
        (
            await mcp.CallAsync(
                "list_entities",
                """{"entity_type":"invoice","filters":[{"field":"total","op":"gt","value":100}],"limit":10}"""
            )
        )
            .Items()
            .ShouldHaveSingleItem();
        (await mcp.CallAsync("find_entity", """{"identifier":"INV-2"}""")).Items().ShouldHaveSingleItem().Text("entity_id").ShouldBe(other);
        (await mcp.CallAsync("search", """{"text":"Acme"}""")).Items().ShouldNotBeEmpty();
        (await mcp.CallAsync("list_observations", $$"""{"entity_id":"{{id}}"}"""))
            .Items()
            .ShouldHaveSingleItem()
            .TryGetProperty("evidence", out _)
            .ShouldBeFalse();
        (await mcp.CallAsync("list_observations", $$"""{"entity_id":"{{id}}","evidence":true}"""))
            .Items()
            .ShouldHaveSingleItem()
            .GetProperty("evidence")
            .GetProperty("total")
            .Text("quote")
            .ShouldBe("1.234,50");
        (await mcp.CallAsync("list_timeline", """{"from":"2026-03-01T00:00:00Z","to":"2026-04-01T00:00:00Z"}"""))
            .Items()
            .ShouldNotBeEmpty();
        (await mcp.CallAsync("get_source_metadata", $$"""{"source_id":"{{source}}"}""")).Text("file_name").ShouldBe("a.csv");
        (await mcp.CallAsync("list_runs", $$"""{"source_id":"{{source}}"}""")).Items().ShouldHaveSingleItem();
        (await mcp.CallAsync("reinterpret", $$"""{"source_id":"{{source}}"}""")).GetProperty("run").Text("status").ShouldBe("completed");

        var correction = await mcp.CallAsync("correct", $$"""{"entity_id":"{{id}}","fields":{"total":7},"reason":"test"}""");
        await mcp.CallAsync("retract", $$"""{"id":"{{correction.Text("id")}}"}""");
        await mcp.CallAsync("merge_entities", $$"""{"from_entity_id":"{{other}}","to_entity_id":"{{id}}"}""");
        (await mcp.RefusedAsync("merge_entities", $$"""{"from_entity_id":"{{other}}","to_entity_id":"{{id}}"}""")).ShouldBe(
            "ENTITY_ALREADY_MERGED"
        );
        await mcp.CallAsync("unmerge_entities", $$"""{"entity_id":"{{other}}"}""");
        await mcp.CallAsync("relate", $$"""{"from":"{{id}}","to":"{{other}}","type":"follows"}""");
        (await mcp.CallAsync("get_neighborhood", $$"""{"entity_id":"{{id}}"}"""))
            .GetProperty("relationships")
            .GetArrayLength()
            .ShouldBeGreaterThan(0);
        await mcp.CallAsync("delete_entity", $$"""{"entity_id":"{{other}}"}""");
        await mcp.CallAsync("restore_entity", $$"""{"entity_id":"{{other}}"}""");
        var history = await mcp.CallAsync("entity_history", $$"""{"entity_id":"{{id}}"}""");
        history.Items().Select(h => h.Text("kind")).ShouldContain("correction");
        history
            .Items()
            .Where(h => h.Text("kind") == "correction")
            .ShouldAllBe(h => h.Text("actor").StartsWith("mcp", StringComparison.Ordinal));

        (await mcp.CallAsync("list_schemas")).Items().Select(s => s.Text("entity_type")).ShouldContain("invoice");
        (await mcp.CallAsync("describe_schema", """{"entity_type":"invoice"}"""))
            .GetProperty("schema")
            .ValueKind.ShouldBe(JsonValueKind.Object);
        await mcp.CallAsync(
            "register_schema",
            """{"entity_type":"boat","schema":{"type":"object","properties":{"name":{"type":"string"}}}}"""
        );
        await mcp.CallAsync(
            "register_schema",
            """{"entity_type":"boat","schema":{"type":"object","properties":{"name":{"type":"string"},"sail":{"type":"string"}}}}"""
        );
        (await mcp.CallAsync("diff_schemas", """{"entity_type":"boat","from":1,"to":2}"""))
            .GetProperty("changes")
            .GetArrayLength()
            .ShouldBe(1);
        (await mcp.CallAsync("list_sources")).Items().Select(s => s.Text("source_id")).ShouldContain(source);
        (await mcp.CallAsync("verify")).GetProperty("ok").GetBoolean().ShouldBeTrue();
        await mcp.CallAsync("ingest_structured", """{"entities":[{"entity_type":"boat","fields":{"name":"Argo"}}]}""");
    }

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Both_revisions_are_spoken(string revision)
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite);
        await using var mcp = await server.McpAsync(revision: revision);
        mcp.NegotiatedProtocolVersion.ShouldBe(revision);
        (await mcp.ListToolsAsync(cancellationToken: Cancel)).Count.ShouldBe(25);
        (await mcp.CallAsync("list_schemas")).Items().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Arguments_that_do_not_fit_are_refused_by_name()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite);
        await using var mcp = await server.McpAsync();
        foreach (
            var (tool, arguments, names) in new[]
            {
                ("get_entity", "{}", "entity_id"),
                ("get_entity", """{"entity_id":7}""", "entity_id"),
                ("get_entity", """{"entity_id":"ent_1","colour":"red"}""", "colour"),
                ("list_entities", """{"limit":"ten"}""", "limit"),
                ("list_entities", """{"limit":0}""", "limit"),
                ("list_entities", """{"filters":[{"field":"a","op":"eq","colour":1}]}""", "colour"),
                ("list_timeline", """{"from":"soon"}""", "from"),
                ("search", """{"text":"a","kind":"rooms"}""", "kind"),
                ("ingest", "{}", "exactly one"),
                ("ingest", """{"text":"a","url":"http://example.org"}""", "exactly one"),
                ("ingest", """{"path":"/etc/hostname"}""", "path"),
                ("ingest", """{"content_base64":"%%%"}""", "base64"),
                ("ingest_structured", """{"entities":[{"fields":{}}]}""", "entity_type"),
            }
        )
        {
            var result = await mcp.AnswerAsync(tool, arguments);
            result.IsError.ShouldBe(true, tool + arguments);
            var refusal = JsonElement.Parse(result.FirstText());
            refusal.Text("code").ShouldBe("INVALID_CONTENT");
            refusal.Text("message").ShouldContain(names);
        }
        (
            await mcp.RefusedAsync(
                "ingest",
                JsonSerializer.Serialize(new { content_base64 = Convert.ToBase64String(new byte[(10 << 20) + 1]) })
            )
        ).ShouldBe("FILE_TOO_LARGE");
        await Should.ThrowAsync<McpProtocolException>(() => mcp.AnswerAsync("open_door"));
    }

    [Theory, DoorData, Trait("req", "N-122")]
    public async Task Sources_are_resources_and_read_in_parts(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await using var mcp = await server.McpAsync();
        const string text = "Größe: 漢字 and 🦊, and more of it.";
        var result = await mcp.AnswerAsync(
            "ingest",
            JsonSerializer.Serialize(new { content_base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), file_name = "t.txt" })
        );
        var link = result.Content.OfType<ResourceLinkBlock>().ShouldHaveSingleItem();
        var id = result.StructuredContent.ShouldNotBeNull().Text("source_id");
        link.Uri.ShouldBe("strata://source/" + id);
        (await mcp.ListResourcesAsync(cancellationToken: Cancel)).Select(r => r.Uri).ShouldContain(link.Uri);
        (await mcp.ListResourceTemplatesAsync(cancellationToken: Cancel)).ShouldHaveSingleItem();
        var read = await mcp.ReadResourceAsync(link.Uri, cancellationToken: Cancel);
        read.Contents.ShouldHaveSingleItem().ShouldBeOfType<TextResourceContents>().Text.ShouldBe(text);
        await Should.ThrowAsync<McpException>(async () =>
            await mcp.ReadResourceAsync("strata://source/src_none", cancellationToken: Cancel)
        );

        var whole = new StringBuilder();
        long? offset = 0;
        while (offset is { } at)
        {
            var part = await mcp.CallAsync("get_source_content", $$"""{"source_id":"{{id}}","offset":{{at}},"length":5}""");
            whole.Append(part.Text("text"));
            offset = part.TryGetProperty("next_offset", out var next) ? next.GetInt64() : null;
        }
        whole.ToString().ShouldBe(text);

        var page = await mcp.CallAsync("ingest", """{"text":"<h1>Title</h1><p>Some <b>bold</b> words.</p>","file_name":"p.html"}""");
        var shown = await mcp.CallAsync("show", $$"""{"id":"{{page.Text("source_id")}}","offset":2}""");
        shown.Text("media_type").ShouldBe("text/markdown");
        shown.Text("text").ShouldBe("Title\n\nSome bold words.\n");

        var binary = await mcp.CallAsync("ingest", """{"content_base64":"AAECAwQ=","interpret":false}""");
        var bytes = await mcp.CallAsync("get_source_content", $$"""{"source_id":"{{binary.Text("source_id")}}"}""");
        bytes.Text("content_base64").ShouldBe("AAECAwQ=");
    }

    [Theory, DoorData]
    public async Task Agent_lines_a_run_up_watches_it_and_cancels_another(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await using var mcp = await server.McpAsync(revision: "2025-11-25");
        var taken = await mcp.CallAsync(
            "ingest",
            JsonSerializer.Serialize(
                new
                {
                    text = StoreServer.Invoices,
                    file_name = "a.csv",
                    wait = false,
                }
            )
        );
        var run = taken.GetProperty("run").Text("run_id");
        (await mcp.CallAsync("watch_run", $$"""{"run_id":"{{run}}","seconds":0}""")).Text("status").ShouldBe("queued");
        var watched = server.Alice.ToldAsync("2025-11-25", mcp.SessionId, "watch_run", new { run_id = run, seconds = 600 });
        await server.Test.Store.RunWorkerAsync(
            new WorkerOptions { Once = true },
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
            Cancel
        );
        var (told, seen) = await watched;
        seen.GetProperty("structuredContent").Text("status").ShouldBe("completed");
        told.ShouldNotBeEmpty();

        var again = await mcp.CallAsync("reinterpret", $$"""{"source_id":"{{taken.Text("source_id")}}","wait":false}""");
        var other = again.GetProperty("run").Text("run_id");
        (await mcp.RefusedAsync("reinterpret", $$"""{"source_id":"{{taken.Text("source_id")}}","wait":false}""")).ShouldBe(
            "INTERPRETATION_IN_PROGRESS"
        );
        (await mcp.CallAsync("cancel_run", $$"""{"run_id":"{{other}}"}""")).Text("status").ShouldBe("cancelled");
        (await mcp.RefusedAsync("cancel_run", $$"""{"run_id":"{{other}}"}""")).ShouldBe("CONFLICT");
    }

    [Theory, DoorData]
    public async Task Agent_adds_a_version_of_a_type_activates_another_and_rebuilds(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await using var mcp = await server.McpAsync();
        await mcp.CallAsync(
            "register_schema",
            """{"entity_type":"boat","schema":{"type":"object","properties":{"name":{"type":"string"}}}}"""
        );
        var second = await mcp.CallAsync(
            "register_schema",
            """{"entity_type":"boat","schema":{"type":"object","properties":{"no":{"type":"string"}}}}"""
        );
        second.GetProperty("active_version").GetInt32().ShouldBe(2);

        var first = await mcp.CallAsync("activate_schema", """{"entity_type":"boat","version":1}""");
        first.GetProperty("active_version").GetInt32().ShouldBe(1);
        await mcp.CallAsync("retract", $$"""{"id":"{{first.Text("decision_id")}}"}""");
        (await mcp.CallAsync("describe_schema", """{"entity_type":"boat"}""")).GetProperty("version").GetInt32().ShouldBe(2);
        (await mcp.RefusedAsync("register_schema", """{"entity_type":"boat"}""")).ShouldBe("INVALID_CONTENT");
        (await mcp.RefusedAsync("activate_schema", """{"entity_type":"boat","version":9}""")).ShouldBe("SCHEMA_NOT_FOUND");
        (await mcp.RefusedAsync("register_schema", """{"entity_type":"boat","version":1,"activate":false}""")).ShouldBe("INVALID_CONTENT");
        (await mcp.RefusedAsync("register_schema", """{"entity_type":"boat","version":1,"idempotency_key":"k"}""")).ShouldBe(
            "INVALID_CONTENT"
        );

        (await mcp.CallAsync("rebuild", "{}")).GetProperty("changed").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Progress_is_told_rising_and_before_the_answer()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite);
        var rows = string.Concat(Enumerable.Range(1, 5000).Select(n => $"INV-{n};Vendor {n};{n},00;2026-03-31\n"));
        var many = new { text = "Invoice No;Vendor;Total;Due date\n" + rows, file_name = "many.csv" };
        var (told, result) = await server.Alice.ToldAsync("2026-07-28", session: null, "ingest", many);
        told.ShouldNotBeEmpty();
        Func<JsonElement, double> done = note => note.GetProperty("progress").GetDouble();
        told.Select(done).ShouldBe(told.Select(done).Order().Distinct());
        var size = result.GetProperty("structuredContent").GetProperty("byte_size").GetInt64();
        told.Where(t => t.Text("message").EndsWith(" bytes", StringComparison.Ordinal)).ShouldNotBeEmpty();
        told.ShouldAllBe(t => t.GetProperty("total").GetDouble() == 2 * size && done(t) <= 2 * size);
    }

    [Fact]
    public async Task Session_belongs_to_who_opened_it()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite);
        await using var mcp = await server.McpAsync(revision: "2025-11-25");
        var session = mcp.SessionId.ShouldNotBeNull();
        const string ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";
        (await PostAsync(server.Alice, session, ping)).ShouldBe(200);
        (await PostAsync(server.Bob, session, ping)).ShouldBe(404);
        (await PostAsync(server.Alice, session: null, ping)).ShouldBe(400);
        (await PostAsync(server.Alice, session, "{")).ShouldBe(400);
        (await PostAsync(server.Alice, session, ping, "1999-01-01")).ShouldBe(400);
        using var gone = await server.Alice.SendAsync(
            new HttpRequestMessage(HttpMethod.Delete, "/mcp") { Headers = { { "Mcp-Session-Id", session } } },
            Cancel
        );
        ((int)gone.StatusCode).ShouldBe(204);
        (await PostAsync(server.Alice, session, ping)).ShouldBe(404);
    }

    [Fact]
    public async Task Session_of_a_token_that_only_reads_is_ended_by_it()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite);
        var token = await server.Test.Store.Users.AddTokenAsync(new UserId("alice"), "reader", expires: null, Cancel, TokenScope.Read);
        server.Anyone.DefaultRequestHeaders.Authorization = new("Bearer", token.Token);
        var session = await OpenAsync(server.Anyone);

        using var gone = await server.Anyone.SendAsync(
            new HttpRequestMessage(HttpMethod.Delete, "/mcp") { Headers = { { "Mcp-Session-Id", session } } },
            Cancel
        );

        ((int)gone.StatusCode).ShouldBe(204);
        (await PostAsync(server.Anyone, session, """{"jsonrpc":"2.0","id":1,"method":"ping"}""")).ShouldBe(404);
    }

    [Fact]
    public async Task Message_over_the_limit_or_of_another_kind_is_refused()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite, new ServerOptions { MaxBodyBytes = 1000 });
        (await PostAsync(server.Alice, session: null, new string(' ', 2000))).ShouldBe(413);
        (await PostAsync(server.Alice, session: null, "[]")).ShouldBe(400);
        (await PostAsync(server.Alice, session: null, """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", "2026-07-28")).ShouldBe(400);
        (await server.Alice.AskAsync("/mcp", ("Accept", "text/event-stream"), ("MCP-Protocol-Version", "2026-07-28"))).StatusCode.ShouldBe(
            System.Net.HttpStatusCode.MethodNotAllowed
        );
    }

    [Fact]
    public async Task Sessions_of_one_user_are_limited()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite, new ServerOptions { MaxMcpSessions = 2 });
        var first = await OpenAsync(server.Alice);
        var bobs = await OpenAsync(server.Bob);
        var second = await OpenAsync(server.Alice);
        var third = await OpenAsync(server.Alice);
        const string ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";
        (await PostAsync(server.Alice, first, ping)).ShouldBe(404);
        (await PostAsync(server.Alice, second, ping)).ShouldBe(200);
        (await PostAsync(server.Alice, third, ping)).ShouldBe(200);
        (await PostAsync(server.Bob, bobs, ping)).ShouldBe(200);
    }

    [Theory, DoorData]
    public async Task Promotion_is_waited_for_or_left_to_a_worker_through_each_door(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await using var mcp = await server.McpAsync();
        await server.Alice.StoreAsync("""{"entity_type":"contact","fields":{"email":"ann@example.com","shoe":39,"hat":57,"glove":8} }""");
        const string request = """{"entity_type":"contact","fields":[{"fragment":"FIELD"}],"wait":false}""";

        (await mcp.CallAsync("promote_fields", request.Replace("FIELD", "shoe", StringComparison.Ordinal)))
            .Text("state")
            .ShouldBe("backfilling");
        (await server.Alice.TellAsync("/api/v1/promotions", request.Replace("FIELD", "hat", StringComparison.Ordinal)).JsonAsync())
            .Text("state")
            .ShouldBe("backfilling");
        (await mcp.CallAsync("promote_fields", """{"entity_type":"contact","fields":[{"fragment":"glove"}]}"""))
            .Text("state")
            .ShouldBe("done");

        await Recovery.WorkAsync(server.Test.Store);
        (await server.Alice.AskAsync("/api/v1/promotions").JsonAsync())
            .Items()
            .Select(p => p.Text("state"))
            .ShouldBe(["done", "done", "done"]);
    }

    /// <summary>
    /// A session that is used by nobody from then on: the SDK's client begins to listen to its own at some later time, which is use, too.
    /// </summary>
    private static async Task<string> OpenAsync(HttpClient client)
    {
        const string hello =
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";
        using var answer = await SendAsync(client, session: null, hello, "2025-11-25");
        return answer.Headers.GetValues("Mcp-Session-Id").Single();
    }

    private static async Task<int> PostAsync(HttpClient client, string? session, string message, string revision = "2025-11-25")
    {
        using var answer = await SendAsync(client, session, message, revision);
        return (int)answer.StatusCode;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string? session, string message, string revision)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent(message, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Accept", "application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", revision);
        if (session is not null)
        {
            request.Headers.Add("Mcp-Session-Id", session);
        }
        return client.SendAsync(request, Cancel);
    }
}
