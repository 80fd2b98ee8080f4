using System.Text.Json.Nodes;

namespace Strata.Cli.Remote;

/// <summary>Operations over REST: the opposite of what the server reads.</summary>
internal sealed partial class RemoteStrata
{
    public async Task<TResult> InvokeAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation,
        TRequest request,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
        where TRequest : notnull
        where TResult : notnull
    {
        var route = operation.Route;
        var fields = JsonSerializer
            .SerializeToElement(request, StrataJson.Options)
            .EnumerateObject()
            .ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        var path = route.Template.TrimStart('/');
        foreach (var field in operation.Fields.Where(f => route.Names(f.Name)))
        {
            path = path.Replace($"{{{field.Name}}}", Uri.EscapeDataString(fields[field.Name].ToString()), StringComparison.Ordinal);
            fields.Remove(field.Name);
        }
        var query = new Query(path);
        foreach (var name in operation.InQuery.Select(f => f.Name))
        {
            if (fields.Remove(name, out var value))
            {
                query.With(name, value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText());
            }
        }
        var body =
            fields.Count == 0
                ? null
                : Body(new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, JsonNode.Parse(f.Value.GetRawText())))));
        if (operation.ReportsProgress)
        {
            return await FollowAsync<TResult>(query, body, idempotencyKey: null, progress, ct);
        }
        var sent = Conditional(new(new HttpMethod(route.Method), query.ToString()) { Content = body }, (request as IConditional)?.IfMatch);
        return typeof(TResult) == typeof(Download) ? (TResult)await DownloadAsync(sent, ct) : await SendAsync<TResult>(sent, ct);
    }
}
