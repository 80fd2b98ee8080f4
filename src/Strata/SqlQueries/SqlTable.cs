using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Strata.Export;

namespace Strata.SqlQueries;

/// <summary>A table of a snapshot while it is filled. What a column's type can't hold is in <c>_other</c>, as JSON by column.</summary>
internal sealed class SqlTable : IDisposable
{
    public static readonly ExportTable Entities = new(
        "entities",
        [
            new("entity_id", ExportType.Text),
            new("entity_type", ExportType.Text),
            new("fields", ExportType.Json),
            new("seq", ExportType.Integer),
            new("created_at", ExportType.Timestamp),
            new("updated_at", ExportType.Timestamp),
        ]
    );

    public static readonly ExportTable Observations = new(
        "observations",
        [
            new("observation_id", ExportType.Text),
            new("entity_id", ExportType.Text),
            new("entity_type", ExportType.Text),
            new("class", ExportType.Text),
            new("fields", ExportType.Json),
            new("source_id", ExportType.Text),
            new("run_id", ExportType.Text),
            new("document_id", ExportType.Text),
            new("block", ExportType.Integer),
            new("observed_at", ExportType.Timestamp),
            new("recorded_at", ExportType.Timestamp),
        ]
    );

    private readonly ExportTable _table;
    private readonly DuckDB.NET.Data.DuckDBAppender _appender;

    public SqlTable(DuckDBConnection connection, string name, ExportTable table)
    {
        _table = table;
        _appender = connection.CreateAppender(name);
    }

    public static void Create(DuckDBConnection connection, string name, ExportTable table)
    {
        using var command = connection.CreateCommand();
        var columns = table.Columns.Select(c => $"{Quoted(c.Name)} {TypeOf(c)}").Append($"{ParquetRowWriter.Other} varchar");
        command.CommandText = $"create table {Quoted(name)} ({string.Join(", ", columns)})";
        command.ExecuteNonQuery();
    }

    /// <param name="cells">A value per column as canonical JSON.</param>
    public void Add(string?[] cells)
    {
        var row = _appender.CreateRow();
        List<KeyValuePair<string, string>>? unfit = null;
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] is null or JsonText.Null)
            {
                row.AppendNullValue();
            }
            else if (
                cells[i] is { } json
                && !(_table.Columns[i].IsList ? AddList(row, _table.Columns[i], json) : Add(row, _table.Columns[i], json))
            )
            {
                row.AppendNullValue();
                (unfit ??= []).Add(new(_table.Columns[i].Name, json));
            }
        }
        row.AppendValue(unfit is null ? null : FieldList.From(unfit).ToJson());
        row.EndRow();
    }

    public void Dispose() => _appender.Dispose();

    private static bool Add(IDuckDBAppenderRow row, ExportColumn column, string json)
    {
        switch (column.Type)
        {
            case ExportType.Integer when CellValues.Integer(json) is { } number:
                row.AppendValue(number);
                return true;
            case ExportType.Decimal when CellValues.Decimal(json) is { } number:
                row.AppendValue(number);
                return true;
            case ExportType.Boolean when CellValues.Boolean(json) is { } flag:
                row.AppendValue(flag);
                return true;
            case ExportType.Date when CellValues.Date(json) is { } date:
                row.AppendValue(new DuckDBDateOnly(date.Year, (byte)date.Month, (byte)date.Day));
                return true;
            case ExportType.Timestamp when CellValues.Instant(json) is { } time:
                row.AppendValue(time);
                return true;
            case ExportType.Text:
                row.AppendValue(CellValues.Text(json));
                return true;
            case ExportType.Json:
                row.AppendValue(json);
                return true;
            default:
                return false;
        }
    }

    private static bool AddList(IDuckDBAppenderRow row, ExportColumn column, string json)
    {
        if (json[0] != '[')
        {
            return false;
        }
        var elements = JsonArrays.Elements(json);
        return column.Type switch
        {
            ExportType.Integer => Append(CellValues.Integer),
            ExportType.Decimal => Append(CellValues.Decimal),
            ExportType.Boolean => Append(CellValues.Boolean),
            ExportType.Date => Append(e => CellValues.Date(e)?.ToDateTime(TimeOnly.MinValue)),
            ExportType.Timestamp => Append(CellValues.Instant),
            _ => Texts(),
        };

        bool Append<T>(Func<string, T?> read)
            where T : struct
        {
            var values = elements.Select(e => e == JsonText.Null ? null : read(e)).ToList();
            if (values.Zip(elements).Any(v => v.First is null && v.Second != JsonText.Null))
            {
                return false;
            }
            row.AppendValue(values);
            return true;
        }

        bool Texts()
        {
            row.AppendValue(elements.Select(e => e == JsonText.Null ? null : CellValues.Text(e)).ToList());
            return true;
        }
    }

    private static string TypeOf(ExportColumn column) =>
        column.Type switch
        {
            ExportType.Integer => "bigint",
            ExportType.Decimal => $"decimal({ExportColumn.Precision}, {ExportColumn.Scale})",
            ExportType.Boolean => "boolean",
            ExportType.Date => "date",
            ExportType.Timestamp => "timestamp",
            _ => "varchar",
        } + (column.IsList ? "[]" : "");

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
