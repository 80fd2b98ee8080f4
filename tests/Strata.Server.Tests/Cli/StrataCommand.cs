using System.IO.Pipelines;
using Strata.Cli;

namespace Strata.Server.Tests.Cli;

/// <summary>How a run of the command line ended.</summary>
internal sealed record Ended(int Exit, string Out, string Err)
{
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public JsonElement Json => JsonElement.Parse(Out);

    public JsonElement[] JsonLines => [.. Lines.Select(l => JsonElement.Parse(l))];

    public Ended ShouldEndWith(int exit)
    {
        Exit.ShouldBe(exit, $"out: {Out}\nerr: {Err}");
        return this;
    }
}

/// <summary>
/// The command line within the process of the tests. <see cref="ProcessTests"/> compares it with the program, which
/// <see cref="StrataProcess"/> starts where a test is about processes.
/// </summary>
internal static class StrataCommand
{
    /// <param name="typed">What somebody types at a terminal; null: <paramref name="input"/> is piped in.</param>
    public static async Task<Ended> RunAsync(
        IEnumerable<string> arguments,
        byte[]? input = null,
        IReadOnlyDictionary<string, string>? variables = null,
        string? typed = null
    )
    {
        using var reading = new MemoryStream(typed is null ? input ?? [] : Encoding.UTF8.GetBytes(typed));
        using var output = new Buffer();
        using var error = new Buffer();
        var environment = new StreamEnvironment(reading, output, error, variables) { IsInputRedirected = typed is null };
        var exit = await StartAsync(arguments, environment, TestContext.Current.CancellationToken);
        return new Ended(exit, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    /// <summary>On a thread of its own: verbs may read files and the embedded database for long before they first wait.</summary>
    private static Task<int> StartAsync(IEnumerable<string> arguments, StreamEnvironment environment, CancellationToken stop) =>
        Task.Run(() => CommandLine.RunAsync([.. arguments], environment, stop), CancellationToken.None);

    /// <summary>Starts a verb that goes on until it is stopped, such as <c>serve</c>.</summary>
    public static RunningCommand Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables)
    {
        var stop = new CancellationTokenSource();
        var said = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var environment = new StreamEnvironment(Stream.Null, Stream.Null, said.Writer.AsStream(), variables);
        return new RunningCommand(EndAsync(), new StreamReader(said.Reader.AsStream()), stop);

        async Task<int> EndAsync()
        {
            try
            {
                return await StartAsync(arguments, environment, stop.Token);
            }
            finally
            {
                await said.Writer.CompleteAsync();
            }
        }
    }

    /// <summary>Stays open for what is printed after a verb has closed its standard output.</summary>
    private sealed class Buffer : MemoryStream
    {
        protected override void Dispose(bool disposing) { }
    }
}

/// <param name="Error">Ends when the command has ended.</param>
internal sealed record RunningCommand(Task<int> Ended, TextReader Error, CancellationTokenSource Stop) : IAsyncDisposable
{
    /// <summary>Stops it as Ctrl-C does; it ends with 0.</summary>
    public async ValueTask DisposeAsync()
    {
        await Stop.CancelAsync();
        (await Ended).ShouldBe(0);
        Error.Dispose();
        Stop.Dispose();
    }
}
