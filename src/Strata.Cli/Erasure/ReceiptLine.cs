namespace Strata.Cli.Erasure;

/// <summary>Result of a receipt's verification.</summary>
/// <param name="Result">genuine, changed, foreign, or none if it is not a receipt.</param>
internal sealed record ReceiptLine(string Result, string Says);
