using System.Net.Http.Headers;

namespace Strata.Cli.Remote;

/// <summary>Long operations whose progress the server streams line by line.</summary>
internal sealed partial class RemoteStrata
{
    private const string JsonLines = "application/x-ndjson";

    private async Task<T> FollowAsync<T>(HttpRequestMessage request, IProgress<Progress> progress, CancellationToken ct)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(JsonLines));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json", 0.5));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        await EnsureSuccessAsync(response, ct);
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        try
        {
            if (response.Content.Headers.ContentType?.MediaType != JsonLines)
            {
                return await JsonSerializer.DeserializeAsync<T>(body, Reading, ct) ?? throw new JsonException("The answer is null.");
            }
            using var lines = new StreamReader(body);
            while (await lines.ReadLineAsync(ct) is { } line)
            {
                var said = JsonElement.Parse(line);
                if (said.TryGetProperty("progress", out var step))
                {
                    progress.Report(step.Deserialize<Progress>(Reading) ?? throw new JsonException("The progress is null."));
                }
                else if (said.TryGetProperty("report", out var report))
                {
                    return report.Deserialize<T>(Reading) ?? throw new JsonException("The report is null.");
                }
                else if (said.TryGetProperty("problem", out var problem))
                {
                    throw RemoteProblem.Read(problem.GetRawText())
                        ?? (Exception)new HttpRequestException($"{http.BaseAddress} failed: {problem.GetRawText()}");
                }
            }
            throw new HttpRequestException($"{http.BaseAddress} closed the connection before the work was done.");
        }
        catch (JsonException e)
        {
            throw new HttpRequestException($"{http.BaseAddress} does not respond like this version of Strata: {e.Message}", e);
        }
    }
}
