namespace Strata.Documents;

/// <summary>A row of <c>block_pages</c>: consecutive blocks of a document.</summary>
internal sealed record StoredPage(long FirstBlock, long BlockCount, long ByteStart, long ByteEnd, byte[] Packed, byte[]? Details)
{
    public const string Columns = "first_block, block_count, byte_start, byte_end, packed, details";

    /// <summary>Whether its blocks are archived: see <see cref="ArchivedPages"/>.</summary>
    public bool IsArchived => Packed.Length == 0;

    /// <param name="bytes">Bytes of the document's text (or source) from <see cref="ByteStart"/> to <see cref="ByteEnd"/>.</param>
    public IReadOnlyList<Block> Blocks(byte[] bytes, Encoding encoding) =>
        BlockDetails.Read(Details, PackedBlocks.Unpack(Packed, (int)FirstBlock, ByteStart), range => Slice(bytes, encoding, range));

    /// <summary>Returns the text at a range of the page; empty if a damaged source no longer has it, which <c>verify</c> reports.</summary>
    public string Slice(byte[] bytes, Encoding encoding, ByteRange range)
    {
        var start = range.Start - ByteStart;
        return start < 0 || start + range.Length > bytes.Length ? "" : encoding.GetString(bytes, (int)start, (int)range.Length);
    }
}
