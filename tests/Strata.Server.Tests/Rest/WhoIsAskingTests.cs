using System.Net;

namespace Strata.Server.Tests;

public sealed class WhoIsAskingTests
{
    /// <summary>Tells who asked by the name in the refusal.</summary>
    private static readonly ServerStore Telling = new(
        (user, _) => throw new StrataException(ErrorCode.Conflict, user.Value),
        (token, _) =>
            Task.FromResult<Caller?>(
                token switch
                {
                    "strata_a" => new Caller(new UserId("alice"), "tok_a"),
                    "strata_b" => new Caller(new UserId("bob"), "tok_b"),
                    _ => null,
                }
            ),
        _ => Task.FromResult(new StoreHealth([]))
    );

    private static readonly ServerOptions WithTokens = new() { RequireTokens = true, AllowedOrigins = [new("https://app.example")] };

    [Theory]
    [InlineData("http://0.0.0.0:7777")]
    [InlineData("http://192.168.1.4:7777")]
    [InlineData("http://strata.example:7777")]
    [InlineData("http://*:7777")]
    public void Public_address_without_tokens_is_refused(string url)
    {
        Uri.TryCreate(url, UriKind.Absolute, out var address);
        var options = new ServerOptions { Urls = [address ?? new Uri("http://any.example")] };
        Should.Throw<StrataException>(() => StrataServer.Build(options, Telling, TimeProvider.System)).Code.ShouldBe(ErrorCode.Forbidden);
    }

    [Fact]
    public async Task Local_mode_needs_no_token_and_works_for_the_local_user()
    {
        await using var server = await RunningServer.StartAsync(Telling);
        (await server.Client.AskAsync("/api/v1/schemas").RefusedAsync(409, "CONFLICT")).ShouldBe("local");
    }

    [Fact]
    public async Task Local_mode_takes_a_token_that_is_sent_at_its_word()
    {
        await using var server = await RunningServer.StartAsync(Telling);
        using var alice = server.ClientWith("strata_a");
        using var nobody = server.ClientWith("strata_x");
        using var other = server.ClientWith("what a client sends anyway");
        (await alice.AskAsync("/api/v1/schemas").RefusedAsync(409, "CONFLICT")).ShouldBe("alice");
        await nobody.AskAsync("/api/v1/schemas").RefusedAsync(401, "UNAUTHENTICATED");
        (await nobody.AskAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await other.AskAsync("/api/v1/schemas").RefusedAsync(409, "CONFLICT")).ShouldBe("local");
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "http://localhost:5173")]
    [InlineData("Origin", "null")]
    public async Task Local_mode_refuses_pages_of_other_sites(string header, string value)
    {
        await using var server = await RunningServer.StartAsync(Telling);
        await server.Client.AskAsync("/api/v1/schemas", (header, value)).RefusedAsync(403, "FORBIDDEN");
        await server.Client.AskAsync("/mcp", (header, value)).RefusedAsync(403, "FORBIDDEN");
    }

    [Fact]
    public async Task Local_mode_takes_its_own_pages()
    {
        await using var server = await RunningServer.StartAsync(Telling);
        var own = server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        await server.Client.AskAsync("/api/v1/schemas", ("Origin", own)).RefusedAsync(409, "CONFLICT");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer ")]
    [InlineData("Bearer strata_x")]
    public async Task Server_mode_asks_for_a_token(string? authorization)
    {
        await using var server = await RunningServer.StartAsync(Telling, WithTokens);
        foreach (var path in new[] { "/api/v1/schemas", "/api/v1/entities/ent_1", "/mcp" })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
            var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            answer.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Bearer");
            await Task.FromResult(answer).RefusedAsync(401, "UNAUTHENTICATED");
        }
    }

    [Fact]
    public async Task Server_mode_knows_users_by_their_tokens()
    {
        await using var server = await RunningServer.StartAsync(Telling, WithTokens);
        using var alice = server.ClientWith("strata_a");
        using var bob = server.ClientWith("strata_b");
        (await alice.AskAsync("/api/v1/schemas").RefusedAsync(409, "CONFLICT")).ShouldBe("alice");
        (await bob.AskAsync("/api/v1/schemas").RefusedAsync(409, "CONFLICT")).ShouldBe("bob");
    }

    [Fact]
    public async Task Server_mode_takes_pages_of_allowed_origins_only()
    {
        await using var server = await RunningServer.StartAsync(Telling, WithTokens);
        using var alice = server.ClientWith("strata_a");
        await alice.AskAsync("/api/v1/schemas", ("Origin", "https://app.example")).RefusedAsync(409, "CONFLICT");
        await alice.AskAsync("/api/v1/schemas", ("Origin", "https://evil.example")).RefusedAsync(403, "FORBIDDEN");
    }

    [Fact]
    public async Task Server_mode_tells_its_health_and_its_interface_to_anyone()
    {
        await using var server = await RunningServer.StartAsync(Telling, WithTokens);
        (await server.Client.AskAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.Client.AskAsync("/openapi/v1.json")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
