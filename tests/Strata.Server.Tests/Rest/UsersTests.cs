using System.Net;
using System.Net.Http.Headers;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>All users through the server: for those it was started with as operators, and for nobody else.</summary>
public sealed class UsersTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly ServerOptions AliceOperates = new() { Operators = [new("alice")] };

    [Theory, DatabaseData]
    public async Task Operator_lists_adds_and_sets_plans_which_the_users_find_in_their_audit_logs(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine, AliceOperates);
        await server.Bob.UploadAsync("?file_name=a.csv&interpret=false", StoreServer.Invoices);

        var added = await AskAsync(server.Alice, HttpMethod.Post, "", """{"user_id":"carol","display_name":"Carol C."}""");
        added.Status.ShouldBe(HttpStatusCode.Created);
        added.Json.Text("display_name").ShouldBe("Carol C.");
        added.Json.GetProperty("usage").Text("plan").ShouldBe("enterprise");
        (await AskAsync(server.Alice, HttpMethod.Post, "", """{"user_id":"carol"}""")).Code.ShouldBe("CONFLICT");

        var planned = await AskAsync(server.Alice, HttpMethod.Put, "/bob/plan", """{"plan":"free","storage_limit":5000}""");
        planned.Json.GetProperty("usage").Text("plan").ShouldBe("free");
        planned.Json.GetProperty("usage").GetProperty("storage").GetProperty("limit").GetInt64().ShouldBe(5000);
        (await server.Bob.AskAsync("/api/v1/usage").JsonAsync()).Text("plan").ShouldBe("free");

        var first = (await AskAsync(server.Alice, HttpMethod.Get, "?limit=3")).Json;
        var rest = (await AskAsync(server.Alice, HttpMethod.Get, $"?limit=3&cursor={first.Text("next_cursor")}")).Json;
        rest.TryGetProperty("next_cursor", out _).ShouldBeFalse();
        var listed = first.Items().Concat(rest.Items()).ToList();
        listed.Select(u => u.Text("user_id")).ShouldBe(["alice", "bob", "carol", "local"]);
        listed[1].GetProperty("usage").GetProperty("storage").GetProperty("used").GetInt64().ShouldBe(StoreServer.Invoices.Length + 1);
        (first.GetRawText() + rest.GetRawText()).ShouldNotContain("a.csv");

        var audit = (await server.Bob.AskAsync("/api/v1/audit?action=set_plan").JsonAsync()).Items().ShouldHaveSingleItem();
        audit.Text("actor").ShouldBe("operator:alice");
        var carol = server.Test.Store.For(new UserId("carol"), "test");
        (await carol.Audit.ListAsync(new AuditQuery { Action = "add_user" }, Cancel))
            .Items.ShouldHaveSingleItem()
            .Actor.ShouldBe("operator:alice");
        (await carol.Schemas.ListAsync(Cancel)).ShouldNotBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Nobody_else_sees_or_changes_users_not_even_with_an_admin_token(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine, AliceOperates);
        var weak = await server.Test.Store.Users.AddTokenAsync(new UserId("alice"), "weak", expires: null, Cancel, TokenScope.Write);
        using var writer = RunningServer.NewClient(server.Address);
        writer.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", weak.Token);

        foreach (var client in new[] { server.Bob, writer })
        {
            (await AskAsync(client, HttpMethod.Get, "")).Code.ShouldBe("FORBIDDEN");
            (await AskAsync(client, HttpMethod.Post, "", """{"user_id":"mallory"}""")).Code.ShouldBe("FORBIDDEN");
            var real = await AskAsync(client, HttpMethod.Put, "/bob/plan", """{"plan":"pro"}""");
            var nobodys = await AskAsync(client, HttpMethod.Put, "/nobody/plan", """{"plan":"pro"}""");
            (real.Code, real.Json.Text("detail")).ShouldBe(("FORBIDDEN", nobodys.Json.Text("detail")));
        }
        (await server.Test.Store.Users.ListAsync(Cancel)).Select(u => u.UserId).ShouldBe(["alice", "bob", "local"], ignoreOrder: true);
        (await server.Bob.AskAsync("/api/v1/usage").JsonAsync()).Text("plan").ShouldBe("enterprise");
        (await server.Bob.AskAsync("/api/v1/session").JsonAsync()).GetProperty("is_operator").GetBoolean().ShouldBeFalse();
        (await server.Alice.AskAsync("/api/v1/session").JsonAsync()).GetProperty("is_operator").GetBoolean().ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task What_is_no_user_or_plan_is_refused(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine, AliceOperates);

        (await AskAsync(server.Alice, HttpMethod.Put, "/nobody/plan", """{"plan":"pro"}""")).Code.ShouldBe("SOURCE_NOT_FOUND");
        (await AskAsync(server.Alice, HttpMethod.Put, "/No%20name/plan", """{"plan":"pro"}""")).Code.ShouldBe("SOURCE_NOT_FOUND");
        (await AskAsync(server.Alice, HttpMethod.Put, "/bob/plan", """{"plan":"gold"}""")).Code.ShouldBe("INVALID_CONTENT");
        (await AskAsync(server.Alice, HttpMethod.Put, "/bob/plan", """{"plan":"pro","storage_limit":-2}""")).Code.ShouldBe(
            "INVALID_CONTENT"
        );
        (await AskAsync(server.Alice, HttpMethod.Post, "", """{"user_id":"No Name"}""")).Code.ShouldBe("INVALID_CONTENT");
        (await AskAsync(server.Alice, HttpMethod.Post, "", """{"user_id":"dora","display_name":"a\nb"}""")).Code.ShouldBe(
            "INVALID_CONTENT"
        );
        (await AskAsync(server.Alice, HttpMethod.Get, "?cursor=nonsense")).Code.ShouldBe("INVALID_CONTENT");
        (await server.Test.Store.Users.ListAsync(Cancel)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task In_local_mode_the_one_user_is_an_operator_but_a_token_of_another_is_not()
    {
        await using var test = await TestStore.CreateAsync(Engine.Sqlite);
        var token = await test.Store.Users.AddTokenAsync(new UserId("bob"), "test", expires: null, Cancel);
        await using var server = await RunningServer.StartAsync(ServerStore.Of(test.Store), new ServerOptions(), time: test.Time);
        (await AskAsync(server.Client, HttpMethod.Get, "")).Json.Items().Count().ShouldBe(3);
        using var bob = server.ClientWith(token.Token);
        (await AskAsync(bob, HttpMethod.Get, "")).Code.ShouldBe("FORBIDDEN");
    }

    private static async Task<Answer> AskAsync(HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/users" + path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, Cancel);
        return new Answer(response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancel)));
    }

    private sealed record Answer(HttpStatusCode Status, JsonElement Json)
    {
        public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;
    }
}
