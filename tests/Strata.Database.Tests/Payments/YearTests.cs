using Strata.Testing;

namespace Strata.Payments;

/// <summary>
/// What is found of two made-up years. Matching was tuned on one; the other was written and set aside before that, and is measured as it
/// is.
/// </summary>
public sealed class YearTests(ITestOutputHelper output)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "N-141")]
    public Task Payments_of_the_year_that_was_tuned_on(Engine engine) => MatchesAsync(engine, "tuned", precision: 0.97, recall: 0.9);

    [Theory, DatabaseData, Trait("req", "N-141")]
    public Task Payments_of_the_untouched_year(Engine engine) => MatchesAsync(engine, "untouched", precision: 0.95, recall: 0.85);

    [Theory, DatabaseData, Trait("req", "N-141")]
    public Task Recurrences_of_the_year_that_was_tuned_on(Engine engine) => RecurrencesAsync(engine, "tuned", precision: 0.9, recall: 0.9);

    [Theory, DatabaseData, Trait("req", "N-141")]
    public Task Recurrences_of_the_untouched_year(Engine engine) => RecurrencesAsync(engine, "untouched", precision: 0.9, recall: 0.8);

    private async Task MatchesAsync(Engine engine, string name, double precision, double recall)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var year = LabelledYear.Read(name);
        var ids = await year.StoreAsync(store.Alice);
        var truth = year.Pays;

        await store.Alice.Payments.FindAsync(null, None);
        var found = (await store.Alice.Payments.ListAsync(new() { Limit = 1000 }, None)).Items;

        var pairs = found.Select(m => (ids[m.PaymentId], ids[m.InvoiceId])).ToHashSet();
        var right = pairs.Count(truth.Contains);
        foreach (var match in found.Where(m => !truth.Contains((ids[m.PaymentId], ids[m.InvoiceId]))))
        {
            output.WriteLine($"wrong {ids[match.PaymentId]} {ids[match.InvoiceId]} {match.Score} {string.Join(',', match.Reasons)}");
        }
        output.WriteLine($"missed {string.Join(' ', truth.Except(pairs))}");
        output.WriteLine(
            $"{name}: precision {(double)right / pairs.Count:0.000} of {pairs.Count}, recall {(double)right / truth.Count:0.000} of {truth.Count}"
        );
        ((double)right / pairs.Count).ShouldBeGreaterThanOrEqualTo(precision);
        ((double)right / truth.Count).ShouldBeGreaterThanOrEqualTo(recall);
    }

    private async Task RecurrencesAsync(Engine engine, string name, double precision, double recall)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var year = LabelledYear.Read(name);
        var ids = await year.StoreAsync(store.Alice);

        var found = (
            await store.Alice.Payments.ListRecurringAsync(
                new() { IncludeEnded = true, Today = name == "tuned" ? "2026-01-05" : "2026-03-05" },
                None
            )
        ).Items;

        // A recurrence is right if most of its payments are of one, and its period is that one's.
        var right = new HashSet<string>(StringComparer.Ordinal);
        foreach (var recurring in found)
        {
            var most = recurring.EntityIds.GroupBy(id => year.RecurrenceOf(ids[id]), StringComparer.Ordinal).MaxBy(g => g.Count());
            var isRight =
                most is not null && most.Key.EndsWith("/" + recurring.Period.Name(), StringComparison.Ordinal) && right.Add(most.Key);
            output.WriteLine(
                $"{(isRight ? "right" : "WRONG")} {recurring.Counterparty} {recurring.Period.Name()} {recurring.Amount} x{recurring.Count}"
                    + $" next {recurring.Next} missed {string.Join(' ', recurring.Missed)} changes {string.Join(' ', recurring.Changes)}"
            );
        }
        output.WriteLine($"missed {string.Join(' ', year.Recurring.Except(right))}");
        output.WriteLine($"{name}: {right.Count} right of {found.Count} found and {year.Recurring.Count} there");
        ((double)right.Count / found.Count).ShouldBeGreaterThanOrEqualTo(precision);
        ((double)right.Count / year.Recurring.Count).ShouldBeGreaterThanOrEqualTo(recall);
    }
}
