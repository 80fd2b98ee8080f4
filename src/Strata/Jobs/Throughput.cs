namespace Strata.Jobs;

/// <summary>Jobs per second that a worker has lately finished.</summary>
internal sealed class Throughput(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private long _since = time.GetTimestamp();
    private int _count;
    private double _perSecond;

    public double PerSecond
    {
        get
        {
            lock (_lock)
            {
                Turn();
                return _perSecond;
            }
        }
    }

    public void Count()
    {
        lock (_lock)
        {
            _count++;
            Turn();
        }
    }

    private void Turn()
    {
        var passed = time.GetElapsedTime(_since);
        if (passed >= Window)
        {
            _perSecond = _count / passed.TotalSeconds;
            (_count, _since) = (0, time.GetTimestamp());
        }
    }
}
