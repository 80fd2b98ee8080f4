using System.Net.Http.Headers;

namespace Strata.Server.Tests;

/// <summary>Requests of the tus protocol, as a client sends them.</summary>
internal static class TusClient
{
    public const string Path = "/api/v1/uploads";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static async Task<string> CreateAsync(this HttpClient client, long length, params (string Name, string Value)[] metadata)
    {
        using var created = await client.TryCreateAsync(length, metadata);
        ((int)created.StatusCode).ShouldBe(201, await created.Content.ReadAsStringAsync(Cancel));
        return created.Headers.Location.ShouldNotBeNull().ToString();
    }

    public static Task<HttpResponseMessage> TryCreateAsync(
        this HttpClient client,
        long length,
        params (string Name, string Value)[] metadata
    ) =>
        client.TusAsync(
            HttpMethod.Post,
            Path,
            null,
            ("Upload-Length", length.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            (
                "Upload-Metadata",
                string.Join(',', metadata.Select(m => $"{m.Name} {Convert.ToBase64String(Encoding.UTF8.GetBytes(m.Value))}"))
            )
        );

    public static Task<HttpResponseMessage> AppendAsync(this HttpClient client, string path, long offset, byte[] bytes) =>
        client.TusAsync(
            HttpMethod.Patch,
            path,
            bytes,
            ("Upload-Offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture))
        );

    public static async Task<long> OffsetAsync(this HttpClient client, string path)
    {
        using var head = await client.TusAsync(HttpMethod.Head, path, null);
        ((int)head.StatusCode).ShouldBe(200);
        head.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
        return head.Number("Upload-Offset");
    }

    public static long Number(this HttpResponseMessage response, string header) =>
        long.Parse(response.Headers.GetValues(header).Single(), System.Globalization.CultureInfo.InvariantCulture);

    public static async Task<HttpResponseMessage> TusAsync(
        this HttpClient client,
        HttpMethod method,
        string path,
        byte[]? bytes,
        params (string Name, string Value)[] headers
    )
    {
        var request = new HttpRequestMessage(method, path);
        if (headers.All(h => h.Name != "Tus-Resumable"))
        {
            request.Headers.Add("Tus-Resumable", "1.0.0");
        }
        if (bytes is not null)
        {
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        }
        foreach (var (name, value) in headers.Where(h => h.Value.Length > 0))
        {
            request.Headers.Add(name, value);
        }
        var response = await client.SendAsync(request, Cancel);
        if (method != HttpMethod.Options)
        {
            response.Headers.GetValues("Tus-Resumable").ShouldBe(["1.0.0"]);
        }
        return response;
    }
}
