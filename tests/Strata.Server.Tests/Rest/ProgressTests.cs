using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Strata.Cli.Remote;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>Long work tells of its progress through REST, and so does the command line that uses a server.</summary>
public sealed class ProgressTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory, DoorData]
    public async Task Long_work_is_told_line_by_line_or_as_events_and_ends_with_the_report(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await server.InvoiceAsync("INV-1", 10);
        foreach (var work in (string[])["verify", "rebuild"])
        {
            var plain = await PostAsync(server.Alice, work, null);
            plain.MediaType.ShouldBe("application/json");
            var hash = JsonElement.Parse(plain.Text).Text("state_hash");

            var lines = await PostAsync(server.Alice, work, "application/x-ndjson, application/json;q=0.5");
            lines.MediaType.ShouldBe("application/x-ndjson");
            var told = lines.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l)).ToList();
            told.Count.ShouldBeGreaterThan(1, lines.Text);
            told[..^1]
                .ShouldAllBe(t =>
                    t.GetProperty("progress").Text("stage").Length > 0 && t.GetProperty("progress").GetProperty("done").GetInt64() >= 0
                );
            told[^1].GetProperty("report").Text("state_hash").ShouldBe(hash);

            var events = await PostAsync(server.Alice, work, "text/event-stream");
            events.MediaType.ShouldBe("text/event-stream");
            events.Text.ShouldStartWith("event: progress\ndata: {");
            events.Text.ShouldContain("\n\nevent: report\ndata: {");
            events.Text.ShouldEndWith("\n\n");
        }
    }

    [Fact]
    public async Task Work_that_fails_ends_with_its_problem()
    {
        await using var server = await RunningServer.StartAsync(
            RunningServer.Refusing(new StrataException(ErrorCode.Conflict, "Not now."))
        );
        var problem = JsonElement.Parse((await PostAsync(server.Client, "rebuild", "application/x-ndjson")).Text).GetProperty("problem");
        (problem.Text("code"), problem.Text("detail"), problem.GetProperty("status").GetInt32()).ShouldBe(("CONFLICT", "Not now.", 409));

        await using var remote = RemoteStrata.Connect(server.Address, token: null);
        (await Should.ThrowAsync<StrataException>(() => remote.Verification.RebuildAsync(new Steps(), Cancel))).Code.ShouldBe(
            ErrorCode.Conflict
        );
    }

    [Theory, DoorData]
    public async Task Remote_command_line_hears_of_the_progress(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await server.InvoiceAsync("INV-1", 10);
        await using var remote = RemoteStrata.Connect(server.Address, server.Alice.DefaultRequestHeaders.Authorization?.Parameter);
        var steps = new Steps();

        var report = await remote.Verification.VerifyAsync(steps, Cancel);

        report.Ok.ShouldBeTrue();
        steps.Seen.ShouldNotBeEmpty();
        (await remote.Verification.RebuildAsync(steps, Cancel)).StateHash.ShouldBe(report.StateHash);
        (await remote.Verification.VerifyAsync(null, Cancel)).StateHash.ShouldBe(report.StateHash);
    }

    [Fact]
    public async Task Request_whose_caller_left_lasts_until_its_work_has_ended()
    {
        using var left = new CancellationTokenSource();
        var work = new TaskCompletionSource<RebuildReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).BuildServiceProvider();
        var http = new DefaultHttpContext { RequestAborted = left.Token, RequestServices = services };
        var request = new ProgressStream<RebuildReport>(StreamFormat.JsonLines, _ => work.Task).ExecuteAsync(http);

        await left.CancelAsync();

        (await Task.WhenAny(request, Task.Delay(100, Cancel))).ShouldNotBe(request);
        work.SetResult(new RebuildReport(0, 0, 0, "", 0));
        await Should.ThrowAsync<OperationCanceledException>(() => request);
    }

    private static async Task<(string? MediaType, string Text)> PostAsync(HttpClient client, string work, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/" + work);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept).ShouldBeTrue();
        }
        using var answer = await client.SendAsync(request, Cancel);
        answer.EnsureSuccessStatusCode();
        return (answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private sealed class Steps : IProgress<Progress>
    {
        public List<Progress> Seen { get; } = [];

        public void Report(Progress value) => Seen.Add(value);
    }
}
