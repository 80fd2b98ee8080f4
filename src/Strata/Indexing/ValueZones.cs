using Strata.Database;

namespace Strata.Indexing;

/// <summary>
/// The smallest and greatest key per field and zone of neighbouring entities. Complete, not exact: zones widen on insert and don't narrow
/// on delete. They hold values, so an erasure renews them.
/// </summary>
internal static class ValueZones
{
    /// <summary>Low bits of the entity number that zones ignore.</summary>
    private const int Bits = 12;

    private static readonly BulkTable Table = new(
        "value_zones",
        ["field_no", "zone"],
        [new("field_no", BulkType.Integer), new("zone", BulkType.Integer), new("low", BulkType.Bytes), new("high", BulkType.Bytes)]
    );

    /// <summary>Widens zones for keys added to the index.</summary>
    /// <param name="added">Field, key and entity of each.</param>
    public static async Task WidenAsync(UserTransaction tx, IEnumerable<(long FieldNo, byte[] Value, long EntityNo)> added)
    {
        var rows = await NarrowAsync(tx, added);
        if (rows.Count > 0)
        {
            await tx.PostAsync(Table, BulkMode.Upsert, rows);
        }
    }

    /// <summary>Returns the rows to write for these keys; none if all are within their zones.</summary>
    public static async Task<List<object?[]>> NarrowAsync(
        UserConnection connection,
        IEnumerable<(long FieldNo, byte[] Value, long EntityNo)> added
    )
    {
        var wanted = new Dictionary<(long FieldNo, long Zone), (byte[] Low, byte[] High)>();
        foreach (var (fieldNo, value, entityNo) in added)
        {
            var place = (fieldNo, entityNo >> Bits);
            wanted[place] = wanted.TryGetValue(place, out var known) ? Around(known, (value, value)) : (value, value);
        }
        if (wanted.Count == 0)
        {
            return [];
        }
        var held = await connection.QueryAsync<ZoneRow>(
            "select field_no, zone, low, high from value_zones where user_id = @user and field_no IN_LIST(@fieldNos) and zone IN_LIST(@zones)",
            new
            {
                fieldNos = wanted.Keys.Select(k => k.FieldNo).Distinct().ToList(),
                zones = wanted.Keys.Select(k => k.Zone).Distinct().ToList(),
            }
        );
        foreach (var row in held)
        {
            var place = (row.FieldNo, row.Zone);
            if (!wanted.TryGetValue(place, out var wide))
            {
                continue;
            }
            var both = Around(wide, (row.Low, row.High));
            if (both.Low == row.Low && both.High == row.High)
            {
                wanted.Remove(place);
            }
            else
            {
                wanted[place] = both;
            }
        }
        return wanted.Select(w => new object?[] { w.Key.FieldNo, w.Key.Zone, w.Value.Low, w.Value.High }).ToList();
    }

    /// <summary>Makes the next zone exact, so that it names no value that is gone; null at the end.</summary>
    public static async Task<long?> RenewAsync(UserTransaction tx, long after)
    {
        var zone = await tx.QueryFirstOrDefaultAsync<long?>(
            "select zone from value_zones where user_id = @user and zone > @after order by zone limit 1",
            new { after }
        );
        if (zone is not { } next)
        {
            return null;
        }
        var bounds = new
        {
            next,
            first = next << Bits,
            last = ((next + 1) << Bits) - 1,
        };
        var held = await tx.QueryAsync<(long FieldNo, byte[] Value)>(
            "select field_no, value from entity_values where user_id = @user and entity_no >= @first and entity_no <= @last",
            bounds
        );
        var exact = new Dictionary<long, (byte[] Low, byte[] High)>();
        foreach (var (fieldNo, value) in held)
        {
            exact[fieldNo] = exact.TryGetValue(fieldNo, out var known) ? Around(known, (value, value)) : (value, value);
        }
        await tx.ExecuteAsync("delete from value_zones where user_id = @user and zone = @next", bounds);
        if (exact.Count > 0)
        {
            await tx.BulkAsync(Table, BulkMode.Insert, [.. exact.Select(f => new object?[] { f.Key, next, f.Value.Low, f.Value.High })]);
        }
        return next;
    }

    /// <summary>
    /// Returns ranges of entity numbers, in order, outside of which no key is in the range. Neighbouring zones form one range.
    /// </summary>
    /// <param name="after">Position of the walk: ranges begin beyond it.</param>
    public static async Task<(IReadOnlyList<(long First, long Last)> Stretches, bool All)> NextAsync(
        UserConnection connection,
        ValueRange range,
        bool descending,
        long after
    )
    {
        const int MaxZones = 512;
        var (beyond, way) = descending ? ("<=", "desc") : (">=", "asc");
        var zones = await connection.QueryAsync<long>(
            $"""
            select zone from value_zones
            where user_id = @user and field_no = @fieldNo and zone {beyond} @zone and high >= @from and low < @to
            order by zone {way} limit @most
            """,
            new
            {
                fieldNo = range.FieldNo,
                zone = (descending ? after - 1 : after + 1) >> Bits,
                from = range.From,
                to = range.To,
                most = (long)MaxZones,
            }
        );
        var stretches = new List<(long First, long Last)>();
        foreach (var zone in zones)
        {
            var (first, last) = (zone << Bits, ((zone + 1) << Bits) - 1);
            if (stretches.Count > 0 && (descending ? stretches[^1].First == last + 1 : stretches[^1].Last == first - 1))
            {
                stretches[^1] = descending ? (first, stretches[^1].Last) : (stretches[^1].First, last);
            }
            else
            {
                stretches.Add((first, last));
            }
        }
        return (stretches, zones.Count < MaxZones);
    }

    /// <summary>Returns <paramref name="b"/> itself if it is wide enough.</summary>
    private static (byte[] Low, byte[] High) Around((byte[] Low, byte[] High) a, (byte[] Low, byte[] High) b) =>
        (a.Low.AsSpan().SequenceCompareTo(b.Low) < 0 ? a.Low : b.Low, a.High.AsSpan().SequenceCompareTo(b.High) > 0 ? a.High : b.High);

    private sealed record ZoneRow(long FieldNo, long Zone, byte[] Low, byte[] High);
}
