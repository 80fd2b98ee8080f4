using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>
/// The current row of a reader. Sums and averages arrive as numeric, flags as bool; both are converted to the requested type.
/// </summary>
internal sealed class PostgreSqlRow(NpgsqlDataReader reader) : RowReader
{
    public override IReadOnlyList<string> Columns() => [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];

    public override bool IsNull(int column) => reader.IsDBNull(column);

    public override long Integer(int column) =>
        reader.GetFieldType(column) == typeof(long)
            ? reader.GetInt64(column)
            : Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);

    public override double Real(int column) =>
        reader.GetFieldType(column) == typeof(double)
            ? reader.GetDouble(column)
            : Convert.ToDouble(reader.GetValue(column), CultureInfo.InvariantCulture);

    /// <summary>Bytes and characters of all rows so far.</summary>
    public long Taken { get; private set; }

    public override string Text(int column)
    {
        var text = reader.GetString(column);
        Taken += text.Length;
        return text;
    }

    public override byte[] Bytes(int column)
    {
        var bytes = reader.GetFieldValue<byte[]>(column);
        Taken += bytes.Length;
        return bytes;
    }

    protected override object? Value(int column) => reader.IsDBNull(column) ? null : reader.GetValue(column);
}
