using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Strata.Server.Mcp;

/// <summary>
/// Messages over a pair of streams, a line each. Answers requests received before the input ended; the SDK's own transport executes them
/// and drops their answers.
/// </summary>
internal sealed class DrainingTransport(Stream input, Stream output) : StreamServerTransport(input, output, "strata")
{
    private readonly SemaphoreSlim _line = new(1, 1);
    private readonly Stream _output = output;

    public override async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage)));
        await _line.WaitAsync(cancellationToken);
        try
        {
            await _output.WriteAsync((byte[])[.. json, (byte)'\n'], cancellationToken);
            await _output.FlushAsync(cancellationToken);
        }
        finally
        {
            _line.Release();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _line.Dispose();
    }
}
