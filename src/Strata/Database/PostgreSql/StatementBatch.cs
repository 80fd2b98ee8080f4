namespace Strata.Database.PostgreSql;

/// <summary>Queued statements of a transaction, sent in order with the next awaited one.</summary>
internal sealed class StatementBatch
{
    public List<PendingStatement> Waiting { get; } = [];
}
