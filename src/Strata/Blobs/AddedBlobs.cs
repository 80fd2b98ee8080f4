using Strata.Database;

namespace Strata.Blobs;

/// <summary>
/// Contents that this transaction adds: their rows may not be written yet when a sweep in the same group commit looks for them.
/// </summary>
internal sealed class AddedBlobs : ICommitParticipant
{
    public HashSet<string> Digests { get; } = new(StringComparer.Ordinal);

    // Nothing here is written; an entry of a write that failed only keeps bytes until the next sweep.
    public long Changes => 0;

    public Task FlushAsync() => Task.CompletedTask;
}
