using System.CommandLine;
using Strata.Cli.Output;
using Strata.Cli.Remote;

namespace Strata.Cli;

/// <summary>One invocation: its options, its store or server (opened on first use), and its output.</summary>
internal sealed class CommandContext(ParseResult parsed, ICommandEnvironment environment, TimeProvider time) : IAsyncDisposable
{
    private IAsyncDisposable? _opened;

    public Printer Out { get; } = new(parsed.GetValue(GlobalOptions.Json), environment);
    public ICommandEnvironment Environment => environment;
    public TimeProvider Time => time;
    public StoreLocation Location { get; } = StoreLocation.From(parsed.GetValue, environment);

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T Get<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    /// <summary>Words that are neither options nor arguments of the verb.</summary>
    public IReadOnlyList<string> Unmatched => parsed.UnmatchedTokens;

    /// <summary>Returns the value of an optional argument.</summary>
    public T? Find<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>Opens the user's memory: on the remote server if one is configured, else in the local store.</summary>
    public async Task<IStrata> StrataAsync(CancellationToken ct)
    {
        if (Location.Server is { } server)
        {
            var remote = RemoteStrata.Connect(server, Location.Token);
            _opened = remote;
            return remote;
        }
        var user = Location.User;
        return (await LocalAsync(ct)).ForCommandLine(user);
    }

    /// <summary>Opens the local store. Fails with a usage error if a server is configured.</summary>
    public async Task<StrataStore> LocalAsync(CancellationToken ct)
    {
        if (Location.Server is not null)
        {
            throw new UsageException("This command works on the store itself; run it on the store's machine, without --server.");
        }
        var options = Location.Options with { Tell = Out.Note };
        if (options.Misnamed() is { } reason)
        {
            throw new UsageException(reason);
        }
        var created = StoreCreation.Check(parsed.CommandResult.Command, options);
        var store = await StrataStore.OpenAsync(options, time, ct);
        _opened = store;
        if (created is not null)
        {
            Out.Note(created);
        }
        return store;
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
