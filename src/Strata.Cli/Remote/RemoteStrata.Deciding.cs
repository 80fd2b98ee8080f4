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

    public Task<VerifyReport> VerifyAsync(IProgress<Progress>? progress, CancellationToken ct) => VerifyAsync(deep: false, progress, ct);

    public Task<VerifyReport> VerifyAsync(bool deep, IProgress<Progress>? progress, CancellationToken ct) =>
        FollowAsync<VerifyReport>(new Query($"verify").With("deep", deep ? true : null), progress, ct);

    public Task<RebuildReport> RebuildAsync(IProgress<Progress>? progress, CancellationToken ct) =>
        FollowAsync<RebuildReport>(new Query($"rebuild"), progress, ct);

    public Task<SchemaView> RegisterSchemaAsync(RegisterSchemaRequest request, CancellationToken ct) =>
        PostAsync<SchemaView>(new Query($"schemas"), Body(request), request.IdempotencyKey, ct);

    public Task<PromotionView> PromoteFieldsAsync(PromoteRequest request, CancellationToken ct) =>
        PostAsync<PromotionView>(new Query($"promotions"), Body(request), request.IdempotencyKey, ct);

    public Task<SchemaView> ActivateSchemaAsync(string entityType, int version, CancellationToken ct) =>
        PostAsync<SchemaView>(new Query($"schemas/{entityType}/versions/{version}/activate"), null, null, ct);
}
