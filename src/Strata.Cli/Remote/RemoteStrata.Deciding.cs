using System.Text.Json.Nodes;

namespace Strata.Cli.Remote;

internal sealed partial class RemoteStrata
{
    public Task<DecisionResult> CorrectAsync(string entityId, CorrectRequest request, CancellationToken ct) =>
        PostAsync<DecisionResult>(new Query($"entities/{entityId}/correct"), Body(request), request.IdempotencyKey, ct, request.IfMatch);

    public Task<DecisionResult> RetractAsync(string id, DecisionRequest request, CancellationToken ct) =>
        PostAsync<DecisionResult>(new Query($"retract/{id}"), Body(request), request.IdempotencyKey, ct, request.IfMatch);

    public Task<DecisionResult> MergeAsync(string fromEntityId, string toEntityId, DecisionRequest request, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToNode(request, StrataJson.Options) as JsonObject ?? [];
        body["to"] = toEntityId;
        return PostAsync<DecisionResult>(
            new Query($"entities/{fromEntityId}/merge"),
            Body(body),
            request.IdempotencyKey,
            ct,
            request.IfMatch
        );
    }

    public Task<DecisionResult> UnmergeAsync(string fromEntityId, DecisionRequest request, CancellationToken ct) =>
        PostAsync<DecisionResult>(
            new Query($"entities/{fromEntityId}/unmerge"),
            Body(request),
            request.IdempotencyKey,
            ct,
            request.IfMatch
        );

    public Task<DecisionResult> DeleteAsync(string entityId, DecisionRequest request, CancellationToken ct) =>
        PostAsync<DecisionResult>(new Query($"entities/{entityId}/delete"), Body(request), request.IdempotencyKey, ct, request.IfMatch);

    public Task<DecisionResult> RestoreAsync(string entityId, DecisionRequest request, CancellationToken ct) =>
        PostAsync<DecisionResult>(new Query($"entities/{entityId}/restore"), Body(request), request.IdempotencyKey, ct, request.IfMatch);

    public Task<RelationshipView> RelateAsync(RelateRequest request, CancellationToken ct) =>
        PostAsync<RelationshipView>(new Query($"relationships"), Body(request), request.IdempotencyKey, ct);
}
