using System.Text.Encodings.Web;

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

    /// <summary>Keeps the angle brackets of the examples.</summary>
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<RestTry> Rest { get; } =
    [
        new("GET /health/live", "/health/live"),
        new("GET /health/ready", "/health/ready"),
        .. Reads("/session", "/sources", "/timeline", "/backup"),
        new($"POST {Api}/session", $"{Api}/session", """{"token":"strata_alice_wrong"}"""),
        new($"DELETE {Api}/session", $"{Api}/session"),
        .. Asked("/entities", "type=contact&filter=email:eq:ann@<word>.example"),
        new($"POST {Api}/sources", $"{Api}/sources?file_name=x.csv&entity_type=<type>", "A;B\n1;2\n"),
        new($"POST {Api}/sources", $"{Api}/sources?file_name=y.csv", "A;B\n3;<key>\n", Key: "<key>"),
        new($"POST {Api}/sources/batch", $"{Api}/sources/batch", "multipart"),
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
        new("find_entity", """{"identifier":"ann@<word>.example"}"""),
        new("ingest", """{"text":"A;B\n5;<key>\n","file_name":"z.csv","idempotency_key":"<key>"}"""),
        new("ingest", """{"url":"http://127.0.0.1/<source>"}"""),
        new("get_blocks", """{"id":"<source>"}"""),
        new("ingest_structured", Batch("me", "<contact>")),
        new("ingest_structured", """{"entities":[{"entity_type":"note","fields":{"title":"too"}}],"idempotency_key":"<key>-2"}"""),
        new("merge_entities", """{"from_entity_id":"<contact>","to_entity_id":"<own>"}"""),
        new("merge_entities", """{"from_entity_id":"<own>","to_entity_id":"<contact>"}"""),
        .. OfEntity("unmerge_entities", "<merged>", "<contact>"),
        .. OfEntity("delete_entity", "<contact>", "<deleted>"),
        .. OfEntity("restore_entity", "<deleted>", "<contact>"),
        new("relate", """{"from":"<own>","to":"<contact>","type":"knows"}"""),
        .. StrataModules.Operations.Where(o => o.Tool is not null).SelectMany(o => o.Examples.Select(e => ToolOf(o, e))),
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
        var isQuery = operation.IsUpload || !route.HasBody;
        var query = !isQuery ? "" : string.Join('&', rest.SelectMany(f => ValuesOf(f.Value).Select(v => $"{f.Key}={v}")));
        return new(
            $"{route.Method} {Api}{route.Template}",
            Api + path + (query.Length == 0 ? "" : "?" + query),
            operation.IsUpload ? "A;B\n1;2\n"
                : route.HasBody ? JsonSerializer.Serialize(rest, AsWritten)
                : null
        );
    }

    /// <summary>A list is given as often as it has values.</summary>
    private static IEnumerable<JsonElement> ValuesOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];

    /// <summary>An operation's example as a call of its tool.</summary>
    private static ToolTry ToolOf(Operation operation, string example)
    {
        var tool = operation.Tool!;
        var arguments = JsonElement
            .Parse(example)
            .EnumerateObject()
            .ToDictionary(p => tool.Arguments.GetValueOrDefault(p.Name) ?? p.Name, p => p.Value, StringComparer.Ordinal);
        if (operation.IsUpload)
        {
            arguments["text"] = JsonSerializer.SerializeToElement("A;B\n1;2\n");
        }
        if (operation.StateType is not null)
        {
            arguments["seconds"] = JsonSerializer.SerializeToElement(0);
        }
        return new(tool.Name ?? operation.Name, JsonSerializer.Serialize(arguments, AsWritten));
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
