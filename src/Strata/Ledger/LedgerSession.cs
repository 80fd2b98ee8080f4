using Strata.Accounts;
using Strata.Database;
using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>
/// One user's ledger within one writing transaction, shared by all writes of a commit group. Loads what the writes touch,
/// applies them in memory in order, and flushes the result as a few bulk statements before the commit.
/// </summary>
internal sealed partial class LedgerSession : ICommitParticipant
{
    private readonly UserTransaction _tx;
    private readonly LedgerServices _services;
    private readonly Dictionary<long, WorkingEntity> _entities = [];
    private readonly KeyOwners _keys;
    private readonly PendingRows _pending = new();
    private readonly LedgerChain _chain = new();
    private long _recordedAt;
    private bool _begun;
    private long _flushed;
    private IReadOnlyDictionary<long, FieldList>? _held;
    private readonly List<(long Seq, string Fragments)> _undeclared = [];

    private LedgerSession(UserTransaction tx, LedgerServices services)
    {
        (_tx, _services) = (tx, services);
        _keys = new KeyOwners(tx, _pending);
    }

    public UserTransaction Transaction => _tx;
    public LedgerServices Services => _services;
    public long Seq { get; private set; }
    public long RecordedAt => _recordedAt;
    public SchemaSet Schemas { get; private set; } = null!; // Set by BeginAsync, which OpenAsync awaits before it returns the session.
    public UsageAccount Usage { get; private set; } = null!; // As Schemas.
    public LedgerCounts Tally { get; } = new();
    public long Changes { get; private set; }

    /// <summary>The time that <see cref="Next"/> would return.</summary>
    public long Now => _recordedAt + 1;

    /// <summary>Sources that this transaction adds, by digest.</summary>
    public Dictionary<string, SourceRecord> NewSources { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs that this transaction adds.</summary>
    public List<RunRecord> NewRuns { get; } = [];

    public static async Task<LedgerSession> OpenAsync(UserTransaction tx, LedgerServices services)
    {
        var session = tx.Shared(t => new LedgerSession(t, services));
        await session.BeginAsync();
        return session;
    }

    private async Task BeginAsync()
    {
        if (!_begun)
        {
            var asked = LedgerHead.Ask(_tx);
            Schemas = await _services.Schemas.CurrentAsync(_tx);
            var head = await asked();
            (Seq, _recordedAt) = (head.Seq, head.RecordedAt);
            _services.Clock.Observe(head.RecordedAt);
            _chain.Continue(head.ChainNo, head.ChainHash, head.Seq);
            Usage = new UsageAccount(_tx, () => Changes++, () => Now, Warn, head.Usage);
            _begun = true;
        }
        _recordedAt = Math.Max(_recordedAt, UnixTime.Microseconds(_services.Time.GetUtcNow()) - 1);
    }

    /// <summary>Takes the next position in the ledger, with a time later than every earlier position's.</summary>
    public (long Seq, long RecordedAt) Next()
    {
        Changes++;
        return (++Seq, ++_recordedAt);
    }

    /// <summary>Reads the schemas again after this transaction changed them.</summary>
    public async Task ReloadSchemasAsync() => Schemas = await _services.Schemas.AtAsync(_tx, long.MaxValue);

    // --- entities ---

    public async Task<WorkingEntity> GetAsync(long entityNo)
    {
        await LoadAsync([entityNo]);
        return _entities[entityNo];
    }

    public async Task<WorkingEntity> RootAsync(WorkingEntity entity) =>
        entity.Record.RootNo == entity.No ? entity : await GetAsync(entity.Record.RootNo);

    /// <summary>
    /// Returns the user's entity with that id, or the only one that is called so. Throws ENTITY_ACCESS_DENIED both if an id is another user's
    /// and if it doesn't exist.
    /// </summary>
    public async Task<WorkingEntity> ByIdAsync(string entityId, NamedAmong among = NamedAmong.Shown)
    {
        if (!Ids.IsEntity(entityId))
        {
            await FlushAsync(); // names are sought among what is written
            entityId =
                await _services.Naming(_tx, Schemas, entityId, among)
                ?? throw new StrataException(ErrorCode.EntityNotFound, $"No entity matches '{entityId}'.");
        }
        foreach (var known in _entities.Values)
        {
            if (string.Equals(known.Record.EntityId, entityId, StringComparison.Ordinal))
            {
                return known;
            }
        }
        var record =
            await _tx.QueryFirstOrDefaultAsync<EntityRecord>(
                $"select {EntityRecord.Columns} from entities where user_id = @user and entity_id = @entityId",
                new { entityId }
            ) ?? throw new StrataException(ErrorCode.EntityAccessDenied, $"Entity '{entityId}' does not exist or is not yours to change.");
        return _entities[record.EntityNo] = new WorkingEntity(record, isNew: false);
    }

    private async Task LoadAsync(IEnumerable<long> entityNos)
    {
        var missing = new HashSet<long>();
        foreach (var no in entityNos)
        {
            if (!_entities.ContainsKey(no))
            {
                missing.Add(no);
            }
        }
        if (missing.Count == 0)
        {
            return;
        }
        foreach (
            var record in await _tx.QueryAsync<EntityRecord>(
                $"select {EntityRecord.Columns} from entities where user_id = @user and entity_no IN_LIST(@missing)",
                new { missing = missing.ToList() }
            )
        )
        {
            _entities[record.EntityNo] = new WorkingEntity(record, isNew: false);
        }
    }

    public void Touch(WorkingEntity entity, long seq, long recordedAt)
    {
        Changes++;
        entity.IsDirty = true;
        entity.Record = entity.Record with { Seq = seq, UpdatedAt = recordedAt };
    }

    // --- observations ---

    /// <summary>Loads everything these observations will touch, in a few queries.</summary>
    public async Task PrefetchAsync(IReadOnlyList<NewObservation> observations)
    {
        var touched = new List<long>(await _keys.FetchAsync(observations));
        touched.AddRange(observations.Select(o => o.EntityNo).OfType<long>());
        await LoadAsync(touched);
        await LoadAsync(touched.Select(no => _entities[no].Record.RootNo));
        await FetchNamesakesAsync(observations);
        var rivals = (await _keys.FetchAsync(observations.SelectMany(RivalIds).ToList())).Select(r => r.EntityNo).ToList();
        await LoadAsync(rivals);
        await LoadAsync(rivals.Select(no => _entities[no].Record.RootNo));
    }

    private bool IsFetched(NewObservation observation)
    {
        if (!_keys.IsFetched(observation))
        {
            return false;
        }
        foreach (var key in observation.Keys)
        {
            if (_keys[key.Key] is { } owner && !IsLoaded(owner))
            {
                return false;
            }
        }
        return (observation.EntityNo is not { } given || IsLoaded(given))
            && !UnknownNamesakes(observation).Any()
            && RivalIds(observation).All(id => _keys.Knows(id) && (_keys[id] is not { } owner || IsLoaded(owner)));
    }

    private bool IsLoaded(long entityNo) => _entities.TryGetValue(entityNo, out var entity) && _entities.ContainsKey(entity.Record.RootNo);

    /// <summary>Resolves the observation to its entity, appends it, and applies it to the snapshot.</summary>
    public async Task<StoredObservation> ObserveAsync(NewObservation observation)
    {
        if (!IsFetched(observation))
        {
            await PrefetchAsync([observation]);
        }
        var (seq, recordedAt) = Next();
        var content = observation.Content;
        var (entity, rule, created) = Resolve(observation, seq, recordedAt);
        ClaimKeys(observation, entity, seq);
        if (!entity.IsNew)
        {
            _bare.Remove(entity.No);
            _described.Add(entity.No);
        }
        var root = await RootAsync(entity);
        var stamp = new Precedence(
            seq,
            observation.Class,
            observation.Priority,
            observation.Specificity,
            observation.ObservedAt ?? recordedAt,
            Precedence.Tie(observation.SourceDigest, observation.RunNo, observation.Block, observation.ContentHash)
        );
        if (observation.Fragments is { } undeclared && !root.Record.IsUntyped)
        {
            _undeclared.Add((seq, undeclared));
        }
        _chain.Add(ChainedTable.Observations, _pending.Add(observation, entity.No, stamp, content, recordedAt, rule));

        var schema = Schemas.Get(root.Record.EntityType);
        Reducer.Apply(
            root.Snapshot,
            schema,
            new Observed(stamp, observation.Schema.EntityType, observation.Schema.Version, observation.Fields)
            {
                Doubts = FieldList.Parse(observation.Doubts ?? ""),
            }
        );
        root.Record = root.Record with { Observations = root.Record.Observations + 1 };
        Touch(root, seq, recordedAt);
        if (entity != root)
        {
            entity.Record = entity.Record with { Observations = entity.Record.Observations + 1 };
            Touch(entity, seq, recordedAt);
        }
        return new StoredObservation(seq, entity, root, created, rule);
    }

    /// <summary>Adds a row that the flush writes before the entities, which may refer to it.</summary>
    public void Add(BulkTable table, object?[] row)
    {
        Changes++;
        _pending.Add(table, row);
    }

    /// <summary>Adds a row that this transaction writes, or that is older than the chain, to the hash chain.</summary>
    /// <param name="values">In the order of the table's chained columns.</param>
    public void Chain(ChainedTable table, params ReadOnlySpan<object?> values)
    {
        Changes++;
        _chain.Add(table, values);
    }

    // --- decisions and receipts ---

    public (long Seq, long RecordedAt) Decide(Decision decision)
    {
        var (seq, recordedAt) = Next();
        var row = decision.Row(seq, recordedAt);
        _chain.Add(ChainedTable.Decisions, row);
        _pending.Decisions.Add(row);
        return (seq, recordedAt);
    }

    private void Warn(string quota, long used, long limit) =>
        Decide(
            new Decision(DecisionKind.QuotaWarning)
            {
                Actor = "strata",
                Payload = string.Create(CultureInfo.InvariantCulture, $$"""{"limit":{{limit}},"quota":"{{quota}}","used":{{used}}}"""),
            }
        );

    public void Receipt(string key, string requestHash, string response)
    {
        Changes++;
        _pending.Receipts.Add([key, requestHash, response, _recordedAt]);
    }

    /// <summary>Returns a receipt of this group that is not in the database yet.</summary>
    public (string RequestHash, string Response)? PendingReceipt(string key) => _pending.FindReceipt(key);

    /// <summary>Reduces an entity again from the ledger, after a retraction, merge, unmerge or schema change.</summary>
    public async Task ReduceAgainAsync(WorkingEntity root)
    {
        await FlushAsync();
        await ReduceStoredAsync(root);
    }

    /// <summary>Like <see cref="ReduceAgainAsync"/>, for an entity without unflushed changes.</summary>
    public async Task ReduceStoredAsync(WorkingEntity root)
    {
        var schema = Schemas.Get(root.Record.EntityType);
        var members = await EntityGroups.MembersAsync(_tx, root.No);
        var observed = await ObservationReader.StandingAsync(_tx, members, long.MaxValue, long.MaxValue);
        root.Snapshot = Reducer.Reduce(schema, observed.Standing);
        root.Record = root.Record with { Observations = observed.Total };
        root.IsDirty = true;
        Changes++;
    }

    /// <summary>Drops unchanged entities and all cached keys, to keep long work small.</summary>
    public void ForgetClean()
    {
        foreach (var no in _entities.Values.Where(e => !e.IsDirty).Select(e => e.No).ToList())
        {
            _entities.Remove(no);
        }
        _keys.Clear();
        _bare.Clear();
        _described.Clear();
    }

    void ICommitParticipant.Committed() => Tally.Committed(Usage, _services.Log.Logger);

    // --- flush ---

    /// <summary>
    /// Reads what the text index has of untyped entities before their observations are removed; the next flush replaces that. Everything
    /// else must have been flushed.
    /// </summary>
    public async Task HoldTextsAsync(IReadOnlyList<WorkingEntity> entities) => _held = await UntypedTexts.HeldAsync(_tx, entities);

    public async Task FlushAsync()
    {
        if (Changes == _flushed)
        {
            return;
        }
        _flushed = Changes;
        var dirty = _entities.Values.Where(e => e.IsDirty).OrderBy(e => e.No).ToList();
        var held = _held ?? await UntypedTexts.HeldAsync(_tx, dirty);
        _held = null;
        dirty.ForEach(entity => entity.SealIn(Schemas));
        var index = IndexChanges.Beside(dirty, Schemas);
        try
        {
            await _pending.WriteGroundAsync(_tx);
            if (dirty.Count > 0)
            {
                await _tx.PostAsync(EntityRecord.Table, BulkMode.Upsert, dirty.ConvertAll(PendingRows.Entity));
            }
            await _pending.WriteAsync(_tx);
            if (_chain.Seal(Seq) is { Count: > 0 } links)
            {
                await _tx.PostAsync(LedgerChain.Table, BulkMode.Insert, links);
            }
            await LedgerHead.WriteAsync(_tx, Seq, _recordedAt, Usage.Row, _chain);
            var changes = await index;
            changes.Undeclared(_undeclared);
            await changes.WriteAsync(_tx, held);
            _undeclared.Clear();
        }
        finally
        {
            await ((Task)index).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
