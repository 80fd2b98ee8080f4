namespace Strata.Payments.Recurring;

/// <summary>
/// Tells recurring payments from their dates and amounts. Pure: the same payments give the same recurrences, in whatever order they come.
/// </summary>
internal static class Recurrences
{
    /// <summary>Share of gaps that must be whole periods, and single ones.</summary>
    private const double MostFit = 0.85;
    private const double ManySingle = 0.6;

    /// <summary>Amounts that differ more than that are no price change.</summary>
    private const decimal MaxChange = 0.5m;
    private const int MaxDayOffset = 4;
    private const double MostOnDay = 0.8;

    public static IReadOnlyList<Recurrence> Of(IEnumerable<DatedPayment> postings) =>
        [
            .. postings
                .GroupBy(p => (p.Party, p.Currency, IsOut: p.Amount < 0))
                .SelectMany(g => OfParty([.. g.OrderBy(p => p.Date).ThenBy(p => p.Amount).ThenBy(p => p.EntityId, StringComparer.Ordinal)]))
                .OrderBy(r => r.Postings[^1].Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(r => r.Postings[0].EntityId, StringComparer.Ordinal),
        ];

    private static List<Recurrence> OfParty(List<DatedPayment> postings)
    {
        if (Whole(postings) is { } whole)
        {
            return [whole];
        }
        // Several things are paid to one counterparty: each has its own amount.
        var streams = postings
            .GroupBy(p => p.Amount)
            .Select(g => Fit([.. g]) is { } period ? new Recurrence(period, [.. g]) : null)
            .OfType<Recurrence>()
            .OrderBy(r => r.Postings[0].Date)
            .ThenBy(r => r.Postings[0].EntityId, StringComparer.Ordinal)
            .ToList();
        for (var i = 0; i < streams.Count; i++)
        {
            for (var j = i + 1; j < streams.Count; j++)
            {
                if (Continues(streams[i], streams[j].Postings[0], streams[j].Period))
                {
                    streams[i] = streams[i] with { Postings = [.. streams[i].Postings, .. streams[j].Postings] };
                    streams.RemoveAt(j--);
                }
            }
        }
        var left = postings.Except(streams.SelectMany(s => s.Postings)).ToList();
        return streams.ConvertAll(s => Extended(s, left));
    }

    /// <summary>Adds payments with a new price, too few yet to make a stream of their own.</summary>
    private static Recurrence Extended(Recurrence stream, List<DatedPayment> left)
    {
        while (left.Find(p => Continues(stream, p, stream.Period)) is { } next)
        {
            stream = stream with { Postings = [.. stream.Postings, next] };
            left.Remove(next);
        }
        return stream;
    }

    private static bool Continues(Recurrence stream, DatedPayment next, PaymentPeriod period)
    {
        var last = stream.Postings[^1];
        return period == stream.Period && period.Steps(last.Date, next.Date) is 1 or 2 && IsNear(last.Amount, next.Amount);
    }

    private static bool IsNear(decimal a, decimal b) => Math.Abs(a - b) <= MaxChange * Math.Max(Math.Abs(a), Math.Abs(b));

    /// <summary>All payments of the counterparty as one recurrence; null if they are none.</summary>
    private static Recurrence? Whole(List<DatedPayment> postings)
    {
        if (Fit(postings) is not { } period)
        {
            return null;
        }
        var whole = new Recurrence(period, postings);
        if (!whole.IsVariable)
        {
            // A change of price is no jump, else two things are mixed.
            return postings.Zip(postings.Skip(1)).All(p => IsNear(p.First.Amount, p.Second.Amount)) ? whole : null;
        }
        return IsOnDay(postings, period) ? whole : null;
    }

    /// <summary>Whether payments of changing amounts come on a fixed day, as bills do and purchases don't.</summary>
    private static bool IsOnDay(List<DatedPayment> postings, PaymentPeriod period)
    {
        if (period.Months is 0 or 12 || postings.Count < period.Least + 1)
        {
            return false;
        }
        var best = Enumerable.Range(1, 31).Max(day => postings.Count(p => Offset(p.Date, day) <= MaxDayOffset));
        return best >= MostOnDay * postings.Count;
    }

    private static int Offset(DateOnly date, int day)
    {
        var length = DateTime.DaysInMonth(date.Year, date.Month);
        var offset = Math.Abs(date.Day - Math.Min(day, length));
        return Math.Min(offset, length - offset);
    }

    /// <summary>Returns the period that the dates follow; null if there is none.</summary>
    private static PaymentPeriod? Fit(IReadOnlyList<DatedPayment> postings)
    {
        PaymentPeriod? best = null;
        var most = 0.0;
        foreach (var period in PaymentPeriod.All.Where(p => postings.Count >= p.Least))
        {
            int fits = 0,
                single = 0;
            for (var i = 1; i < postings.Count; i++)
            {
                var steps = period.Steps(postings[i - 1].Date, postings[i].Date);
                fits += steps > 0 ? 1 : 0;
                single += steps == 1 ? 1 : 0;
            }
            var gaps = postings.Count - 1.0;
            if (fits >= MostFit * gaps && single >= ManySingle * gaps && single / gaps > most)
            {
                (best, most) = (period, single / gaps);
            }
        }
        return best;
    }
}
