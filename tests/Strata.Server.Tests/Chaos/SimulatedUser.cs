using System.Collections.Concurrent;
using Strata.Cli.Remote;

namespace Strata.Server.Tests.Chaos;

/// <summary>A user with what was acknowledged to it.</summary>
/// <param name="Servers">Over HTTP.</param>
/// <param name="Store">Within the test.</param>
internal sealed record SimulatedUser(UserId User, IReadOnlyList<RemoteStrata> Servers, IStrata Store)
{
    public string Name => User.Value;
    public ConcurrentBag<Kept> Contacts { get; } = [];
    public ConcurrentBag<Taken> Files { get; } = [];

    /// <summary>What was added to the one note that all clients of the user write to.</summary>
    public ConcurrentBag<string> Tags { get; } = [];
    public ConcurrentBag<Receipt> Receipts { get; } = [];

    /// <summary>Answers that say the program has a fault.</summary>
    public ConcurrentBag<string> Troubles { get; } = [];
    public ConcurrentBag<ErrorCode> Refusals { get; } = [];

    /// <summary>
    /// Digests of files that were refused for a quota. An attempt before, of which no answer was heard, may have been under way and have
    /// gone in.
    /// </summary>
    public ConcurrentBag<string> Refused { get; } = [];
}

/// <summary>A contact that was stated, and what has become of it.</summary>
internal sealed record Kept(string EntityId, string Name)
{
    public int Observations { get; set; } = 1;
    public string Shown { get; set; } = Name;
    public Kept? MergedInto { get; set; }
    public Kept Root => MergedInto?.Root ?? this;
    public bool IsMixed { get; set; }
}

/// <param name="Rows">0: it was not interpreted.</param>
internal sealed record Taken(string SourceId, string Digest, string FileName, byte[] Bytes, int Rows, string? RunId);

/// <param name="Again">The same request with the same key; the answer as JSON.</param>
internal sealed record Receipt(string Key, string Answer, Func<IStrata, CancellationToken, Task<string>> Again);
