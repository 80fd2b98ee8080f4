using System.Buffers.Binary;

namespace Strata.Testing;

/// <summary>A workbook of Excel 97–2003, written byte by byte.</summary>
public static class OldExcel
{
    private const int Sector = 512;
    private const uint EndOfChain = 0xFFFFFFFE;

    /// <summary>One sheet of numbers, in a stream that begins with the sheet: nothing names it.</summary>
    public static byte[] Nameless(params double[] numbers)
    {
        using var stream = new MemoryStream();
        Record(stream, 0x0809, 0x00, 0x06, 0x10, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        Record(stream, 0x0200, 0, 0, 0, 0, (byte)numbers.Length, 0, 0, 0, 0, 0, 1, 0, 0, 0);
        for (var row = 0; row < numbers.Length; row++)
        {
            var cell = new byte[14];
            BinaryPrimitives.WriteUInt16LittleEndian(cell, (ushort)row);
            BinaryPrimitives.WriteDoubleLittleEndian(cell.AsSpan(6), numbers[row]);
            Record(stream, 0x0203, cell);
        }
        Record(stream, 0x000A);
        return Compound("Workbook", stream.ToArray());
    }

    /// <summary>A compound file ([MS-CFB]) of one stream: allocation, directory, then the stream, long enough to lie in whole sectors.</summary>
    private static byte[] Compound(string name, byte[] content)
    {
        var length = Math.Max(4096, content.Length);
        var sectors = (length + Sector - 1) / Sector;
        var file = new byte[Sector * (3 + sectors)];
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file);
        UInt16(24, 0x3E);
        UInt16(26, 3);
        UInt16(28, 0xFFFE);
        UInt16(30, 9);
        UInt16(32, 6);
        UInt32(44, 1);
        UInt32(48, 1);
        UInt32(56, 4096);
        UInt32(60, EndOfChain);
        UInt32(68, EndOfChain);
        file.AsSpan(76, 109 * 4).Fill(0xFF);
        UInt32(76, 0);
        file.AsSpan(Sector, Sector).Fill(0xFF);
        UInt32(Sector, 0xFFFFFFFD);
        UInt32(Sector + 4, EndOfChain);
        for (var i = 0; i < sectors; i++)
        {
            UInt32(Sector + 8 + (4 * i), i == sectors - 1 ? EndOfChain : (uint)(3 + i));
        }
        Entry(2 * Sector, "Root Entry", kind: 5, child: 1, start: EndOfChain, size: 0);
        Entry((2 * Sector) + 128, name, kind: 2, child: uint.MaxValue, start: 2, size: (uint)length);
        content.CopyTo(file, 3 * Sector);
        return file;

        void UInt16(int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), value);
        void UInt32(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);

        void Entry(int at, string entry, byte kind, uint child, uint start, uint size)
        {
            Encoding.Unicode.GetBytes(entry, file.AsSpan(at));
            UInt16(at + 64, (ushort)(2 * (entry.Length + 1)));
            file[at + 66] = kind;
            file[at + 67] = 1;
            UInt32(at + 68, uint.MaxValue);
            UInt32(at + 72, uint.MaxValue);
            UInt32(at + 76, child);
            UInt32(at + 116, start);
            UInt32(at + 120, size);
        }
    }

    private static void Record(MemoryStream stream, ushort kind, params byte[] content)
    {
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(head, kind);
        BinaryPrimitives.WriteUInt16LittleEndian(head[2..], (ushort)content.Length);
        stream.Write(head);
        stream.Write(content);
    }
}
