using System.Net;
using System.Net.Http.Headers;
using Strata.Testing;

namespace Strata.Server.Tests;

public sealed class ExportTests
{
    private static readonly CancellationToken None = TestContext.Current.CancellationToken;

    [Theory, DoorData]
    public async Task A_broken_off_export_goes_on_where_it_stopped(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await server
            .Alice.TellAsync(
                "/api/v1/entities",
                """{"entities":[{"entity_type":"contact","fields":{"email":"a@example.com","name":"Ann"}},{"entity_type":"contact","fields":{"email":"b@example.com","name":"Ben"}}]}"""
            )
            .JsonAsync();
        const string path = "/api/v1/export?entity_types=contact";
        using var whole = await server.Alice.AskAsync(path);
        whole.StatusCode.ShouldBe(HttpStatusCode.OK);
        var bytes = await whole.Content.ReadAsByteArrayAsync(None);
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        var tag = whole.Headers.ETag.ShouldNotBeNull();

        using var rest = await RangeAsync(server.Alice, path, 50, tag);
        rest.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await rest.Content.ReadAsByteArrayAsync(None)).ShouldBe(bytes[50..]);

        var link = await server.Alice.AskAsync("/api/v1/export/link?entity_types=contact").JsonAsync();
        link.Text("command").ShouldStartWith("strata export --entities contact --format jsonl --known-at ");
        using var linked = await server.Alice.AskAsync(link.Text("path"));
        (await linked.Content.ReadAsByteArrayAsync(None)).ShouldBe(bytes);
        (await server.Alice.AskAsync("/api/v1/export/schema?entity_types=contact").JsonAsync())
            .GetProperty("schema")
            .ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);

        await server
            .Alice.TellAsync(
                "/api/v1/entities",
                """{"entities":[{"entity_type":"contact","fields":{"email":"c@example.com","name":"Cid"}}]}"""
            )
            .JsonAsync();
        // Now the same address has other bytes, so what was begun can't go on.
        using var other = await RangeAsync(server.Alice, path, 50, tag);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var same = await RangeAsync(server.Alice, link.Text("path"), 50, tag);
        same.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        using var his = await RangeAsync(server.Bob, link.Text("path"), 0, tag);
        (await his.Content.ReadAsStringAsync(None)).ShouldNotContain("Ann");
    }

    private static async Task<HttpResponseMessage> RangeAsync(HttpClient client, string path, long from, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = new RangeHeaderValue(from, null);
        request.Headers.IfRange = new RangeConditionHeaderValue(tag);
        return await client.SendAsync(request, None);
    }
}
