using System.Net;
using Strata.Server.Mcp;

namespace Strata.Server.Tests;

/// <summary>What every route does with what it can't take, whatever store is behind it.</summary>
public sealed class RefusalTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public void Every_error_code_has_a_status()
    {
        foreach (var code in Enum.GetValues<ErrorCode>())
        {
            ErrorStatus.Of(code).ShouldBeInRange(400, 599);
        }
    }

    [Theory]
    [InlineData(ErrorCode.EntityNotFound, 404)]
    [InlineData(ErrorCode.EntityAccessDenied, 403)]
    [InlineData(ErrorCode.EntityAlreadyMerged, 409)]
    [InlineData(ErrorCode.IdempotencyMismatch, 422)]
    [InlineData(ErrorCode.FileTooLarge, 413)]
    [InlineData(ErrorCode.UnsupportedMediaType, 415)]
    [InlineData(ErrorCode.InterpretationQuotaExceeded, 429)]
    [InlineData(ErrorCode.StorageUploadFailed, 500)]
    [InlineData(ErrorCode.StoragePending, 503)]
    [InlineData(ErrorCode.ProgramOutdated, 503)]
    public async Task Refusal_of_the_store_becomes_problem_details(ErrorCode code, int status)
    {
        var error = new StrataException(code, "Not so.") { Faults = [new Fault("/amount", "is text")] };
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(error));
        (await server.Client.AskAsync("/api/v1/entities/ent_1").RefusedAsync(status, code.Name())).ShouldBe("Not so.");
        var problem = await server.Client.AskAsync("/api/v1/entities/ent_1").JsonAsync(status);
        problem.GetProperty("type").GetString().ShouldBe("urn:strata:error:" + code.Name());
        problem.GetProperty("faults")[0].GetProperty("path").GetString().ShouldBe("/amount");
    }

    [Theory]
    [InlineData("/api/v1/jobs")]
    [InlineData("/api/v1/sources/url")]
    [InlineData("/api/v1/entities/ent_1/correct")]
    public async Task Body_that_is_missing_is_asked_for_in_plain_words(string path)
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(new InvalidOperationException()));
        using var empty = new ByteArrayContent([]);
        var said = await server.Client.PostAsync(path, empty, TestContext.Current.CancellationToken).RefusedAsync(400, "INVALID_CONTENT");
        said.ShouldBe("A JSON body is required; see /openapi/v1.json.");
    }

    [Theory]
    [InlineData("/api/v1/jobs/pause", """{"kind":"verify"}""", "; pass parameters in the query string: kind.")]
    [InlineData("/api/v1/runs/archive", """{"dry_run":true}""", "; pass parameters in the query string: dry_run, older_than_days.")]
    [InlineData("/api/v1/blobs/retry", """{"all":true}""", ".")]
    public async Task Body_that_nothing_reads_is_refused(string path, string body, string where)
    {
        await using var server = await RunningServer.StartAsync(
            RunningServer.Refusing(new StrataException(ErrorCode.Conflict, "Reached the store."))
        );
        using var needless = Json(body);
        (await server.Client.PostAsync(path, needless, Cancel).RefusedAsync(400, "INVALID_CONTENT")).ShouldBe(
            $"This route takes no body{where}"
        );
        foreach (var none in (string[])["", " ", "{}"])
        {
            using var empty = Json(none);
            (await server.Client.PostAsync(path, empty, Cancel).RefusedAsync(409, "CONFLICT")).ShouldBe("Reached the store.");
        }

        static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
    }

    [Fact]
    public async Task Database_that_is_away_is_no_defect_and_says_when_to_come_again()
    {
        var away = new Npgsql.NpgsqlException("Failed to connect to 10.9.8.7:5432", new System.Net.Sockets.SocketException(111));
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(away));

        using var answer = await server.Client.AskAsync("/api/v1/entities/ent_1");

        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await Task.FromResult(answer).RefusedAsync(503, "STORAGE_PENDING")).ShouldSatisfyAllConditions(
            said => said.ShouldContain("unreachable"),
            said => said.ShouldNotContain("10.9.8.7")
        );
    }

    [Fact]
    public async Task Database_that_somebody_has_to_mend_is_said_and_not_to_be_asked_again_soon()
    {
        var refused = new Npgsql.PostgresException("password authentication failed for user \"ann\"", "FATAL", "FATAL", "28P01");
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(refused));

        using var answer = await server.Client.AskAsync("/api/v1/entities/ent_1");

        answer.Headers.RetryAfter.ShouldBeNull();
        (await Task.FromResult(answer).RefusedAsync(500, "INTERNAL_SERVER_ERROR")).ShouldSatisfyAllConditions(
            said => said.ShouldContain("user or password"),
            said => said.ShouldNotContain("ann")
        );
    }

    [Fact]
    public async Task Defect_of_ours_says_nothing_of_its_inside()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(new InvalidOperationException("secret")));
        (await server.Client.AskAsync("/api/v1/entities/ent_1").RefusedAsync(500, "INTERNAL_SERVER_ERROR")).ShouldBe("");
    }

    [Theory]
    [InlineData("{", "INVALID_CONTENT")]
    [InlineData("", "INVALID_CONTENT")]
    [InlineData("[]", "INVALID_CONTENT")]
    [InlineData("null", "INVALID_CONTENT")]
    [InlineData("""{"entities":null}""", "INVALID_CONTENT")]
    [InlineData("""{"entities":[],"colour":1}""", "INVALID_CONTENT")]
    [InlineData("""{"entities":[{"entity_type":7,"fields":{}}]}""", "INVALID_CONTENT")]
    [InlineData("""{"entities":[{"fields":{}}]}""", "INVALID_CONTENT")]
    [InlineData("""{"entities":[],"observed_at":"yesterday"}""", "INVALID_CONTENT")]
    public async Task Json_that_does_not_fit_is_refused_with_what_is_wrong(string json, string code)
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(new InvalidOperationException("reached the store")));
        (await server.Client.TellAsync("/api/v1/entities", json).RefusedAsync(400, code)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Json_nested_without_end_is_refused()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(new InvalidOperationException("reached the store")));
        var json = """{"entities":[{"entity_type":"note","fields":{"a":""" + new string('[', 10_000) + new string(']', 10_000) + "}}]}";
        await server.Client.TellAsync("/api/v1/entities", json).RefusedAsync(400, "INVALID_CONTENT");
    }

    [Fact]
    public async Task Unknown_property_is_named()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(new InvalidOperationException("reached the store")));
        var detail = await server
            .Client.TellAsync("/api/v1/relationships", """{"from":"a","to":"b","type":"t","colour":1}""")
            .RefusedAsync(400, "INVALID_CONTENT");
        detail.ShouldContain("colour");
        detail = await server.Client.TellAsync("/api/v1/relationships", """{"from":"a","to":"b"}""").RefusedAsync(400, "INVALID_CONTENT");
        detail.ShouldContain("type");
    }

    [Theory]
    [InlineData("/api/v1/entities?limit=many", "limit")]
    [InlineData("/api/v1/entities?fliter=a:eq:1", "fliter")]
    [InlineData("/api/v1/search", "text")]
    [InlineData("/api/v1/schemas/note/diff?from=1", "to")]
    public async Task Query_that_does_not_fit_is_refused_with_its_name(string path, string name)
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(new InvalidOperationException("reached the store")));
        var detail = await server.Client.AskAsync(path).RefusedAsync(400, "INVALID_CONTENT");
        detail.ShouldContain(name);
        detail.ShouldNotContain(" ct,"); // what only the handler has is no parameter of the query
    }

    [Theory]
    [InlineData("/api/v1/sources?observed_at=2026-13-01", "observed_at", "2026-13-01", "2026-03-01T12:00:00Z")]
    [InlineData("/api/v1/sources?wait=maybe", "wait", "maybe", "true or false")]
    public async Task Value_of_the_query_that_does_not_fit_is_refused_with_what_would(
        string path,
        string name,
        string given,
        string example
    )
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(new InvalidOperationException("reached the store")));
        var detail = await server.Client.TellAsync(path, "{}").RefusedAsync(400, "INVALID_CONTENT");
        detail.ShouldStartWith($"{name}: '{given}' is not ");
        detail.ShouldContain(example);
        detail.ShouldNotContain("bind");
    }

    [Theory]
    [InlineData("\"2026-13-01\"", "'2026-13-01' is not a time")]
    [InlineData("7", "text")]
    public async Task Time_in_a_body_that_is_none_is_refused_with_what_one_is(string given, string says)
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(new InvalidOperationException("reached the store")));
        var detail = await server
            .Client.TellAsync("/api/v1/entities", $$"""{"entities":[],"observed_at":{{given}}}""")
            .RefusedAsync(400, "INVALID_CONTENT");
        detail.ShouldContain("$.observed_at");
        detail.ShouldContain(says);
        detail.ShouldContain("2026-03-01T12:00:00Z");
    }

    [Fact]
    public async Task Refusal_says_what_to_do_about_it()
    {
        var error = new StrataException(ErrorCode.EntityNotFound, "There is no entity 'ent_nope'.");
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(error));
        var problem = await server.Client.AskAsync("/api/v1/entities/ent_nope").JsonAsync(404);
        problem.GetProperty("advice").GetString().ShouldNotBeNull().ShouldContain("/api/v1/entities/find");
        problem.GetProperty("advice").GetString().ShouldNotBeNull().ShouldContain("/api/v1/entities/{id}/history"); // Of what retract takes.
        ToolResult.Refusal(error).Meta.ShouldNotBeNull()[ToolResult.ErrorMeta].ShouldNotBeNull()["advice"]!
            .GetValue<string>()
            .ShouldContain("find_entity");
        ToolResult.Refusal(error).Meta.ShouldNotBeNull()[ToolResult.ErrorMeta].ShouldNotBeNull()["advice"]!
            .GetValue<string>()
            .ShouldContain("entity_history");
    }

    [Fact]
    public async Task Body_over_the_limit_is_refused()
    {
        var options = new ServerOptions { MaxBodyBytes = 1000 };
        await using var server = await RunningServer.StartAsync(
            RunningServer.Refusing(new InvalidOperationException("reached the store")),
            options
        );
        var json = $$"""{"from":"a","to":"b","type":"{{new string('t', 2000)}}"}""";
        await server.Client.TellAsync("/api/v1/relationships", json).RefusedAsync(413, "FILE_TOO_LARGE");
    }

    [Fact]
    public async Task Body_that_is_not_json_is_refused()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(new InvalidOperationException("reached the store")));
        var text = new StringContent("from=a", Encoding.UTF8, "application/x-www-form-urlencoded");
        await server.Client.PostAsync("/api/v1/relationships", text, Cancel).RefusedAsync(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    [Fact]
    public async Task Unknown_address_and_method_are_problems_too()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(new InvalidOperationException("reached the store")));
        (await server.Client.AskAsync("/api/v1/nothing").RefusedAsync(404, "NOT_FOUND")).ShouldContain("/openapi/v1.json");
        using var delete = await server.Client.DeleteAsync(new Uri("/api/v1/timeline", UriKind.Relative), Cancel);
        delete.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        delete.Content.Headers.Allow.ShouldContain("GET");
        await server.Client.DeleteAsync(new Uri("/api/v1/timeline", UriKind.Relative), Cancel).RefusedAsync(405, "METHOD_NOT_ALLOWED");
    }

    [Fact]
    public async Task Idempotency_key_in_header_and_body_must_agree()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(new InvalidOperationException("reached the store")));
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/relationships")
        {
            Content = new StringContent("""{"from":"a","to":"b","type":"t","idempotency_key":"one"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", "two");
        (await server.Client.SendAsync(request, Cancel).RefusedAsync(400, "INVALID_CONTENT")).ShouldContain("differ");
    }

    [Fact, Trait("req", "B-9")]
    public async Task Answers_carry_security_headers_and_no_server_name()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Refusing(new InvalidOperationException()));
        foreach (var path in new[] { "/health/live", "/api/v1/nothing", "/api/v1/schemas" })
        {
            using var answer = await server.Client.AskAsync(path);
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
            answer.Headers.Contains("Server").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Health_tells_a_living_server_from_one_whose_store_answers()
    {
        var dead = RunningServer.Refusing(new InvalidOperationException()) with
        {
            CheckAsync = _ => Task.FromException<StoreHealth>(new TimeoutException()),
        };
        await using var server = await RunningServer.StartAsync(dead);
        (await server.Client.AskAsync("/health/live").JsonAsync()).GetProperty("status").GetString().ShouldBe("ok");
        (await server.Client.AskAsync("/health/ready").JsonAsync(503)).GetProperty("status").GetString().ShouldBe("unavailable");
    }
}
