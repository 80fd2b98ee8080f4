using System.Buffers;

namespace Strata.Parsing;

/// <summary>A block in a packed page; its text is read from the source again.</summary>
public readonly record struct PackedBlock(int Index, BlockType Type, int Level, ByteRange Range);

/// <summary>
/// A page of consecutive blocks in few bytes: a row of a CSV file takes three or four.
/// <para>Per block: one byte with the type (bits 0–5) and whether a level follows (bit 7); the level, if any; then, as LEB128
/// varints, the gap since the previous block's end (0 for the first) and the length in bytes.</para>
/// </summary>
public static class PackedBlocks
{
    private const byte HasLevel = 0x80;
    private const byte TypeMask = 0x3F;

    /// <summary>Packs consecutive blocks with ascending ranges. The page starts at the first block's <c>Range.Start</c>.</summary>
    public static byte[] Pack(IReadOnlyList<Block> blocks)
    {
        var packed = new ArrayBufferWriter<byte>(Math.Max(16, blocks.Count * 4));
        var end = blocks.Count > 0 ? blocks[0].Range.Start : 0;
        foreach (var block in blocks)
        {
            if (block.Range.Start < end)
            {
                throw new ArgumentException(
                    $"Block {block.Index} starts at {block.Range.Start}, before the previous one ends at {end}.",
                    nameof(blocks)
                );
            }
            WriteByte(packed, (byte)((byte)block.Type | (block.Level == 0 ? 0 : HasLevel)));
            if (block.Level != 0)
            {
                WriteVarint(packed, (ulong)block.Level);
            }
            WriteVarint(packed, (ulong)(block.Range.Start - end));
            WriteVarint(packed, (ulong)block.Range.Length);
            end = block.Range.End;
        }
        return packed.WrittenSpan.ToArray();
    }

    /// <param name="firstIndex">Index of the page's first block in its document.</param>
    /// <param name="pageStart">Offset of the page's first block in the source.</param>
    /// <exception cref="FormatException">The bytes are not a packed page.</exception>
    public static IReadOnlyList<PackedBlock> Unpack(byte[] packed, int firstIndex, long pageStart)
    {
        var blocks = new List<PackedBlock>(packed.Length / 3);
        var at = 0;
        var end = pageStart;
        while (at < packed.Length)
        {
            var head = packed[at++];
            var level = (head & HasLevel) != 0 ? (int)ReadVarint(packed, ref at) : 0;
            var start = end + (long)ReadVarint(packed, ref at);
            var range = new ByteRange(start, (long)ReadVarint(packed, ref at));
            blocks.Add(new(firstIndex + blocks.Count, (BlockType)(head & TypeMask), level, range));
            end = range.End;
        }
        return blocks;
    }

    private static void WriteByte(ArrayBufferWriter<byte> packed, byte value)
    {
        packed.GetSpan(1)[0] = value;
        packed.Advance(1);
    }

    private static void WriteVarint(ArrayBufferWriter<byte> packed, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            WriteByte(packed, (byte)(value | 0x80));
        }
        WriteByte(packed, (byte)value);
    }

    private static ulong ReadVarint(byte[] packed, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= packed.Length)
            {
                break;
            }
            var b = packed[at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
        throw new FormatException($"A packed page of {packed.Length} bytes ends or overflows inside a number at byte {at}.");
    }
}
