namespace Strata.Cli.Erasure;

/// <summary>What was found of a receipt.</summary>
/// <param name="Result">genuine, changed, foreign, or none where it is no receipt at all.</param>
internal sealed record ReceiptLine(string Result, string Says);
