namespace Strata.Parsing.Calendar;

/// <summary>A parameter of a content line: its name in upper case, its value and where that stands.</summary>
internal readonly record struct LineParameter(string Name, string Value, int Start, int End);

/// <summary>A content line of iCalendar or vCard, unfolded (RFC 5545, section 3.1; RFC 6350, section 3.2).</summary>
/// <param name="Name">Upper case, without its group.</param>
/// <param name="Value">As written, without folds; escapes are still in it.</param>
/// <param name="Start">First char of the line.</param>
/// <param name="ValueStart">First char of the value.</param>
/// <param name="End">Behind the last char, folds counted.</param>
internal sealed record ContentLine(string Name, IReadOnlyList<LineParameter> Parameters, string Value, int Start, int ValueStart, int End)
{
    public string? this[string parameter] => Parameters.Where(p => p.Name == parameter).Select(p => p.Value).FirstOrDefault();

    /// <summary>Whether one of the parameter's values, separated by commas, is this one. Version 2.1 writes types without a name.</summary>
    public bool Is(string parameter, string value) =>
        Parameters.Any(p =>
            (p.Name == parameter && p.Value.Split(',').Contains(value, StringComparer.OrdinalIgnoreCase))
            || (p.Value.Length == 0 && p.Name == value.ToUpperInvariant())
        );
}
