using System.Runtime.CompilerServices;
using SQLitePCL;

namespace Strata.Database.Sqlite;

/// <summary>Runs one user's statements on one session; shared by reading and writing connections.</summary>
internal sealed class SqliteQueries(SqliteSession session, UserId user, CancellationToken ct)
{
    public List<T> Query<T>(SqlText text, object? args, int limit = int.MaxValue)
    {
        using var statement = Prepare(text, args);
        var rows = new List<T>();
        Func<RowReader, T>? map = null;
        while (rows.Count < limit && Step(statement))
        {
            map ??= text.Mapper<T>(statement);
            rows.Add(map(statement));
        }
        return rows;
    }

    public void Each(SqlText text, object? args, Action<RowReader> read)
    {
        using var statement = Prepare(text, args);
        while (Step(statement))
        {
            read(statement);
        }
    }

    public async IAsyncEnumerable<T> StreamAsync<T>(
        SqlText text,
        object? args,
        Func<RowReader, T>? map = null,
        [EnumeratorCancellation] CancellationToken also = default
    )
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var statement = Prepare(text, args);
        while (Step(statement))
        {
            also.ThrowIfCancellationRequested();
            map ??= text.Mapper<T>(statement);
            yield return map(statement);
        }
    }

    /// <summary>Returns the number of changed rows.</summary>
    public int Execute(SqlText text, object? args)
    {
        using var statement = Prepare(text, args);
        var before = raw.sqlite3_total_changes(session.Handle);
        while (Step(statement)) { }
        return raw.sqlite3_total_changes(session.Handle) - before;
    }

    private SqliteStatement Prepare(SqlText text, object? args)
    {
        ct.ThrowIfCancellationRequested();
        var arguments = StatementArguments.Bind(text, user, args);
        var statement = session.Prepare(text.Sql);
        try
        {
            statement.Bind(arguments);
            return statement;
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    private bool Step(SqliteStatement statement)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            return statement.Step();
        }
        catch (Microsoft.Data.Sqlite.SqliteException interrupted) when (interrupted.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException(null, interrupted, ct);
        }
    }
}
