using System.CommandLine;

namespace Strata.Cli;

/// <summary>How dates such as 03/04/2026 are read.</summary>
internal static class DayOrder
{
    private static readonly Option<bool> First = new("--day-first") { Description = "03/04/2026 is the third of April" };
    private static readonly Option<bool> MonthFirst = new("--month-first") { Description = "03/04/2026 is the fourth of March" };

    public static Command WithDayOrder(this Command verb)
    {
        verb.Add(First);
        verb.Add(MonthFirst);
        return verb;
    }

    /// <summary>Null: detected from the source.</summary>
    public static bool? DayFirst(this Call call) =>
        (call.Get(First), call.Get(MonthFirst)) switch
        {
            (true, true) => throw new UsageException("--day-first and --month-first exclude each other."),
            (true, false) => true,
            (false, true) => false,
            _ => null,
        };
}
