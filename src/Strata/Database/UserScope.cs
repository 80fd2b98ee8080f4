namespace Strata.Database;

/// <summary>What all writes of one user share within one transaction.</summary>
internal sealed class UserScope(UserId user, long userNo)
{
    private readonly Dictionary<Type, ICommitParticipant> _participants = [];

    public UserId User { get; } = user;

    public long UserNo { get; } = userNo;

    /// <summary>Rises with every statement that wrote, or that failed and so may have spoilt the transaction.</summary>
    public int Touched { get; private set; }

    /// <summary>Rises with every change to what is flushed before the commit.</summary>
    public long Changes => _participants.Values.Sum(p => p.Changes);

    /// <summary>Sends what was posted and waits for the next statement; null: nothing does.</summary>
    public Func<Task>? Unsent { get; set; }

    public void Touch() => Touched++;

    public T Shared<T>(Func<T> create)
        where T : class, ICommitParticipant
    {
        if (!_participants.TryGetValue(typeof(T), out var participant))
        {
            participant = create();
            _participants.Add(typeof(T), participant);
        }
        return (T)participant;
    }

    public async Task FlushAsync()
    {
        foreach (var participant in _participants.Values)
        {
            await participant.FlushAsync().ConfigureAwait(false);
        }
        if (Unsent is { } send)
        {
            Unsent = null;
            await send().ConfigureAwait(false);
        }
    }

    public void Committed()
    {
        foreach (var participant in _participants.Values)
        {
            participant.Committed();
        }
    }
}
