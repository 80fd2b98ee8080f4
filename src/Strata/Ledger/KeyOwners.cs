using Strata.Database;

namespace Strata.Ledger;

/// <summary>
/// Owners of the identity keys that a writing transaction touches: rows of the database plus the transaction's own writes.
/// </summary>
internal sealed class KeyOwners(UserTransaction tx, PendingRows pending)
{
    private readonly Dictionary<string, long?> _owners = new(StringComparer.Ordinal);
    private readonly HashSet<string> _claimed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<long>> _claimants = new(StringComparer.Ordinal);

    /// <summary>Owner of a fetched key; null if no entity has it.</summary>
    public long? this[string key] => _owners[key];

    /// <summary>Whether an entity may already be named after the key, even one that no longer has it.</summary>
    public bool IsTaken(string key) => _owners[key] is not null || _claimed.Contains(key);

    /// <summary>
    /// Returns the other entities that are or were observed with a key, oldest first. Known for an observation's strongest key if no entity
    /// has it.
    /// </summary>
    public IReadOnlyList<long> ClaimantsOf(string key) => _claimants.GetValueOrDefault(key) ?? [];

    /// <summary>Whether the key's owner is fetched.</summary>
    public bool Knows(string key) => _owners.ContainsKey(key);

    /// <summary>Fetches the keys that are not cached yet; returns the entities that have or had them.</summary>
    public async Task<IReadOnlyList<long>> FetchAsync(IReadOnlyList<NewObservation> observations)
    {
        var owners = await FetchAsync(observations.SelectMany(o => o.Keys).Select(k => k.Key));
        var claimants = await ClaimantsAsync(observations);
        return [.. owners.Concat(claimants).Select(r => r.EntityNo)];
    }

    public async Task<IReadOnlyList<KeyRow>> FetchAsync(IEnumerable<string> keys)
    {
        var unknown = keys.Where(k => _owners.TryAdd(k, null)).ToList();
        if (unknown.Count == 0)
        {
            return [];
        }
        var claimed = tx.Ask<string>(
            "select distinct key from key_claims where user_id = @user and key IN_LIST(@unknown)",
            new { unknown }
        );
        var rows = await tx.QueryAsync<KeyRow>(
            "select key, entity_no from entity_keys where user_id = @user and key IN_LIST(@unknown)",
            new { unknown }
        );
        foreach (var row in rows)
        {
            _owners[row.Key] = row.EntityNo;
        }
        _claimed.UnionWith(await claimed.RowsAsync());
        return rows;
    }

    private async Task<IReadOnlyList<KeyRow>> ClaimantsAsync(IReadOnlyList<NewObservation> observations)
    {
        var asked = _claimed.Count == 0 ? [] : observations.SelectMany(Unknown).Distinct(StringComparer.Ordinal).ToList();
        if (asked.Count == 0)
        {
            return [];
        }
        var rows = await tx.QueryAsync<KeyRow>(
            "select key, entity_no from key_claims where user_id = @user and key IN_LIST(@asked) order by entity_no",
            new { asked }
        );
        asked.ForEach(key => _claimants[key] = []);
        foreach (var row in rows)
        {
            _claimants[row.Key].Add(row.EntityNo);
        }
        return rows;
    }

    /// <summary>Whether everything needed to resolve the observation is fetched.</summary>
    public bool IsFetched(NewObservation observation) =>
        observation.Keys.All(k => _owners.ContainsKey(k.Key)) && (_claimed.Count == 0 || !Unknown(observation).Any());

    /// <summary>Keys whose claimants are needed but not fetched.</summary>
    private IEnumerable<string> Unknown(NewObservation observation) =>
        observation
            .Keys.Take(1)
            .Where(k => _owners[k.Key] is null)
            .Select(k => k.Key)
            .Where(k => _claimed.Contains(k) && !_claimants.ContainsKey(k));

    public void Give(string key, long entityNo)
    {
        _owners[key] = entityNo;
        pending.Keys.Add([key, entityNo]);
    }

    /// <summary>Records that the entity claims a key that another owns.</summary>
    public void Claim(string key, long entityNo)
    {
        if (_claimed.Add(key))
        {
            _claimants[key] = [];
        }
        if (_claimants.TryGetValue(key, out var others) && !others.Contains(entityNo))
        {
            others.Add(entityNo);
        }
        pending.Claims.Add([key, entityNo]);
    }

    /// <summary>Drops cached keys that changed in the database.</summary>
    public void Forget(IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            _owners.Remove(key);
            _claimants.Remove(key);
        }
    }

    public void Clear()
    {
        _owners.Clear();
        _claimed.Clear();
        _claimants.Clear();
    }
}

/// <summary>A row of <c>entity_keys</c> or <c>key_claims</c>.</summary>
internal sealed record KeyRow(string Key, long EntityNo);
