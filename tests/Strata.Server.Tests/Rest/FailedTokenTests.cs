using System.Net;

namespace Strata.Server.Tests;

/// <summary>Nobody tries tokens without end, and nobody is kept from working by one who does.</summary>
public sealed class FailedTokenTests
{
    private const string Path = "/api/v1/schemas";

    /// <summary>One flows into the bucket every minute.</summary>
    private static readonly ServerOptions OneAMinute = new() { RequireTokens = true, FailedTokens = 1 };
    private static readonly ServerOptions BehindProxy = OneAMinute with
    {
        TrustedProxies = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8")],
    };

    private int _lookedUp;

    /// <summary>Good are <c>strata_good…</c>.</summary>
    private ServerStore Store =>
        new(
            (user, _) => throw new StrataException(ErrorCode.Conflict, user.Value),
            (token, _) =>
            {
                Interlocked.Increment(ref _lookedUp);
                return Task.FromResult(
                    token.StartsWith("strata_good", StringComparison.Ordinal) ? new Caller(new UserId("alice"), "tok_1") : null
                );
            },
            _ => Task.FromResult(new StoreHealth([]))
        );

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer strata_wrong")]
    [InlineData("Basic YTpi")]
    public async Task Requests_without_a_good_token_are_told_to_come_again_later(string? authorization)
    {
        await using var server = await RunningServer.StartAsync(Store, OneAMinute);

        (await AskAsync(server, authorization)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var refused = await UntilLimitedAsync(server, authorization);

        refused
            .Headers.RetryAfter.ShouldNotBeNull()
            .Delta.ShouldNotBeNull()
            .ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        (await Task.FromResult(refused).RefusedAsync(429, "RATE_LIMITED")).ShouldStartWith(
            "More than 1 requests per minute without a valid token"
        );
        (await server.Client.AskAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Tokens_of_the_servers_own_machine_are_looked_up_all_the_same()
    {
        await using var server = await RunningServer.StartAsync(Store, OneAMinute);
        await UntilLimitedAsync(server, "Bearer strata_wrong");

        await GoodAsync(server, "strata_good", from: null);
    }

    [Fact]
    public async Task Address_that_has_failed_too_often_has_no_new_token_looked_up()
    {
        await using var server = await RunningServer.StartAsync(Store, BehindProxy);
        await GoodAsync(server, "strata_good_seen", "203.0.113.7");

        await UntilLimitedAsync(server, "Bearer strata_wrong", "203.0.113.7");
        var before = _lookedUp;
        await UntilLimitedAsync(server, $"Bearer strata_good_{before}", "203.0.113.7", other: "Bearer strata_wrong");

        await GoodAsync(server, "strata_good_seen", "203.0.113.7"); // shares the address with one who guesses
        await GoodAsync(server, "strata_good_new", "203.0.113.8");
        await GoodAsync(server, "strata_good_new", "203.0.113.7");
    }

    /// <summary>The bucket fills by the clock, a little more or less than one at a time.</summary>
    [Fact]
    public async Task Part_of_a_permit_has_no_token_looked_up()
    {
        await using var server = await RunningServer.StartAsync(Store, BehindProxy with { FailedTokens = 240 });
        var refused = new Dictionary<HttpStatusCode, int>();
        for (var i = 0; i < 600; i++)
        {
            var answer = await AskAsync(server, "Bearer strata_wrong", "203.0.113.7");
            refused[answer.StatusCode] = refused.GetValueOrDefault(answer.StatusCode) + 1;
        }

        var (failed, limited) = (refused[HttpStatusCode.Unauthorized], refused.GetValueOrDefault(HttpStatusCode.TooManyRequests));
        // On a slow machine permits come as fast as requests.
        if (limited > failed)
        {
            // A permit may come between looking and taking.
            _lookedUp.ShouldBeInRange(failed, failed + (limited / 10));
        }
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7, 10.1.2.3")]
    [InlineData("203.0.113.7", "198.51.100.1, 203.0.113.7")]
    [InlineData("203.0.113.7", "203.0.113.7:4711")]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:2:ffff::8")]
    [InlineData("2001:db8:1:2::7", "[2001:db8:1:2::7]:4711")]
    public async Task Same_address_is_known_however_proxies_write_it(string first, string again)
    {
        await using var server = await RunningServer.StartAsync(Store, BehindProxy);
        await UntilLimitedAsync(server, "Bearer strata_wrong", first);

        await UntilLimitedAsync(server, "Bearer strata_good_1", again, other: "Bearer strata_wrong", otherFrom: first);
        await GoodAsync(server, "strata_good_1", "2001:db8:1:3::7");
    }

    [Fact]
    public async Task Nobody_elses_word_is_heard_of_where_a_request_comes_from()
    {
        await using var server = await RunningServer.StartAsync(
            Store,
            OneAMinute with
            {
                TrustedProxies = [IPNetwork.Parse("192.0.2.1/32")],
            }
        );
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 60 && !statuses.Contains(HttpStatusCode.TooManyRequests); i++)
        {
            statuses.Add((await AskAsync(server, null, $"203.0.113.{i}")).StatusCode);
        }
        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Metrics_ask_for_their_token_no_more_often()
    {
        await using var server = await RunningServer.StartAsync(Store, OneAMinute with { MetricsToken = "scrape-me" });

        await UntilLimitedAsync(server, "Bearer scrape-you", path: "/metrics");

        (await AskAsync(server, "Bearer scrape-me", path: "/metrics")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Any_number_may_fail_where_the_operator_says_so()
    {
        await using var server = await RunningServer.StartAsync(Store, OneAMinute with { FailedTokens = 0 });
        for (var i = 0; i < 200; i++)
        {
            (await AskAsync(server, "Bearer strata_wrong")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    private static async Task GoodAsync(RunningServer server, string token, string? from) =>
        (await Task.FromResult(await AskAsync(server, "Bearer " + token, from)).RefusedAsync(409, "CONFLICT")).ShouldBe("alice");

    /// <summary>Asks until it is refused for its number, on however slow a machine; a refusal for that is none of the store.</summary>
    /// <param name="other">What has the bucket empty again, where it is not <paramref name="authorization"/> itself.</param>
    private async Task<HttpResponseMessage> UntilLimitedAsync(
        RunningServer server,
        string? authorization,
        string? from = null,
        string? other = null,
        string? otherFrom = null,
        string path = Path
    )
    {
        const int MostTries = 60;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var before = _lookedUp;
            var answer = await AskAsync(server, tries == 0 ? authorization : authorization + tries, from, path);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                _lookedUp.ShouldBe(
                    from is null && authorization?.StartsWith("Bearer strata_", StringComparison.Ordinal) is true ? before + 1 : before
                );
                return answer;
            }
            if (other is not null)
            {
                await UntilLimitedAsync(server, other, otherFrom ?? from);
            }
        }
        throw new ShouldAssertException($"{MostTries} requests without a good token, and none was refused for that.");
    }

    private static Task<HttpResponseMessage> AskAsync(RunningServer server, string? authorization, string? from = null, string path = Path)
    {
        List<(string, string)> headers = [];
        if (authorization is not null)
        {
            headers.Add(("Authorization", authorization));
        }
        if (from is not null)
        {
            headers.Add(("X-Forwarded-For", from));
        }
        return server.Client.AskAsync(path, [.. headers]);
    }
}
