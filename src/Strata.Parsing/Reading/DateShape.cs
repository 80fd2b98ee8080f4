using System.Text.RegularExpressions;

namespace Strata.Parsing.Reading;

/// <summary>Recognizes cells shaped like a date, without parsing or validating it.</summary>
internal static partial class DateShape
{
    private const int MaxLength = 40;

    public static bool IsOne(ReadOnlySpan<char> cell) => cell.Length <= MaxLength && Dates.IsMatch(cell);

    // 2026-03-04, 4.3.26, 20260304, 4 Mar 2026, Mar 4, 2026; may be followed by a time.
    [GeneratedRegex(
        @"^(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(\b|T\d)|(19|20)\d{6}$|\d{1,2}[-. ]+\p{L}{3,}[-. ]+\d{2,4}\b|\p{L}{3,}\.? \d{1,2},? \d{4}\b)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Dates { get; }
}
