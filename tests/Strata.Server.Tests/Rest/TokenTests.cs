using System.Net;
using System.Net.Http.Headers;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>A user's own tokens through the server that asks for them.</summary>
public sealed class TokenTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory, DoorData]
    public async Task Tokens_are_made_listed_rotated_and_revoked_by_their_owner(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var asked = await AskAsync(
            server.Alice,
            HttpMethod.Post,
            "",
            """{"name":"agent","scope":"write","expires_at":"2126-01-01T00:00:00Z"}"""
        );
        asked.Status.ShouldBe(HttpStatusCode.Created);
        var made = asked.Json;
        made.GetProperty("details").GetProperty("scope").GetString().ShouldBe("write");
        (await AsAsync(server, made, "/api/v1/entities")).ShouldBe(HttpStatusCode.OK);
        (await AsAsync(server, made, "/api/v1/tokens")).ShouldBe(HttpStatusCode.Forbidden);

        var young = (await AskAsync(server.Alice, HttpMethod.Post, $"/{Id(made)}/rotate", """{"grace_hours":0}""")).Json;
        young.GetProperty("details").GetProperty("name").GetString().ShouldBe("agent");
        (await AsAsync(server, made, "/api/v1/entities")).ShouldBe(HttpStatusCode.Unauthorized);
        (await AsAsync(server, young, "/api/v1/entities")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(server.Alice, HttpMethod.Post, $"/{Id(made)}/rotate")).Code.ShouldBe("CONFLICT");

        var ended = (await AskAsync(server.Alice, HttpMethod.Delete, $"/{Id(young)}")).Json;
        ended.TryGetProperty("revoked_at", out _).ShouldBeTrue();
        (await AsAsync(server, young, "/api/v1/entities")).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(server.Alice, HttpMethod.Delete, $"/{Id(young)}")).Code.ShouldBe("CONFLICT");

        var first = (await AskAsync(server.Alice, HttpMethod.Get, "?limit=2")).Json;
        var rest = (await AskAsync(server.Alice, HttpMethod.Get, $"?cursor={first.GetProperty("next_cursor").GetString()}")).Json;
        var listed = first.Items().Concat(rest.Items()).Select(t => t.GetProperty("token_id").GetString()).ToList(); // made in one moment, so in any order
        listed.Count.ShouldBe(3);
        listed.ShouldBeUnique();
        listed.ShouldContain(Id(made));
        listed.ShouldContain(Id(young));
        (first.GetRawText() + rest.GetRawText()).ShouldNotContain("strata_");
    }

    [Theory, DoorData]
    public async Task What_is_done_to_tokens_is_in_the_audit_log_with_the_token_it_was_done_with(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var own = OwnId((await AskAsync(server.Alice, HttpMethod.Get, "")).Json);
        var made = (await AskAsync(server.Alice, HttpMethod.Post, "", """{"name":"agent","scope":"read"}""")).Json;
        var young = (await AskAsync(server.Alice, HttpMethod.Post, $"/{Id(made)}/rotate")).Json;
        await AskAsync(server.Alice, HttpMethod.Delete, $"/{Id(young)}");

        var audit = await server.Alice.AskAsync($"/api/v1/audit?actor=rest&token_id={own}").JsonAsync();

        audit.Items().Select(e => e.GetProperty("action").GetString()).ShouldBe(["revoke_token", "rotate_token", "add_token"]);
        audit.Items().Select(e => e.GetProperty("detail").GetProperty("token_id").GetString()).ShouldBe([Id(young), Id(young), Id(made)]);
        audit.GetRawText().ShouldNotContain("strata_");
    }

    [Theory, DoorData]
    public async Task Only_an_admin_token_administers_and_nobody_anothers(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var writer = (await AskAsync(server.Alice, HttpMethod.Post, "", """{"name":"agent","scope":"write"}""")).Json;
        using var weak = RunningServer.NewClient(server.Address);
        weak.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret(writer));
        foreach (
            var (method, path) in new[]
            {
                (HttpMethod.Get, ""),
                (HttpMethod.Post, ""),
                (HttpMethod.Post, $"/{Id(writer)}/rotate"),
                (HttpMethod.Delete, $"/{Id(writer)}"),
            }
        )
        {
            (await AskAsync(weak, method, path, method == HttpMethod.Get ? null : """{"name":"more","scope":"read"}""")).Code.ShouldBe(
                "FORBIDDEN",
                $"{method} {path}"
            );
        }

        (await AskAsync(server.Bob, HttpMethod.Post, $"/{Id(writer)}/rotate")).Code.ShouldBe("SOURCE_NOT_FOUND");
        (await AskAsync(server.Bob, HttpMethod.Post, "/tok_0000000000000000/rotate")).Code.ShouldBe("SOURCE_NOT_FOUND");
        (await AskAsync(server.Bob, HttpMethod.Delete, $"/{Id(writer)}")).Code.ShouldBe("SOURCE_NOT_FOUND");
        (await AsAsync(server, writer, "/api/v1/entities")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(server.Bob, HttpMethod.Get, "")).Json.Items().Count().ShouldBe(1);
    }

    [Theory, DoorData]
    public async Task What_makes_no_token_is_refused(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        foreach (
            var body in new[]
            {
                """{"scope":"read"}""",
                """{"name":"agent"}""",
                """{"name":" ","scope":"read"}""",
                """{"name":"agent","scope":"root"}""",
                """{"name":"agent","scope":"2"}""",
                """{"name":"agent","scope":"read","expires_at":"2020-01-01T00:00:00Z"}""",
            }
        )
        {
            (await AskAsync(server.Alice, HttpMethod.Post, "", body)).Code.ShouldBe("INVALID_CONTENT", body);
        }
        var own = OwnId((await AskAsync(server.Alice, HttpMethod.Get, "")).Json);
        foreach (var hours in new[] { -1, 8785 })
        {
            (await AskAsync(server.Alice, HttpMethod.Post, $"/{own}/rotate", $$"""{"grace_hours":{{hours}}}""")).Code.ShouldBe(
                "INVALID_CONTENT"
            );
        }
        (await AskAsync(server.Alice, HttpMethod.Get, "")).Json.Items().Count().ShouldBe(1);
    }

    private static string Id(JsonElement made) => made.GetProperty("details").GetProperty("token_id").GetString().ShouldNotBeNull();

    private static string Secret(JsonElement made) => made.GetProperty("token").GetString().ShouldNotBeNull();

    /// <summary>The one that the client asks with, which is the oldest.</summary>
    private static string OwnId(JsonElement page) => page.Items().First().GetProperty("token_id").GetString().ShouldNotBeNull();

    private static async Task<HttpStatusCode> AsAsync(StoreServer server, JsonElement made, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret(made));
        using var response = await server.Anyone.SendAsync(request, Cancel);
        return response.StatusCode;
    }

    private static async Task<Answer> AskAsync(HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/tokens" + path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, Cancel);
        return new Answer(response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancel)));
    }

    private sealed record Answer(HttpStatusCode Status, JsonElement Json)
    {
        public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;
    }
}
