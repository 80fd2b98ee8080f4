using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Strata.Server.Tests.Cli;

/// <summary>N-138: what workers do is counted by workers, so that is where Prometheus has to find it.</summary>
public sealed partial class WorkerMetricsTests
{
    [Fact, Trait("req", "N-138")]
    public async Task Worker_shows_what_it_did_and_how_its_store_is_and_nothing_else()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        var run = (await store.JsonAsync("ingest", store.Write("a.csv", "email,name\na@b.example,Ada\n"), "--no-wait"))
            .GetProperty("run")
            .Text("run_id")
            .ShouldNotBeNull();
        using var process = StrataProcess.Start(["worker", "--metrics-urls", "http://127.0.0.1:0"], store.Variables);
        var cancellation = TestContext.Current.CancellationToken;
        Uri? address = null;
        while (address is null && await process.StandardError.ReadLineAsync(cancellation) is { } line)
        {
            address = Shown().Match(line) is { Success: true } match ? new Uri(match.Groups[1].Value) : null;
        }
        var rest = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            (await store.RunAsync("runs", "watch", run)).ShouldEndWith(0);
            using var client = RunningServer.NewClient(address.ShouldNotBeNull());

            (await client.ReadyAsync()).Text("status").ShouldBe("ok");
            var page = PrometheusPage.Parse(await client.GetStringAsync("/metrics", cancellation));
            while (page.Sum("strata_jobs_attempts_total") == 0) // counted when the job has ended, which is after its run has
            {
                process.HasExited.ShouldBeFalse();
                await Task.Delay(50, cancellation);
                page = PrometheusPage.Parse(await client.GetStringAsync("/metrics", cancellation));
            }

            page.Sum("strata_jobs_attempts_total", "kind=\"interpret\"").ShouldBe(1);
            page.Sum("strata_runs_ended_total", "interpreter=\"rules\"").ShouldBe(1);
            page.Sum("strata_health", "check=\"database\"").ShouldBe(1);
            (await client.AskAsync("/health/live").JsonAsync()).Text("status").ShouldBe("ok");
            await client.AskAsync("/api/v1/entities").RefusedAsync(404, "NOT_FOUND");
        }
        finally
        {
            process.Kill();
            await StrataProcess.EndAsync(process);
            await rest;
        }
    }

    [Fact]
    public async Task Worker_shows_nothing_to_other_machines_without_a_token()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        (await store.RunAsync("worker", "--once", "--metrics-urls", "http://0.0.0.0:0"))
            .ShouldEndWith(2)
            .Err.ShouldContain("STRATA_METRICS_TOKEN");
    }

    [Fact]
    public async Task Worker_works_on_where_its_address_is_taken_and_says_that_nobody_sees_it()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        var run = (await store.JsonAsync("ingest", store.Write("a.csv", "email,name\na@b.example,Ada\n"), "--no-wait"))
            .GetProperty("run")
            .Text("run_id")
            .ShouldNotBeNull();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        (await store.RunAsync("worker", "--once", "--metrics-urls", $"http://{taken.LocalEndpoint}"))
            .ShouldEndWith(0)
            .Err.ShouldContain("No metrics: ");

        (await store.JsonAsync("runs", "show", run)).Text("status").ShouldBe("completed");
    }

    [GeneratedRegex(@"Metrics at (http://127\.0\.0\.1:\d+)/metrics")]
    private static partial Regex Shown();
}
