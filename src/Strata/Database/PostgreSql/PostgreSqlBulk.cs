using Npgsql;
using NpgsqlTypes;

namespace Strata.Database.PostgreSql;

/// <summary>Writes many rows in one statement: an array per column, unnested by the server.</summary>
internal static class PostgreSqlBulk
{
    private const int MaxRows = 20_000;

    /// <summary>Approximate payload of one statement, so that neither side has to hold much more.</summary>
    private const long MaxBytes = 32 << 20;

    /// <param name="later">Whether to send the rows with the next awaited statement.</param>
    public static async Task WriteAsync(
        PostgreSqlQueries queries,
        UserId user,
        BulkTable table,
        BulkMode mode,
        IReadOnlyList<object?[]> rows,
        bool later = false
    )
    {
        var columns = BulkSql.Columns(table, mode);
        var sql = BulkSql.PerColumn(table, mode);
        var distinct = mode == BulkMode.Upsert ? LastOfEachKey(table, rows) : rows;
        for (var start = 0; start < distinct.Count; )
        {
            var end = End(distinct, start, columns.Count, table.Name);
            StatementArgument[] arguments = [new StatementArgument(user.Value, typeof(string))];
            if (later)
            {
                queries.Post(sql, arguments, Add);
            }
            else
            {
                await queries.RunAsync(sql, arguments, Add).ConfigureAwait(false);
            }
            start = end;

            void Add(NpgsqlParameterCollection parameters)
            {
                for (var c = 0; c < columns.Count; c++)
                {
                    parameters.Add(Array(columns[c].Type, distinct, start, end, c));
                }
            }
        }
    }

    /// <summary>
    /// Keeps the last row of each key: PostgreSQL refuses to change a row twice in one statement; row by row the last would win.
    /// </summary>
    private static IReadOnlyList<object?[]> LastOfEachKey(BulkTable table, IReadOnlyList<object?[]> rows)
    {
        var names = table.Columns.Select(c => c.Name).ToList();
        var key = table.Key.Select(k => names.IndexOf(k)).ToArray();
        var last = new Dictionary<RowKey, int>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            last[new RowKey(rows[i], key)] = i;
        }
        return last.Count == rows.Count ? rows : [.. last.Values.Order().Select(i => rows[i])];
    }

    private static int End(IReadOnlyList<object?[]> rows, int start, int width, string table)
    {
        var bytes = 0L;
        var end = start;
        while (end < rows.Count && end - start < MaxRows && (bytes < MaxBytes || end == start))
        {
            var row = rows[end++];
            if (row.Length != width)
            {
                throw new InvalidOperationException($"A row of {table} has {width} values, not {row.Length}.");
            }
            foreach (var value in row)
            {
                bytes += StorableText.Check(value) switch
                {
                    string s => s.Length,
                    byte[] b => b.Length,
                    _ => sizeof(long),
                };
            }
        }
        return end;
    }

    private static NpgsqlParameter Array(BulkType type, IReadOnlyList<object?[]> rows, int start, int end, int column) =>
        type switch
        {
            BulkType.Integer => Array(rows, start, end, column, NpgsqlDbType.Bigint, Integer),
            BulkType.Text => Array(rows, start, end, column, NpgsqlDbType.Text, v => (string?)v),
            BulkType.Bytes => Array(rows, start, end, column, NpgsqlDbType.Bytea, v => (byte[]?)v),
            _ => Array(rows, start, end, column, NpgsqlDbType.Double, v => (double?)v),
        };

    private static NpgsqlParameter<T[]> Array<T>(
        IReadOnlyList<object?[]> rows,
        int start,
        int end,
        int column,
        NpgsqlDbType type,
        Func<object?, T> read
    )
    {
        var values = new T[end - start];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = read(rows[start + i][column]);
        }
        return new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    private static long? Integer(object? value) =>
        value switch
        {
            null => null,
            long n => n,
            int n => n,
            bool flag => flag ? 1 : 0,
            Enum e => Convert.ToInt64(e, provider: null),
            _ => throw new InvalidOperationException($"{value.GetType().Name} is not an integer."),
        };

    /// <summary>Key values of one row; equal if all values are, bytes by content.</summary>
    private readonly struct RowKey(object?[] row, int[] columns) : IEquatable<RowKey>
    {
        private readonly object?[] _row = row;
        private readonly int[] _columns = columns;

        public bool Equals(RowKey other)
        {
            foreach (var column in _columns)
            {
                var (mine, theirs) = (_row[column], other._row[column]);
                if (mine is byte[] a && theirs is byte[] b ? !a.AsSpan().SequenceEqual(b) : !Equals(mine, theirs))
                {
                    return false;
                }
            }
            return true;
        }

        public override bool Equals(object? obj) => obj is RowKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var column in _columns)
            {
                if (_row[column] is byte[] bytes)
                {
                    hash.AddBytes(bytes);
                }
                else
                {
                    hash.Add(_row[column]);
                }
            }
            return hash.ToHashCode();
        }
    }
}
