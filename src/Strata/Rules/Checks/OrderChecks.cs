using Strata.Rules.Text;
using Strata.Schemas;

namespace Strata.Rules.Checks;

/// <summary>Checks that what begins first comes first: a paper before its due date, a beginning before its end.</summary>
internal static class OrderChecks
{
    private const int Day = 10;

    private static readonly (FieldRole First, FieldRole Then)[] Pairs =
    [
        (FieldRole.Date, FieldRole.DueDate),
        (FieldRole.Start, FieldRole.DueDate),
        (FieldRole.Start, FieldRole.End),
    ];

    public static IEnumerable<Doubt> Of(CheckedFinding finding)
    {
        foreach (var (first, then) in Pairs)
        {
            if (
                finding.Of(first) is { } from
                && finding.Of(then) is { } to
                && IsBefore(to.Json, from.Json)
                && !from.Name.Equals(to.Name, StringComparison.Ordinal)
            )
            {
                yield return new(
                    [from.Name, to.Name],
                    $"'{to.Name}' is {to.Json.Trim('"')}, before '{from.Name}', {from.Json.Trim('"')}",
                    $"'{to.Name}' is before '{from.Name}'"
                );
            }
        }
    }

    // ISO 8601 compares as text by the day, and only by that where offsets may differ.
    private static bool IsBefore(string one, string other) => string.CompareOrdinal(DayOf(one), DayOf(other)) < 0;

    private static string DayOf(string json) => json.Trim('"') is { Length: >= Day } text ? text[..Day] : json.Trim('"');
}
