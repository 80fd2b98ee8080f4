using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Payments;

/// <summary>Lists recurring payments.</summary>
internal static class RecurringVerb
{
    private static readonly Option<string?> Counterparty = new("--counterparty")
    {
        HelpName = "NAME",
        Description = "Only those whose name contains this",
    };
    private static readonly Option<bool> Ended = new("--include-ended") { Description = "Also those that have ended" };

    public static Command Create() =>
        new Command("recurring", "List recurring payments: period, amount, next date, changes, missed ones") { Counterparty, Ended }
            .ReadsPast()
            .Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var at = call.At();
        var recurring = await strata.Payments.ListRecurringAsync(
            new ListRecurring
            {
                Counterparty = call.Get(Counterparty),
                IncludeEnded = call.Get(Ended),
                Today = call.Today(),
                Limit = 1000,
                KnownAt = at.KnownAt,
                ValidAt = at.ValidAt,
            },
            ct
        );
        call.Out.One(
            recurring,
            (console, found) =>
                Show(
                    console,
                    found,
                    call.Get(Ended) ? "No recurring payments." : "No payments recur now; --include-ended shows those that have stopped."
                )
        );
    }

    private static void Show(IAnsiConsole console, RecurringList recurring, string none)
    {
        var listing = new ConsoleTable(console, "title", "period", "#amount", "next", "since", "#count", "changes", "note");
        foreach (var payment in recurring.Items)
        {
            listing.Row(
                payment.Counterparty,
                payment.Period.Name(),
                Money.Show(payment.Amount, payment.Currency),
                payment.Next is { } next ? Date(next) : "ended",
                Date(payment.Since),
                Values.Number(payment.Count),
                payment.Variable
                    ? $"{Money.Show(payment.Least, null)} to {Money.Show(payment.Most, null)}"
                    : string.Join(
                        "; ",
                        payment.Changes.Select(c => $"{Date(c.Date)}: {Money.Show(c.From, null)} → {Money.Show(c.To, null)}")
                    ),
                payment.Missed.Count == 0 ? "" : $"missed {string.Join(", ", payment.Missed.Select(Date))}"
            );
        }
        listing.Write(none);
        if (recurring.Incomplete is { } incomplete)
        {
            console.WriteLine(incomplete);
        }
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
