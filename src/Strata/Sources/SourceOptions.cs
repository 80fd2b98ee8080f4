namespace Strata.Sources;

/// <summary>What may be taken in.</summary>
/// <param name="MaxBytes">Of one source.</param>
/// <param name="MaxMembers">Sources that are taken in from inside of one, at all depths.</param>
/// <param name="AllowPrivateAddresses">Whether URLs that lead to this machine or its network may be ingested.</param>
/// <param name="AllowedAddresses">Single places of them that URLs may lead to, as <c>host:port</c>.</param>
internal sealed record SourceOptions(long MaxBytes, int MaxMembers, bool AllowPrivateAddresses, IReadOnlyList<string> AllowedAddresses);
