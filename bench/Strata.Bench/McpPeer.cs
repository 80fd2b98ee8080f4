using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Strata.Bench;

/// <summary>An MCP server on standard input and output, ours or another's: measured through the same public interface.</summary>
internal sealed class McpPeer : IDisposable
{
    private readonly Process _process;
    private int _id;

    private McpPeer(Process process) => _process = process;

    public int Id => _process.Id;

    public long PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1048576;
        }
    }

    public static async Task<McpPeer> StartAsync(
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        var process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var peer = new McpPeer(process);
        await peer.CallAsync(
            "initialize",
            new JsonObject
            {
                ["protocolVersion"] = "2025-06-18",
                ["capabilities"] = new JsonObject(),
                ["clientInfo"] = new JsonObject { ["name"] = "bench", ["version"] = "1" },
            }
        );
        await peer.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/initialized" });
        return peer;
    }

    public Task<JsonNode> ToolAsync(string name, JsonObject arguments) =>
        CallAsync("tools/call", new JsonObject { ["name"] = name, ["arguments"] = arguments });

    public async Task<JsonNode> CallAsync(string method, JsonObject parameters)
    {
        var id = ++_id;
        await SendAsync(
            new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["id"] = id,
                ["method"] = method,
                ["params"] = parameters,
            }
        );
        while (true)
        {
            var line =
                await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server closed its output.");
            if (
                line.Length > 0
                && line[0] == '{'
                && JsonNode.Parse(line) is { } message
                && message["id"]?.GetValueKind() == JsonValueKind.Number
                && (int?)message["id"] == id
            )
            {
                return message["error"] is { } error ? throw new InvalidOperationException(error.ToJsonString())
                    : message["result"] is { } result && result["isError"]?.GetValue<bool>() != true ? result
                    : throw new InvalidOperationException(message.ToJsonString());
            }
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task SendAsync(JsonObject message)
    {
        await _process.StandardInput.WriteLineAsync(message.ToJsonString());
        await _process.StandardInput.FlushAsync();
    }
}
