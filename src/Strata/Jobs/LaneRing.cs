namespace Strata.Jobs;

/// <summary>
/// Which lanes may hold work, and whose turn it is: users take turns, and within a user its kinds, so that a thousand jobs of one user
/// do not keep another's single one waiting. Remembers up to which place each lane has been claimed.
/// </summary>
internal sealed class LaneRing
{
    private const int MostRemembered = 100_000;

    private readonly Lock _lock = new();
    private readonly LinkedList<string> _turns = new();
    private readonly Dictionary<string, Kinds> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<JobLane, long> _after = [];
    private readonly HashSet<JobLane> _rung = [];
    private readonly Dictionary<string, HashSet<JobLane>> _heldBack = new(StringComparer.Ordinal);

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

    /// <summary>The lane may hold work.</summary>
    /// <param name="place">Of its first ready job, where that is known.</param>
    /// <param name="unlessHeldBack">Leaves a lane alone that waits for others of its kind to end.</param>
    public void Add(JobLane lane, long? place = null, bool unlessHeldBack = false)
    {
        lock (_lock)
        {
            if (unlessHeldBack && _heldBack.TryGetValue(lane.Kind, out var waiting) && waiting.Contains(lane))
            {
                return;
            }
            if (place is { } first && (!_after.TryGetValue(lane, out var after) || after >= first))
            {
                Remember(lane, first - 1); // where it is lower: passed by, and given back by a claim that was never committed
            }
            _rung.Add(lane);
            Activate(lane);
        }
    }

    /// <summary>The next turns, together asking for <paramref name="room"/> jobs; empty where no lane may hold work.</summary>
    public IReadOnlyList<LaneTurn> Next(int room, int mostLanes = 64)
    {
        lock (_lock)
        {
            var users = Math.Min(Math.Min(_turns.Count, room), mostLanes);
            var turns = new List<LaneTurn>(users);
            for (var i = 0; i < users; i++)
            {
                var user = _turns.First!.Value; // there are as many as were counted
                _turns.RemoveFirst();
                _turns.AddLast(user);
                var lane = new JobLane(user, _users[user].Turn());
                _rung.Remove(lane);
                turns.Add(new LaneTurn(lane, _after.GetValueOrDefault(lane), (room / users) + (i < room % users ? 1 : 0)));
            }
            return turns;
        }
    }

    /// <summary>What came of a turn.</summary>
    public void Claimed(LaneYield yield)
    {
        lock (_lock)
        {
            var lane = yield.Turn.Lane;
            if (yield.Jobs.Count > 0)
            {
                Remember(lane, yield.Jobs.Max(j => j.Place));
            }
            if (yield.IsHeldBack)
            {
                if (!_heldBack.TryGetValue(lane.Kind, out var waiting))
                {
                    _heldBack.Add(lane.Kind, waiting = []);
                }
                waiting.Add(lane);
                Deactivate(lane);
            }
            else if (yield.IsDrained && !_rung.Contains(lane))
            {
                Deactivate(lane);
            }
        }
    }

    /// <summary>A job of this kind has ended, so lanes that a cap held back may go on.</summary>
    public void Ended(string kind)
    {
        lock (_lock)
        {
            if (_heldBack.Remove(kind, out var waiting))
            {
                foreach (var lane in waiting)
                {
                    Activate(lane);
                }
            }
        }
    }

    private void Remember(JobLane lane, long after)
    {
        if (_after.Count >= MostRemembered)
        {
            _after.Clear();
        }
        _after[lane] = after;
    }

    private void Activate(JobLane lane)
    {
        if (!_users.TryGetValue(lane.UserId, out var kinds))
        {
            _users.Add(lane.UserId, kinds = new Kinds());
            _turns.AddLast(lane.UserId);
        }
        kinds.Add(lane.Kind);
    }

    private void Deactivate(JobLane lane)
    {
        if (_users.TryGetValue(lane.UserId, out var kinds) && kinds.Remove(lane.Kind))
        {
            _users.Remove(lane.UserId);
            _turns.Remove(lane.UserId);
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

        /// <summary>Whether none is left.</summary>
        public bool Remove(string kind)
        {
            _names.Remove(kind);
            return _names.Count == 0;
        }
    }
}
