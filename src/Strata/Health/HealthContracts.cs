using System.Text.Json.Serialization;

namespace Strata.Health;

/// <summary>How the parts of a store are that requests need.</summary>
public sealed record StoreHealth(IReadOnlyList<HealthCheck> Checks)
{
    public bool IsReady => Checks.All(c => c.Ok || !c.Needed);
}

/// <param name="Name">database, migrations, blobs, queue.</param>
/// <param name="Seconds">How long the look took.</param>
public sealed record HealthCheck(string Name, bool Ok, double Seconds)
{
    /// <summary>False: requests are answered without it as well.</summary>
    public bool Needed { get; init; } = true;

    /// <summary>What is wrong, or worth knowing, in words without names of machines, users or files.</summary>
    public string? Detail { get; init; }

    /// <summary>What is wrong in the words of who says it, for the log alone: it may name machines.</summary>
    [JsonIgnore]
    public string? Cause { get; init; }

    /// <summary>Of the queue: seconds that the oldest ready or due job has waited.</summary>
    public double? OldestAge { get; init; }
}
