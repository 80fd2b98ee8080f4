namespace Strata.Interpretation.Text;

/// <summary>The row below a header, and the values that it gave.</summary>
internal sealed record FirstRow(int From, int Count, TextLine Line, List<(int Start, int Length)> Segments);
