using System.CommandLine;
using Strata.Cli.Output;
using Strata.Cli.Remote;

namespace Strata.Cli;

/// <summary>One invocation: its options, the memory it works on (opened when first asked for), and where its results go.</summary>
internal sealed class Call(ParseResult parsed, TimeProvider time) : IAsyncDisposable
{
    private IAsyncDisposable? _opened;

    public Printer Out { get; } = new(parsed.GetValue(GlobalOptions.Json));
    public TimeProvider Time => time;
    public StoreLocation Location { get; } = StoreLocation.From(parsed.GetValue);

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T Get<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    /// <summary>What the user may do: the store itself, or a remote server where one was named.</summary>
    public async Task<IStrata> StrataAsync(CancellationToken ct)
    {
        if (Location.Server is { } server)
        {
            var remote = RemoteStrata.Connect(server, Location.Token);
            _opened = remote;
            return remote;
        }
        await Task.CompletedTask.WaitAsync(ct);
        throw new UsageException("Name a server with --server.");
    }

    public async ValueTask DisposeAsync()
    {
        await Out.FlushAsync();
        if (_opened is not null)
        {
            await _opened.DisposeAsync();
        }
    }
}
