using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Strata.Testing;

namespace Strata.Server.Tests;

public sealed class TakingInTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory, DoorData]
    public async Task Upload_becomes_a_source_with_entities_and_once_only(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var first = await server
            .Alice.UploadAsync("?file_name=Rechnungen%20M%C3%A4rz.csv&origin=mail", StoreServer.Invoices, "text/csv; charset=utf-8")
            .JsonAsync(201);
        first.GetProperty("deduplicated").GetBoolean().ShouldBeFalse();
        first.Text("file_name").ShouldBe("Rechnungen März.csv");
        first.GetProperty("run").Text("status").ShouldBe("completed");
        first.GetProperty("run").GetProperty("entity_count").GetInt32().ShouldBe(2);

        var second = await server.Alice.UploadAsync("?file_name=again.csv", StoreServer.Invoices).JsonAsync();
        second.GetProperty("deduplicated").GetBoolean().ShouldBeTrue();
        second.Text("source_id").ShouldBe(first.Text("source_id"));

        var source = await server.Alice.AskAsync("/api/v1/sources/" + first.Text("source_id")).JsonAsync();
        source.Text("origin").ShouldBe("mail");
        source.Text("digest").ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StoreServer.Invoices))));
        (await server.Alice.AskAsync("/api/v1/sources").JsonAsync()).Items().Count().ShouldBe(1);
        var runs = await server.Alice.AskAsync("/api/v1/runs?source_id=" + first.Text("source_id")).JsonAsync();
        var run = runs.Items().ShouldHaveSingleItem();
        (await server.Alice.AskAsync("/api/v1/runs/" + run.Text("run_id")).JsonAsync())
            .GetProperty("configuration")
            .ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);
        var again = await server.Alice.TellAsync($"/api/v1/sources/{first.Text("source_id")}/reinterpret", "{}").JsonAsync();
        again.GetProperty("run").Text("run_id").ShouldNotBe(run.Text("run_id"));
    }

    [Theory, DoorData]
    public async Task Key_that_is_there_twice_is_refused_and_nothing_of_it_is_stored(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        const string entities = "/api/v1/entities";
        string[] twice =
        [
            """{"entities":[{"entity_type":"note","fields":{"title":"a","title":"b"}}]}""",
            """{"entities":[{"entity_type":"note","fields":{"title":"a","about":{"x":1,"x":2}}}]}""",
            """{"entities":[{"entity_type":"note","entity_type":"task","fields":{"title":"a"}}]}""",
        ];
        foreach (var body in twice)
        {
            (await server.Alice.TellAsync(entities, body).RefusedAsync(400, "INVALID_CONTENT")).ShouldContain("uplicate key");
        }
        (await server.Alice.AskAsync(entities).JsonAsync()).Items().ShouldBeEmpty();

        var stored = await server.Alice.TellAsync(entities, """{"entities":[{"entity_type":"note","fields":{"title":"a"}}]}""").JsonAsync();
        var id = stored.GetProperty("entities")[0].Text("entity_id");
        (
            await server
                .Alice.TellAsync($"{entities}/{id}/correct", """{"fields":{"title":"b","title":"c"}}""")
                .RefusedAsync(400, "INVALID_CONTENT")
        ).ShouldContain("title: duplicate key");
        (await server.Alice.AskAsync($"{entities}/{id}").JsonAsync()).GetProperty("fields").Text("title").ShouldBe("a");
    }

    [Theory, DoorData]
    public async Task Times_are_read_as_ISO_8601_has_them_and_not_guessed_at(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        foreach (var guess in (string[])["03/04/2026", "12:00", "Jan 2026", "2026-3-1", "1 March 2026", "2026-03-01 12:00"])
        {
            var time = Uri.EscapeDataString(guess);
            await server.Alice.UploadAsync($"?file_name=a.txt&observed_at={time}", "text").RefusedAsync(400, "INVALID_CONTENT");
            foreach (
                var path in (string[])
                    ["entities?valid_at=", "entities?known_at=", "timeline?from=", "timeline?to=", "audit?since=", "audit?until="]
            )
            {
                (await server.Alice.AskAsync($"/api/v1/{path}{time}").RefusedAsync(400, "INVALID_CONTENT")).ShouldContain(
                    "2026-03-01T12:00:00Z"
                );
            }
        }
        (await server.Alice.AskAsync("/api/v1/sources").JsonAsync()).Items().ShouldBeEmpty();

        var taken = await server.Alice.UploadAsync("?file_name=a.txt&observed_at=2026-03-01T12:30:00.5%2B02:00", "text").JsonAsync(201);
        (await server.Alice.AskAsync("/api/v1/sources/" + taken.Text("source_id")).JsonAsync())
            .GetProperty("observed_at")
            .GetDateTimeOffset()
            .ShouldBe(new DateTimeOffset(2026, 3, 1, 10, 30, 0, 500, TimeSpan.Zero));
        var day = await server.Alice.UploadAsync("?file_name=b.txt&observed_at=2026-03-02", "other").JsonAsync(201);
        (await server.Alice.AskAsync("/api/v1/sources/" + day.Text("source_id")).JsonAsync())
            .GetProperty("observed_at")
            .GetDateTimeOffset()
            .ShouldBe(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));
    }

    [Theory, DoorData]
    public async Task Header_of_a_table_can_be_said(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        const string table = "Miller;Berlin\nSmith;Rome\n";
        var without = await server.Alice.UploadAsync("?file_name=a.csv&header=false", table).JsonAsync(201);
        without.GetProperty("run").GetProperty("block_count").GetInt32().ShouldBe(2);
        var path = $"/api/v1/sources/{without.Text("source_id")}/reinterpret";
        (await server.Alice.TellAsync(path, """{"header":true}""").JsonAsync())
            .GetProperty("run")
            .GetProperty("block_count")
            .GetInt32()
            .ShouldBe(1);
    }

    [Theory, DoorData]
    public async Task What_is_held_is_read_again_without_what_is_said_of_new_bytes(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var taken = await server.Alice.UploadAsync("?file_name=a.csv&entity_type=contact", "email,name\na@example.com,A\n").JsonAsync(201);
        var path = $"/api/v1/sources/{taken.Text("source_id")}/reinterpret";
        string[] needless =
        [
            "\"observed_at\":\"2020-01-01\"",
            "\"file_name\":\"b.csv\"",
            "\"media_type\":\"text/plain\"",
            "\"origin\":\"x\"",
            "\"interpret\":false",
            "\"colour\":1",
        ];
        foreach (var member in needless)
        {
            await server.Alice.TellAsync(path, $$"""{"entity_type":"contact",{{member}}}""").RefusedAsync(400, "INVALID_CONTENT");
        }
        (await server.Alice.AskAsync("/api/v1/runs").JsonAsync()).Items().ShouldHaveSingleItem();
        await server
            .Alice.TellAsync(
                path,
                """{"entity_type":"contact","day_first":true,"header":true,"ocr":false,"wait":true,"idempotency_key":"k"}"""
            )
            .JsonAsync();
    }

    [Theory, DoorData]
    public async Task Upload_can_only_be_kept(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var kept = await server.Alice.UploadAsync("?interpret=false", "just bytes").JsonAsync(201);
        kept.TryGetProperty("run", out _).ShouldBeFalse();
        await server.Alice.UploadAsync("?entity_type=unicorn", "a,b\n1,2\n").RefusedAsync(404, "SCHEMA_NOT_FOUND");
        await server.Alice.AskAsync("/api/v1/sources/src_none").RefusedAsync(404, "SOURCE_NOT_FOUND");
        await server.Alice.AskAsync("/api/v1/sources/src_none/content").RefusedAsync(404, "SOURCE_NOT_FOUND");
        await server.Alice.TellAsync("/api/v1/sources/src_none/reinterpret", "{}").RefusedAsync(404, "SOURCE_NOT_FOUND");
    }

    [Theory, DoorData]
    public async Task Content_comes_back_as_it_went_in_whole_in_part_or_not_at_all(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var id = (await server.Alice.UploadAsync("?file_name=a.csv", StoreServer.Invoices).JsonAsync(201)).Text("source_id");
        using var whole = await server.Alice.AskAsync($"/api/v1/sources/{id}/content");
        (await whole.Content.ReadAsStringAsync(Cancel)).ShouldBe(StoreServer.Invoices);
        whole.Content.Headers.ContentDisposition?.DispositionType.ShouldBe("attachment");
        whole.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        var tag = whole.Headers.ETag.ShouldNotBeNull().Tag;

        using var part = await server.Alice.AskAsync($"/api/v1/sources/{id}/content", ("Range", "bytes=8-17"));
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsStringAsync(Cancel)).ShouldBe(StoreServer.Invoices[8..18]);
        using var same = await server.Alice.AskAsync($"/api/v1/sources/{id}/content", ("If-None-Match", tag));
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var head = await server.Alice.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/api/v1/sources/{id}/content"), Cancel);
        head.Content.Headers.ContentLength.ShouldBe(Encoding.UTF8.GetByteCount(StoreServer.Invoices));
    }

    [Theory, DoorData]
    public async Task Many_files_are_taken_in_one_by_one(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(StoreServer.Invoices), "files", "a.csv" },
            { new StringContent("# Note\n\nSome words."), "files", "b.md" },
            { new StringContent("not a file"), "comment" },
        };
        var batch = await server.Alice.PostAsync("/api/v1/sources/batch", form, Cancel).JsonAsync();
        batch.Items().Select(i => i.Text("file_name")).ShouldBe(["a.csv", "b.md"]);
        batch.Items().Select(i => i.GetProperty("result").Text("source_id")).Distinct().Count().ShouldBe(2);
        await server.Alice.TellAsync("/api/v1/sources/batch", "{}").RefusedAsync(415, "UNSUPPORTED_MEDIA_TYPE");
        await server.Alice.UploadAsync("", "--x", "multipart/form-data; boundary=x").RefusedAsync(415, "UNSUPPORTED_MEDIA_TYPE");
        var cut = new StringContent("--x\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\nabc");
        cut.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        (await server.Alice.PostAsync("/api/v1/sources/batch", cut, Cancel)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, DoorData]
    public async Task Address_of_this_machine_is_not_fetched(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        var json = $$"""{"url":"{{server.Address}}health/live"}""";
        (await server.Alice.TellAsync("/api/v1/sources/url", json)).StatusCode.ShouldBeOneOf(
            HttpStatusCode.BadRequest,
            HttpStatusCode.Forbidden
        );
        await server.Alice.TellAsync("/api/v1/sources/url", """{"url":7}""").RefusedAsync(400, "INVALID_CONTENT");
        await server.Alice.TellAsync("/api/v1/sources/url", """{}""").RefusedAsync(400, "INVALID_CONTENT");
    }

    [Fact]
    public async Task Upload_over_the_limit_is_refused_before_it_is_read()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite, change: o => o with { MaxSourceBytes = 1000 });
        await server.Alice.UploadAsync("", new string('a', 2000)).RefusedAsync(413, "FILE_TOO_LARGE");
        (await server.Alice.AskAsync("/api/v1/sources").JsonAsync()).Items().ShouldBeEmpty();
    }

    [Theory, DoorData, Trait("req", "N-123")]
    public async Task Facts_are_stored_all_or_nothing(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        const string good =
            """{"entity_type":"person","ref":"a","fields":{"email":"ann@example.org","name":"Ann"}},{"entity_type":"organization","ref":"o","fields":{"name":"Acme"}}""";
        var stored = await server
            .Alice.TellAsync(
                "/api/v1/entities",
                $$"""{"entities":[{{good}}],"relationships":[{"type":"works_for","from":"a","to":"o"}],"attachment":{"content_base64":"aGVsbG8=","file_name":"h.txt"} }"""
            )
            .JsonAsync();
        stored.GetProperty("entities").GetArrayLength().ShouldBe(2);
        stored.GetProperty("relationships").GetArrayLength().ShouldBe(1);
        stored.Text("attachment_source_id").ShouldStartWith("src_");

        const string dangling =
            """{"entities":[{"entity_type":"person","fields":{"name":"Bea"}}],"relationships":[{"type":"knows","from":"x","to":"y"}]}""";
        (await server.Alice.TellAsync("/api/v1/entities", dangling)).IsSuccessStatusCode.ShouldBeFalse();
        (await server.Alice.AskAsync("/api/v1/entities?type=person").JsonAsync()).Items().Count().ShouldBe(1);
    }
}
