using System.Net.Http.Headers;

namespace Strata.Cli.Remote;

internal sealed partial class RemoteStrata
{
    public Task<ShownSource> ShowAsync(string id, string format, bool main, CancellationToken ct) =>
        ShownAsync(new Query($"sources/{id}/show").With("as", format).With("main", main ? true : null), id, ct);

    public Task<ShownSource> ShowPageAsync(string documentId, int page, CancellationToken ct) =>
        ShownAsync(new Query($"documents/{documentId}/pages/{page}.png"), $"{page}.png", ct);

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
    private async Task<ShownSource> ShownAsync(Query path, string name, CancellationToken ct)
    {
        var response = await http.GetAsync(path.ToString(), HttpCompletionOption.ResponseHeadersRead, ct);
        await EnsureSuccessAsync(response, ct);
        var headers = response.Content.Headers;
        return new ShownSource(
            headers.ContentType?.MediaType ?? "application/octet-stream",
            NameOf(headers.ContentDisposition) ?? name,
            await response.Content.ReadAsStreamAsync(ct)
        );
    }

    private static string? NameOf(ContentDispositionHeaderValue? disposition) =>
        disposition?.FileNameStar ?? disposition?.FileName?.Trim('"');
}
