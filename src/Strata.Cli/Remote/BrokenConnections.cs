using System.Net.Sockets;

namespace Strata.Cli.Remote;

/// <summary>
/// A server that dies just as it is connected to is one that can't be reached: SocketsHttpHandler looks up the address of the other end
/// (for its telemetry) outside of where it makes HttpRequestExceptions, so that the bare error of the socket comes through.
/// </summary>
internal sealed class BrokenConnections(HttpMessageHandler inner) : DelegatingHandler(inner)
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
