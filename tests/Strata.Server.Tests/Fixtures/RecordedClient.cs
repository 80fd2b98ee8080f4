using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Strata.Server.Tests;

/// <summary>A client of REST whose requests and answers are recorded.</summary>
/// <param name="by">Who it is, where it is not the store's own user.</param>
internal sealed class RecordedClient(ExchangeRecorder recorder, HttpClient client, string? by = null)
{
    private const string DefaultContent = "application/json; charset=utf-8";
    private static readonly IReadOnlyList<RestOperation> Operations = RestOperation.Committed();
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public Task<RecordedAnswer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    /// <param name="json">The body; null: none.</param>
    public Task<RecordedAnswer> PostAsync(string path, string? json = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, json is null ? null : Json(json), headers);

    public Task<RecordedAnswer> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, Json(json));

    public Task<RecordedAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    /// <summary>Takes in a file.</summary>
    public Task<RecordedAnswer> UploadAsync(string path, string content, string mediaType, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, new StringContent(content, Encoding.UTF8, mediaType), headers);

    public async Task<RecordedAnswer> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        params (string Name, string Value)[] headers
    )
    {
        using var request = Request(method, path, content, headers);
        using var answer = await client.SendAsync(request, Cancel);
        return await KeepAsync(request, path, answer, await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    /// <summary>Asks for the server's readiness again where the machine was too slow for a check: each has seconds.</summary>
    public async Task GetReadyAsync()
    {
        const int MostTries = 30;
        for (var tries = 1; ; tries++)
        {
            using var request = Request(HttpMethod.Get, "/health/ready", null);
            using var answer = await client.SendAsync(request, Cancel);
            var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
            if (answer.IsSuccessStatusCode || tries == MostTries)
            {
                await KeepAsync(request, "/health/ready", answer, bytes);
                return;
            }
        }
    }

    /// <summary>Follows events to their end, with something done after the first.</summary>
    public async Task FollowAsync(string path, Func<Task> afterFirst)
    {
        using var request = Request(HttpMethod.Get, path, null);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        var told = new StringBuilder();
        while (await lines.ReadLineAsync(Cancel) is { Length: > 0 } line)
        {
            told.Append(line).Append('\n');
        }
        await afterFirst();
        told.Append('\n').Append(await lines.ReadToEndAsync(Cancel));
        await KeepAsync(request, path, answer, Encoding.UTF8.GetBytes(told.ToString()));
    }

    private async Task<RecordedAnswer> KeepAsync(HttpRequestMessage request, string path, HttpResponseMessage answer, byte[] bytes)
    {
        var asked = new JsonObject { ["method"] = request.Method.Method, ["path"] = path };
        var headers = request
            .Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
            .Select(h => KeyValuePair.Create(h.Key, (JsonNode?)string.Join(", ", h.Value)))
            .Where(h => h.Key is not ("Authorization" or "Content-Length") && h.Value?.GetValue<string>() != DefaultContent)
            .ToList();
        if (headers.Count > 0)
        {
            asked["headers"] = new JsonObject(headers);
        }
        if (request.Content is { } content)
        {
            asked["body"] = Body(await content.ReadAsStringAsync(Cancel), content.Headers.ContentType?.MediaType);
        }
        var told = new JsonObject { ["status"] = (int)answer.StatusCode };
        if (AnswerContent.Headers(answer, Usual(request.Method, answer)) is { Count: > 0 } unusual)
        {
            told["headers"] = unusual;
        }
        if (AnswerContent.Read(answer.Content.Headers.ContentType, bytes) is { } body)
        {
            told["body"] = body;
        }
        recorder.Add(new(RestOperation.Of(Operations, request.Method.Method, path)?.Id, by, asked, told));
        var isJson = answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        return new(isJson && bytes.Length > 0 ? JsonElement.Parse(bytes) : default, answer.Headers.ETag?.ToString() ?? "");
    }

    private static HttpRequestMessage Request(
        HttpMethod method,
        string path,
        HttpContent? content,
        params IEnumerable<(string Name, string Value)> headers
    )
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
        }
        return request;
    }

    private static IReadOnlyDictionary<string, string> Usual(HttpMethod method, HttpResponseMessage answer) =>
        (int)answer.StatusCode >= StatusCodes.Status400BadRequest ? AnswerContent.OfProblems
        : method == HttpMethod.Get || method == HttpMethod.Head ? AnswerContent.OfReads
        : AnswerContent.OfWrites;

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    /// <summary>As JSON where it is some.</summary>
    private static JsonNode? Body(string text, string? mediaType)
    {
        try
        {
            return mediaType == "application/json" ? JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false }) : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
