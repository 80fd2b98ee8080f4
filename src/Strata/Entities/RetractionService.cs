namespace Strata.Entities;

/// <summary>Retracts observations and decisions, and passes on those that a later module made.</summary>
/// <param name="elsewhere">Undoes a decision that is not one of entities; null if it is one.</param>
internal sealed class RetractionService(
    Decisions decisions,
    Func<UserId, string, string, DecisionRequest, CancellationToken, Task<DecisionResult?>> elsewhere
)
{
    public async Task<DecisionResult> RetractAsync(UserId user, string actor, string id, DecisionRequest request, CancellationToken ct) =>
        await elsewhere(user, actor, id, request, ct) ?? await decisions.RetractAsync(user, actor, id, request, ct);
}
