namespace Strata;

/// <summary>What came of trying the store of bytes.</summary>
/// <param name="Store">Which it is, without secrets.</param>
/// <param name="CanBeSwept">Whether it tells what is new from what was there already.</param>
/// <param name="Failure">Null: it works.</param>
public sealed record BlobProbe(string Store, bool CanBeSwept, string? Failure);
