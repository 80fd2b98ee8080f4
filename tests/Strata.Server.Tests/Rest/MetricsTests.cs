using System.Diagnostics;
using System.Diagnostics.Metrics;
using Strata.Server.Telemetry;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>N-138. Other tests of this process count into the same meters: numbers here are compared with those before.</summary>
public sealed class MetricsTests
{
    private const string Metrics = "/metrics";

    [Theory, DoorData, Trait("req", "N-138")]
    public async Task Metrics_page_counts_what_the_store_did_and_tells_nothing_of_whom_or_what(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var before = await PageAsync(server.Anyone);
        await server.Alice.UploadAsync("?file_name=secret-name.csv", StoreServer.Invoices).JsonAsync(201);
        var one = await server.Alice.StoreAsync(
            """{"entity_type":"contact","fields":{"email":"marker@secret.example","name":"A B","shoe_size":44}}"""
        );
        var two = await server.Alice.StoreAsync("""{"entity_type":"contact","fields":{"email":"b@secret.example","name":"A B"}}""");
        await server.Alice.TellAsync($"/api/v1/entities/{one}/correct", """{"fields":{"name":"Marker"}}""").JsonAsync();
        await server.Alice.TellAsync($"/api/v1/entities/{one}/merge", $$"""{"to":"{{two}}"}""").JsonAsync();
        await server.Alice.AskAsync("/api/v1/entities/ent_missing").RefusedAsync(404, "ENTITY_NOT_FOUND");

        before.Has("strata_runs_timeouts_total").ShouldBeTrue("what alerts watch is there before the first");
        before.Has("""strata_operation_errors_total{operation="merge_entities"}""").ShouldBeTrue();
        before.Has("""strata_jobs_failures_total{kind="verify",class="fatal"}""").ShouldBeTrue();
        before.Has("""strata_quota_rejections_total{quota="storage"}""").ShouldBeTrue();
        var after = await PageAsync(server.Anyone);

        double Rise(string name, params string[] labels) => after.Sum(name, labels) - before.Sum(name, labels);
        Rise("strata_operation_duration_seconds_count", "operation=\"ingest\"", "outcome=\"ok\"").ShouldBeGreaterThanOrEqualTo(1);
        Rise("strata_operation_duration_seconds_count", "operation=\"ingest_structured\"", "outcome=\"ok\"")
            .ShouldBeGreaterThanOrEqualTo(2);
        Rise("strata_operation_duration_seconds_count", "operation=\"correct\"", "outcome=\"ok\"").ShouldBeGreaterThanOrEqualTo(1);
        Rise("strata_operation_duration_seconds_count", "operation=\"merge_entities\"", "outcome=\"ok\"").ShouldBeGreaterThanOrEqualTo(1);
        Rise("strata_operation_duration_seconds_count", "operation=\"get_entity\"", "outcome=\"ENTITY_NOT_FOUND\"")
            .ShouldBeGreaterThanOrEqualTo(1);
        Rise("strata_runs_ended_total", "interpreter=\"rules\"").ShouldBeGreaterThanOrEqualTo(1);
        Rise("strata_runs_ended_total", "interpreter=\"structured\"", "status=\"completed\"").ShouldBeGreaterThanOrEqualTo(2);
        Rise("strata_fields_unknown_total").ShouldBeGreaterThanOrEqualTo(1);
        Rise("strata_storage_taken_in_bytes_total").ShouldBeGreaterThanOrEqualTo(StoreServer.Invoices.Length);
        after.Sum("strata_health", "check=\"database\"").ShouldBe(1);
        after.TypeOf("strata_operation_duration_seconds").ShouldBe("histogram");
        after.TypeOf("http_server_request_duration_seconds").ShouldBe("histogram");
        var buckets = after.Buckets("strata_operation_duration_seconds", "operation=\"correct\",outcome=\"ok\"");
        buckets.ShouldBe(buckets.Order());
        buckets[^1].ShouldBe(after.Sum("strata_operation_duration_seconds_count", "operation=\"correct\"", "outcome=\"ok\""));

        var text = await (await server.Anyone.AskAsync(Metrics)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        foreach (var hidden in new[] { "alice", "secret", "arker", one, two })
        {
            text.ShouldNotContain(hidden);
        }
    }

    [Fact, Trait("req", "N-138")]
    public async Task Everything_that_alerts_and_dashboard_look_at_is_on_the_page_of_a_server_that_works()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite);
        await server.Alice.UploadAsync("?wait=false", StoreServer.Invoices).JsonAsync(202);
        await server.Alice.TellAsync("/api/v1/duplicates/find", "").JsonAsync();
        await server.Test.Store.RunWorkerAsync(
            new WorkerOptions { Once = true },
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
            TestContext.Current.CancellationToken
        );
        await server.Alice.UploadAsync("?wait=false", "email,name\na@b.example,Ada\n").JsonAsync(202);
        var deploy = Path.Combine(Cli.Repository.Root, "deploy");
        var looked = await Task.WhenAll(
            new[] { Path.Combine(deploy, "prometheus", "alerts.yml"), Path.Combine(deploy, "grafana", "strata.json") }.Select(f =>
                File.ReadAllTextAsync(f)
            )
        );

        var page = await PageAsync(server.Anyone);

        var names = looked
            .SelectMany(t => System.Text.RegularExpressions.Regex.Matches(t, "strata_[a-z_]+").Select(m => m.Value))
            .Distinct()
            .ToList();
        names.Count.ShouldBeGreaterThan(10);
        names.Where(n => !page.Families.Contains(n) && !page.Families.Any(f => n == f + "_bucket" || n == f + "_count")).ShouldBeEmpty();
    }

    /// <summary>
    /// A reverse proxy that is only told where to pass requests comes from 127.0.0.1, calls it by that name and adds no header.
    /// </summary>
    [Fact]
    public async Task Metrics_page_of_a_server_with_tokens_is_for_nobody_while_nothing_says_for_whom()
    {
        await using var server = await RunningServer.StartAsync(
            RunningServer.Refusing(new InvalidOperationException()),
            new() { RequireTokens = true }
        );
        await server.Client.AskAsync(Metrics).RefusedAsync(403, "FORBIDDEN");
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("x-forwarded-proto", "https")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("x-real-ip", "203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "strata.example")]
    public async Task Metrics_page_for_the_machine_is_not_for_whom_a_proxy_passes_on(string header, string value)
    {
        await using var server = await RunningServer.StartAsync(
            RunningServer.Refusing(new InvalidOperationException()),
            new() { RequireTokens = true, MetricsForMachine = true }
        );
        (await server.Client.AskAsync(Metrics)).IsSuccessStatusCode.ShouldBeTrue();
        await server.Client.AskAsync(Metrics, (header, value)).RefusedAsync(403, "FORBIDDEN");
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/api/v1/sources")]
    public async Task Server_without_tokens_is_not_for_whom_a_proxy_passes_on(string path)
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(new InvalidOperationException()), new());
        await server.Client.AskAsync(path, ("X-Forwarded-For", "203.0.113.7")).RefusedAsync(403, "FORBIDDEN");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Metrics_page_with_a_token_asks_for_it(bool requireTokens)
    {
        await using var server = await RunningServer.StartAsync(
            RunningServer.Refusing(new InvalidOperationException()),
            new() { RequireTokens = requireTokens, MetricsToken = "scrape-me" }
        );
        await server.Client.AskAsync(Metrics).RefusedAsync(401, "UNAUTHENTICATED");
        await server.Client.AskAsync(Metrics, ("Authorization", "Bearer scrape-m")).RefusedAsync(401, "UNAUTHENTICATED");
        (await server.Client.AskAsync(Metrics, ("Authorization", "Bearer scrape-me"))).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public void Text_keeps_to_the_format_whatever_names_tags_and_values_hold()
    {
        using var readings = new MeterReadings();
        using var meter = new Meter("Strata.Odd");
        var counter = meter.CreateCounter<long>("strata.odd.things", "{thing}", "A line\nand \\ another");
        counter.Add(2, new KeyValuePair<string, object?>("what.kind", "a \"quoted\"\\ line\nbroken"));
        counter.Add(3, new KeyValuePair<string, object?>("what.kind", "a \"quoted\"\\ line\nbroken"));
        meter.CreateHistogram<double>("strata.odd.sizes", "By").Record(double.PositiveInfinity);
        meter.CreateObservableGauge("strata.odd.level", () => -0.5, "s");
        meter.CreateUpDownCounter<int>("strata.odd.open").Add(-1);

        var page = PrometheusPage.Parse(readings.Read());

        page.Has("""strata_odd_things_total{what_kind="a \"quoted\"\\ line\nbroken"}""").ShouldBeTrue();
        page.Sum("strata_odd_things_total").ShouldBe(5);
        page.TypeOf("strata_odd_sizes_bytes").ShouldBe("histogram");
        page.Sum("strata_odd_level_seconds").ShouldBe(-0.5);
        page.Sum("strata_odd_open").ShouldBe(-1);
    }

    [Fact, Trait("req", "N-138")]
    public async Task Promtool_finds_nothing_wrong_with_the_page_and_the_alerts()
    {
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator)
                .Any(folder => File.Exists(Path.Combine(folder, "promtool"))),
            "promtool is not in the path; ./test fetches it."
        );
        await using var server = await StoreServer.StartAsync(Engine.Sqlite);
        await server.Alice.UploadAsync("", StoreServer.Invoices).JsonAsync(201);

        await PromtoolFindsNothingAsync(
            ["check", "metrics"],
            await server.Anyone.GetStringAsync(Metrics, TestContext.Current.CancellationToken)
        );
        await PromtoolFindsNothingAsync(["check", "rules", Path.Combine(Cli.Repository.Root, "deploy", "prometheus", "alerts.yml")], "");
    }

    [Fact]
    public void Series_of_one_instrument_do_not_grow_without_end()
    {
        using var readings = new MeterReadings();
        using var meter = new Meter("Strata.Many");
        var counter = meter.CreateCounter<long>("strata.many");
        for (var i = 0; i < Readings.MaxSeries + 100; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("i", i));
        }
        PrometheusPage.Parse(readings.Read()).Sum("strata_many_total").ShouldBe(Readings.MaxSeries);
    }

    private static async Task PromtoolFindsNothingAsync(string[] arguments, string input)
    {
        using var tool = Process.Start(
            new ProcessStartInfo("promtool", arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        );
        var (said, told) = (tool.ShouldNotBeNull().StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
        await tool.StandardInput.WriteAsync(input);
        tool.StandardInput.Close();
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        tool.ExitCode.ShouldBe(0, await said + await told);
    }

    private static async Task<PrometheusPage> PageAsync(HttpClient client)
    {
        await client.ReadyAsync(); // what is found well there is known here for a while
        using var answer = await client.AskAsync(Metrics);
        answer.Content.Headers.ContentType?.ToString().ShouldBe(PrometheusText.ContentType);
        return PrometheusPage.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
