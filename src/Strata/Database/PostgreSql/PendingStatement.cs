using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>A statement that waits to be sent, with those before it and after it in one round trip.</summary>
internal abstract class PendingStatement
{
    public abstract NpgsqlBatchCommand Command();

    /// <summary>Takes its rows from the reader, which is at its result, and leaves it at the next.</summary>
    public abstract Task ReadAsync(NpgsqlDataReader reader, CancellationToken ct);
}

/// <summary>A statement that gives rows.</summary>
/// <param name="limit">So many rows are read, whatever the statement gives.</param>
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
