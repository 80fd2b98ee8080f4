namespace Strata.Ledger;

internal sealed partial class LedgerSession
{
    // Namesakes looked up so far: those left with nothing but decisions, and those with more.
    private readonly HashSet<long> _bare = [];
    private readonly HashSet<long> _described = [];

    private readonly List<Bridge> _bridges = [];

    /// <summary>
    /// Whether the key's hit is the entity meant. Not if a stronger rule that refines the key gives it another key: two vendors may both have
    /// an invoice 1001. Nor if it has another id within the same origin, which numbers its records itself.
    /// </summary>
    private KeyHit HitOf(NewObservation observation, EntityKeys.IdentityKey key, long hit)
    {
        foreach (var stronger in observation.Keys)
        {
            if (EntityKeys.Refines(observation.Schema, stronger, key) && _keys[stronger.Key] != hit)
            {
                if (KeyOf(observation, stronger, hit) is { } own && own != stronger.Key)
                {
                    return KeyHit.Other;
                }
            }
            else if (OwnId(observation, stronger, key, hit) is { } id && _keys[id] is { } owner && IsSame(owner, hit))
            {
                return KeyHit.OtherId;
            }
        }
        return KeyHit.Meant;
    }

    /// <summary>
    /// Returns the key that the entity's id would have in the observation's origin, if the observation has another id there; else null.
    /// </summary>
    private string? OwnId(NewObservation observation, EntityKeys.IdentityKey id, EntityKeys.IdentityKey weaker, long hit) =>
        id.Index < weaker.Index
        && weaker.Index < observation.Schema.Identity.Count
        && observation.Schema.Identity[id.Index].IsLocal
        && !(_keys[id.Key] is { } owner && IsSame(owner, hit))
        && KeyOf(observation, id, hit) is { } own
        && own != id.Key
            ? own
            : null;

    /// <summary>Returns the key that the snapshot of the entity's root yields by the rule, as if it came from the observation's origin.</summary>
    private string? KeyOf(NewObservation observation, EntityKeys.IdentityKey key, long entityNo)
    {
        var fields = _entities[_entities[entityNo].Record.RootNo].Snapshot.Fields;
        var rule = observation.Schema.Identity[key.Index];
        return rule.KeyOf(name => fields.TryGetValue(name, out var state) ? JsonText.Element(state.Json) : null) is { } own
            ? EntityKeys.Stored(observation.Schema.EntityType, EntityKeys.Scoped(rule, own, observation.Origin))
            : null;
    }

    private bool IsSame(long entityNo, long otherNo) => _entities[entityNo].Record.RootNo == _entities[otherNo].Record.RootNo;

    /// <summary>Keys of the ids of the entities that the observation's weaker keys hit; see <see cref="OwnId"/>.</summary>
    private IEnumerable<string> RivalIds(NewObservation observation)
    {
        if (observation.Keys.Count < 2 || !observation.HasLocalKey)
        {
            yield break;
        }
        foreach (var key in observation.Keys)
        {
            if (_keys[key.Key] is { } hit)
            {
                foreach (var stronger in observation.Keys)
                {
                    if (OwnId(observation, stronger, key, hit) is { } id)
                    {
                        yield return id;
                    }
                }
            }
        }
    }

    private (WorkingEntity Entity, string? Rule, bool Created) Resolve(NewObservation observation, long seq, long recordedAt)
    {
        if (observation.EntityNo is { } given)
        {
            return (_entities[given], null, false);
        }
        var schema = observation.Schema;
        var keys = observation.Keys;
        foreach (var key in observation.SplitFrom is null ? keys : [])
        {
            if (_keys[key.Key] is { } hit && HitOf(observation, key, hit) == KeyHit.Meant)
            {
                return (_entities[hit], key.Rule, false);
            }
        }
        if (keys.Count > 0 && observation.SplitFrom is null && NamedAfter(keys[0]) is { } bare)
        {
            return (bare, keys[0].Rule, false);
        }
        var first =
            keys.Count == 0 ? Ids.Observation(seq)
            : _keys.IsTaken(keys[0].Key) ? EntityKeys.Name(keys[0].Text, seq)
            : keys[0].Text;
        var record = new EntityRecord(
            seq,
            Ids.Entity(_tx.User, schema.EntityType, first),
            schema.EntityType,
            observation.SuggestedType,
            RootNo: seq,
            ParentNo: null,
            EntityRecord.Active,
            "{}",
            Winners: [],
            schema.Version,
            Reducer.Version,
            seq,
            Hash: [],
            Observations: 0,
            recordedAt,
            recordedAt
        );
        var entity = new WorkingEntity(record, isNew: true);
        _entities[seq] = entity;
        return (entity, keys.Count > 0 ? keys[0].Rule : null, true);
    }

    /// <summary>
    /// Returns the entity that is named after an unowned key and has nothing left but decisions: merges, and corrections that yield no
    /// other key. An observation with that key resolves to it.
    /// </summary>
    private WorkingEntity? NamedAfter(EntityKeys.IdentityKey key) =>
        NamesakesOf(key).Where(_bare.Contains).Select(no => _entities[no]).FirstOrDefault();

    /// <summary>Entities whose id derives from a key that no entity holds now.</summary>
    private IEnumerable<long> NamesakesOf(EntityKeys.IdentityKey key) =>
        _keys[key.Key] is not null
            ? []
            : _keys.ClaimantsOf(key.Key).Where(no => !_entities[no].IsNew && EntityKeys.Names(_tx.User, _entities[no].Record, key.Text));

    private IEnumerable<long> UnknownNamesakes(NewObservation observation) =>
        observation.Keys.Count == 0 ? [] : NamesakesOf(observation.Keys[0]).Where(no => !_bare.Contains(no) && !_described.Contains(no));

    /// <summary>Determines which namesakes of the observations still have an unretracted observation that describes them.</summary>
    private async Task FetchNamesakesAsync(IReadOnlyList<NewObservation> observations)
    {
        var namesakes = observations.SelectMany(UnknownNamesakes).Distinct().ToList();
        if (namesakes.Count == 0)
        {
            return;
        }
        _described.UnionWith(await ObservationReader.DescribedAsync(_tx, namesakes));
        foreach (var (no, keys) in await KeyReassignment.OfAsync(this, [.. namesakes.Where(no => !_described.Contains(no))]))
        {
            (keys.All.Any(k => keys.Since(k) is not null) ? _described : _bare).Add(no);
        }
    }

    /// <summary>
    /// Gives the entity the keys that no entity has. A key of another entity says that both are one: they are to be joined if the
    /// observation was not recorded against a given entity, else the pair is a duplicate candidate.
    /// </summary>
    private void ClaimKeys(NewObservation observation, WorkingEntity entity, long seq)
    {
        foreach (var key in observation.Keys)
        {
            if (_keys[key.Key] is not { } owner)
            {
                _keys.Give(key.Key, entity.No);
                continue;
            }
            if (owner != entity.No)
            {
                _keys.Claim(key.Key, entity.No);
            }
            var hit = observation.SplitFrom is not null || IsSame(owner, entity.No) ? KeyHit.Other : HitOf(observation, key, owner);
            if (hit == KeyHit.Other)
            {
                continue;
            }
            var bridge = new Bridge(owner, entity.No, seq, key.Rule);
            if (hit == KeyHit.Meant && observation.EntityNo is null)
            {
                _bridges.Add(bridge);
            }
            else
            {
                FileAsCandidate(bridge);
            }
        }
    }

    /// <summary>Takes the pairs of entities that single observations have shown to be one since the last call.</summary>
    public IReadOnlyList<Bridge> TakeBridges()
    {
        if (_bridges.Count == 0)
        {
            return [];
        }
        Bridge[] taken = [.. _bridges];
        _bridges.Clear();
        return taken;
    }

    /// <summary>Files the pair for a person to decide.</summary>
    public void FileAsCandidate(Bridge bridge)
    {
        var (a, b) = bridge.OwnerNo < bridge.EntityNo ? (bridge.OwnerNo, bridge.EntityNo) : (bridge.EntityNo, bridge.OwnerNo);
        Changes++;
        _pending.Candidates.Add([a, b, bridge.Seq, bridge.Rule, "open", 1.0]);
    }

    /// <summary>Claims a reinstated observation's keys as if it were new; others may have them by now.</summary>
    public async Task ClaimAgainAsync(NewObservation observation, WorkingEntity entity, long seq)
    {
        await PrefetchAsync([observation]);
        ClaimKeys(observation, entity, seq);
        Changes++;
    }

    /// <summary>Drops cached keys whose owners changed in the database. Everything pending must have been flushed.</summary>
    public void ForgetKeys(IEnumerable<string> keys)
    {
        _keys.Forget(keys);
        _bare.Clear();
        _described.Clear();
    }

    private enum KeyHit
    {
        /// <summary>The entity meant.</summary>
        Meant,

        /// <summary>Another thing that shares a weaker key.</summary>
        Other,

        /// <summary>The same by this key, another by its id.</summary>
        OtherId,
    }
}

/// <summary>Two entities of which one observation has keys.</summary>
/// <param name="OwnerNo">Owns the weaker key.</param>
/// <param name="EntityNo">Which the observation was recorded against.</param>
internal sealed record Bridge(long OwnerNo, long EntityNo, long Seq, string Rule);
