using System.Net.Sockets;

namespace Strata.Cli.Remote;

/// <summary>
/// Turns a SocketException into an HttpRequestException. SocketsHttpHandler lets it through if the server dies during connect, because
/// its telemetry reads the peer's address outside of the code that wraps socket errors.
/// </summary>
internal sealed class ConnectError(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException e)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, e.Message, e);
        }
    }
}
