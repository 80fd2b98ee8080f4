using System.Net;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>
/// ETags name what is answered, byte for byte; and an entity is changed only while it is what the caller has seen, where the caller wants
/// that.
/// </summary>
public sealed class EntityTagTests
{
    private const string Note =
        """{"type":"object","x-strata":{"identity":[["external_id"]],"title":["title"]},"properties":{"external_id":{"type":"string"},"title":{"type":"string"},"body":{"type":"string"}}}""";

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DoorData]
    public async Task Another_title_by_another_schema_version_is_another_answer_and_another_tag(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await RegisterAsync(server, "memo", Note);
        var id = await server.Alice.StoreAsync("""{"entity_type":"memo","fields":{"external_id":"m1","title":"One","body":"Two"}}""");
        var path = "/api/v1/entities/" + id;
        var (tag, before) = await GetAsync(server.Alice, path);
        before.Text("title").ShouldBe("One");
        (await server.Alice.AskAsync(path, ("If-None-Match", tag))).StatusCode.ShouldBe(HttpStatusCode.NotModified);

        await RegisterAsync(server, "memo", Note.Replace("\"title\":[\"title\"]", "\"title\":[\"body\"]", StringComparison.Ordinal));

        var again = await server.Alice.AskAsync(path, ("If-None-Match", tag)).JsonAsync();
        again.Text("title").ShouldBe("Two");
        await WriteAsync(server.Alice, path + "/correct", """{"fields":{"body":"Three"}}""", tag).RefusedAsync(412, "CONFLICT");
        var (now, _) = await GetAsync(server.Alice, path);
        await WriteAsync(server.Alice, path + "/correct", """{"fields":{"body":"Three"}}""", now).JsonAsync();
    }

    [Theory, DoorData]
    public async Task Whatever_is_asked_for_one_by_one_has_a_tag_that_changes_with_it(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var taken = await server.Alice.UploadAsync("?file_name=a.csv", StoreServer.Invoices).JsonAsync(201);
        var (source, run) = (taken.Text("source_id"), taken.GetProperty("run").Text("run_id"));
        var entity = taken.GetProperty("run").GetProperty("entities")[0].Text("entity_id");
        var document = (await server.Alice.AskAsync("/api/v1/documents").JsonAsync()).Items().First().Text("document_id");
        var job = (await server.Alice.TellAsync("/api/v1/jobs", """{"kind":"verify"}""").JsonAsync(202)).Text("job_id");
        string[] paths =
        [
            $"/api/v1/sources/{source}",
            $"/api/v1/sources/{source}/content",
            $"/api/v1/runs/{run}",
            $"/api/v1/documents/{document}",
            $"/api/v1/jobs/{job}",
            "/api/v1/schemas/invoice",
            "/api/v1/schemas/invoice?version=1",
            $"/api/v1/entities/{entity}",
            $"/api/v1/entities/{entity}?provenance=true",
        ];
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            using var first = await server.Alice.AskAsync(path);
            first.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            var tag = tags[path] = first.Headers.ETag.ShouldNotBeNull(path).ToString();
            tag.ShouldStartWith("\"");
            using var same = await server.Alice.AskAsync(path, ("If-None-Match", $"\"other\", {tag}"));
            same.StatusCode.ShouldBe(HttpStatusCode.NotModified, path);
            same.Headers.ETag.ShouldNotBeNull(path).ToString().ShouldBe(tag);
            (await same.Content.ReadAsByteArrayAsync(None)).ShouldBeEmpty();
            using var other = await server.Alice.AskAsync(path, ("If-None-Match", "\"other\""));
            other.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }
        // Of someone else's it is not said that there is one, whatever the caller knows of it.
        using var bobs = await server.Bob.AskAsync(paths[0], ("If-None-Match", tags[paths[0]]));
        bobs.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await server.Alice.TellAsync($"/api/v1/sources/{source}/reinterpret", "{}").JsonAsync();
        await server.Alice.TellAsync($"/api/v1/jobs/{job}/cancel", "").JsonAsync();
        string[] changed = [paths[0], paths[4], paths[7], paths[8]];
        foreach (var path in paths)
        {
            using var now = await server.Alice.AskAsync(path, ("If-None-Match", tags[path]));
            now.StatusCode.ShouldBe(changed.Contains(path) ? HttpStatusCode.OK : HttpStatusCode.NotModified, path);
        }
    }

    [Theory, DoorData]
    public async Task Entity_that_has_changed_since_it_was_read_is_left_alone_by_every_decision(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var id = await server.InvoiceAsync("A", 10);
        var other = await server.InvoiceAsync("B", 20);
        var path = "/api/v1/entities/" + id;
        var (stale, _) = await GetAsync(server.Alice, path);
        var observation = (await server.Alice.AskAsync(path + "/observations").JsonAsync()).Items().First().Text("observation_id");
        var correction = await WriteAsync(server.Alice, path + "/correct", """{"fields":{"total":11},"idempotency_key":"k"}""", stale)
            .JsonAsync();

        await RefusedAsync("/correct", """{"fields":{"total":12}}""");
        await RefusedAsync("/merge", $$"""{"to":"{{other}}"}""");
        await RefusedAsync("/delete", "{}");
        foreach (var retracted in (string[])[observation, correction.Text("id")])
        {
            (await WriteAsync(server.Alice, "/api/v1/retract/" + retracted, "{}", stale).RefusedAsync(412, "CONFLICT")).ShouldContain(id);
        }
        // What was done is told again: it is the same request.
        (await WriteAsync(server.Alice, path + "/correct", """{"fields":{"total":11},"idempotency_key":"k"}""", stale).JsonAsync())
            .Text("id")
            .ShouldBe(correction.Text("id"));
        await WriteAsync(server.Bob, path + "/correct", """{"fields":{"total":12}}""", stale).RefusedAsync(403, "ENTITY_ACCESS_DENIED");
        var (now, current) = await GetAsync(server.Alice, path + "?provenance=true");
        current.GetProperty("fields").GetProperty("total").GetInt32().ShouldBe(11);
        (await server.Alice.AskAsync(path + "/history").JsonAsync()).Items().Count().ShouldBe(2);

        // Deleted, restored, merged and taken out again, each by what the one before has left: its ETag, or the seq that it told.
        await WriteAsync(server.Alice, path + "/delete", "{}", $"\"1-0\", {now}").JsonAsync();
        await RefusedAsync("/restore", "{}");
        var deleted = await server.Alice.AskAsync("/api/v1/entities?include_deleted=true").JsonAsync();
        var restored = await WriteAsync(server.Alice, path + "/restore", "{}", Seq(deleted.Items().Single(e => e.Text("entity_id") == id)))
            .JsonAsync();
        await WriteAsync(server.Alice, path + "/merge", $$"""{"to":"{{other}}"}""", Seq(restored.GetProperty("entity"))).JsonAsync();
        await RefusedAsync("/unmerge", "{}");
        var (merged, _) = await GetAsync(server.Alice, path);
        var unmerged = await WriteAsync(server.Alice, path + "/unmerge", "{}", merged).JsonAsync();
        await WriteAsync(server.Alice, "/api/v1/retract/" + correction.Text("id"), "{}", Seq(unmerged.GetProperty("entity"))).JsonAsync();
        await WriteAsync(server.Alice, path + "/correct", """{"fields":{"total":13}}""", "*").JsonAsync();

        async Task RefusedAsync(string decision, string body) =>
            (await WriteAsync(server.Alice, path + decision, body, stale).RefusedAsync(412, "CONFLICT")).ShouldContain("its seq is");
    }

    [Theory, DoorData]
    public async Task Of_many_who_have_seen_the_same_one_alone_changes_it(Engine engine)
    {
        const int many = 12;
        await using var server = await StoreServer.StartAsync(engine);
        var path = "/api/v1/entities/" + await server.InvoiceAsync("A", 10);
        var (tag, _) = await GetAsync(server.Alice, path);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, many)
                .Select(i => WriteAsync(server.Alice, path + "/correct", $$"""{"fields":{"total":{{100 + i}} } }""", tag))
        );

        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.PreconditionFailed).ShouldBe(many - 1);
        (await server.Alice.AskAsync(path + "/observations").JsonAsync()).Items().Count().ShouldBe(2);
    }

    [Theory, DoorData]
    public async Task If_match_that_can_not_be_heeded_is_refused(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var id = await server.InvoiceAsync("A", 10);
        var path = "/api/v1/entities/" + id;
        var (tag, _) = await GetAsync(server.Alice, path);
        await WriteAsync(server.Alice, path + "/correct", """{"fields":{"total":12}}""", "no tag").RefusedAsync(400, "INVALID_CONTENT");
        await WriteAsync(server.Alice, path + "/correct", """{"fields":{"total":12}}""", "W/" + tag).RefusedAsync(412, "CONFLICT");
        (
            await WriteAsync(server.Alice, "/api/v1/relationships", $$"""{"from":"{{id}}","to":"{{id}}","type":"is"}""", tag)
                .RefusedAsync(400, "INVALID_CONTENT")
        ).ShouldContain("If-Match");
        await RegisterAsync(server, "memo", Note);
        await RegisterAsync(server, "memo", Note.Replace("\"title\":[\"title\"]", "\"title\":[\"body\"]", StringComparison.Ordinal));
        var activation = (await server.Alice.TellAsync("/api/v1/schemas/memo/versions/1/activate", "").JsonAsync()).Text("decision_id");
        await WriteAsync(server.Alice, "/api/v1/retract/" + activation, "{}", "*").RefusedAsync(412, "CONFLICT");
        await server.Alice.TellAsync("/api/v1/retract/" + activation, "{}").JsonAsync();
    }

    private static string Seq(JsonElement entity) => $"\"{entity.GetProperty("seq").GetInt64()}\"";

    private static Task RegisterAsync(StoreServer server, string type, string schema) =>
        server.Alice.TellAsync("/api/v1/schemas", $$"""{"entity_type":"{{type}}","schema":{{schema}}}""").JsonAsync();

    private static async Task<(string Tag, JsonElement Body)> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.AskAsync(path);
        var text = await answer.Content.ReadAsStringAsync(None);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return (answer.Headers.ETag.ShouldNotBeNull().ToString(), JsonElement.Parse(text));
    }

    private static Task<HttpResponseMessage> WriteAsync(HttpClient client, string path, string body, string match)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("If-Match", match).ShouldBeTrue();
        return client.SendAsync(request, None);
    }
}
