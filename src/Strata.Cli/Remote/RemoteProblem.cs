namespace Strata.Cli.Remote;

/// <summary>Problem details (RFC 9457) as a Strata server writes them.</summary>
internal static class RemoteProblem
{
    /// <summary>412 Precondition Failed.</summary>
    private const long Stale = 412;

    /// <summary>Returns the error that a local store would have raised. Null if the text is not a Strata problem.</summary>
    public static StrataException? Read(string text)
    {
        if (
            SharedOptions.TryJson(text) is not { ValueKind: JsonValueKind.Object } problem
            || Text(problem, "code") is not { } name
            || ErrorCodes.Parse(name) is not { } code
        )
        {
            return null;
        }
        return new StrataException(code, Text(problem, "detail") ?? Text(problem, "title") ?? name)
        {
            IsStale = Number(problem, "status") == Stale,
            Faults = [.. Faults(problem)],
            Quota = problem.TryGetProperty("quota", out var quota) && quota.ValueKind == JsonValueKind.Object ? QuotaOf(quota) : null,
            RetryAfter = Number(problem, "retry_after") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
    }

    private static QuotaRefusal QuotaOf(JsonElement quota) =>
        new(
            Text(quota, "quota") ?? "",
            Number(quota, "used") ?? 0,
            Number(quota, "limit") ?? 0,
            Number(quota, "requested") ?? 0,
            quota.TryGetProperty("resets_at", out var at) && at.TryGetDateTimeOffset(out var reset) ? reset : null
        );

    private static long? Number(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : null;

    private static IEnumerable<Fault> Faults(JsonElement problem) =>
        problem.TryGetProperty("faults", out var faults) && faults.ValueKind == JsonValueKind.Array
            ? faults.EnumerateArray().Select(e => new Fault(Text(e, "path") ?? "", Text(e, "reason") ?? ""))
            : [];

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
