using System.Buffers.Binary;
using Strata.Parsing;
using Strata.Parsing.Sheets;
using Strata.Parsing.Xls;

namespace Strata.Tests.Parsing.Office;

public sealed class XlsRowsTests
{
    static XlsRowsTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void Sheets_in_their_order_cost_what_they_hold_however_many_there_are()
    {
        var (few, many) = (BytesRead(100), BytesRead(800));
        many.ShouldBeLessThan(few * 10);

        static long BytesRead(int sheets)
        {
            using var source = new CountingStream(Workbook(sheets, 1));
            using var rows = new XlsRows(source, ParseBudget.Default);
            for (var i = 0; i < sheets; i++)
            {
                Texts(rows.Of(i, new()).Take(1)).ShouldBe([Cell(i, 0)]);
                Texts(rows.Of(i, new())).ShouldBe([Cell(i, 0)]);
            }

            return source.Count;
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(600)]
    public void Sheets_can_be_read_in_any_order_and_beside_one_another(int count)
    {
        using var source = new MemoryStream(Workbook(4, count));
        using var rows = new XlsRows(source, ParseBudget.Default);
        foreach (var sheet in (int[])[2, 0, 3, 3, 1, 1])
        {
            Texts(rows.Of(sheet, new())).ShouldBe(Expected(sheet));
        }

        var (one, other, third) = (rows.Of(1, new()).GetEnumerator(), rows.Of(2, new()).GetEnumerator(), rows.Of(1, new()).GetEnumerator());
        var seen = (One: new List<SheetRow>(), Other: new List<SheetRow>(), Third: new List<SheetRow>());
        for (var i = 0; i < count; i++)
        {
            foreach (
                var (rowsOf, into) in ((IEnumerator<SheetRow>, List<SheetRow>)[])[(one, seen.One), (other, seen.Other), (third, seen.Third)]
            )
            {
                rowsOf.MoveNext().ShouldBeTrue();
                into.Add(rowsOf.Current);
            }
        }

        (one.MoveNext(), other.MoveNext(), third.MoveNext()).ShouldBe((false, false, false));
        Texts(seen.One).ShouldBe(Expected(1));
        Texts(seen.Other).ShouldBe(Expected(2));
        Texts(seen.Third).ShouldBe(Expected(1));

        IEnumerable<string> Expected(int sheet) => Enumerable.Range(0, count).Select(row => Cell(sheet, row));
    }

    private static IEnumerable<string> Texts(IEnumerable<SheetRow> rows) => rows.Select(row => row.Cells.ShouldHaveSingleItem().Text);

    private static string Cell(int sheet, int row) => ((sheet * 1000) + row + 0.5).ToString(CultureInfo.InvariantCulture);

    /// <summary>[MS-XLS] 2.1.7.20: the list of sheets, then each sheet, with one number in each of its rows.</summary>
    private static byte[] Workbook(int sheets, int rows)
    {
        const int bof = 20,
            end = 4,
            bound = 4 + 8 + 6,
            dimensions = 4 + 14,
            number = 4 + 14;
        var stream = new MemoryStream();
        Record(stream, 0x0809, 0x00, 0x06, 0x05, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        for (var i = 0; i < sheets; i++)
        {
            var place = new byte[8 + 6];
            BinaryPrimitives.WriteInt32LittleEndian(place, bof + (sheets * bound) + end + (i * (bof + dimensions + (rows * number) + end)));
            place[6] = 6; // characters of the name, one byte each
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"s{i:00000}"), place.AsSpan(8));
            Record(stream, 0x0085, place);
        }

        Record(stream, 0x000A);
        for (var i = 0; i < sheets; i++)
        {
            Record(stream, 0x0809, 0x00, 0x06, 0x10, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
            Record(stream, 0x0200, 0, 0, 0, 0, (byte)rows, (byte)(rows >> 8), 0, 0, 0, 0, 1, 0, 0, 0);
            for (var row = 0; row < rows; row++)
            {
                var cell = new byte[14];
                BinaryPrimitives.WriteUInt16LittleEndian(cell, (ushort)row);
                BinaryPrimitives.WriteDoubleLittleEndian(cell.AsSpan(6), (i * 1000) + row + 0.5);
                Record(stream, 0x0203, cell);
            }

            Record(stream, 0x000A);
        }

        return stream.ToArray();
    }

    private static void Record(MemoryStream stream, ushort kind, params byte[] content)
    {
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(head, kind);
        BinaryPrimitives.WriteUInt16LittleEndian(head[2..], (ushort)content.Length);
        stream.Write(head);
        stream.Write(content);
    }

    private sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public long Count { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Counted(base.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Counted(base.Read(buffer));

        private int Counted(int read)
        {
            Count += read;
            return read;
        }
    }
}
