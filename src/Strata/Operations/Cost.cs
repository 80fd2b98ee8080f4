namespace Strata.Operations;

/// <summary>Which rate a call counts against.</summary>
public enum Cost
{
    Reads,
    Writes,

    /// <summary>May work for long, or starts an external program.</summary>
    Expensive,
}
