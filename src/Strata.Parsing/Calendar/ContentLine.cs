namespace Strata.Parsing.Calendar;

/// <summary>Parameter of a content line: name in upper case, value, and the value's range.</summary>
internal readonly record struct LineParameter(string Name, string Value, int Start, int End);

/// <summary>Unfolded content line of iCalendar or vCard (RFC 5545, section 3.1; RFC 6350, section 3.2).</summary>
/// <param name="Name">In upper case, without its group.</param>
/// <param name="Value">As written, without folds; still escaped.</param>
/// <param name="Start">First char of the line.</param>
/// <param name="ValueStart">First char of the value.</param>
/// <param name="End">Position after the last char, folds included.</param>
internal sealed record ContentLine(string Name, IReadOnlyList<LineParameter> Parameters, string Value, int Start, int ValueStart, int End)
{
    public string? this[string parameter] => Parameters.Where(p => p.Name == parameter).Select(p => p.Value).FirstOrDefault();

    /// <summary>
    /// Whether one of the parameter's comma-separated values is this one. vCard 2.1 writes types without a parameter name.
    /// </summary>
    public bool Is(string parameter, string value) =>
        Parameters.Any(p =>
            (p.Name == parameter && p.Value.Split(',').Contains(value, StringComparer.OrdinalIgnoreCase))
            || (p.Value.Length == 0 && p.Name == value.ToUpperInvariant())
        );
}
