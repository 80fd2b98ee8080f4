namespace Strata.Rules.Values;

/// <summary>How to read ambiguous texts of one column or document.</summary>
/// <param name="DayFirst">3/4/2026 is the 3rd of April (true) or March 4th (false); null: not known.</param>
/// <param name="DecimalMark"><c>.</c> or <c>,</c>: which of them 1.234 and 1,234 use for decimals; null: not known.</param>
internal readonly record struct Notation(bool? DayFirst, char? DecimalMark)
{
    public static readonly Notation Unknown = new(null, null);
}
