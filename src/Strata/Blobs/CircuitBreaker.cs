namespace Strata.Blobs;

/// <summary>Remembers for a short time that the store failed, so that callers don't wait in vain.</summary>
internal sealed class CircuitBreaker(TimeProvider time)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    private long _until;

    public bool IsOn => time.GetUtcNow().UtcTicks < Volatile.Read(ref _until);

    public void Began() => Volatile.Write(ref _until, (time.GetUtcNow() + Rest).UtcTicks);

    public void Ended() => Volatile.Write(ref _until, 0);
}
