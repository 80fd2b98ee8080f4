namespace Strata.Database;

/// <summary>
/// A queued write. It runs once in a group, and again alone if the group fails; its caller gets the outcome after the commit.
/// </summary>
internal abstract class PendingWrite(UserId user, CancellationToken ct)
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Cancelled = 2;
    private int _state;

    public UserId User { get; } = user;

    public CancellationToken Cancellation { get; } = ct;

    /// <summary>Returns false if the caller cancelled while the write waited.</summary>
    public bool TryTake()
    {
        var before = Interlocked.CompareExchange(ref _state, Taken, Waiting);
        return before == Waiting || (before == Taken && !Cancellation.IsCancellationRequested);
    }

    protected bool TryCancel() => Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting;

    /// <summary>Runs the caller's function and stores its result or exception; returns false for an exception.</summary>
    public abstract Task<bool> RunAsync(UserTransaction transaction);

    /// <summary>Stores <paramref name="error"/> as the outcome.</summary>
    public abstract void Keep(Exception error);

    /// <summary>Completes the caller's task with the outcome.</summary>
    public abstract void Answer();
}

internal sealed class PendingWrite<T> : PendingWrite
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<UserTransaction, Task<T>> _write;
    private T? _result;
    private Exception? _error;

    public PendingWrite(UserId user, Func<UserTransaction, Task<T>> write, CancellationToken ct)
        : base(user, ct)
    {
        _write = write;
    }

    /// <summary>Waits for the outcome; stops at once if the write is cancelled before its turn.</summary>
    public async Task<T> AnswerAsync()
    {
        await using var registration = Cancellation.Register(
            static state =>
            {
                var write = (PendingWrite<T>)state!; // passed below
                if (write.TryCancel())
                {
                    write._answer.TrySetCanceled(write.Cancellation);
                }
            },
            this
        );
        return await _answer.Task.ConfigureAwait(false);
    }

    public override async Task<bool> RunAsync(UserTransaction transaction)
    {
        try
        {
            _result = await _write(transaction).ConfigureAwait(false);
            _error = null;
        }
        catch (Exception error)
        {
            _error = error;
        }
        return _error is null;
    }

    public override void Keep(Exception error) => _error = error;

    public override void Answer()
    {
        if (_error is OperationCanceledException && Cancellation.IsCancellationRequested)
        {
            _answer.TrySetCanceled(Cancellation);
        }
        else if (_error is not null)
        {
            _answer.TrySetException(_error);
        }
        else
        {
            _answer.TrySetResult(_result!); // set by RunAsync unless it failed
        }
    }
}
