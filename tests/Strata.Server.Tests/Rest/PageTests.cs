using System.Net;

namespace Strata.Server.Tests;

/// <summary>What the page of browsers is served with, and who a browser is.</summary>
[Trait("req", "B-5")]
[Trait("req", "B-9")]
public sealed class PageTests : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static readonly ServerStore Telling = new(
        (user, _) => throw new StrataException(ErrorCode.Conflict, user.Value),
        (token, _) => Task.FromResult<Caller?>(token == "strata_a" ? new Caller(new UserId("alice"), "tok_a", TokenScope.Read) : null),
        _ => Task.FromResult(new StoreHealth([]))
    );

    /// <summary>Sends only the cookies that a test gives it.</summary>
    private static readonly HttpClient Cookieless = new(new SocketsHttpHandler { UseCookies = false });

    private readonly string _folder = Directory.CreateTempSubdirectory("strata-page-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("entities/ent_1")]
    [InlineData("sources/src_1?value=obs_3.total")]
    public async Task Every_address_that_a_browser_opens_is_the_page_with_a_policy_and_a_nonce_of_its_own(string path)
    {
        await using var server = await ServeAsync();
        var first = await OpenAsync(server, path);
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-");
        policy.ShouldNotContain("unsafe");
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        (await first.Content.ReadAsStringAsync(Cancel)).ShouldBe($"<html><style nonce=\"{nonce}\"></style></html>");
        (await OpenAsync(server, path)).Headers.GetValues("Content-Security-Policy").Single().ShouldNotBe(policy);
        first.Headers.CacheControl?.ToString().ShouldBe("no-cache");
    }

    [Fact]
    public async Task Built_files_are_sent_compressed_and_for_good()
    {
        await using var server = await ServeAsync();
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/assets/a-1.js");
        ask.Headers.Add("Accept-Encoding", "gzip, br");
        var answer = await server.Client.SendAsync(ask, Cancel);
        answer.Content.Headers.ContentEncoding.Single().ShouldBe("br");
        answer.Content.Headers.ContentType?.ToString().ShouldBe("text/javascript; charset=utf-8");
        answer.Headers.CacheControl?.ToString().ShouldBe("public, max-age=31536000, immutable");
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldBe("packed");
        (await server.Client.GetStringAsync("/assets/a-1.js", Cancel)).ShouldBe("plain");
    }

    [Theory]
    [InlineData("/assets/..%2f..%2fsecret.js")]
    [InlineData("/..%2fsecret.js")]
    [InlineData("/assets/%5c..%5csecret.js")]
    [InlineData("/index.html.br")]
    [InlineData("/.vite/manifest.json")]
    public async Task Nothing_else_is_sent(string path)
    {
        await using var server = await ServeAsync();
        (await server.Client.GetAsync(path, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/mcp/nothing")]
    [InlineData("/health/nothing")]
    public async Task Routes_of_programs_stay_theirs(string path)
    {
        await using var server = await ServeAsync();
        (await OpenAsync(server, path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Page_that_is_not_built_says_what_to_do()
    {
        await using var server = await ServeAsync(new ServerOptions { PageFolder = Path.Combine(_folder, "none") });
        var answer = await OpenAsync(server, "");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("Node.js");
    }

    [Fact]
    public async Task Session_is_a_cookie_that_neither_scripts_nor_other_sites_have()
    {
        await using var server = await ServeAsync(new ServerOptions { RequireTokens = true });
        var session = await server.Client.AskAsync("/api/v1/session").JsonAsync();
        session.GetProperty("require_tokens").GetBoolean().ShouldBeTrue();
        session.TryGetProperty("user", out _).ShouldBeFalse();

        await server.Client.TellAsync("/api/v1/session", """{"token":"strata_x"}""").RefusedAsync(401, "UNAUTHENTICATED");
        var signedIn = await server.Client.TellAsync("/api/v1/session", """{"token":" strata_a "}""");
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldStartWith("strata_session=strata_a;");
        cookie.ShouldContain("path=/; samesite=strict; httponly");
        cookie.ShouldNotContain("secure");
        (await SendAsync(server, HttpMethod.Get, "/api/v1/schemas", "strata_a").RefusedAsync(409, "CONFLICT")).ShouldBe("alice");
        await SendAsync(server, HttpMethod.Get, "/api/v1/schemas", "strata_gone").RefusedAsync(401, "UNAUTHENTICATED");
        (await SendAsync(server, HttpMethod.Get, "/metrics", "strata_a")).StatusCode.ShouldNotBe(HttpStatusCode.OK);

        var signedOut = await server.Client.DeleteAsync("/api/v1/session", Cancel);
        signedOut.Headers.GetValues("Set-Cookie").Single().ShouldStartWith("strata_session=; expires=Thu, 01 Jan 1970");
    }

    [Fact]
    public async Task Cookie_changes_something_only_from_the_servers_own_page()
    {
        await using var server = await ServeAsync(new ServerOptions { RequireTokens = true });
        var own = server.Address.GetLeftPart(UriPartial.Authority);
        // This token may only read: that it is asked for more shows that the cookie was taken.
        await SendAsync(server, HttpMethod.Post, "/api/v1/jobs/resume", "strata_a", own).RefusedAsync(403, "FORBIDDEN");
        await SendAsync(server, HttpMethod.Post, "/api/v1/jobs/resume", "strata_a").RefusedAsync(401, "UNAUTHENTICATED");
        await SendAsync(server, HttpMethod.Post, "/api/v1/jobs/resume", "strata_a", $"http://127.0.0.1:{server.Address.Port + 1}")
            .RefusedAsync(403, "FORBIDDEN");
        await SendAsync(server, HttpMethod.Post, "/mcp", "strata_a", own).RefusedAsync(401, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task What_a_page_sends_as_the_user_before_is_refused()
    {
        await using var server = await ServeAsync(new ServerOptions { RequireTokens = true });
        using var alice = server.ClientWith("strata_a");
        (await alice.AskAsync("/api/v1/schemas", ("Strata-User", "alice")).RefusedAsync(409, "CONFLICT")).ShouldBe("alice");
        await alice.AskAsync("/api/v1/schemas", ("Strata-User", "bob")).RefusedAsync(401, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task Behind_a_proxy_with_tls_the_cookie_is_secure()
    {
        var options = new ServerOptions { RequireTokens = true, TrustedProxies = [ServerOptions.Network("127.0.0.1")!.Value] };
        await using var server = await ServeAsync(options);
        using var ask = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session")
        {
            Content = new StringContent("""{"token":"strata_a"}""", Encoding.UTF8, "application/json"),
        };
        ask.Headers.Add("X-Forwarded-Proto", "https");
        var cookie = (await server.Client.SendAsync(ask, Cancel)).Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldStartWith("__Host-strata_session=strata_a;");
        cookie.ShouldContain("; secure;");
    }

    private async Task<RunningServer> ServeAsync(ServerOptions? options = null)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "secret.js"), "secret", Cancel);
        var page = Path.Combine(_folder, "page");
        Directory.CreateDirectory(Path.Combine(page, "assets"));
        Directory.CreateDirectory(Path.Combine(page, ".vite"));
        await File.WriteAllTextAsync(Path.Combine(page, ".vite/manifest.json"), "{}", Cancel);
        await File.WriteAllTextAsync(Path.Combine(page, "index.html"), "<html><style nonce=\"STRATA_NONCE\"></style></html>", Cancel);
        await File.WriteAllTextAsync(Path.Combine(page, "assets/a-1.js"), "plain", Cancel);
        await File.WriteAllTextAsync(Path.Combine(page, "assets/a-1.js.br"), "packed", Cancel);
        return await RunningServer.StartAsync(
            Telling,
            options is { PageFolder: var other } && other.StartsWith(_folder, StringComparison.Ordinal)
                ? options
                : (options ?? new()) with
                {
                    PageFolder = page,
                }
        );
    }

    private static Task<HttpResponseMessage> OpenAsync(RunningServer server, string path)
    {
        var ask = new HttpRequestMessage(HttpMethod.Get, path.StartsWith('/') ? path : "/" + path);
        ask.Headers.Add("Accept", "text/html,application/xhtml+xml");
        return server.Client.SendAsync(ask, Cancel);
    }

    private static Task<HttpResponseMessage> SendAsync(
        RunningServer server,
        HttpMethod method,
        string path,
        string token,
        string? origin = null
    )
    {
        var ask = new HttpRequestMessage(method, new Uri(server.Address, path));
        ask.Headers.Add("Cookie", "strata_session=" + token);
        if (origin is not null)
        {
            ask.Headers.Add("Origin", origin);
        }
        return Cookieless.SendAsync(ask, Cancel);
    }
}
