using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>A pending statement that returns no rows.</summary>
internal sealed class PendingCommand(NpgsqlBatchCommand command) : PendingStatement
{
    public override NpgsqlBatchCommand Command() => command;

    public override Task ReadAsync(NpgsqlDataReader reader, CancellationToken ct) => Task.CompletedTask;
}
