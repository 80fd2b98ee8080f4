using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Entities;
using Strata.Cli.Output;

namespace Strata.Cli.Payments;

/// <summary>Finds, lists and decides which payments pay which invoices.</summary>
internal static class PaymentsVerb
{
    private static readonly Argument<string> Payment = SharedOptions.Entity("PAYMENT");
    private static readonly Argument<string> Invoice = SharedOptions.Entity("INVOICE");
    private static readonly Option<string?> Only = new("--entity")
    {
        HelpName = "ENTITY",
        Description = "Only matches of this payment or invoice",
    };
    private static readonly Option<double> Min = new("--min-score") { HelpName = "S", Description = "Minimum score" };
    private static readonly Option<string> State = new("--state")
    {
        HelpName = "STATE",
        Description = "open, confirmed, dismissed or all",
        DefaultValueFactory = _ => "open",
    };

    public static Command Create() =>
        new Command("payments", "Find which payments pay which invoices, and confirm or dismiss them")
        {
            new Command("find", "Search for payments of invoices; relates nothing") { SharedOptions.AsJob }.Runs(FindAsync),
            new Command("list", "List payments and the invoices that they may pay, surest first") { Only, State, Min }
                .Pages()
                .Runs(ListAsync),
            new Command("explain", "Show why a payment may pay an invoice") { Payment, Invoice }.Runs(ExplainAsync),
            new Command("confirm", "State that PAYMENT pays INVOICE; undo with retract")
            {
                Payment,
                Invoice,
                SharedOptions.Reason,
                SharedOptions.IdempotencyKey,
            }.Runs(ConfirmAsync),
            new Command("dismiss", "State that PAYMENT does not pay INVOICE; undo with retract")
            {
                Payment,
                Invoice,
                SharedOptions.Reason,
                SharedOptions.IdempotencyKey,
            }.Runs(DismissAsync),
        };

    private static async Task FindAsync(CommandContext call, CancellationToken ct)
    {
        if (call.Get(SharedOptions.AsJob))
        {
            await call.StartAsync("payments", JsonElement.Parse("{}"), ct);
            return;
        }
        var strata = await call.StrataAsync(ct);
        var report = await ProgressLine.RunAsync(call.Environment, "payments", progress => strata.Payments.FindAsync(progress, ct));
        call.Out.One(
            report,
            (console, found) =>
            {
                var listing = new ConsoleTable(console, "#payments", "#invoices", "#proposed", "#new", "#withdrawn");
                listing.Row(
                    Values.Number(found.Payments),
                    Values.Number(found.Invoices),
                    Values.Number(found.Proposed),
                    Values.Number(found.New),
                    Values.Number(found.Withdrawn)
                );
                listing.Write("");
                if (found.Incomplete is { } incomplete)
                {
                    console.WriteLine(incomplete);
                }
            }
        );
    }

    private static async Task ListAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var only = call.Get(Only);
        await call.Out.ManyAsync(
            call.FollowAsync(page =>
                strata.Payments.ListAsync(
                    new PaymentMatchQuery
                    {
                        EntityId = only,
                        State = SharedOptions.Choice<PaymentMatchFilter>(call.Get(State)) ?? PaymentMatchFilter.Open,
                        MinScore = call.Get(Min),
                        Limit = page.Limit,
                        Cursor = page.Cursor,
                    },
                    ct
                )
            ),
            Show
        );
    }

    private static async Task ExplainAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var match = await strata.Payments.ExplainAsync(call.Get(Payment), call.Get(Invoice), ct);
        call.Out.One(
            match,
            (console, found) =>
            {
                Show(console, [found]);
                foreach (var reason in found.Reasons)
                {
                    console.WriteLine($"  {Words(reason)}");
                }
            }
        );
    }

    private static async Task ConfirmAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var (payment, invoice) = (call.Get(Payment), call.Get(Invoice));
        call.Out.One(await strata.Payments.ConfirmAsync(payment, invoice, call.Decision(), ct), DecisionConsoleView.Show);
    }

    private static async Task DismissAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var (payment, invoice) = (call.Get(Payment), call.Get(Invoice));
        call.Out.One(await strata.Payments.DismissAsync(payment, invoice, call.Decision(), ct), DecisionConsoleView.Show);
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<PaymentMatchView> matches)
    {
        var listing = new ConsoleTable(
            console,
            "#score",
            "state",
            "date",
            "#amount",
            "payment",
            "title",
            "number",
            "#total",
            "invoice",
            "note",
            "because of"
        );
        foreach (var match in matches)
        {
            listing.Row(
                match.Score.ToString("0.00", CultureInfo.InvariantCulture),
                match.State.Name(),
                match.Date,
                Money.Show(match.Amount, match.Currency),
                match.PaymentId,
                match.PaymentTitle,
                match.Number,
                Money.Show(match.Total, match.Currency),
                match.InvoiceId,
                match.InvoiceTitle,
                string.Join(", ", match.Reasons.Select(r => r.Name()))
            );
        }
        listing.Write("No matches.");
    }

    private static string Words(MatchReason reason) =>
        reason switch
        {
            MatchReason.Number => "the payment names the invoice's number",
            MatchReason.Amount => "the amounts are equal",
            MatchReason.Sum => "with other invoices the amounts add up to the payment",
            MatchReason.Part => "the amounts differ",
            MatchReason.Party => "the other side is the party of the invoice",
            MatchReason.Iban => "it went to the account on the invoice",
            _ => "it was paid about when it was due",
        };
}
