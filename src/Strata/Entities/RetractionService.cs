namespace Strata.Entities;

/// <summary>Retracts observations and decisions, and passes on those that a later module made.</summary>
/// <param name="elsewhere">Each undoes decisions of one kind of thing, and answers null to others.</param>
internal sealed class RetractionService(
    Decisions decisions,
    params Func<UserId, string, string, DecisionRequest, CancellationToken, Task<DecisionResult?>>[] elsewhere
)
{
    public async Task<DecisionResult> RetractAsync(UserId user, string actor, string id, DecisionRequest request, CancellationToken ct)
    {
        foreach (var undo in elsewhere)
        {
            if (await undo(user, actor, id, request, ct) is { } undone)
            {
                return undone;
            }
        }
        return await decisions.RetractAsync(user, actor, id, request, ct);
    }
}
