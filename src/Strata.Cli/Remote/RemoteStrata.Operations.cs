using System.Net.Http.Headers;
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
        foreach (var (name, isTexts) in operation.InQuery.Select(f => (f.Name, f.IsTextList)))
        {
            if (fields.Remove(name, out var value))
            {
                // A list of texts is given as often as it has values.
                IEnumerable<JsonElement> values = isTexts && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
                foreach (var one in values)
                {
                    query.With(name, one.ValueKind == JsonValueKind.String ? one.GetString() : one.GetRawText());
                }
            }
        }
        if (operation.StateType is { } state)
        {
            return (TResult)(object)new Watch(StatesAsync(query, state, ct));
        }
        using var sent = new HttpRequestMessage(new HttpMethod(route.Method), query.ToString());
        if (request is IUpload upload)
        {
            sent.Content = Body(upload, progress);
            if (fields.TryGetValue("idempotency_key", out var key))
            {
                sent.Headers.Add("Idempotency-Key", key.GetString());
            }
        }
        else if (fields.Count > 0)
        {
            sent.Content = Body(new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, JsonNode.Parse(f.Value.GetRawText())))));
        }
        if (request is IConditional { IfMatch: { } ifMatch })
        {
            var quoted = ifMatch is "*" || ifMatch.Contains('"', StringComparison.Ordinal) ? ifMatch : $"\"{ifMatch}\"";
            sent.Headers.TryAddWithoutValidation("If-Match", quoted);
        }
        return operation.IsDownload ? (TResult)await DownloadAsync(sent, progress, ct)
            : operation.ReportsProgress && progress is not null ? await FollowAsync<TResult>(sent, progress, ct)
            : await SendAsync<TResult>(sent, ct);
    }

    private static StreamContent Body(IUpload upload, IProgress<Progress>? progress)
    {
        var content = upload.Content ?? Stream.Null;
        var body = new StreamContent(
            new CountedStream(content, "sending", content.CanSeek ? content.Length : null, progress, leaveOpen: true),
            1 << 16
        );
        body.Headers.ContentType = MediaTypeHeaderValue.TryParse(upload.ContentType, out var type)
            ? type
            : new MediaTypeHeaderValue("application/octet-stream");
        return body;
    }

    // The stream owns the response; disposing the stream disposes it.
    private async Task<object> DownloadAsync(HttpRequestMessage request, IProgress<Progress>? progress, CancellationToken ct)
    {
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        await EnsureSuccessAsync(response, ct);
        var headers = response.Content.Headers;
        var content = await response.Content.ReadAsStreamAsync(ct);
        return new Download(
            headers.ContentType?.MediaType ?? "application/octet-stream",
            headers.ContentDisposition?.FileNameStar ?? headers.ContentDisposition?.FileName?.Trim('"'),
            new CountedStream(content, "receiving", headers.ContentLength, progress, leaveOpen: false)
        )
        {
            Size = headers.ContentLength,
        };
    }
}
