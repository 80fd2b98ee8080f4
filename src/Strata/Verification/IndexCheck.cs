using Strata.Database;
using Strata.Entities;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Verification;

/// <summary>An entry of the value index; entries with equal content are equal.</summary>
internal readonly record struct ValueEntry(long FieldNo, byte[] Value, long EntityNo)
{
    public bool Equals(ValueEntry other) =>
        FieldNo == other.FieldNo && EntityNo == other.EntityNo && Value.AsSpan().SequenceEqual(other.Value);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(FieldNo);
        hash.Add(EntityNo);
        hash.AddBytes(Value);
        return hash.ToHashCode();
    }

    public object?[] Row => [FieldNo, Value, EntityNo];
}

/// <summary>
/// Compares, entry by entry, zones whose index sums differ. No index finds the entries of a zone, so one pass covers several zones.
/// </summary>
internal sealed class IndexCheck(
    UserConnection connection,
    SchemaSet schemas,
    IReadOnlyDictionary<(string Type, int Version), SchemaDefinition> every
)
{
    /// <summary>Zones compared in one pass; their entries are in memory meanwhile.</summary>
    public const int AtOnce = 16;

    private readonly StateComparison _sweep = new(connection, mend: null, schemas, every);

    /// <summary>Returns surplus entries of the value index, the zones that differ, and the entities concerned.</summary>
    public async Task<(IReadOnlyList<ValueEntry> Extra, IReadOnlyList<long> Zones, StateDifferences Differences)> ValuesAsync(
        IReadOnlyList<long> zones
    )
    {
        var missing = new HashSet<ValueEntry>();
        foreach (var zone in zones)
        {
            missing.UnionWith(await ExpectedAsync(zone));
        }
        var extra = new List<ValueEntry>();
        await foreach (
            var entry in connection.StreamAsync<ValueEntry>(
                $"select field_no, value, entity_no from entity_values where user_id = @user and entity_no >> {ValueSums.Bits} IN_LIST(@zones)",
                new { zones }
            )
        )
        {
            if (!missing.Remove(entry))
            {
                extra.Add(entry);
            }
        }
        var differing = missing.Concat(extra).Select(e => e.EntityNo).Distinct().Order().ToList();
        return (extra, [.. differing.Select(ValueSums.Zone).Distinct()], await NamedAsync(StateDifferences.Values, differing));
    }

    /// <summary>Returns the entries that a zone should have.</summary>
    public async Task<HashSet<ValueEntry>> ExpectedAsync(long zone)
    {
        var entries = new HashSet<ValueEntry>();
        for (
            var after = ValueSums.First(zone) - 1;
            await BatchReducer.NextAsync(connection, schemas, after, ValueSums.Last(zone)) is { Count: > 0 } batch;
            after = batch[^1].Stored.EntityNo
        )
        {
            entries.UnionWith(_sweep.Values(batch).Select(v => new ValueEntry(v.FieldNo, v.Value, v.EntityNo)));
        }
        return entries;
    }

    /// <summary>Returns surplus keys, and the entities that hold them or lack a place.</summary>
    public async Task<(IReadOnlyList<(string Key, long EntityNo)> Extra, StateDifferences Differences)> KeysAsync(IReadOnlyList<long> zones)
    {
        var (extra, lost) = await new KeyCheck(connection, every).OddAsync(zones);
        var differences = await NamedAsync(StateDifferences.Keys, [.. extra.Select(e => e.EntityNo).Distinct()]);
        differences.Add(await NamedAsync(StateDifferences.LostPlaces, lost));
        return (extra, differences);
    }

    private async Task<StateDifferences> NamedAsync(string kind, IReadOnlyList<long> nos)
    {
        var ids = await ObservationViews.IdsAsync(connection, nos.Take(StateDifferences.Named));
        var differences = new StateDifferences();
        foreach (var no in nos)
        {
            differences.Add(kind, ids.GetValueOrDefault(no) ?? $"no {no}");
        }
        return differences;
    }

    /// <summary>Mends the value index of a zone.</summary>
    /// <param name="extra">Its surplus entries.</param>
    public static async Task MendValuesAsync(UserTransaction tx, IndexCheck check, long zone, IEnumerable<ValueEntry> extra)
    {
        var expected = await check.ExpectedAsync(zone);
        var gone = extra.Where(e => !expected.Contains(e)).Select(e => e.Row).ToList();
        await tx.BulkAsync(LedgerTables.Values, BulkMode.Delete, gone);
        await tx.BulkAsync(LedgerTables.Values, BulkMode.InsertIfAbsent, [.. expected.Select(e => e.Row)]);
    }

    public static async Task MendKeysAsync(
        UserTransaction tx,
        IReadOnlyDictionary<(string Type, int Version), SchemaDefinition> every,
        IReadOnlyList<(string Key, long EntityNo)> extra
    )
    {
        var gone = await new KeyCheck(tx, every).StillAsync(extra);
        await tx.BulkAsync(LedgerTables.Keys, BulkMode.Delete, [.. gone.Select(e => new object?[] { e.Key })]);
    }
}
