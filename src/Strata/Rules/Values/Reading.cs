namespace Strata.Rules.Values;

/// <summary>Result of reading a text: canonical JSON, or the reason why there is none.</summary>
internal readonly record struct Reading
{
    public string? Json { get; private init; }
    public string? Reason { get; private init; }

    /// <summary>The currency written beside a number.</summary>
    public CurrencyMark Currency { get; init; }

    /// <summary>Number of leading characters that gave the value, if the rest says more than the field holds; else 0.</summary>
    public int Taken { get; init; }

    /// <summary>Whether a number is written with a percent sign.</summary>
    public bool IsPercent { get; init; }

    public bool Ok => Json is not null;

    public static Reading Of(string canonicalJson) => new() { Json = canonicalJson };

    public static Reading Not(string reason) => new() { Reason = reason };
}

/// <param name="Code">ISO 4217; empty if the mark names no single currency.</param>
/// <param name="Start">Position of the mark in the text.</param>
internal readonly record struct CurrencyMark(string Code, int Start, int Length);
