using System.Buffers.Binary;

namespace Strata.Parsing.Xls;

/// <summary>
/// The sizes that the header of a compound file states ([MS-CFB] 2.2), checked before the reader makes room for what it is told: a file of
/// 10 kB could have it ask for gigabytes.
/// </summary>
internal static class CompoundHeader
{
    private const int Length = 76;
    private const ushort SmallSector = 9;
    private const ushort LargeSector = 12;

    private static ReadOnlySpan<byte> Signature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>Nothing where it isn't a compound file: old workbooks are a stream of records alone.</summary>
    /// <exception cref="InvalidDataException">It states what no such file has, or more than there is of it.</exception>
    public static void Check(Stream source)
    {
        Span<byte> header = stackalloc byte[Length];
        source.Position = 0;
        if (source.ReadAtLeast(header, Length, throwOnEndOfStream: false) < Length || !header.StartsWith(Signature))
        {
            return;
        }
        var (sector, mini) = (UInt16(header, 30), UInt16(header, 32));
        if (sector is not (SmallSector or LargeSector) || mini > sector)
        {
            throw new InvalidDataException(
                $"the compound file states sectors of 2^{sector} bytes and small ones of 2^{mini}; sectors have 2^{SmallSector} or 2^{LargeSector}"
            );
        }
        var sectors = source.Length >> sector;
        foreach (
            var (offset, table) in ((int, string)[])
                [(40, "directory"), (44, "allocation"), (64, "small allocation"), (72, "list of allocation")]
        )
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[offset..]) is var stated && stated > sectors)
            {
                throw new InvalidDataException($"the compound file states {stated} {table} sectors, but has {sectors} sectors in all");
            }
        }
    }

    private static ushort UInt16(ReadOnlySpan<byte> header, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(header[offset..]);
}
