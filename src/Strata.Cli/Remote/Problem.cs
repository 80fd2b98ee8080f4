using System.Text.Json;

namespace Strata.Cli.Remote;

/// <summary>Problem details (RFC 9457) as a server of ours writes them.</summary>
internal static class Problem
{
    /// <summary>The same error that the store itself would have raised; null where the text is no problem of ours.</summary>
    public static StrataException? Read(string text)
    {
        if (
            Arguments.TryJson(text) is not { ValueKind: JsonValueKind.Object } problem
            || Text(problem, "code") is not { } name
            || ErrorCodes.Parse(name) is not { } code
        )
        {
            return null;
        }
        return new StrataException(code, Text(problem, "detail") ?? Text(problem, "title") ?? name) { Faults = [.. Faults(problem)] };
    }

    private static IEnumerable<Fault> Faults(JsonElement problem) =>
        problem.TryGetProperty("faults", out var faults) && faults.ValueKind == JsonValueKind.Array
            ? faults.EnumerateArray().Select(e => new Fault(Text(e, "path") ?? "", Text(e, "reason") ?? ""))
            : [];

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
