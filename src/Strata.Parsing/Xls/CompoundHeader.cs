using System.Buffers.Binary;

namespace Strata.Parsing.Xls;

/// <summary>
/// Checks the sizes in a compound file's header ([MS-CFB] 2.2) before the reader allocates by them: a 10 kB file could request gigabytes.
/// </summary>
internal static class CompoundHeader
{
    private const int Length = 76;
    private const ushort SmallSector = 9;
    private const ushort LargeSector = 12;

    private static ReadOnlySpan<byte> Signature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>Does nothing if it isn't a compound file: old workbooks are a bare stream of records.</summary>
    /// <exception cref="InvalidDataException">Invalid sector sizes, or more sectors than the file has.</exception>
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
