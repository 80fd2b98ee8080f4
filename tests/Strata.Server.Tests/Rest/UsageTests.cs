using System.Diagnostics;
using System.Net;
using ModelContextProtocol.Protocol;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>What callers learn of their quotas, and how many requests they may make.</summary>
public sealed class UsageTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly UserId Alice = new("alice");

    [Theory, DoorData]
    public async Task Usage_is_told_by_rest_mcp_and_the_headers_of_writes(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await server.Test.Store.Usage.SetPlanAsync(Alice, "free", 10_000, 3, Token);

        using var stored = await server.Alice.UploadAsync("?file_name=a.csv", StoreServer.Invoices);

        var size = StoreServer.Invoices.Length + 1; // ü takes two bytes
        Header(stored, "X-Quota-Storage-Limit").ShouldBe("10000");
        Header(stored, "X-Quota-Storage-Remaining").ShouldBe((10_000 - size).ToString(CultureInfo.InvariantCulture));
        Header(stored, "X-Quota-Storage-Reset").ShouldBe("never");
        Header(stored, "X-Quota-Interpretations-Limit").ShouldBe("3");
        Header(stored, "X-Quota-Interpretations-Remaining").ShouldBe("2");
        Header(stored, "X-Quota-Interpretations-Reset").ShouldBe("2026-04-01T00:00:00Z");

        var usage = await server.Alice.AskAsync("/api/v1/usage").JsonAsync();
        usage.Text("plan").ShouldBe("free");
        usage.GetProperty("storage").GetProperty("used").GetInt64().ShouldBe(size);
        await using var mcp = await server.McpAsync();
        var told = await mcp.CallToolAsync("get_usage", cancellationToken: Token);
        JsonElement.DeepEquals(told.StructuredContent.ShouldNotBeNull(), usage).ShouldBeTrue();

        // Another's is another's.
        (await server.Bob.AskAsync("/api/v1/usage").JsonAsync())
            .GetProperty("storage")
            .GetProperty("used")
            .GetInt64()
            .ShouldBe(0);
        using var his = await server.Bob.TellAsync(
            "/api/v1/entities",
            """{"entities":[{"entity_type":"contact","fields":{"email":"b@example.com"}}]}"""
        );
        Header(his, "X-Quota-Storage-Limit").ShouldBe("unlimited");
        using var read = await server.Alice.AskAsync("/api/v1/sources");
        read.Headers.Contains("X-Quota-Storage-Limit").ShouldBeFalse();
    }

    [Theory, DoorData]
    public async Task A_quota_that_does_not_suffice_is_told_with_its_numbers(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await server.Test.Store.Usage.SetPlanAsync(Alice, "free", 100, 0, Token);

        using var refused = await server.Alice.UploadAsync("?file_name=a.csv", "Invoice No;Total\n1;2,50\n");
        var problem = JsonElement.Parse(await refused.Content.ReadAsStringAsync(Token));
        ((int)refused.StatusCode).ShouldBe(429);
        problem.Text("code").ShouldBe("INTERPRETATION_QUOTA_EXCEEDED");
        problem.GetProperty("quota").Text("resets_at").ShouldStartWith("2026-04-01T00:00:00");
        problem.GetProperty("quota").GetProperty("limit").GetInt64().ShouldBe(0);
        Header(refused, "X-Quota-Interpretations-Remaining").ShouldBe("0");
        refused.Headers.RetryAfter.ShouldNotBeNull();

        using var full = await server.Alice.UploadAsync("?file_name=a.txt&interpret=false", new string('x', 101));
        problem = JsonElement.Parse(await full.Content.ReadAsStringAsync(Token));
        ((int)full.StatusCode).ShouldBe(507);
        problem.GetProperty("quota").GetRawText().ShouldBe("""{"quota":"storage","used":0,"limit":100,"requested":101}""");

        await using var mcp = await server.McpAsync();
        var call = await mcp.CallToolAsync(
            "ingest",
            new Dictionary<string, object?> { ["text"] = "a,b\n1,2\n", ["file_name"] = "a.csv" },
            cancellationToken: Token
        );
        call.IsError.ShouldBe(true);
        call.Content.OfType<TextContentBlock>().First().Text.ShouldContain("\"resets_at\"");
    }

    [Fact, Trait("req", "B-9")]
    public async Task Requests_beyond_a_tokens_rate_wait_and_those_of_others_do_not()
    {
        await using var server = await StoreServer.StartAsync(
            Engine.Sqlite,
            new ServerOptions { Rates = new RateLimits(Reads: 3, Writes: 2, Expensive: 1) }
        );
        const string Contact = """{"entities":[{"entity_type":"contact","fields":{"email":"a@example.com"}}]}""";

        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < 3; i++)
        {
            await server.Alice.AskAsync("/api/v1/usage").JsonAsync();
        }
        var reads = new Spent(began, perMinute: 3, answered: 3);
        using var refused = await reads.UntilRefusedAsync(() => server.Alice.AskAsync("/api/v1/usage"));
        refused
            .Headers.RetryAfter.ShouldNotBeNull()
            .Delta.ShouldNotBeNull()
            .ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        await reads.UntilRefusedAsync(() => server.Alice.AskAsync("/api/v1/sources")).RefusedAsync(429, "RATE_LIMITED");
        await reads.UntilRefusedAsync(() => server.Alice.TellAsync("/api/v1/entities/query", "{}")).RefusedAsync(429, "RATE_LIMITED");

        // Each class has a bucket of its own.
        await server.Alice.TellAsync("/api/v1/entities", Contact).JsonAsync();
        await server.Alice.TellAsync("/api/v1/entities", Contact).JsonAsync();
        await new Spent(began, 2, 2)
            .UntilRefusedAsync(() => server.Alice.TellAsync("/api/v1/entities", Contact))
            .RefusedAsync(429, "RATE_LIMITED");
        await server.Alice.TellAsync("/api/v1/verify", "{}").JsonAsync();
        await new Spent(began, 1, 1)
            .UntilRefusedAsync(() => server.Alice.UploadAsync("?file_name=a.csv", StoreServer.Invoices))
            .RefusedAsync(429, "RATE_LIMITED");

        await server.Bob.AskAsync("/api/v1/usage").JsonAsync();
        (await server.Anyone.AskAsync("/health/live")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task What_starts_an_external_program_is_expensive_and_what_was_made_before_is_not()
    {
        await using var server = await StoreServer.StartAsync(
            Engine.Sqlite,
            new ServerOptions { Rates = new RateLimits(Reads: 1_000, Writes: 1_000, Expensive: 5) }
        );
        var began = Stopwatch.GetTimestamp();
        using var read = new ByteArrayContent(Office.Pdf(["Invoice", "Total: 12.50 EUR"]));
        var source = (await server.Alice.PostAsync("/api/v1/sources?file_name=read.pdf", read, Token).JsonAsync(201)).Text("source_id");
        using var kept = new ByteArrayContent(Office.Pdf(["Kept, and not read"]));
        var unread = (await server.Alice.PostAsync("/api/v1/sources?file_name=kept.pdf&interpret=false", kept, Token).JsonAsync(201)).Text(
            "source_id"
        );
        var text = (await server.Alice.UploadAsync("?file_name=a.txt&interpret=false", "Some text.\n").JsonAsync(201)).Text("source_id");
        var document = (await server.Alice.AskAsync($"/api/v1/documents?source_id={source}").JsonAsync())
            .Items()
            .ShouldHaveSingleItem()
            .Text("document_id");

        // The fourth draws a page, the fifth reads a PDF.
        (await server.Alice.AskAsync($"/api/v1/documents/{document}/pages/1.png")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.Alice.AskAsync($"/api/v1/sources/{unread}/show")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await new Spent(began, 5, 5)
            .UntilRefusedAsync(() => server.Alice.AskAsync($"/api/v1/sources/{unread}/show"))
            .RefusedAsync(429, "RATE_LIMITED");

        for (var i = 0; i < 20; i++)
        {
            (await server.Alice.AskAsync($"/api/v1/documents/{document}/pages/1.png")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await server.Alice.AskAsync($"/api/v1/sources/{source}/show")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await server.Alice.AskAsync($"/api/v1/sources/{text}/show")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        (await server.Bob.AskAsync("/api/v1/usage")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [
        Theory,
        InlineData(1),
        InlineData(59),
        InlineData(60),
        InlineData(61),
        InlineData(90),
        InlineData(119),
        InlineData(6_001),
        InlineData(120_000)
    ]
    public void Rates_are_kept_exactly_with_no_more_than_two_refills_a_second(int perMinute)
    {
        var bucket = RequestRates.Bucket(perMinute);

        (bucket.TokensPerPeriod / bucket.ReplenishmentPeriod.TotalMinutes).ShouldBe(perMinute, 0.001);
        bucket.ReplenishmentPeriod.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task Tools_that_write_have_the_rate_of_writes_and_mcp_itself_that_of_reads()
    {
        await using var server = await StoreServer.StartAsync(
            Engine.Sqlite,
            new ServerOptions { Rates = new RateLimits(Reads: 10, Writes: 60, Expensive: 1) }
        );
        var began = Stopwatch.GetTimestamp();
        await using var mcp = await server.McpAsync(revision: "2025-11-25");
        var text = new Dictionary<string, object?> { ["text"] = "a,b\n1,2\n", ["file_name"] = "a.csv" };

        (await mcp.CallToolAsync("ingest", text, cancellationToken: Token)).IsError.ShouldNotBe(true);
        var expensive = new Spent(began, perMinute: 1, answered: 1);
        var refused = await mcp.CallToolAsync("ingest", text, cancellationToken: Token);
        while (refused.IsError != true)
        {
            expensive.Answer();
            refused = await mcp.CallToolAsync("ingest", text, cancellationToken: Token);
        }

        refused.Content.OfType<TextContentBlock>().First().Text.ShouldContain("RATE_LIMITED");
        var told = JsonElement.Parse(refused.Content.OfType<TextContentBlock>().First().Text);
        told.GetProperty("message").GetString()!.ShouldContain($" {told.GetProperty("retry_after").GetInt64()} s");
        await new Spent(began, 10, 0).UntilRefusedAsync(() => server.Alice.TellAsync("/mcp", "{}")).RefusedAsync(429, "RATE_LIMITED");
    }

    [Fact]
    public async Task Local_mode_has_no_rates_unless_it_is_given_some()
    {
        await using var test = await TestStore.CreateAsync(Engine.Sqlite);
        await using var free = await RunningServer.StartAsync(ServerStore.Of(test.Store));
        await using var slow = await RunningServer.StartAsync(
            ServerStore.Of(test.Store),
            new ServerOptions { Rates = new RateLimits(1, 1, 1) }
        );

        for (var i = 0; i < 200; i++)
        {
            await free.Client.AskAsync("/api/v1/usage").JsonAsync();
        }
        var began = Stopwatch.GetTimestamp();
        await slow.Client.AskAsync("/api/v1/usage").JsonAsync();
        await new Spent(began, perMinute: 1, answered: 1)
            .UntilRefusedAsync(() => slow.Client.AskAsync("/api/v1/usage"))
            .RefusedAsync(429, "RATE_LIMITED");
    }

    /// <summary>
    /// Requests of one class: its bucket answers as many as it holds, and as have flowed into it since, on whatever slow machine.
    /// </summary>
    private sealed class Spent(long began, int perMinute, int answered)
    {
        private int _answered = answered;

        public async Task<HttpResponseMessage> UntilRefusedAsync(Func<Task<HttpResponseMessage>> ask)
        {
            while (true)
            {
                var answer = await ask();
                if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                {
                    return answer;
                }
                answer.Dispose();
                Answer();
            }
        }

        public void Answer() =>
            ((double)++_answered).ShouldBeLessThanOrEqualTo(perMinute * (1 + Stopwatch.GetElapsedTime(began).TotalMinutes));
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : $"no {name}, status {(int)response.StatusCode}";
}
