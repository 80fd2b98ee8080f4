using Strata.Testing;

namespace Strata.Server.Tests;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Committed_description_is_what_the_server_serves()
    {
        await using var test = await TestStore.CreateAsync(Engine.Sqlite);
        await using var server = await RunningServer.StartAsync(ServerStore.Of(test.Store), new ServerOptions(), time: test.Time);
        var served = await server.Client.AskAsync("/openapi/v1.json").JsonAsync();
        served.GetProperty("openapi").GetString().ShouldNotBeNull().ShouldStartWith("3.1");
        await CommittedDocs.ShouldBeCommittedAsync(JsonSerializer.Serialize(served, StrataJson.Indented) + "\n", "openapi.json");
    }
}
