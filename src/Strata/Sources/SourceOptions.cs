namespace Strata.Sources;

/// <summary>Limits and permissions for ingesting.</summary>
/// <param name="MaxBytes">Most bytes of one source.</param>
/// <param name="MaxMembers">Most members ingested from one source, at all depths.</param>
/// <param name="AllowPrivateAddresses">Whether URLs on this machine or its network may be ingested.</param>
/// <param name="Patience">How long a caller waits for an equal run that another executes.</param>
/// <param name="AllowedAddresses">Private endpoints that URLs may refer to, as <c>host:port</c>.</param>
internal sealed record SourceOptions(
    long MaxBytes,
    int MaxMembers,
    bool AllowPrivateAddresses,
    IReadOnlyList<string> AllowedAddresses,
    TimeSpan Patience
)
{
    public const long DefaultMaxBytes = 2L * 1024 * 1024 * 1024;
}
