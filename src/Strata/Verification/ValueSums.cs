using System.Buffers.Binary;
using System.Numerics;
using Strata.Database;

namespace Strata.Verification;

/// <summary>
/// Counts and sums of index entries by zones of neighbouring entities: one pass and little memory compare a whole index with what it should
/// be, and show the zones that differ.
/// </summary>
internal sealed class ValueSums
{
    /// <summary>Low bits of the entity number that zones ignore.</summary>
    public const int Bits = 12;

    private readonly Dictionary<long, Sum> _zones = [];
    private Sum? _last;

    public static long First(long zone) => zone << Bits;

    public static long Last(long zone) => ((zone + 1) << Bits) - 1;

    public static long Zone(long entityNo) => entityNo >> Bits;

    public void Value(long fieldNo, ReadOnlySpan<byte> value, long entityNo)
    {
        Of(entityNo >> Bits).Add(Mix(fieldNo, value, entityNo));
    }

    public void Key(long entityNo, long count = 1) => Of(entityNo >> Bits).Keys += count;

    public bool IsEmpty => _zones.Count == 0;

    public void Add(ValueSums other)
    {
        foreach (var (zone, theirs) in other._zones)
        {
            var sum = Of(zone);
            sum.Values += theirs.Values;
            sum.Mixed += theirs.Mixed;
            sum.Keys += theirs.Keys;
        }
    }

    /// <summary>Returns the sums of the stored indexes.</summary>
    public static async Task<ValueSums> HeldAsync(UserConnection connection)
    {
        var sums = new ValueSums();
        await foreach (
            var (zone, mixed) in connection.StreamAsync(
                "select field_no, value, entity_no from entity_values where user_id = @user",
                args: null,
                static row => (row.Integer(2) >> Bits, Mix(row.Integer(0), row.Span(1), row.Integer(2)))
            )
        )
        {
            sums.Of(zone).Add(mixed);
        }
        var keys = await connection.QueryAsync<KeyCount>(
            $"select entity_no >> {Bits} as zone, count(*) as keys from entity_keys where user_id = @user group by entity_no >> {Bits}"
        );
        foreach (var row in keys)
        {
            sums.Of(row.Zone).Keys += row.Keys;
        }
        return sums;
    }

    public IReadOnlyList<long> OtherValues(ValueSums other) => Other(other, static (a, b) => a.Values == b.Values && a.Mixed == b.Mixed);

    public IReadOnlyList<long> OtherKeys(ValueSums other) => Other(other, static (a, b) => a.Keys == b.Keys);

    private List<long> Other(ValueSums other, Func<Sum, Sum, bool> same)
    {
        var none = new Sum(-1);
        return
        [
            .. _zones
                .Keys.Union(other._zones.Keys)
                .Where(z => !same(_zones.GetValueOrDefault(z, none), other._zones.GetValueOrDefault(z, none)))
                .Order(),
        ];
    }

    private Sum Of(long zone)
    {
        if (_last is { } last && last.Zone == zone)
        {
            return last;
        }
        if (!_zones.TryGetValue(zone, out var sum))
        {
            _zones[zone] = sum = new Sum(zone);
        }
        return _last = sum;
    }

    /// <summary>
    /// Mixes an entry so that sums tell sets apart: rotations and multiplications by odd constants spread every bit (as in wyhash; not
    /// against malice).
    /// </summary>
    private static ulong Mix(long fieldNo, ReadOnlySpan<byte> value, long entityNo)
    {
        var mixed = Step(Step(0x9E3779B97F4A7C15UL, (ulong)fieldNo), (ulong)entityNo);
        Span<byte> rest = stackalloc byte[sizeof(ulong)];
        for (; value.Length >= sizeof(ulong); value = value[sizeof(ulong)..])
        {
            mixed = Step(mixed, BinaryPrimitives.ReadUInt64LittleEndian(value));
        }
        rest.Clear();
        value.CopyTo(rest);
        return Step(Step(mixed, BinaryPrimitives.ReadUInt64LittleEndian(rest)), (ulong)value.Length);
    }

    private static ulong Step(ulong state, ulong input)
    {
        state = (state ^ input) * 0xBF58476D1CE4E5B9UL;
        return (state ^ BitOperations.RotateRight(state, 29)) * 0x94D049BB133111EBUL ^ (state >> 32);
    }

    private sealed class Sum(long zone)
    {
        public long Zone => zone;
        public long Values { get; set; }
        public ulong Mixed { get; set; }
        public long Keys { get; set; }

        public void Add(ulong mixed)
        {
            Values++;
            Mixed += mixed;
        }
    }

    private sealed record KeyCount(long Zone, long Keys);
}
