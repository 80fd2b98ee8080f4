using System.Diagnostics;
using OpenTelemetry;

namespace Strata.Server.Telemetry;

/// <summary>Removes addresses and queries from the HTTP server's spans; the route stays.</summary>
internal sealed class AddressRemoval : BaseProcessor<Activity>
{
    private static readonly string[] Personal =
    [
        "url.path",
        "url.query",
        "url.full",
        "user_agent.original",
        "client.address",
        "client.port",
        "network.peer.address",
        "network.peer.port",
    ];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Personal)
        {
            data.SetTag(tag, null);
        }
    }
}
