using ModelContextProtocol.Client;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>A file is named by its path only where the process has the caller's own rights: over stdio.</summary>
public sealed class LocalFileTests
{
    [Theory, DoorData]
    public async Task Server_reads_no_file_by_its_path_even_where_nobody_needs_a_token(Engine engine)
    {
        await using var test = await TestStore.CreateAsync(engine);
        await using var server = await RunningServer.StartAsync(ServerStore.Of(test.Store), new ServerOptions(), time: test.Time);
        await using var mcp = await McpClient.CreateAsync(
            new HttpClientTransport(new() { Endpoint = new Uri(server.Address, "mcp"), TransportMode = HttpTransportMode.StreamableHttp }),
            StoreServer.PatientMcp(),
            cancellationToken: TestContext.Current.CancellationToken
        );
        var path = Path.Combine(test.Folder, "note.txt");
        await File.WriteAllTextAsync(path, "A note.", TestContext.Current.CancellationToken);

        (await mcp.RefusedAsync("ingest", JsonSerializer.Serialize(new { path }))).ShouldBe("INVALID_CONTENT");

        var tools = await mcp.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        tools.Single(tool => tool.Name == "ingest").JsonSchema.GetProperty("properties").TryGetProperty("path", out _).ShouldBeFalse();
    }
}
