using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Verification;

/// <summary>Compares stored identity keys with those derived from observations.</summary>
internal sealed class KeyCheck(UserConnection connection, IReadOnlyDictionary<(string Type, int Version), SchemaDefinition> schemas)
{
    /// <summary>Returns keys that are missing or stored for an entity other than their first, with that first entity.</summary>
    /// <param name="mends">Whether the caller moves them at once.</param>
    /// <param name="known">Called with every derived key and its holder.</param>
    /// <param name="second">Called with keys that another entity rightly holds, and the next claimant.</param>
    public async Task<IReadOnlyList<(string Key, long EntityNo)>> WrongAsync(
        DerivedKeys derived,
        bool mends,
        Action<long> known,
        Action<string, long> second
    )
    {
        var first = derived.First;
        var asked =
            derived.Possible.Count == 0
                ? first.Keys.ToList()
                : first.Keys.Union(derived.Possible.Select(p => p.Key), StringComparer.Ordinal).ToList();
        if (asked.Count == 0)
        {
            return [];
        }
        asked.Sort(StringComparer.Ordinal); // neighbours in the index are queried together
        var held = (
            await connection.QueryAsync<KeyRow>(
                "select key, entity_no from entity_keys where user_id = @user and key IN_LIST(@asked)",
                new { asked }
            )
        ).ToDictionary(k => k.Key, k => k.EntityNo, StringComparer.Ordinal);
        foreach (var (no, key) in derived.Possible.Where(p => derived.Since(p.EntityNo, p.Key) is null))
        {
            if (held.GetValueOrDefault(key) == no)
            {
                known(no);
            }
        }
        var wrong = new List<(string, long)>();
        var rivals = new List<(string Key, long EntityNo, long Seq, long Rival)>();
        foreach (var (key, (no, seq)) in first)
        {
            if (held.TryGetValue(key, out var owner) && owner != no && derived.Since(owner, key) is null)
            {
                rivals.Add((key, no, seq, owner));
                continue;
            }
            if (owner == no)
            {
                known(no);
            }
            else
            {
                Wrong(key, no, held.ContainsKey(key) ? owner : null);
            }
        }
        if (rivals.Count > 0)
        {
            var theirs = await OfAsync([.. rivals.Select(r => r.Rival).Distinct()]);
            foreach (var (key, no, seq, rival) in rivals)
            {
                if (theirs.Possible.Contains((rival, key)) || theirs.Since(rival, key) < seq)
                {
                    second(key, no);
                    continue;
                }
                Wrong(key, no, rival);
            }
        }
        return wrong;

        void Wrong(string key, long no, long? owner)
        {
            wrong.Add((key, no));
            if (mends)
            {
                known(no);
            }
            else if (owner is { } other)
            {
                known(other);
            }
        }
    }

    /// <summary>
    /// Returns keys stored for entities of these zones that no observation states, and entities that lack the key of their place.
    /// </summary>
    public async Task<(IReadOnlyList<(string Key, long EntityNo)> Extra, IReadOnlyList<long> Lost)> OddAsync(IReadOnlyList<long> zones)
    {
        // No index helps here, so only entities whose counts differ are queried.
        var held = (
            await connection.QueryAsync<KeyRow>(
                $"select key, entity_no from entity_keys where user_id = @user and entity_no >> {ValueSums.Bits} IN_LIST(@zones)",
                new { zones }
            )
        ).ToLookup(k => k.EntityNo, k => k.Key);
        var (extra, lost) = (new List<(string, long)>(), new List<long>());
        foreach (var zone in zones)
        {
            var nos = await connection.QueryAsync<long>(
                "select entity_no from entities where user_id = @user and entity_no >= @first and entity_no <= @last",
                new { first = ValueSums.First(zone), last = ValueSums.Last(zone) }
            );
            var derived = await OfAsync(nos);
            foreach (var no in nos)
            {
                var unknown = held[no].Where(k => !derived.Allows(no, k)).Order(StringComparer.Ordinal).ToList();
                // Any one of several may be the key of the place.
                var isPlaced = derived.Placed.Contains(no);
                extra.AddRange(unknown.Skip(isPlaced && unknown.Count == 1 ? 1 : 0).Select(k => (k, no)));
                if (isPlaced && unknown.Count == 0)
                {
                    lost.Add(no);
                }
            }
        }
        return (extra, lost);
    }

    /// <summary>Returns those of the keys that are still stored for these entities though no observation states them.</summary>
    public async Task<IReadOnlyList<(string Key, long EntityNo)>> StillAsync(IReadOnlyList<(string Key, long EntityNo)> extra)
    {
        var derived = await OfAsync([.. extra.Select(e => e.EntityNo).Distinct()]);
        var held = await connection.QueryAsync<KeyRow>(
            "select key, entity_no from entity_keys where user_id = @user and key IN_LIST(@keys)",
            new { keys = extra.Select(e => e.Key).ToList() }
        );
        var still = extra.ToHashSet();
        return [.. held.Select(k => (k.Key, k.EntityNo)).Where(k => still.Contains(k) && !derived.Allows(k.EntityNo, k.Key))];
    }

    private async Task<DerivedKeys> OfAsync(IReadOnlyList<long> nos)
    {
        var derived = new DerivedKeys(schemas);
        foreach (var some in nos.Chunk(1_000))
        {
            var entities = (
                await connection.QueryAsync<EntityRecord>(
                    $"select {EntityRecord.Columns} from entities where user_id = @user and entity_no IN_LIST(@some)",
                    new { some }
                )
            ).ToDictionary(e => e.EntityNo);
            var retracted = await ObservationReader.RetractionsAsync(connection, some, long.MaxValue);
            await foreach (var record in ObservationReader.StreamAsync(connection, some, long.MaxValue, long.MaxValue))
            {
                derived.See(entities[record.EntityNo], record, FieldList.Parse(record.Fields), retracted);
            }
        }
        return derived;
    }
}
