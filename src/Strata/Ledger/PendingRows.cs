using Strata.Database;

namespace Strata.Ledger;

/// <summary>Rows that a ledger session will write at its next flush.</summary>
internal sealed class PendingRows
{
    private readonly List<object?[]> _observations = [];
    private readonly List<(BulkTable Table, List<object?[]> Rows)> _ground = [];

    public List<object?[]> Decisions { get; } = [];
    public List<object?[]> Keys { get; } = [];
    public List<object?[]> Claims { get; } = [];
    public List<object?[]> Candidates { get; } = [];
    public List<object?[]> Receipts { get; } = [];

    /// <returns>The row.</returns>
    public object?[] Add(NewObservation o, long entityNo, Precedence stamp, string fieldsJson, long recordedAt, string? rule)
    {
        object?[] row =
        [
            stamp.Seq,
            entityNo,
            (long)o.Class,
            (long)o.Schema.Version,
            fieldsJson,
            o.Fragments,
            o.Evidence,
            o.RunNo,
            o.SourceNo,
            o.DocumentNo,
            (long?)o.Block,
            (long)stamp.Priority,
            stamp.Specificity,
            stamp.ObservedAt,
            recordedAt,
            rule,
            o.Actor,
            o.Reason,
            o.Repeats,
            o.Doubts,
            o.Confidences,
        ];
        _observations.Add(row);
        return row;
    }

    public (string RequestHash, string Response)? FindReceipt(string key)
    {
        foreach (var row in Receipts)
        {
            if (string.Equals((string?)row[0], key, StringComparison.Ordinal))
            {
                return ((string)row[1]!, (string)row[2]!); // Written by LedgerSession.Receipt, which takes no nulls.
            }
        }
        return null;
    }

    public static object?[] Entity(WorkingEntity entity)
    {
        var r = entity.Record;
        return
        [
            r.EntityNo,
            r.EntityId,
            r.EntityType,
            r.SuggestedType,
            r.RootNo,
            r.ParentNo,
            r.State,
            r.Fields,
            r.Winners,
            r.SchemaVersion,
            r.ReducerVersion,
            r.Seq,
            r.Hash,
            r.Observations,
            r.CreatedAt,
            r.UpdatedAt,
        ];
    }

    /// <summary>Adds a row to write before entities and observations, by table in the order first added.</summary>
    public void Add(BulkTable table, object?[] row)
    {
        foreach (var (known, rows) in _ground)
        {
            if (known == table)
            {
                rows.Add(row);
                return;
            }
        }
        _ground.Add((table, [row]));
    }

    public async Task WriteGroundAsync(UserTransaction tx)
    {
        foreach (var (table, rows) in _ground)
        {
            await WriteAsync(tx, table, BulkMode.InsertIfAbsent, rows);
        }
    }

    public async Task WriteAsync(UserTransaction tx)
    {
        await WriteAsync(tx, LedgerTables.Keys, BulkMode.Insert, Keys);
        await WriteAsync(tx, LedgerTables.Claims, BulkMode.InsertIfAbsent, Claims);
        await WriteAsync(tx, LedgerTables.Observations, BulkMode.Insert, _observations);
        await WriteAsync(tx, LedgerTables.Decisions, BulkMode.Insert, Decisions);
        await WriteAsync(tx, LedgerTables.Candidates, BulkMode.InsertIfAbsent, Candidates);
        await WriteAsync(tx, LedgerTables.Receipts, BulkMode.Insert, Receipts);
    }

    private static async Task WriteAsync(UserTransaction tx, BulkTable table, BulkMode mode, List<object?[]> rows)
    {
        if (rows.Count > 0)
        {
            await tx.PostAsync(table, mode, rows);
            rows.Clear();
        }
    }
}
