namespace Strata.Parsing;

/// <summary>
/// Time limit and cancellation for parsing one source. Runs only while the parser does, not while the caller handles blocks. Parsers that
/// hold a source whole call <see cref="Check"/> now and then; for streaming parsers, each read of the source does.
/// </summary>
public sealed class ParseClock
{
    private readonly TimeSpan _most;
    private readonly Func<TimeSpan>? _now;
    private readonly CancellationToken _cancellation;
    private TimeSpan _spent;
    private TimeSpan? _since;

    private ParseClock() { }

    /// <param name="most">Time limit of the parser.</param>
    /// <param name="now">Returns the time elapsed since a fixed moment.</param>
    public ParseClock(TimeSpan most, Func<TimeSpan> now, CancellationToken cancellation) =>
        (_most, _now, _cancellation) = (most, now, cancellation);

    /// <summary>A clock that never expires.</summary>
    public static ParseClock Unbounded { get; } = new();

    private TimeSpan Spent => _since is { } since && _now is not null ? _spent + _now() - since : _spent;

    /// <exception cref="InvalidDataException">The time is over; the message names the limit.</exception>
    /// <exception cref="OperationCanceledException">The parse was cancelled.</exception>
    public void Check()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_now is not null)
        {
            Allow(Spent);
        }
    }

    /// <summary>True if the time was used up when the clock last stopped.</summary>
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
