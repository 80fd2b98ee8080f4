using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Strata.Server.Tests;

/// <summary>What an answer says, as JSON: of bytes as much as does not depend on the programs of the machine.</summary>
internal static class AnswerContent
{
    /// <summary>Of a picture: its format and its size.</summary>
    private const int FirstBytes = 24;

    /// <summary>Of the connection rather than of the answer, or another each time.</summary>
    private static readonly string[] Left = ["Connection", "Content-Length", "Date", "Transfer-Encoding", "X-Request-ID"];

    private static readonly Dictionary<string, string> Everywhere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Cache-Control"] = "no-store",
        ["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["Referrer-Policy"] = "no-referrer",
        ["X-Content-Type-Options"] = "nosniff",
        ["X-Frame-Options"] = "DENY",
    };

    /// <summary>What answers to reads have in common.</summary>
    public static IReadOnlyDictionary<string, string> OfReads { get; } =
        new Dictionary<string, string>(Everywhere, StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "application/json; charset=utf-8" };

    /// <summary>What answers to writes have in common, of a user without limits.</summary>
    public static IReadOnlyDictionary<string, string> OfWrites { get; } =
        new Dictionary<string, string>(OfReads, StringComparer.OrdinalIgnoreCase)
        {
            ["X-Quota-Interpretations-Limit"] = "unlimited",
            ["X-Quota-Interpretations-Remaining"] = "unlimited",
            ["X-Quota-Interpretations-Reset"] = "2026-04-01T00:00:00Z",
            ["X-Quota-Storage-Limit"] = "unlimited",
            ["X-Quota-Storage-Remaining"] = "unlimited",
            ["X-Quota-Storage-Reset"] = "never",
        };

    /// <summary>What refusals have in common.</summary>
    public static IReadOnlyDictionary<string, string> OfProblems { get; } =
        new Dictionary<string, string>(Everywhere, StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "application/problem+json" };

    /// <summary>What answers to messages of MCP have in common.</summary>
    public static IReadOnlyDictionary<string, string> OfMessages { get; } =
        new Dictionary<string, string>(Everywhere, StringComparer.OrdinalIgnoreCase)
        {
            ["Cache-Control"] = "no-store, no-cache",
            ["Content-Type"] = ProgressStream.Events,
            ["X-Accel-Buffering"] = "no",
        };

    /// <summary>The headers that are not as usual; <c>none</c> is one that is missing.</summary>
    public static JsonObject Headers(HttpResponseMessage answer, IReadOnlyDictionary<string, string> usual)
    {
        var told = answer
            .Headers.Concat(answer.Content.Headers)
            .Where(h => !Left.Contains(h.Key, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        var missing = usual
            .Keys.Where(name => !told.ContainsKey(name) && (name != "Content-Type" || answer.Content.Headers.ContentLength != 0))
            .Select(name => KeyValuePair.Create(name, "none"));
        var unusual = told.Except(usual).Concat(missing).OrderBy(h => h.Key, StringComparer.OrdinalIgnoreCase);
        return new(unusual.Select(h => KeyValuePair.Create(h.Key, (JsonNode?)h.Value)));
    }

    public static JsonNode? Read(MediaTypeHeaderValue? type, byte[] bytes) =>
        type?.MediaType switch
        {
            _ when bytes.Length == 0 => null,
            "application/json" or "application/problem+json" => JsonNode.Parse(bytes),
            ProgressStream.JsonLines => Lines(Encoding.UTF8.GetString(bytes)),
            ProgressStream.Events => Events(Encoding.UTF8.GetString(bytes)),
            "application/zip" => Entries(bytes),
            { } name when name.StartsWith("image/", StringComparison.Ordinal) => new JsonObject
            {
                ["first_bytes"] = Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(FirstBytes, bytes.Length))),
            },
            _ => Encoding.UTF8.GetString(bytes),
        };

    /// <summary>Server-sent events; how often progress is told depends on how fast the machine is.</summary>
    private static JsonArray Events(string text) =>
        OnceOnly(
            text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(e => !e.StartsWith(':')).Select(Event),
            e => e["event"]?.GetValue<string>() == "progress"
        );

    private static JsonObject Event(string lines) =>
        new(
            lines
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => (Name: l[..l.IndexOf(':', StringComparison.Ordinal)], Value: l[(l.IndexOf(':', StringComparison.Ordinal) + 2)..]))
                .Select(l => KeyValuePair.Create(l.Name, l.Name == "data" ? JsonNode.Parse(l.Value) : l.Value))
        );

    private static JsonArray Lines(string text) =>
        OnceOnly(
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject()),
            l => l.ContainsKey("progress")
        );

    private static JsonArray OnceOnly(IEnumerable<JsonObject> messages, Func<JsonObject, bool> isProgress)
    {
        var told = messages.ToLookup(isProgress);
        JsonNode[] progress = told[true].Any() ? ["{progress}"] : [];
        return new([.. progress, .. told[false]]);
    }

    private static JsonObject Entries(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        return new() { ["entries"] = new JsonArray([.. zip.Entries.Select(e => (JsonNode)e.FullName)]) };
    }
}
