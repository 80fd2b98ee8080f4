using Strata.Duplicates.Matching;

namespace Strata.Duplicates;

/// <summary>
/// Index from blocking keys to entities, packed into ranges of keys: for each key its delta to the one before, the number of entities and
/// (unless far too many) their numbers as deltas, all as variable-length integers (LEB128).
/// </summary>
internal static class KeyIndex
{
    /// <summary>Longest list kept: two keys this common are evidence enough together, commoner ones say little.</summary>
    public const int MaxLength = 4_000;
    private const int KeysPerBucket = 200;
    private const int KeysPerRecord = 30;

    /// <summary>Returns how many leading bits of a key name its range, for so many records.</summary>
    public static int BitsFor(int records) => Math.Clamp((int)Math.Ceiling(Math.Log2(Math.Max(1, records * 20.0 / KeysPerBucket))), 0, 20);

    public static long BucketOf(ulong key, int bits) => bits == 0 ? 0 : (long)(key >> (64 - bits));

    /// <summary>Returns the ranges of all records' keys, in order.</summary>
    /// <param name="entityNos">Entity numbers by row, ascending.</param>
    public static IEnumerable<(long Bucket, byte[] Packed)> Build(
        Comparison[] comparisons,
        IReadOnlyList<long> entityNos,
        int bits,
        CancellationToken ct
    )
    {
        // Builds as many parts at a time as there are cores, so that the keys of a million records need not all be in memory.
        var partBits = Math.Min(bits, SortedKeys.PartBits((double)entityNos.Count * KeysPerRecord));
        for (var first = 0; first < 1 << partBits; first += Environment.ProcessorCount)
        {
            var parts = new List<(long, byte[])>[Math.Min(Environment.ProcessorCount, (1 << partBits) - first)];
            var at = first;
            ParallelRanges.Each(
                parts.Length,
                part =>
                {
                    var keys = new SortedKeys(at + part, partBits);
                    var own = new BlockingKeys { KeepsSingles = true };
                    for (var row = 0; row < entityNos.Count; row++)
                    {
                        own.Of(comparisons, row);
                        foreach (var (key, _) in own.Span)
                        {
                            keys.Add(key, row);
                        }
                    }
                    parts[part] = [.. Pack(keys, entityNos, bits)];
                },
                ct
            );
            foreach (var part in parts)
            {
                foreach (var bucket in part)
                {
                    yield return bucket;
                }
            }
        }
    }

    /// <summary>Returns how many entities have a key, and their packed list (empty if they are too many).</summary>
    /// <param name="longest">Longest list that the index was made with.</param>
    public static (int Count, ReadOnlyMemory<byte> Packed) Find(ReadOnlyMemory<byte> range, ulong key, int longest)
    {
        var packed = range.Span;
        ulong at = 0;
        while (!packed.IsEmpty)
        {
            at += Read(ref packed);
            var count = (int)Read(ref packed);
            var list = packed;
            packed = packed[Length(packed, count > longest ? 0 : count)..];
            if (at >= key)
            {
                return at == key ? (count, range.Slice(range.Length - list.Length, list.Length - packed.Length)) : (0, default);
            }
        }
        return (0, default);
    }

    /// <summary>Returns the length in bytes of so many numbers.</summary>
    private static int Length(ReadOnlySpan<byte> packed, int numbers)
    {
        var at = 0;
        while (numbers > 0)
        {
            numbers -= packed[at++] < 0x80 ? 1 : 0;
        }
        return at;
    }

    public static void Unpack(ReadOnlySpan<byte> packed, Span<long> entityNos)
    {
        long no = 0;
        for (var i = 0; i < entityNos.Length; i++)
        {
            no += (long)Read(ref packed);
            entityNos[i] = no;
        }
    }

    private static IEnumerable<(long Bucket, byte[] Packed)> Pack(SortedKeys keys, IReadOnlyList<long> entityNos, int bits)
    {
        var packed = new MemoryStream();
        var bucket = -1L;
        ulong last = 0;
        foreach (var (key, rows) in keys.Groups())
        {
            if (BucketOf(key, bits) is var next && next != bucket)
            {
                if (packed.Length > 0)
                {
                    yield return (bucket, packed.ToArray());
                }
                packed.SetLength(0);
                (bucket, last) = (next, 0);
            }
            Write(packed, key - last);
            last = key;
            Write(packed, (ulong)rows.Count);
            long no = 0;
            for (var i = 0; i < rows.Count && rows.Count <= MaxLength; i++)
            {
                Write(packed, (ulong)(entityNos[rows[i]] - no));
                no = entityNos[rows[i]];
            }
        }
        if (packed.Length > 0)
        {
            yield return (bucket, packed.ToArray());
        }
    }

    private static void Write(MemoryStream to, ulong value)
    {
        while (value >= 0x80)
        {
            to.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }
        to.WriteByte((byte)value);
    }

    private static ulong Read(ref ReadOnlySpan<byte> from)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = from[0];
            from = from[1..];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }
}
