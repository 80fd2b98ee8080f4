namespace Strata.Database;

/// <summary>State that all writes of one user share within a transaction.</summary>
internal sealed class UserScope(UserId user, long userNo)
{
    private readonly Dictionary<Type, ICommitParticipant> _participants = [];

    public UserId User { get; } = user;

    public long UserNo { get; } = userNo;

    /// <summary>Increases with every statement that wrote, or that failed and so may have aborted the transaction.</summary>
    public int Touched { get; private set; }

    /// <summary>Increases with every change to state that is flushed before the commit.</summary>
    public long Changes => _participants.Values.Sum(p => p.Changes);

    /// <summary>Sends the posted statements that wait for the next one; null if there are none.</summary>
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
