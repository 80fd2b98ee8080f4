namespace Strata.Server.Tests;

/// <summary>One request with another's ids.</summary>
/// <param name="Operation">Method and path as the served OpenAPI document has them.</param>
/// <param name="Path">
/// What is asked for; <c>&lt;…&gt;</c> is one of <see cref="UserResources"/>, <c>&lt;own&gt;</c> the asker's own entity.
/// </param>
internal sealed record RestTry(string Operation, string Path, string? Body = null, string? Key = null)
{
    public string Method => Operation[..Operation.IndexOf(' ', StringComparison.Ordinal)];
}

/// <summary>A call of a tool with another's ids.</summary>
internal sealed record ToolTry(string Tool, string Arguments);

/// <summary>At least one try of every path and of every tool.</summary>
internal static class CrossUserRequests
{
    private const string Api = "/api/v1";

    public static IReadOnlyList<RestTry> Rest { get; } =
    [
        new("GET /health/live", "/health/live"),
        new("GET /health/ready", "/health/ready"),
        .. Reads("/sources", "/timeline", "/backup"),
        .. With(Read("/runs/{id}/events"), "{id}", "<run>"),
        .. Asked("/entities", "type=contact&filter=email:eq:ann@<word>.example"),
        new($"POST {Api}/sources", $"{Api}/sources?file_name=x.csv&entity_type=<type>", "A;B\n1;2\n"),
        new($"POST {Api}/sources", $"{Api}/sources?file_name=y.csv", "A;B\n3;<key>\n", Key: "<key>"),
        new($"POST {Api}/sources/batch", $"{Api}/sources/batch", "multipart"),
        new($"POST {Api}/sources/url", $"{Api}/sources/url", """{"url":"http://127.0.0.1/<source>"}"""),
        new($"POST {Api}/sources/{{id}}/reinterpret", $"{Api}/sources/<source>/reinterpret", "{}"),
        new($"POST {Api}/sources/{{id}}/reconstruct", $"{Api}/sources/<source>/reconstruct", "{}"),
        new(
            $"POST {Api}/sources/{{id}}/reconstruct",
            $"{Api}/sources/<document>/reconstruct",
            """{"revisions":[{"block":0,"text":"x"}]}"""
        ),
        new($"POST {Api}/sources/{{id}}/reconstruct/report", $"{Api}/sources/<source>/reconstruct/report", "{}"),
        new($"POST {Api}/relationships", $"{Api}/relationships", """{"from":"<own>","to":"<contact>","type":"knows"}"""),
        new($"POST {Api}/relationships", $"{Api}/relationships", """{"from":"<contact>","to":"<own>","type":"knows"}"""),
        new($"POST {Api}/entities", $"{Api}/entities", """{"entities":[{"entity_type":"note","fields":{"title":"mine"}}]}""", Key: "<key>"),
        .. With(Write("/entities/{entity_id}/merge", """{"to":"<own>"}"""), "{entity_id}", "<contact>", "<merged>", "<deleted>"),
        .. With(Write("/entities/{entity_id}/merge", """{"to":"<contact>"}"""), "{entity_id}", "<own>", "<other>"),
        .. StrataModules.Operations.SelectMany(o => o.Examples.Select(e => RestOf(o, e))),
        // Once more, after all that was tried.
        .. Reads("/sources", "/runs", "/documents", "/entities", "/schemas", "/jobs", "/schedules", "/tokens", "/audit", "/backup"),
    ];

    public static IReadOnlyList<ToolTry> Tools { get; } =
    [
        new("search", """{"text":"<word>"}"""),
        new("search", """{"text":"<word>","entity_type":"<type>"}"""),
        new("find_entity", """{"identifier":"ann@<word>.example"}"""),
        new("find_entity", """{"identifier":"<contact>"}"""),
        new("list_entities", """{"entity_type":"<type>"}"""),
        new("list_entities", """{"text":"<word>","include_deleted":true,"include_merged":true}"""),
        .. OfEntity("get_entity", "<contact>", "<merged>", "<deleted>", "<invoice>"),
        new("get_entity", """{"entity_id":"<contact>","provenance":true,"known_at":"450"}"""),
        new("get_field_provenance", """{"entity_id":"<contact>","field":"name"}"""),
        .. OfEntity("list_observations", "<contact>", "<merged>", "<deleted>"),
        .. OfEntity("entity_history", "<contact>", "<merged>", "<deleted>"),
        .. OfEntity("get_neighborhood", "<contact>", "<merged>", "<deleted>"),
        new("list_timeline", """{"entity_id":"<contact>"}"""),
        new("list_timeline", """{"entity_type":"<type>"}"""),
        new("ingest", """{"text":"A;B\n1;2\n","file_name":"x.csv","entity_type":"<type>"}"""),
        new("ingest", """{"text":"A;B\n5;<key>\n","file_name":"z.csv","idempotency_key":"<key>"}"""),
        new("ingest", """{"url":"http://127.0.0.1/<source>"}"""),
        new("ingest", """{"url":"strata://source/<source>"}"""),
        new("reinterpret", """{"source_id":"<source>"}"""),
        new("list_sources", "{}"),
        new("get_source_metadata", """{"source_id":"<source>"}"""),
        new("get_source_content", """{"source_id":"<source>"}"""),
        new("get_source_content", """{"source_id":"<document>","as":"markdown"}"""),
        new("list_runs", "{}"),
        new("list_runs", """{"source_id":"<source>"}"""),
        new("watch_run", """{"run_id":"<run>","seconds":0}"""),
        new("cancel_run", """{"run_id":"<run>"}"""),
        new("get_blocks", """{"document_id":"<document>"}"""),
        new("get_blocks", """{"document_id":"<source>"}"""),
        new("reconstruct", """{"id":"<source>"}"""),
        new("reconstruct", """{"id":"<document>","revisions":[{"block":0,"text":"x"}]}"""),
        new("ingest_structured", Batch("me", "<contact>")),
        new("ingest_structured", """{"entities":[{"entity_type":"note","fields":{"title":"too"}}],"idempotency_key":"<key>-2"}"""),
        new("correct", """{"entity_id":"<contact>","fields":{"name":"Mallory"}}"""),
        new("retract", """{"id":"<observation>"}"""),
        new("retract", """{"id":"<decision>"}"""),
        new("merge_entities", """{"from_entity_id":"<contact>","to_entity_id":"<own>"}"""),
        new("merge_entities", """{"from_entity_id":"<own>","to_entity_id":"<contact>"}"""),
        .. OfEntity("unmerge_entities", "<merged>", "<contact>"),
        .. OfEntity("delete_entity", "<contact>", "<deleted>"),
        .. OfEntity("restore_entity", "<deleted>", "<contact>"),
        new("relate", """{"from":"<own>","to":"<contact>","type":"knows"}"""),
        .. StrataModules.Operations.Where(o => o.Tool is not null).SelectMany(o => o.Examples.Select(e => new ToolTry(o.Name, e))),
        new("promote_fields", """{"entity_type":"<type>","fields":[{"fragment":"found"}]}"""),
        new("register_schema", """{"entity_type":"<type>","version":1}"""),
        new("register_schema", """{"entity_type":"<type>","schema":{"type":17}}"""),
        // Last, because from here on he has one of that address himself.
        new("ingest_structured", """{"entities":[{"entity_type":"contact","fields":{"email":"ann@<word>.example"}}]}"""),
    ];

    /// <summary>An operation's example as the request that its route says.</summary>
    public static RestTry RestOf(Operation operation, string example)
    {
        var route = operation.Route;
        var fields = JsonElement.Parse(example).EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        var path = route.Template;
        foreach (var (name, value) in fields.Where(f => route.Names(f.Key)))
        {
            path = path.Replace($"{{{name}}}", value.ToString(), StringComparison.Ordinal);
        }
        var rest = fields.Where(f => !route.Names(f.Key)).ToDictionary(StringComparer.Ordinal);
        var query = route.HasBody ? "" : string.Join('&', rest.Select(f => $"{f.Key}={f.Value}"));
        return new(
            $"{route.Method} {Api}{route.Template}",
            Api + path + (query.Length == 0 ? "" : "?" + query),
            route.HasBody ? JsonSerializer.Serialize(rest) : null
        );
    }

    private static RestTry Read(string path) => new($"GET {Api}{path}", Api + path);

    private static IEnumerable<RestTry> Reads(params IEnumerable<string> paths) => paths.Select(Read);

    private static IEnumerable<RestTry> Asked(string path, params IEnumerable<string> queries) =>
        queries.Select(q => new RestTry($"GET {Api}{path}", $"{Api}{path}?{q}"));

    private static RestTry Write(string path, string body) => new($"POST {Api}{path}", Api + path, body);

    private static IEnumerable<RestTry> With(RestTry template, string parameter, params IEnumerable<string> ids) =>
        ids.Select(id => template with { Path = template.Path.Replace(parameter, id, StringComparison.Ordinal) });

    private static IEnumerable<ToolTry> OfEntity(string tool, params IEnumerable<string> ids) =>
        ids.Select(id => new ToolTry(tool, $$"""{"entity_id":"{{id}}"}"""));

    private static string Batch(string from, string to) =>
        $$$"""
            {"entities":[{"entity_type":"contact","ref":"me","fields":{"email":"eve@example.com"}}],"relationships":[{"type":"knows","from":"{{{from}}}","to":"{{{to}}}"}]}
            """;
}
