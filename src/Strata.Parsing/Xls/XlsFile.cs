using System.Text.Encodings.Web;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Strata.Parsing.Sheets;

namespace Strata.Parsing.Xls;

/// <summary>A sheet in a workbook's sheet list.</summary>
internal sealed record XlsSheet(int Index, string Name, bool IsHidden, HiddenColumns HiddenColumns, IReadOnlyList<CellArea> Merged);

/// <summary>
/// Reads the sheets of a BIFF workbook with a library that returns errors (<c>#N/A</c>) as empty cells, and no formulas or comments.
/// </summary>
internal static class XlsFile
{
    /// <summary>Most rows and columns in the format; the reader would count up to whatever the file claims.</summary>
    private const int MaxRows = 65_536;
    private const int MaxColumns = 256;

    private static readonly ExcelReaderConfiguration Configuration = new() { LeaveOpen = true };

    /// <summary>Whether broken BIFF caused the exception; the reader then fails on indices, casts and arithmetic.</summary>
    public static bool IsOfSource(Exception e) =>
        BoundedBlocks.IsOfSource(e)
        || e
            is ExcelReaderException
                or ArgumentException
                or InvalidOperationException
                or IndexOutOfRangeException
                or OverflowException
                or NotSupportedException
                or NullReferenceException
                or InvalidCastException
                or KeyNotFoundException
                or IOException;

    public static IReadOnlyList<XlsSheet> Sheets(Stream source)
    {
        using var reader = Open(source);
        var sheets = new List<XlsSheet>();
        var names = new SheetNames();
        do
        {
            var merged = reader
                .MergeCells?.Select(area => new CellArea(area.FromColumn, area.FromRow + 1, area.ToColumn, area.ToRow + 1))
                .Where(IsOfFormat)
                .ToList();
            sheets.Add(new(sheets.Count, names.Next(reader.Name), reader.VisibleState != "visible", Hidden(reader), merged ?? []));
        } while (reader.NextResult());

        return sheets;
    }

    /// <summary>Returns the filled rows of the reader's current sheet, each with whether it reached the cell limit.</summary>
    public static IEnumerable<(SheetRow Row, bool IsCut)> Rows(IExcelDataReader reader, ParseBudget budget)
    {
        if (reader.RowCount > MaxRows || reader.FieldCount > MaxColumns)
        {
            throw new InvalidDataException(
                $"the sheet claims {reader.RowCount} rows of {reader.FieldCount} columns; one of this format has {MaxRows} of {MaxColumns} at most"
            );
        }
        for (var row = 1; Read(reader); row++)
        {
            var cells = new List<SheetCell>();
            for (var column = 0; column < reader.FieldCount && cells.Count < budget.MaxFields; column++)
            {
                if (Value(reader, column) is (var text, var json) && text.Length > 0)
                {
                    cells.Add(new(column, CellAddress.Of(column, row), text, json) { Currency = CurrencyOf(reader, column, json) });
                }
            }
            if (cells.Count > 0)
            {
                yield return (new(row, cells, reader.RowHeight == 0), cells.Count == budget.MaxFields);
            }
        }
    }

    /// <summary>The reader reports width 0 for hidden columns.</summary>
    private static HiddenColumns Hidden(IExcelDataReader reader) =>
        HiddenColumns.Of(
            Enumerable
                .Range(0, Math.Min(reader.FieldCount, MaxColumns))
                .Where(column => reader.GetColumnWidth(column) == 0)
                .Select(column => (column, column))
        );

    private static bool IsOfFormat(CellArea area) =>
        area is { FirstColumn: >= 0, LastColumn: < MaxColumns, FirstRow: > 0, LastRow: <= MaxRows, Columns: > 0, Rows: > 0 };

    public static IExcelDataReader Open(Stream source)
    {
        CompoundHeader.Check(source);
        source.Position = 0;
        return ExcelReaderFactory.CreateBinaryReader(source, Configuration);
    }

    private static bool Read(IExcelDataReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception e) when (IsOfSource(e))
        {
            throw new InvalidDataException($"the workbook can't be read on: {SourceFault.Of(e)}", e);
        }
    }

    private static (string Text, string? Json)? Value(IExcelDataReader reader, int column)
    {
        return reader.GetValue(column) switch
        {
            null => null,
            string text => (text, null),
            bool truth => truth ? ("true", "true") : ("false", "false"),
            DateTime moment => Quoted(Moment(moment, reader, column)),
            TimeSpan time => Quoted(
                CellValue.Moment(time.TotalDays, NumberKind.Duration, is1904: false) ?? time.ToString("c", CultureInfo.InvariantCulture)
            ),
            IConvertible number => Number(number.ToDouble(CultureInfo.InvariantCulture), reader, column),
            var other => (other.ToString() ?? "", null),
        };
    }

    private static (string Text, string? Json) Number(double number, IExcelDataReader reader, int column)
    {
        var kind = KindOf(reader, column);
        if (kind != NumberKind.Number && CellValue.Moment(number, kind, is1904: false) is { } moment)
        {
            return Quoted(moment);
        }
        var text = CellValue.Number(number);
        return (text, text);
    }

    /// <summary>The reader has already converted the date, in the workbook's date system.</summary>
    private static string Moment(DateTime moment, IExcelDataReader reader, int column) =>
        KindOf(reader, column) switch
        {
            NumberKind.Time when moment.Date <= new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Unspecified) => CellValue.Moment(
                moment.TimeOfDay.TotalDays,
                NumberKind.Time,
                is1904: false
            ) ?? "",
            NumberKind.Date => CellValue.Iso(moment, dateOnly: true),
            _ => CellValue.Iso(moment, dateOnly: false),
        };

    private static string? CurrencyOf(IExcelDataReader reader, int column, string? json) =>
        json is [(>= '0' and <= '9') or '-', ..] && reader.GetNumberFormatString(column) is { Length: > 0 } format
            ? NumberFormat.Currency(format)
            : null;

    private static NumberKind KindOf(IExcelDataReader reader, int column) =>
        reader.GetNumberFormatString(column) is { Length: > 0 } format
            ? NumberFormat.Of(format)
            : NumberFormat.OfBuiltIn(reader.GetNumberFormatIndex(column));

    private static (string Text, string? Json) Quoted(string text) =>
        (text, '"' + JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value + '"');
}
