using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>Retracts observations and decisions, and passes on those that a later module made.</summary>
/// <param name="rollBack">Undoes a promotion; null if the id is of none.</param>
/// <param name="elsewhere">Each undoes decisions of its own kinds.</param>
internal sealed class RetractionService(
    IDatabase database,
    Decisions decisions,
    Func<UserId, string, string, DecisionRequest, CancellationToken, Task<DecisionResult?>> rollBack,
    params DecisionUndoing[] elsewhere
)
{
    public async Task<DecisionResult> RetractAsync(UserId user, string actor, string id, DecisionRequest request, CancellationToken ct)
    {
        var kind = await DecisionUndoing.KindAsync(database, user, id, ct);
        return kind is not null && Array.Find(elsewhere, e => e.Undoes(kind)) is { } undoing
                ? await undoing.UndoAsync(user, actor, id, request, ct)
            : kind == DecisionKind.Promote && await rollBack(user, actor, id, request, ct) is { } undone ? undone
            : await decisions.RetractAsync(user, actor, id, request, ct);
    }
}
