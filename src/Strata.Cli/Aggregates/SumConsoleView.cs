using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Aggregates;

/// <summary>Prints sums as a table with a row for each group.</summary>
internal static class SumConsoleView
{
    public static void Show(IAnsiConsole console, EntitySums sums)
    {
        var by = By(sums);
        var isSum = sums.Field is not null;
        var all = sums.Groups.Concat(sums.Totals).ToList();
        var (isDoubtful, isMissing) = (all.Exists(g => g.Doubtful > 0), isSum && all.Exists(g => g.Missing > 0));
        var table = new ConsoleTable(
            console,
            [
                .. by.Select(b => "~" + Terminal.Safe(b)),
                "#count",
                .. isSum ? (ReadOnlySpan<string>)["#sum", "#min", "#max", "#average"] : [],
                .. isDoubtful ? (ReadOnlySpan<string>)["#doubtful"] : [],
                .. isMissing ? (ReadOnlySpan<string>)["#without"] : [],
            ]
        );
        foreach (var group in sums.Groups)
        {
            Row(group, [.. by.Select(b => Key(group, b, sums))]);
        }
        if (sums.Groups.Count > 1 || sums.MoreGroups > 0)
        {
            foreach (var total in sums.Totals)
            {
                Row(total, [.. by.Select((_, i) => i == 0 ? "all" : "")]);
            }
        }
        table.Write("No entities.");
        foreach (var note in sums.Notes)
        {
            console.WriteLine(note);
        }
        if (sums.Where is { } where)
        {
            console.WriteLine("where " + Terminal.Safe(where));
        }

        void Row(EntityGroup group, IReadOnlyList<string> keys)
        {
            var currency = Currency(group, sums);
            table.Row([
                .. keys,
                Values.Count(group.Count),
                .. isSum
                    ? (ReadOnlySpan<string>)
                        [
                            MoneyView.Show(group.Sum, currency),
                            MoneyView.Amount(group.Min, currency),
                            MoneyView.Amount(group.Max, currency),
                            MoneyView.Amount(group.Average, currency),
                        ]
                    : [],
                .. isDoubtful ? (ReadOnlySpan<string>)[Values.Count(group.Doubtful)] : [],
                .. isMissing ? (ReadOnlySpan<string>)[Values.Count(group.Missing ?? 0)] : [],
            ]);
        }
    }

    public static void Write(CsvWriter csv, EntitySums sums)
    {
        var isSum = sums.Field is not null;
        csv.Row([.. sums.By, "count", .. isSum ? (IEnumerable<string>)["sum", "min", "max", "average", "missing"] : [], "doubtful"]);
        foreach (var group in sums.Groups)
        {
            var currency = Currency(group, sums);
            csv.Row([
                .. sums.By.Select(b => CsvWriter.Cell(group.Key[b])),
                Values.Number(group.Count),
                .. isSum
                    ? (IEnumerable<string>)
                        [
                            group.Sum is null ? "" : MoneyView.Amount(group.Sum, currency),
                            group.Min is null ? "" : MoneyView.Amount(group.Min, currency),
                            group.Max is null ? "" : MoneyView.Amount(group.Max, currency),
                            group.Average is null ? "" : MoneyView.Amount(group.Average, currency),
                            Values.Number(group.Missing ?? 0),
                        ]
                    : [],
                Values.Number(group.Doubtful),
            ]);
        }
    }

    /// <summary>What groups are shown by; the currency stands beside the sum already.</summary>
    private static List<string> By(EntitySums sums) => [.. sums.By.Where(b => b != sums.Currency || sums.By.Count == 1)];

    private static string Key(EntityGroup group, string by, EntitySums sums) =>
        group.Key[by].ValueKind == JsonValueKind.Null ? (by == sums.Currency ? "no currency" : "–") : Values.Show(group.Key[by], 60);

    private static string? Currency(EntityGroup group, EntitySums sums) =>
        sums.Currency is { } field && group.Key.TryGetValue(field, out var code)
            ? code.ValueKind == JsonValueKind.String
                ? code.GetString()
                : "(no currency)"
            : null;
}
