using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>A statement that waits to be sent, with those before it and after it in one round trip.</summary>
internal abstract class Question(SqlText text, Argument[] arguments)
{
    protected SqlText Text => text;

    public bool IsAnswered { get; protected set; }

    public NpgsqlBatchCommand Command()
    {
        var command = new NpgsqlBatchCommand(text.WithSingles(arguments));
        PostgreSqlParameters.Add(command, arguments);
        return command;
    }

    /// <summary>Takes its rows from the reader, which is at its result.</summary>
    public abstract Task ReadAsync(NpgsqlDataReader reader, CancellationToken ct);
}

/// <param name="limit">So many rows are read, whatever the statement gives.</param>
internal sealed class Question<T>(SqlText text, Argument[] arguments, int limit) : Question(text, arguments)
{
    public List<T> Rows { get; } = [];

    public override async Task ReadAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var row = new PostgreSqlRow(reader);
        Func<RowReader, T>? map = null;
        while (Rows.Count < limit && await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            map ??= Text.Mapper<T>(row);
            Rows.Add(map(row));
        }
        IsAnswered = true;
    }
}
