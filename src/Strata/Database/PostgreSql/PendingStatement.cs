using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>A statement that waits to be sent, in one round trip with those before and after it.</summary>
internal abstract class PendingStatement
{
    public abstract NpgsqlBatchCommand Command();

    /// <summary>Reads its rows from the reader, which is at its result, and moves on to the next result.</summary>
    public abstract Task ReadAsync(NpgsqlDataReader reader, CancellationToken ct);
}

/// <summary>A pending statement that returns rows.</summary>
/// <param name="limit">Most rows to read.</param>
internal sealed class PendingQuery<T>(SqlText text, StatementArgument[] arguments, int limit) : PendingStatement
{
    public List<T> Rows { get; } = [];

    public bool IsAnswered { get; private set; }

    public override NpgsqlBatchCommand Command()
    {
        var command = new NpgsqlBatchCommand(text.WithSingles(arguments));
        PostgreSqlParameters.Add(command, arguments);
        return command;
    }

    public override async Task ReadAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var row = new PostgreSqlRow(reader);
        Func<RowReader, T>? map = null;
        while (Rows.Count < limit && await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            map ??= text.Mapper<T>(row);
            Rows.Add(map(row));
        }
        IsAnswered = true;
        await reader.NextResultAsync(ct).ConfigureAwait(false);
    }
}
