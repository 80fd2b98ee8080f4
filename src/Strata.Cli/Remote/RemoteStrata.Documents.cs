using System.Net.Http.Headers;

namespace Strata.Cli.Remote;

internal sealed partial class RemoteStrata
{
    public async Task<Reconstruction> ReconstructAsync(string id, ReconstructRequest request, CancellationToken ct)
    {
        var report = await PostAsync<ReconstructReport>(new Query($"sources/{id}/reconstruct/report"), Body(request), null, ct);
        using var asked = new HttpRequestMessage(HttpMethod.Post, new Query($"sources/{id}/reconstruct").ToString())
        {
            Content = Body(request),
        };
        var response = await http.SendAsync(asked, HttpCompletionOption.ResponseHeadersRead, ct);
        await EnsureSuccessAsync(response, ct);
        return new Reconstruction(report, await response.Content.ReadAsStreamAsync(ct));
    }

    // The stream owns the response; disposing the stream disposes it.
    private async Task<object> DownloadAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        await EnsureSuccessAsync(response, ct);
        var headers = response.Content.Headers;
        return new Download(
            headers.ContentType?.MediaType ?? "application/octet-stream",
            NameOf(headers.ContentDisposition),
            await response.Content.ReadAsStreamAsync(ct)
        )
        {
            Size = headers.ContentLength,
        };
    }

    private static string? NameOf(ContentDispositionHeaderValue? disposition) =>
        disposition?.FileNameStar ?? disposition?.FileName?.Trim('"');
}
