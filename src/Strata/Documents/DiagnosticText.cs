namespace Strata.Documents;

/// <summary>Explains why a parse is incomplete.</summary>
internal static class DiagnosticText
{
    private const int MaxShown = 100;

    /// <summary>Returns the first few as text.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<ParseDiagnostic> diagnostics) => [.. diagnostics.Take(MaxShown).Select(Of)];

    private static string Of(ParseDiagnostic diagnostic) =>
        diagnostic.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"line {diagnostic.Line}: {LimitText.Of(diagnostic.Reason)}")
        : diagnostic.Offset > 0
            ? string.Create(CultureInfo.InvariantCulture, $"byte {diagnostic.Offset}: {LimitText.Of(diagnostic.Reason)}")
        : LimitText.Of(diagnostic.Reason);
}
