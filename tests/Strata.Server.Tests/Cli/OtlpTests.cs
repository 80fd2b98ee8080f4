using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Strata.Server.Tests.Cli;

/// <summary>N-138: the exporter against a receiver of the test's own.</summary>
public sealed class OtlpTests
{
    [Fact, Trait("req", "N-138")]
    public async Task Command_with_an_endpoint_sends_numbers_and_spans_there_without_what_users_wrote()
    {
        var token = TestContext.Current.CancellationToken;
        var received = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var receiver = builder.Build();
        receiver.MapPost(
            "/{**path}",
            async (HttpContext http) =>
            {
                using var bytes = new MemoryStream();
                await http.Request.Body.CopyToAsync(bytes, token);
                received.AddOrUpdate(
                    http.Request.Path,
                    _ => Encoding.Latin1.GetString(bytes.ToArray()),
                    (_, old) => old + Encoding.Latin1.GetString(bytes.ToArray())
                );
                http.Response.ContentType = "application/x-protobuf";
            }
        );
        await receiver.StartAsync(token);
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        (await store.RunAsync("ingest", store.Write("marker-name.csv", StoreServerInvoices), "--no-wait")).ShouldEndWith(0);
        var environment = new Dictionary<string, string>(store.Variables, StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        };

        (await StrataProcess.RunAsync(["worker", "--once"], null, environment)).ShouldEndWith(0);

        received.Keys.Order(StringComparer.Ordinal).ShouldBe(["/v1/metrics", "/v1/traces"]);
        received["/v1/metrics"].ShouldContain("strata.runs.ended");
        received["/v1/metrics"].ShouldContain("strata.jobs.attempts");
        received["/v1/traces"].ShouldContain("job interpret");
        received["/v1/traces"].ShouldContain("strata-worker");
        string.Concat(received.Values).ShouldNotContain("marker");
        string.Concat(received.Values).ShouldNotContain("Acme");
    }

    private const string StoreServerInvoices = "Invoice No;Vendor;Total;Due date\nINV-1;Acme GmbH marker;1.234,50;2026-03-31\n";
}
