namespace Strata.Payments.Recurring;

/// <summary>Payments of one counterparty, in order of date, that follow a period.</summary>
internal sealed record Recurrence(PaymentPeriod Period, IReadOnlyList<DatedPayment> Postings)
{
    /// <summary>Periods without a payment after which it has ended.</summary>
    private const int MaxMissed = 2;
    private const int Grace = 5;

    /// <summary>The usual day of the month.</summary>
    private int UsualDay => Postings.GroupBy(p => p.Date.Day).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).First().Key;

    /// <summary>Whether amounts differ so often that no change of price can be told.</summary>
    public bool IsVariable
    {
        get
        {
            var changes = Postings.Zip(Postings.Skip(1)).Count(p => p.First.Amount != p.Second.Amount);
            return changes > Math.Max(1, Postings.Count / 4);
        }
    }

    public IReadOnlyList<AmountChange> Changes =>
        IsVariable
            ? []
            :
            [
                .. Postings
                    .Zip(Postings.Skip(1))
                    .Where(p => p.First.Amount != p.Second.Amount)
                    .Select(p => new AmountChange(p.Second.Date, p.First.Amount, p.Second.Amount)),
            ];

    /// <summary>Returns the days on which a payment was expected and did not come, and the next expected; null if it has ended.</summary>
    public (IReadOnlyList<DateOnly> Missed, DateOnly? Next) Expected(DateOnly today)
    {
        var day = UsualDay;
        var missed = new List<DateOnly>();
        foreach (var (earlier, later) in Postings.Zip(Postings.Skip(1)))
        {
            for (var step = 1; step < Period.Steps(earlier.Date, later.Date); step++)
            {
                missed.Add(Period.After(earlier.Date, step, day));
            }
        }
        var late = new List<DateOnly>();
        var last = Postings[^1].Date;
        for (var step = 1; ; step++)
        {
            var next = Period.After(last, step, day);
            if (next.DayNumber + Period.Slack + Grace >= today.DayNumber)
            {
                return ([.. missed, .. late], next);
            }
            if (step > MaxMissed)
            {
                return (missed, null);
            }
            late.Add(next);
        }
    }
}

public sealed record AmountChange(DateOnly Date, decimal From, decimal To);
