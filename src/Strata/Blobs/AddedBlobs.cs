using Strata.Database;

namespace Strata.Blobs;

/// <summary>Contents added by this transaction: a sweep in the same group commit may look before their rows are written.</summary>
internal sealed class AddedBlobs : ICommitParticipant
{
    public HashSet<string> Digests { get; } = new(StringComparer.Ordinal);

    // Writes nothing itself; a leftover entry of a failed write only keeps bytes until the next sweep.
    public long Changes => 0;

    public Task FlushAsync() => Task.CompletedTask;
}
