using Strata.Duplicates.Matching;

namespace Strata.Duplicates;

/// <summary>
/// Which entities have which blocking keys, packed into ranges of keys: of each key its distance to the one before, how many have it, and
/// (unless far too many have it) their numbers as distances, all as variable-length integers (LEB128).
/// </summary>
internal static class KeyIndex
{
    /// <summary>A list longer than this brings nothing together, however it is crossed with others.</summary>
    public const int Longest = 20_000;
    private const int KeysPerBucket = 200;

    /// <summary>Bits of a key that name its range, for so many records.</summary>
    public static int BitsFor(int records) => Math.Clamp((int)Math.Ceiling(Math.Log2(Math.Max(1, records * 20.0 / KeysPerBucket))), 0, 20);

    public static long BucketOf(ulong key, int bits) => bits == 0 ? 0 : (long)(key >> (64 - bits));

    /// <summary>The ranges of all records' keys, one after the other.</summary>
    public static IEnumerable<(long Bucket, byte[] Packed)> Build(Comparison[] comparisons, IReadOnlyList<long> entityNos, int bits, CancellationToken ct)
    {
        // A part of the ranges at a time: all keys of a million records do not have to be in memory at once.
        var partBits = Math.Min(bits, (int)Math.Ceiling(Math.Log2(Math.Max(1, entityNos.Count / 60_000.0))));
        for (var part = 0; part < 1 << partBits; part++)
        {
            ct.ThrowIfCancellationRequested();
            var (keys, nos) = (new List<ulong>(), new List<long>());
            var own = new BlockingKeys { KeepsSingles = true };
            for (var row = 0; row < entityNos.Count; row++)
            {
                own.Clear();
                foreach (var comparison in comparisons)
                {
                    comparison.AddKeys(row, own);
                }
                foreach (var (key, _) in own.All)
                {
                    if (BucketOf(key, partBits) == part)
                    {
                        keys.Add(key);
                        nos.Add(entityNos[row]);
                    }
                }
            }
            var (k, n) = (keys.ToArray(), nos.ToArray());
            Array.Sort(k, n);
            foreach (var bucket in Pack(k, n, bits))
            {
                yield return bucket;
            }
        }
    }

    /// <summary>The entities that have a key, and how many there are (more than are listed where they are too many).</summary>
    public static (int Count, long[] EntityNos) Find(ReadOnlySpan<byte> packed, ulong key)
    {
        ulong at = 0;
        while (!packed.IsEmpty)
        {
            at += Read(ref packed);
            var count = (int)Read(ref packed);
            var listed = count > Longest ? 0 : count;
            var nos = at == key ? new long[listed] : null;
            long no = 0;
            for (var i = 0; i < listed; i++)
            {
                no += (long)Read(ref packed);
                if (nos is not null)
                {
                    nos[i] = no;
                }
            }
            if (nos is not null || at > key)
            {
                return at == key ? (count, nos ?? []) : (0, []);
            }
        }
        return (0, []);
    }

    private static IEnumerable<(long Bucket, byte[] Packed)> Pack(ulong[] keys, long[] nos, int bits)
    {
        var packed = new MemoryStream();
        var bucket = -1L;
        ulong last = 0;
        for (int start = 0, end; start < keys.Length; start = end)
        {
            for (end = start + 1; end < keys.Length && keys[end] == keys[start]; end++)
            {
            }
            if (BucketOf(keys[start], bits) is var next && next != bucket)
            {
                if (packed.Length > 0)
                {
                    yield return (bucket, packed.ToArray());
                }
                packed.SetLength(0);
                (bucket, last) = (next, 0);
            }
            Array.Sort(nos, start, end - start);
            Write(packed, keys[start] - last);
            last = keys[start];
            Write(packed, (ulong)(end - start));
            long no = 0;
            for (var i = start; i < end && end - start <= Longest; i++)
            {
                Write(packed, (ulong)(nos[i] - no));
                no = nos[i];
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
