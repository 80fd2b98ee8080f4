using System.Buffers;
using System.Collections;
using SQLitePCL;
using Strata.Parsing.Writing;

namespace Strata.Database.Sqlite;

/// <summary>A prepared statement and its current row. Disposing it frees it for its next use.</summary>
internal sealed class SqliteStatement(SqliteSession session, sqlite3_stmt statement, bool kept) : RowReader, IDisposable
{
    private bool _taken;
    private string[]? _columns;

    public bool TryTake() => !_taken && (_taken = true);

    public bool Step()
    {
        var rc = raw.sqlite3_step(statement);
        if (rc == raw.SQLITE_ROW)
        {
            return true;
        }
        session.Check(rc);
        return false;
    }

    public int StepCode() => raw.sqlite3_step(statement);

    /// <summary>Resets the statement for its next values.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    public void Dispose()
    {
        if (!kept)
        {
            statement.Dispose();
            return;
        }
        raw.sqlite3_reset(statement);
        raw.sqlite3_clear_bindings(statement);
        _taken = false;
    }

    public void Close() => statement.Dispose();

    public void Bind(ReadOnlySpan<StatementArgument> arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            Bind(i + 1, arguments[i].Value);
        }
    }

    /// <param name="number">1-based parameter number.</param>
    public void Bind(int number, object? value)
    {
        session.Check(
            value switch
            {
                null or DBNull => raw.sqlite3_bind_null(statement, number),
                long n => raw.sqlite3_bind_int64(statement, number, n),
                string s => BindText(number, s),
                int n => raw.sqlite3_bind_int64(statement, number, n),
                double d => raw.sqlite3_bind_double(statement, number, d),
                byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(statement, number, 0),
                byte[] bytes => raw.sqlite3_bind_blob(statement, number, bytes),
                bool flag => raw.sqlite3_bind_int64(statement, number, flag ? 1 : 0),
                IEnumerable<long> list => raw.sqlite3_bind_text(statement, number, JsonList.Bytes(list)),
                IEnumerable<string> list => raw.sqlite3_bind_text(statement, number, JsonList.Bytes(list)),
                IEnumerable list => throw NotHeld(list),
                _ => throw NotHeld(value),
            }
        );
    }

    public override IReadOnlyList<string> Columns()
    {
        if (_columns is null)
        {
            _columns = new string[raw.sqlite3_column_count(statement)];
            for (var i = 0; i < _columns.Length; i++)
            {
                _columns[i] = raw.sqlite3_column_name(statement, i).utf8_to_string();
            }
        }
        return _columns;
    }

    public override bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public override long Integer(int column) => raw.sqlite3_column_int64(statement, column);

    public override double Real(int column) => raw.sqlite3_column_double(statement, column);

    // Reads the bytes: the text may contain NUL, where the text functions would stop.
    public override string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column));

    public override byte[] Bytes(int column) => Span(column).ToArray();

    public override ReadOnlySpan<byte> Span(int column) => raw.sqlite3_column_blob(statement, column);

    protected override object? Value(int column) =>
        raw.sqlite3_column_type(statement, column) switch
        {
            raw.SQLITE_NULL => null,
            raw.SQLITE_INTEGER => Integer(column),
            raw.SQLITE_FLOAT => Real(column),
            raw.SQLITE_TEXT => Text(column),
            _ => Bytes(column),
        };

    private static InvalidOperationException NotHeld(object value) =>
        new($"A row holds long, double, string, byte[] and bool, not {value.GetType().Name}.");

    private int BindText(int number, string text)
    {
        if (text.Length == 0)
        {
            return raw.sqlite3_bind_text(statement, number, "");
        }
        const int OnStack = 512;
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (size <= OnStack)
        {
            Span<byte> bytes = stackalloc byte[OnStack];
            return raw.sqlite3_bind_text(statement, number, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        }
        var rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            return raw.sqlite3_bind_text(statement, number, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
