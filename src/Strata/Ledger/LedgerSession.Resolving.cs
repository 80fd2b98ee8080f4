namespace Strata.Ledger;

internal sealed partial class LedgerSession
{
    // Score of a duplicate pair whose ids match while all else differs.
    private const double EvenOdds = 0.5;

    // Namesakes looked up so far: those left with nothing but decisions, and those with more.
    private readonly HashSet<long> _bare = [];
    private readonly HashSet<long> _described = [];

    /// <summary>
    /// Whether the key's hit is the entity meant: not if a stronger rule that refines the key gives it another key. Two vendors may both
    /// have an invoice 1001.
    /// </summary>
    private bool IsMeant(NewObservation observation, EntityKeys.IdentityKey key, long hit)
    {
        foreach (var stronger in observation.Keys)
        {
            if (!EntityKeys.Refines(observation.Schema, stronger, key))
            {
                continue;
            }
            var fields = _entities[_entities[hit].Record.RootNo].Snapshot.Fields;
            var own = observation
                .Schema.Identity[stronger.Index]
                .KeyOf(name => fields.TryGetValue(name, out var state) ? JsonText.Element(state.Json) : null);
            if (own is not null && _keys[stronger.Key] != hit && EntityKeys.Stored(observation.Schema.EntityType, own) != stronger.Key)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>
    /// Returns what an observation read from a file means instead of the entity that has its id but contradicts it
    /// (docs/adr/0025-ids-of-files.md); null if nothing contradicts the id.
    /// </summary>
    private Apart? ApartFrom(NewObservation observation)
    {
        var schema = observation.Schema;
        if (observation is not { EntityNo: null, Class: ObservationClass.Interpretation } || schema.IdRule < 0)
        {
            return null;
        }
        foreach (var key in observation.Keys)
        {
            if (key.Index == schema.IdRule && _keys[key.Key] is { } owner)
            {
                var against = Against(owner);
                var others = against.Agrees ? [] : _keys.ClaimantsOf(key.Key).Where(no => no != owner && Against(no).Agrees).ToList();
                return others.Count > 0 ? new Apart(others[0], key.Rule)
                    : against.Contradicts ? new Apart(null, $"{key.Rule} ({string.Join(", ", against.Differing)} differ)")
                    : null;
            }
        }
        return null;

        StatedComparison Against(long no) =>
            StatedComparison.Of(schema, observation.Fields, _entities[_entities[no].Record.RootNo].Snapshot);
    }

    private (WorkingEntity Entity, string? Rule, bool Created) Resolve(NewObservation observation, Apart? apart, long seq, long recordedAt)
    {
        if (observation.EntityNo is { } given)
        {
            return (_entities[given], null, false);
        }
        var schema = observation.Schema;
        var keys = apart is null ? observation.Keys : [.. observation.Keys.Where(k => k.Index != schema.IdRule)];
        if (apart?.Bound is { } bound)
        {
            return (_entities[bound], schema.Identity[schema.IdRule].Name, false);
        }
        if (apart is not null && keys.Count == 0 && observation.Fallback is { } place)
        {
            keys = [place];
        }
        foreach (var key in keys)
        {
            if (_keys[key.Key] is { } hit && IsMeant(observation, key, hit))
            {
                return (_entities[hit], key.Rule, false);
            }
        }
        if (keys.Count > 0 && NamedAfter(keys[0]) is { } bare)
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
        if (apart is not null && keys is [{ Rule: EntityKeys.PlaceRule } alone])
        {
            _keys.Give(alone.Key, entity.No);
        }
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

    /// <summary>Gives the entity the keys that no entity has; a key of another entity makes the pair a duplicate candidate.</summary>
    private void ClaimKeys(NewObservation observation, WorkingEntity entity, long seq, string? apart = null)
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
            if (_entities[owner].Record.RootNo != entity.Record.RootNo && IsMeant(observation, key, owner))
            {
                var (a, b) = owner < entity.No ? (owner, entity.No) : (entity.No, owner);
                var isContradicted = key.Index == observation.Schema.IdRule && apart is not null;
                _pending.Candidates.Add([a, b, seq, isContradicted ? apart : key.Rule, "open", isContradicted ? EvenOdds : 1.0]);
            }
        }
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

    /// <param name="Bound">The entity that also has the id and agrees; null to ignore the id.</param>
    private sealed record Apart(long? Bound, string Reason);
}
