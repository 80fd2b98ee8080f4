using System.Net;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>What a token may do is what its scope says, through REST and MCP, and what it did is in the audit log.</summary>
public sealed class ScopeTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, DoorData]
    public async Task Token_does_what_its_scope_allows_and_no_more(Database.Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var alice = new UserId("alice");
        var (reader, writer) = (await MakeAsync(TokenScope.Read), await MakeAsync(TokenScope.Write));
        var contact = """{"entities":[{"entity_type":"contact","fields":{"email":"a@example.com"}}]}""";

        (await StatusAsync(reader, HttpMethod.Get, "/api/v1/entities")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(reader, HttpMethod.Post, "/api/v1/entities/query", "{}")).ShouldBe(
            HttpStatusCode.OK,
            "asking by POST is asking"
        );
        (await StatusAsync(reader, HttpMethod.Post, "/api/v1/verify")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(reader, HttpMethod.Post, "/api/v1/entities", contact)).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(writer, HttpMethod.Post, "/api/v1/entities", contact)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(writer, HttpMethod.Post, "/api/v1/rebuild")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(writer, HttpMethod.Get, "/api/v1/backup")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(writer, HttpMethod.Post, "/api/v1/jobs", """{"kind":"sweep"}""")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(writer, HttpMethod.Post, "/api/v1/jobs/pause")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(writer, HttpMethod.Post, "/api/v1/runs/archive")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(writer, HttpMethod.Post, "/api/v1/runs/run_1/restore")).ShouldBe(HttpStatusCode.Forbidden);
        (await server.Alice.AskAsync("/api/v1/entities?type=contact").JsonAsync()).Items().Count().ShouldBe(1);

        var id = (await server.Alice.AskAsync("/api/v1/entities?type=contact").JsonAsync())
            .Items()
            .First()
            .GetProperty("entity_id")
            .GetString();
        (
            await StatusAsync(
                writer,
                HttpMethod.Post,
                $"/api/v1/entities/{id}/correct",
                """{"fields":{"name":"Ann"},"reason":"she said so"}"""
            )
        ).ShouldBe(HttpStatusCode.OK);

        var audit = (await server.Alice.AskAsync("/api/v1/audit?limit=2").JsonAsync()).Items().ToList();
        var correction = audit[0];
        var asked = await server
            .Alice.AskAsync($"/api/v1/audit?since=2026-01-01&action=correction&token_id={writer.Details.TokenId}&about={id}")
            .JsonAsync();
        asked.Items().ShouldHaveSingleItem().GetRawText().ShouldBe(correction.GetRawText());
        (await server.Alice.AskAsync($"/api/v1/audit?token_id={reader.Details.TokenId}").JsonAsync()).Items().ShouldBeEmpty();
        correction.GetProperty("action").GetString().ShouldBe("correction");
        correction.GetProperty("actor").GetString().ShouldBe("rest");
        correction.GetProperty("token_id").GetString().ShouldBe(writer.Details.TokenId);
        correction.GetProperty("entity_id").GetString().ShouldBe(id);
        correction.GetProperty("reason").GetString().ShouldBe("she said so");
        audit[1].GetProperty("action").GetString().ShouldBe("add_token");
        audit[1].GetProperty("detail").GetProperty("scope").GetString().ShouldBe("write");
        (await server.Bob.AskAsync("/api/v1/audit").JsonAsync())
            .Items()
            .ShouldAllBe(e => e.GetProperty("action").GetString() != "correction");
        (await server.Test.Store.Users.ListTokensAsync(alice, new PageRequest(), Token))
            .Items.First(t => t.TokenId == writer.Details.TokenId)
            .LastUsedAt.ShouldNotBeNull();

        Task<NewToken> MakeAsync(TokenScope scope) => server.Test.Store.Users.AddTokenAsync(alice, "test", expires: null, Token, scope);

        async Task<HttpStatusCode> StatusAsync(NewToken token, HttpMethod method, string path, string? body = null)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Authorization = new("Bearer", token.Token);
            if (body is not null)
            {
                request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            }
            using var response = await server.Anyone.SendAsync(request, Token);
            return response.StatusCode;
        }
    }
}
