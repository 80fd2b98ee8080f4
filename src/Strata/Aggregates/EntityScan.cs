using Strata.Database;
using Strata.Entities;
using Strata.Ledger;
using Strata.Search;

namespace Strata.Aggregates;

/// <summary>
/// Hands over all entities that a plan lets through, none twice: rows of the present as the database sends them, of which only the needed
/// fields are read; the past reduced from the ledger, but for entities that nothing has touched since.
/// </summary>
/// <param name="doubted">The field whose doubts count; null: those of any.</param>
/// <param name="isNamed">Whether rows say which entity they are of, rather than what is doubtful of it.</param>
internal sealed class EntityScan(
    IDatabase database,
    EntityReader reader,
    UserConnection connection,
    EntityQuery query,
    ListPlan plan,
    ReadPoint point,
    string? doubted,
    bool isNamed = false
)
{
    /// <summary>Entities that are read at once where each needs more than its row.</summary>
    private const int Batch = 1_000;

    private readonly List<string> _names = [];
    private readonly byte[] _doubted = Encoding.UTF8.GetBytes(doubted ?? "");
    private FieldScan? _scan;

    /// <summary>Whether entities were left that it had no more time to look at.</summary>
    public bool IsIncomplete { get; private set; }

    /// <param name="make">
    /// Makes one that takes rows, which it may not keep, and returns false when it has enough. It is asked for one more where two read at
    /// once. What it is given gives the place of a field in the rows.
    /// </param>
    /// <param name="most">Most entities to look at.</param>
    /// <exception cref="StrataException">INVALID_CONTENT: a condition names a field that neither the type nor any entity has.</exception>
    public async Task RunAsync(Func<Func<string, int>, Func<ScannedRow, bool>> make, long most, IProgress<Progress>? progress)
    {
        await ReadAsync(make, most, progress);
        if (plan is { HasUndeclared: true, HasSeen: false } && !IsIncomplete)
        {
            plan.RequireSeen(point.Schemas);
        }
    }

    private async Task ReadAsync(Func<Func<string, int>, Func<ScannedRow, bool>> make, long most, IProgress<Progress>? progress)
    {
        var take = make(SlotOf);
        var isScanned =
            point.IsNow
            && plan.Gathered is null
            && plan.Project is null
            && !plan.HasText
            && !plan.HasUndeclared
            && query.SuggestedType is null
            && (plan.Condition is null || query.EntityType is not null);
        var filter = isScanned ? Filter() : null;
        _scan = new FieldScan(_names);
        if (isScanned)
        {
            var doubtful = isNamed ? new HashSet<long>() : await DoubtfulEntities.OfAsync(connection, _doubted);
            var rows = new RowScan(database, connection, query, plan.ChangedAfter, most, progress, isNamed);
            await rows.RunAsync(
                () => new RowWorker(new ScannedRow(_scan), filter, query.EntityType, doubtful, take, isNamed),
                () => new RowWorker(new ScannedRow(_scan), Filter(), query.EntityType, doubtful, make(SlotOf), isNamed)
            );
            IsIncomplete = rows.IsIncomplete;
            foreach (var some in IsIncomplete ? [] : rows.Bare.Chunk(Batch))
            {
                var records = await EntityRecords.ByNoAsync(connection, some);
                await NowAsync([.. records.Values.OrderBy(r => r.EntityNo)], take);
            }
        }
        else if (!point.IsNow)
        {
            await PastAsync(take, most, progress);
        }
        else if (plan.Gathered is { } gathered)
        {
            foreach (var some in gathered.Order().Chunk(Batch))
            {
                var records = await EntityRecords.ByNoAsync(connection, some);
                if (!await NowAsync([.. records.Values.OrderBy(r => r.EntityNo)], take))
                {
                    return;
                }
            }
        }
        else
        {
            await foreach (var batch in BatchesAsync(most, progress, "and parent_no is null and state = 0"))
            {
                if (!await NowAsync(batch, take))
                {
                    return;
                }
            }
        }
    }

    private int SlotOf(string field)
    {
        var at = _names.IndexOf(field);
        if (at < 0)
        {
            at = _scan is null ? _names.Count : throw new InvalidOperationException($"The scan has begun without '{field}'.");
            _names.Add(field);
        }
        return at;
    }

    private RowFilter? Filter() =>
        plan.Condition is { } condition && query.EntityType is { } type ? new RowFilter(condition, point.Schemas.Get(type), SlotOf) : null;

    /// <summary>Takes what passes of current entities; false: enough.</summary>
    private async Task<bool> NowAsync(IReadOnlyList<EntityRecord> records, Func<ScannedRow, bool> take)
    {
        var shown = records.Where(r => !r.IsMerged && r.State == EntityRecord.Active && r.Seq > plan.ChangedAfter).Where(IsOfType).ToList();
        if (plan.Project is { } project)
        {
            var within = await ProjectEntities.AmongAsync(connection, project, shown.Select(r => r.EntityNo));
            shown.RemoveAll(r => !within.Contains(r.EntityNo));
        }
        var withdrawn = await WithdrawnEntities.OfAsync(connection, shown);
        var untyped = shown.Where(r => plan.HasUndeclared || (plan.HasText && r.IsUntyped)).Select(r => r.EntityNo).ToList();
        var fragments = untyped.Count > 0 ? await LatestFragments.OfRootsAsync(connection, untyped) : null;
        foreach (var record in shown.Where(r => !withdrawn.Contains(r.EntityNo)))
        {
            var fields = FieldList.Parse(record.Fields);
            if (
                plan.Matches(fields, point.Schemas.Get(record.EntityType), fragments?.GetValueOrDefault(record.EntityNo))
                && !Taken(record, record.Winners, take)
            )
            {
                IsIncomplete = true;
                return false;
            }
        }
        return true;
    }

    private async Task PastAsync(Func<ScannedRow, bool> take, long most, IProgress<Progress>? progress)
    {
        await foreach (var batch in BatchesAsync(most, progress, ""))
        {
            // Where nothing has touched an entity since, its row is what it was.
            var isOld = point.ObservedBy == long.MaxValue;
            var touched = batch.Where(r => !isOld || r.Seq > point.Seq).ToList();
            var same = batch.Where(r => isOld && r.Seq <= point.Seq).ToList();
            if (!await NowAsync(same, take))
            {
                return;
            }
            var states = await reader.FindStatesAsync(connection, touched, point);
            var fragments =
                plan.HasText || plan.HasUndeclared
                    ? await UntypedFragments.OfAsync(connection, states.Values, point, plan.HasUndeclared)
                    : null;
            foreach (var record in touched)
            {
                if (
                    !states.TryGetValue(record.EntityNo, out var state)
                    || state.Record.EntityNo != record.EntityNo
                    || state.Deleted
                    || state.Withdrawn
                    || state.Record.Seq <= plan.ChangedAfter
                    || !IsOfType(state.Record)
                    || !plan.Matches(state.Fields, state.Schema, fragments?.GetValueOrDefault(record.EntityNo))
                )
                {
                    continue;
                }
                if (!Taken(state.Record, state.Record.Winners, take))
                {
                    IsIncomplete = true;
                    return;
                }
            }
        }
    }

    private bool IsOfType(EntityRecord record) =>
        (query.EntityType is null || string.Equals(record.EntityType, query.EntityType, StringComparison.Ordinal))
        && (query.SuggestedType is null || string.Equals(record.SuggestedType, query.SuggestedType, StringComparison.Ordinal));

    private bool Taken(EntityRecord record, byte[] winners, Func<ScannedRow, bool> take)
    {
        var row = new ScannedRow(_scan ?? throw new InvalidOperationException("There is no scan."));
        row.Take(record.EntityType, Encoding.UTF8.GetBytes(record.Fields), !isNamed && SnapshotCodec.IsDoubtful(winners, _doubted));
        row.Name(record.EntityNo, record.Seq, record.EntityId);
        return take(row);
    }

    /// <summary>Entities in order of creation, up to the point.</summary>
    private async IAsyncEnumerable<IReadOnlyList<EntityRecord>> BatchesAsync(long most, IProgress<Progress>? progress, string also)
    {
        var after = 0L;
        for (var walked = 0L; ; )
        {
            var rows = await connection.QueryAsync<EntityRecord>(
                $"""
                select {EntityRecord.Columns} from entities
                where user_id = @user {(
                    query.EntityType is null ? "" : "and entity_type = @type"
                )} and entity_no > @after and entity_no <= @seq {also}
                order by entity_no limit @batch
                """,
                new
                {
                    type = query.EntityType,
                    after,
                    seq = point.Seq,
                    batch = (long)Batch,
                }
            );
            if (rows.Count > 0)
            {
                yield return rows;
            }
            walked += rows.Count;
            progress?.Report(new Progress("entities", walked, null));
            if (rows.Count < Batch)
            {
                yield break;
            }
            if (walked >= most)
            {
                IsIncomplete = true;
                yield break;
            }
            after = rows[^1].EntityNo;
        }
    }
}
