using System.ComponentModel;

namespace Strata.Ledger;

/// <summary>A request that can read the past.</summary>
public abstract record PastRequest
{
    [Description("Known then: seq or time.")]
    public string? KnownAt { get; init; }

    [Description("Observed by then.")]
    public string? ValidAt { get; init; }

    internal ReadAt At => new(KnownAt, ValidAt);
}
