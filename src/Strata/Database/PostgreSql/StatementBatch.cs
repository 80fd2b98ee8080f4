namespace Strata.Database.PostgreSql;

/// <summary>Statements of a transaction that wait to be sent, in order, with the next one that is waited for.</summary>
internal sealed class StatementBatch
{
    public List<PendingStatement> Waiting { get; } = [];
}
