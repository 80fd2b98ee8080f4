namespace Strata.Server.Tests.Chaos;

/// <summary>What is done to what all processes need: their database and S3.</summary>
internal sealed class InfrastructureFaults
{
    private int _underWay;
    private int _mark;

    /// <summary>Another after every beginning and end.</summary>
    public int Mark => Volatile.Read(ref _mark);

    /// <summary>Whether there was any since the mark was read.</summary>
    public bool Since(int mark) => Volatile.Read(ref _underWay) > 0 || Mark != mark;

    public async Task DoAsync(Func<Task> harm)
    {
        Interlocked.Increment(ref _underWay);
        Interlocked.Increment(ref _mark);
        await harm();
        Interlocked.Increment(ref _mark);
        Interlocked.Decrement(ref _underWay);
    }
}
