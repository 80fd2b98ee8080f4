using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Payments;

/// <summary>Lists what is due.</summary>
internal static class DueVerb
{
    private static readonly Option<string?> Until = new("--until") { HelpName = "DATE", Description = "Only what is due by then" };
    private static readonly Option<bool> Overdue = new("--overdue") { Description = "Only what is overdue" };
    private static readonly Option<int> Limit = new("--limit")
    {
        HelpName = "N",
        Description = "Maximum number of results",
        DefaultValueFactory = _ => 100,
    };

    public static Command Create() =>
        new Command("due", "List what is due: open invoices, last days to give notice, tasks") { Until, Overdue, Limit }.Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var due = await strata.Payments.ListDueAsync(
            new ListDue
            {
                Until = call.Get(Until),
                Overdue = call.Get(Overdue),
                Today = call.Today(),
                Limit = call.Get(Limit),
            },
            ct
        );
        call.Out.One(due, Show);
    }

    /// <summary>The date where the caller is.</summary>
    public static string Today(this CommandContext call) => call.Time.GetLocalNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Show(IAnsiConsole console, DueList due)
    {
        var listing = new ConsoleTable(console, "date", "#days", "kind", "#amount", "title", "entity", "note");
        foreach (var item in due.Items)
        {
            listing.Row(
                item.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                item.Days.ToString(CultureInfo.InvariantCulture) + (item.Days < 0 ? " overdue" : ""),
                item.Kind.Name(),
                Money.Show(item.Amount, item.Currency),
                item.Title,
                item.EntityId,
                item.Why
            );
        }
        listing.Write("Nothing is due.");
        if (due.Incomplete is { } incomplete)
        {
            console.WriteLine(incomplete);
        }
    }
}
