namespace Strata.Documents;

/// <summary>
/// Consecutive pages of a document as one uncompressed piece of the archive: a version byte; the number of pages; per page its first block
/// (relative to the previous), the lengths of packed blocks and details (plus one; 0: none) and the form of the details; then all packed
/// blocks, then all details, so that similar data are adjacent. Numbers are LEB128 varints.
/// </summary>
internal sealed class PagePiece
{
    private const byte Version = 1;
    private const byte AsTheyAre = 0;
    private const byte Unpacked = 1;

    /// <summary>Longer uncompressed details stay compressed, so that a piece can be read whole.</summary>
    private const int MaxDetails = 96 << 10;

    /// <summary>Minimum size of a page.</summary>
    private const int MinBytes = 4;

    private readonly byte[] _plain;
    private readonly Dictionary<long, Entry> _pages = [];

    /// <exception cref="InvalidDataException">It is no such piece.</exception>
    public PagePiece(byte[] plain)
    {
        _plain = plain;
        try
        {
            using var reader = new BinaryReader(new MemoryStream(plain, writable: false));
            if (reader.ReadByte() != Version)
            {
                throw new InvalidDataException("Pages of the archive are in a format that this version of Strata does not know.");
            }
            var count = reader.Read7BitEncodedInt();
            if (count < 0 || count > plain.Length / MinBytes)
            {
                throw new InvalidDataException("A piece of the archive says that it has more pages than it can hold.");
            }
            var entries = new Entry[count];
            var first = 0L;
            for (var i = 0; i < entries.Length; i++)
            {
                first += reader.Read7BitEncodedInt64();
                entries[i] = new Entry(first, reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt() - 1, reader.ReadByte());
            }
            Place(entries, reader.BaseStream.Position);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or OverflowException)
        {
            throw new InvalidDataException("Pages of the archive end or overflow inside a number.", e);
        }
    }

    /// <summary>First blocks of its pages, in order.</summary>
    public IReadOnlyCollection<long> FirstBlocks => _pages.Keys;

    public bool Has(long firstBlock) => _pages.ContainsKey(firstBlock);

    /// <summary>Returns the page's packed blocks and details for reading.</summary>
    /// <exception cref="InvalidDataException">It has no such page.</exception>
    public (byte[] Packed, byte[]? Details) Read(long firstBlock)
    {
        var entry = Find(firstBlock);
        var packed = _plain[entry.PackedAt..(entry.PackedAt + entry.Packed)];
        return (
            packed,
            entry.Details < 0 ? null
            : entry.Form == Unpacked ? BlockDetails.Plain(DetailsOf(entry))
            : DetailsOf(entry).ToArray()
        );
    }

    /// <summary>Returns both exactly as they were in their row.</summary>
    /// <exception cref="InvalidDataException">It has no such page.</exception>
    public (byte[] Packed, byte[]? Details) Restore(long firstBlock)
    {
        var entry = Find(firstBlock);
        return entry.Form == Unpacked ? (Read(firstBlock).Packed, BlockDetails.Compress(DetailsOf(entry))) : Read(firstBlock);
    }

    public static byte[] Write(IReadOnlyList<StoredPage> pages)
    {
        using var plain = new MemoryStream();
        using var writer = new BinaryWriter(plain);
        writer.Write(Version);
        writer.Write7BitEncodedInt(pages.Count);
        var details = pages.Select(p => Details(p.Details)).ToList();
        var last = 0L;
        foreach (var (page, (form, bytes)) in pages.Zip(details))
        {
            writer.Write7BitEncodedInt64(page.FirstBlock - last);
            writer.Write7BitEncodedInt(page.Packed.Length);
            writer.Write7BitEncodedInt(bytes is null ? 0 : bytes.Length + 1);
            writer.Write(form);
            last = page.FirstBlock;
        }
        foreach (var page in pages)
        {
            writer.Write(page.Packed);
        }
        foreach (var (_, bytes) in details)
        {
            writer.Write(bytes ?? []);
        }
        writer.Flush();
        return plain.ToArray();
    }

    /// <summary>Returns details uncompressed if they are short enough and compressing them again gives the same bytes.</summary>
    private static (byte Form, byte[]? Bytes) Details(byte[]? stored) =>
        stored is not null
        && BlockDetails.TryExpand(stored, MaxDetails) is { } plain
        && BlockDetails.Compress(plain).AsSpan().SequenceEqual(stored)
            ? (Unpacked, plain)
            : (AsTheyAre, stored);

    private void Place(Entry[] entries, long from)
    {
        var at = checked((int)from);
        foreach (var entry in entries)
        {
            entry.PackedAt = at;
            at = checked(at + entry.Packed);
        }
        foreach (var entry in entries)
        {
            entry.DetailsAt = at;
            at = checked(at + Math.Max(0, entry.Details));
            if (entry.Packed < 0 || entry.Details < -1 || !_pages.TryAdd(entry.FirstBlock, entry))
            {
                throw new InvalidDataException("Pages of the archive overlap.");
            }
        }
        if (at != _plain.Length)
        {
            throw new InvalidDataException("Pages of the archive have another length than they say.");
        }
    }

    private Entry Find(long firstBlock) =>
        _pages.TryGetValue(firstBlock, out var entry)
            ? entry
            : throw new InvalidDataException($"The archive's piece has no page of block {firstBlock}.");

    private ReadOnlySpan<byte> DetailsOf(Entry entry) => _plain.AsSpan(entry.DetailsAt, Math.Max(0, entry.Details));

    private sealed record Entry(long FirstBlock, int Packed, int Details, byte Form)
    {
        public int PackedAt { get; set; }
        public int DetailsAt { get; set; }
    }
}
