using System.IO.Compression;

namespace Strata.Documents;

/// <summary>
/// The details of a page of blocks that <see cref="PackedBlocks"/> lacks: sections, lines, texts that differ from their slices, fields,
/// cells, places and traits. One byte with the format version, then Brotli over one entry per block (<see cref="DetailWriter"/>).
/// </summary>
internal static class BlockDetails
{
    private const byte Version = 1;

    /// <summary>Uncompressed: never stored, only read from the archive.</summary>
    private const byte PlainVersion = 0;
    private const int Quality = 4;
    private const int Window = 18;

    /// <returns>Null if no block has any.</returns>
    /// <param name="document">Their document.</param>
    /// <param name="slice">Returns the text at a range of the document.</param>
    public static byte[]? Write(IReadOnlyList<Block> blocks, ParsedDocument document, Func<ByteRange, string> slice)
    {
        var flags = new DetailFlags[blocks.Count];
        var any = false;
        for (var i = 0; i < flags.Length; i++)
        {
            flags[i] = Of(blocks[i], document, slice);
            any |= flags[i] != DetailFlags.None || blocks[i].Section.Length > 0;
        }
        if (!any)
        {
            return null;
        }
        using var plain = new MemoryStream();
        using (var writer = new DetailWriter(plain, slice))
        {
            for (var i = 0; i < flags.Length; i++)
            {
                writer.Write(blocks[i], flags[i]);
            }
            return Compress(plain.GetBuffer().AsSpan(0, (int)plain.Length));
        }
    }

    /// <exception cref="InvalidDataException">The details are of another version of the program, or damaged.</exception>
    public static IReadOnlyList<Block> Read(byte[]? details, IReadOnlyList<PackedBlock> packed, Func<ByteRange, string> slice)
    {
        if (details is null)
        {
            return [.. packed.Select(p => new Block(p.Index, p.Type, p.Range, slice(p.Range)) { Level = p.Level })];
        }
        if (details is not [Version or PlainVersion, ..])
        {
            throw new InvalidDataException(
                $"The details of block {packed[0].Index} are in a format that this version of Strata does not know."
            );
        }
        using var plain =
            details[0] == PlainVersion
                ? new MemoryStream(details, 1, details.Length - 1, writable: false)
                : new MemoryStream(Expand(details, int.MaxValue), writable: false);
        using var reader = new DetailReader(plain, slice);
        var blocks = new Block[packed.Count];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = reader.Read(packed[i]);
        }
        return blocks;
    }

    /// <summary>
    /// Returns the uncompressed details; null if they have another format, are damaged, or exceed <paramref name="most"/>.
    /// </summary>
    public static byte[]? TryExpand(byte[] details, int most)
    {
        try
        {
            return details is [Version, ..] ? Expand(details, most) : null;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Wraps uncompressed details for reading.</summary>
    public static byte[] Plain(ReadOnlySpan<byte> plain) => [PlainVersion, .. plain];

    /// <summary>Compresses details for storage.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> plain)
    {
        var packed = new byte[1 + BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        packed[0] = Version;
        return BrotliEncoder.TryCompress(plain, packed.AsSpan(1), out var length, Quality, Window)
            ? packed[..(1 + length)]
            : throw new InvalidOperationException("Details did not fit their greatest compressed length.");
    }

    /// <exception cref="InvalidDataException">They are damaged, or longer.</exception>
    private static byte[] Expand(byte[] details, int most)
    {
        using var plain = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(details, 1, details.Length - 1, writable: false), CompressionMode.Decompress))
        {
            var buffer = new byte[Math.Min(most, 1 << 14)];
            while (brotli.Read(buffer) is > 0 and var read)
            {
                plain.Write(buffer, 0, read);
                if (plain.Length > most)
                {
                    throw new InvalidDataException("Details are longer than may be.");
                }
            }
        }
        return plain.ToArray();
    }

    // Records of a text format equal their slices, and parsing a slice gives its fields: millions of rows need no details. Text above the
    // header of a table is read as text.
    private static DetailFlags Of(Block block, ParsedDocument document, Func<ByteRange, string> slice) =>
        (block.Cells.Count > 0 ? DetailFlags.Cells : DetailFlags.None)
        | (block.Spans.Count > 0 ? DetailFlags.Spans : DetailFlags.None)
        | (block.Traits is not null ? DetailFlags.Traits : DetailFlags.None)
        | (block.Source is not null ? DetailFlags.Source : DetailFlags.None)
        | (document.IsRendered && block.Fields.Count > 0 ? DetailFlags.Fields : DetailFlags.None)
        | (!document.IsRecords && block.Line > 0 ? DetailFlags.Line : DetailFlags.None)
        | (
            !document.IsRendered
            && (!document.IsRecords || block.Type == BlockType.Paragraph)
            && !string.Equals(slice(block.Range), block.Text, StringComparison.Ordinal)
                ? DetailFlags.Text
                : DetailFlags.None
        );
}
