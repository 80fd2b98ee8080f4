using System.Net.Sockets;
using System.Reflection;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Strata.Server.Tests;

/// <summary>Uploads whose caller goes away are no failures of the store, which would be counted and wake the operator.</summary>
public sealed class BrokenOffTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/sources", "text/plain", "some", true)]
    [InlineData("/api/v1/sources", "text/plain", "some", false)]
    [InlineData(
        "/api/v1/sources/batch",
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=f; filename=a.txt\r\n\r\nsome",
        true
    )]
    [InlineData(
        "/api/v1/sources/batch",
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=f; filename=a.txt\r\n\r\nsome",
        false
    )]
    public async Task Upload_that_is_broken_off_ends_as_if_cancelled(string path, string mediaType, string begin, bool reset)
    {
        var (strata, reading) = ReadingStrata.Create();
        var store = new ServerStore((_, _) => strata, (_, _) => Task.FromResult<Caller?>(null), _ => Task.FromResult(new StoreHealth([])));
        await using var server = await RunningServer.StartAsync(store);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, Cancel);
        var stream = client.GetStream();
        var head =
            $"POST {path} HTTP/1.1\r\nHost: {server.Address.Authority}\r\nContent-Type: {mediaType}\r\nContent-Length: 1000000\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + begin + new string('x', 10_000)), Cancel);
        await reading.Began.Task.WaitAsync(Cancel);

        if (reset)
        {
            client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
            client.Close();
        }
        else
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        (await reading.Ended.Task.WaitAsync(Cancel)).ShouldBeAssignableTo<OperationCanceledException>();
    }

    [Fact]
    public async Task Caller_that_broke_off_is_not_logged_as_a_failure()
    {
        var log = new Levels();
        var problems = new Problems(TimeProvider.System, log);

        await problems.InvokeAsync(new DefaultHttpContext(), _ => throw new RequestAbortedException(new ConnectionResetException("gone")));

        log.Seen.ShouldBe([LogLevel.Debug]);
    }

    [Fact]
    public async Task Progress_of_an_upload_that_was_broken_off_ends_without_a_problem_for_nobody()
    {
        var log = new Levels();
        var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new Problems(TimeProvider.System, log))
            .BuildServiceProvider();
        using var told = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services, Response = { Body = told } };
        var stream = new ProgressStream<RebuildReport>(
            StreamFormat.JsonLines,
            _ => throw new RequestAbortedException(new ConnectionResetException("gone"))
        );

        (await Record.ExceptionAsync(() => stream.ExecuteAsync(http))).ShouldBeOfType<RequestAbortedException>();

        told.Length.ShouldBe(0);
        log.Seen.ShouldBeEmpty();
    }

    private sealed class Levels : ILogger<Problems>
    {
        public List<LogLevel> Seen { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Seen.Add(logLevel);
    }
}

/// <summary>A store that reads what it is to take in to its end, and tells how that went.</summary>
public class ReadingStrata : DispatchProxy
{
    public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public TaskCompletionSource<Exception?> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static (IStrata Strata, ReadingStrata Reading) Create()
    {
        var strata = Create<IStrata, ReadingStrata>();
        return (strata, (ReadingStrata)(object)strata);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        args?.OfType<IUpload>().SingleOrDefault() is { Content: { } content } ? ReadAsync(content) : throw new InvalidOperationException();

    private async Task<IngestResult> ReadAsync(Stream content)
    {
        try
        {
            var buffer = new byte[100];
            while (await content.ReadAsync(buffer, CancellationToken.None) > 0)
            {
                Began.TrySetResult();
            }
            Ended.TrySetResult(null);
        }
        catch (Exception e)
        {
            Ended.TrySetResult(e);
            throw;
        }
        throw new InvalidOperationException();
    }
}
