namespace Strata.Parsing;

/// <summary>
/// How long a parser may work on one source, and whether anybody still waits for it. It runs only while the parser does: what is done with
/// its blocks in between doesn't count. Parsers that hold a source whole ask now and then; those that stream are asked for as they read.
/// </summary>
public sealed class ParseClock
{
    private readonly TimeSpan _most;
    private readonly Func<TimeSpan>? _now;
    private readonly CancellationToken _cancellation;
    private TimeSpan _spent;
    private TimeSpan? _since;

    private ParseClock() { }

    /// <param name="most">The parser's own time.</param>
    /// <param name="now">The time since any moment.</param>
    public ParseClock(TimeSpan most, Func<TimeSpan> now, CancellationToken cancellation) =>
        (_most, _now, _cancellation) = (most, now, cancellation);

    /// <summary>Stands still.</summary>
    public static ParseClock Unbounded { get; } = new();

    private TimeSpan Spent => _since is { } since && _now is not null ? _spent + _now() - since : _spent;

    /// <exception cref="InvalidDataException">The time is over; the message names the limit.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public void Check()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_now is not null)
        {
            Allow(Spent);
        }
    }

    /// <summary>Whether all of its time was taken when it was last stopped.</summary>
    internal bool IsOver => _spent > _most && _now is not null;

    internal string Reason => $"reading it takes longer than {_most.TotalSeconds:0} seconds ({nameof(ParseBudget.MaxTime)})";

    internal void Start()
    {
        _cancellation.ThrowIfCancellationRequested();
        _since = _now?.Invoke();
    }

    internal void Stop()
    {
        _spent = Spent;
        _since = null;
    }

    private void Allow(TimeSpan spent)
    {
        if (spent > _most)
        {
            throw new InvalidDataException(Reason);
        }
    }
}
