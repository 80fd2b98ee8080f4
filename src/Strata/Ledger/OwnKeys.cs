using Strata.Database;
using Strata.Entities;

namespace Strata.Ledger;

/// <summary>The keys that entities hold already, where a weaker identity rule hits them and a stronger one may say that they are not meant.</summary>
internal sealed class OwnKeys(UserConnection connection)
{
    private readonly Dictionary<long, HashSet<string>> _byEntity = [];

    /// <param name="owners">Who holds each key of the observations.</param>
    public async Task LoadAsync(IReadOnlyList<NewObservation> observations, Dictionary<string, long?> owners)
    {
        var missing = new HashSet<long>();
        foreach (var observation in observations.Where(o => o.Keys.Count > 1 && o.EntityNo is null))
        {
            foreach (var key in observation.Keys)
            {
                if (
                    owners[key.Key] is { } hit
                    && !_byEntity.ContainsKey(hit)
                    && observation.Keys.Any(s => EntityKeys.Refines(observation.Schema, s, key))
                )
                {
                    missing.Add(hit);
                }
            }
        }
        if (missing.Count == 0)
        {
            return;
        }
        foreach (var no in missing)
        {
            Begin(no);
        }
        foreach (
            var row in await connection.QueryAsync<OwnedKey>(
                "select key, entity_no from entity_keys where user_id = @user and entity_no IN_LIST(@missing)",
                new { missing = missing.ToList() }
            )
        )
        {
            Add(row.EntityNo, row.Key);
        }
    }

    /// <summary>Whether the entity that holds <paramref name="key"/> is the one that the observation means.</summary>
    public bool Mean(NewObservation observation, EntityKeys.Found key, long hit) =>
        !observation.Keys.Any(stronger =>
            EntityKeys.Refines(observation.Schema, stronger, key)
            && _byEntity.TryGetValue(hit, out var own)
            && !own.Contains(stronger.Key)
            && own.Any(k => k.StartsWith(EntityKeys.PrefixOf(stronger.Key), StringComparison.Ordinal))
        );

    /// <summary>A new entity, or one about to be loaded: all its keys are known from here on.</summary>
    public void Begin(long entityNo) => _byEntity[entityNo] = new HashSet<string>(StringComparer.Ordinal);

    public void Add(long entityNo, string key)
    {
        if (_byEntity.TryGetValue(entityNo, out var own))
        {
            own.Add(key);
        }
    }

    public void Clear() => _byEntity.Clear();
}

/// <summary>A row of <c>entity_keys</c>.</summary>
internal sealed record OwnedKey(string Key, long EntityNo);
