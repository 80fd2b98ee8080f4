namespace Strata.Jobs;

/// <summary>
/// Partitions that may hold work, in fair order: users take turns, and within a user its kinds, so that a thousand jobs of one user do not
/// delay another's single one. Remembers up to which place each partition has been claimed.
/// </summary>
internal sealed class FairQueue
{
    private const int MaxRemembered = 100_000;

    private readonly Lock _lock = new();
    private readonly LinkedList<string> _turns = new();
    private readonly Dictionary<string, Kinds> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<JobPartition, long> _after = [];
    private readonly HashSet<JobPartition> _signalled = [];
    private readonly Dictionary<string, HashSet<JobPartition>> _heldBack = new(StringComparer.Ordinal);

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _turns.Count == 0;
            }
        }
    }

    /// <summary>Adds a partition that may hold work.</summary>
    /// <param name="place">Place of its first ready job, if known.</param>
    /// <param name="unlessHeldBack">Skips a partition that waits for others of its kind to end.</param>
    public void Add(JobPartition partition, long? place = null, bool unlessHeldBack = false)
    {
        lock (_lock)
        {
            if (unlessHeldBack && _heldBack.TryGetValue(partition.Kind, out var waiting) && waiting.Contains(partition))
            {
                return;
            }
            if (place is { } first && (!_after.TryGetValue(partition, out var after) || after >= first))
            {
                Remember(partition, first - 1); // lower if skipped during a claim that never committed
            }
            _signalled.Add(partition);
            Activate(partition);
        }
    }

    /// <summary>Returns the next requests, for <paramref name="slots"/> jobs in total; empty if no partition may hold work.</summary>
    public IReadOnlyList<ClaimRequest> Next(int slots, int maxPartitions = 64)
    {
        lock (_lock)
        {
            var users = Math.Min(Math.Min(_turns.Count, slots), maxPartitions);
            var requests = new List<ClaimRequest>(users);
            for (var i = 0; i < users; i++)
            {
                var user = _turns.First!.Value; // users is at most the count
                _turns.RemoveFirst();
                _turns.AddLast(user);
                var partition = new JobPartition(user, _users[user].Turn());
                _signalled.Remove(partition);
                requests.Add(
                    new ClaimRequest(partition, _after.GetValueOrDefault(partition), (slots / users) + (i < slots % users ? 1 : 0))
                );
            }
            return requests;
        }
    }

    /// <summary>Records the result of a turn.</summary>
    public void Claimed(ClaimResult result)
    {
        lock (_lock)
        {
            var partition = result.Request.Partition;
            if (result.Jobs.Count > 0)
            {
                Remember(partition, result.Jobs.Max(j => j.Place));
            }
            if (result.IsHeldBack)
            {
                if (!_heldBack.TryGetValue(partition.Kind, out var waiting))
                {
                    _heldBack.Add(partition.Kind, waiting = []);
                }
                waiting.Add(partition);
                Deactivate(partition);
            }
            else if (result.IsDrained && !_signalled.Contains(partition))
            {
                Deactivate(partition);
            }
        }
    }

    /// <summary>Reactivates partitions that a cap held back, after a job of this kind has ended.</summary>
    public void Ended(string kind)
    {
        lock (_lock)
        {
            if (_heldBack.Remove(kind, out var waiting))
            {
                foreach (var partition in waiting)
                {
                    Activate(partition);
                }
            }
        }
    }

    private void Remember(JobPartition partition, long after)
    {
        if (_after.Count >= MaxRemembered)
        {
            _after.Clear();
        }
        _after[partition] = after;
    }

    private void Activate(JobPartition partition)
    {
        if (!_users.TryGetValue(partition.UserId, out var kinds))
        {
            _users.Add(partition.UserId, kinds = new Kinds());
            _turns.AddLast(partition.UserId);
        }
        kinds.Add(partition.Kind);
    }

    private void Deactivate(JobPartition partition)
    {
        if (_users.TryGetValue(partition.UserId, out var kinds) && kinds.Remove(partition.Kind))
        {
            _users.Remove(partition.UserId);
            _turns.Remove(partition.UserId);
        }
    }

    private sealed class Kinds
    {
        private readonly List<string> _names = [];
        private int _turn;

        public void Add(string kind)
        {
            if (!_names.Contains(kind, StringComparer.Ordinal))
            {
                _names.Add(kind);
            }
        }

        public string Turn() => _names[_turn++ % _names.Count];

        /// <summary>Removes a kind; returns whether none is left.</summary>
        public bool Remove(string kind)
        {
            _names.Remove(kind);
            return _names.Count == 0;
        }
    }
}
