using System.Net;
using Strata.Blobs.Backends;

namespace Strata.Sources;

/// <summary>Fetches URLs. Addresses of this machine and its network are refused unless allowed, whatever name resolves to them.</summary>
internal sealed class UrlFetch : IDisposable
{
    private const int MaxRedirects = 5;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromMinutes(5);

    private readonly HttpClient _client;

    public UrlFetch(SourceOptions options) =>
        _client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = true,
                MaxAutomaticRedirections = MaxRedirects,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = ConnectTimeout,
                UseProxy = false,
                UseCookies = false,
                // Checked on connecting, so that neither a second lookup nor a redirect can bypass it.
                ConnectCallback = (context, ct) => OutboundConnection.OpenAsync(context.DnsEndPoint, options, ct),
            }
        )
        {
            Timeout = TotalTimeout,
        };

    /// <summary>Sends a GET request and returns the response once its headers are read. The caller disposes it.</summary>
    public async Task<HttpResponseMessage> GetAsync(Uri url, CancellationToken ct)
    {
        if (url is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'{url}' is not an http or https URL.");
        }
        try
        {
            var response = await _client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, ct);
            if (!response.IsSuccessStatusCode)
            {
                var status = (int)response.StatusCode;
                response.Dispose();
                throw new StrataException(ErrorCode.InvalidContent, $"'{url}' returned status {status}.");
            }
            return response;
        }
        catch (HttpRequestException e)
        {
            var refusal = e.InnerException as StrataException ?? e.GetBaseException() as StrataException;
            throw refusal ?? Unfetched(url, e);
        }
        catch (Exception e) when (e is NotSupportedException or UriFormatException) // a redirect to another scheme
        {
            throw Unfetched(url, e);
        }
        catch (TaskCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw Unfetched(url, e);
        }
    }

    /// <summary>Says the same of a closed port, of one that speaks no HTTP, and of one that never answers: a caller must not scan ports.</summary>
    private static StrataException Unfetched(Uri url, Exception why) =>
        new(
            ErrorCode.InvalidContent,
            $"'{url}' could not be fetched: no http or https server answered there within {TotalTimeout.TotalMinutes} minutes.",
            why
        );

    /// <summary>Returns the body as a stream with a time limit of its own, as the client's limit ends with the headers.</summary>
    public static async Task<Stream> BodyAsync(Uri url, HttpResponseMessage response, CancellationToken ct) =>
        new TimedBody(await response.Content.ReadAsStreamAsync(ct), url);

    public static string? FileName(Uri url, HttpResponseMessage response) =>
        response.Content.Headers.ContentDisposition?.FileNameStar
        ?? response.Content.Headers.ContentDisposition?.FileName?.Trim('"')
        ?? (Path.GetFileName(url.LocalPath) is { Length: > 0 } name ? name : null);

    public void Dispose() => _client.Dispose();

    private sealed class TimedBody(Stream body, Uri url) : ForwardStream
    {
        private readonly CancellationTokenSource _limit = new(TotalTimeout);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _limit.Token);
            try
            {
                return await body.ReadAsync(buffer, both.Token);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new StrataException(ErrorCode.InvalidContent, $"'{url}' took longer than {TotalTimeout.TotalMinutes} minutes.", e);
            }
            catch (HttpIOException e)
            {
                throw new StrataException(ErrorCode.InvalidContent, $"The connection to '{url}' broke: {e.Message}", e);
            }
        }

        public override async ValueTask DisposeAsync()
        {
            _limit.Dispose();
            await body.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
