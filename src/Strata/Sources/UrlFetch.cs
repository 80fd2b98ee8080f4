using System.Net;
using System.Net.Sockets;
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
                ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, options, ct),
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
            throw refusal ?? new StrataException(ErrorCode.InvalidContent, $"'{url}' could not be fetched: {e.Message}", e);
        }
        catch (TaskCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'{url}' took longer than {TotalTimeout.TotalMinutes} minutes.", e);
        }
    }

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

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, SourceOptions options, CancellationToken ct)
    {
        var place = $"{endpoint.Host}:{endpoint.Port}";
        var allowPrivate = options.AllowPrivateAddresses || options.AllowedAddresses.Contains(place, StringComparer.OrdinalIgnoreCase);
        // Addresses are not looked up: doing so for an "any" address throws.
        var addresses = IPAddress.TryParse(endpoint.Host.Trim('[', ']'), out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(endpoint.Host, ct);
        var allowed = allowPrivate ? addresses : [.. addresses.Where(IsPublic)];
        if (allowed.Length == 0)
        {
            throw new StrataException(
                ErrorCode.Forbidden,
                $"'{endpoint.Host}' resolves to a private address. To ingest from your own network, set STRATA_ALLOW_PRIVATE_ADDRESSES={place}."
            );
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endpoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }
        if (IPAddress.IsLoopback(address))
        {
            return false;
        }
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes[0] switch
            {
                0 or 10 or 127 or >= 224 => false,
                100 => bytes[1] is < 64 or > 127, // RFC 6598, carrier-grade NAT
                169 => bytes[1] != 254,
                172 => bytes[1] is < 16 or > 31,
                192 => bytes[1] != 168 && !(bytes[1] == 0 && bytes[2] == 0),
                198 => bytes[1] is not (18 or 19),
                _ => true,
            }
            : !(
                address.IsIPv6LinkLocal
                || address.IsIPv6SiteLocal
                || address.IsIPv6UniqueLocal
                || address.IsIPv6Multicast
                || address.Equals(IPAddress.IPv6None)
                || (bytes[0] == 0x20 && bytes[1] == 0x02) // 6to4 and Teredo carry IPv4 addresses of any kind
                || (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0)
                || (bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == 0xFF && bytes[3] == 0x9B)
            );
    }
}
