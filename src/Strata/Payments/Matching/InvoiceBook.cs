using Strata.Settlement;

namespace Strata.Payments.Matching;

/// <summary>An invoice as payments are compared with it.</summary>
internal sealed class BookedInvoice(long no, Invoice invoice)
{
    public long No => no;
    public string? Key { get; } = NumberInText.Key(invoice.Number);
    public decimal Total { get; } = invoice.Total;
    public string? Currency { get; } = invoice.Currency;
    public string? Iban { get; } = IbanOf(invoice.Iban);
    public PartyName? Vendor { get; } = PartyName.Of(invoice.Vendor);
    public PartyName? Customer { get; } = PartyName.Of(invoice.Customer);
    public DateOnly? Date { get; } = invoice.Date;
    public DateOnly? Due { get; } = invoice.Due ?? invoice.Date;

    public static string? IbanOf(string? text)
    {
        var iban = text is null ? "" : string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return iban.Length >= 12 ? iban : null;
    }
}

/// <summary>
/// Invoices by number, amount and party, and what a payment may pay of them. Pure: the same invoices and payment give the same proposals.
/// </summary>
internal sealed class InvoiceBook
{
    private const int DaysBefore = 3;
    private const int DaysAfter = 45;

    /// <summary>Days on either side of the due date within which the date is evidence by itself.</summary>
    private const int NearDays = 14;

    /// <summary>Invoices of one number, amount or word that are compared with one payment.</summary>
    private const int MaxAlike = 500;
    private const int MaxSummed = 8;
    private const int WeakNumber = 5;

    private readonly Dictionary<string, List<BookedInvoice>> _byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<decimal, List<BookedInvoice>> _byAmount = [];
    private readonly Dictionary<string, List<BookedInvoice>> _byParty = new(StringComparer.Ordinal);

    public void Add(BookedInvoice invoice)
    {
        if (invoice.Total == 0)
        {
            return;
        }
        if (invoice.Key is { } key)
        {
            Add(_byNumber, key, invoice);
        }
        Add(_byAmount, Math.Abs(invoice.Total), invoice);
        foreach (var party in new[] { invoice.Vendor, invoice.Customer }.OfType<PartyName>().Select(p => p.Key).Distinct())
        {
            Add(_byParty, party, invoice);
        }
    }

    /// <summary>Returns the invoices that the payment may pay, with the reasons.</summary>
    /// <param name="isPaid">Whether an invoice is out of the question for payments that do not name it.</param>
    public IReadOnlyList<ProposedMatch> Of(long paymentNo, Payment payment, Func<long, bool> isPaid)
    {
        if (payment.Amount == 0)
        {
            return [];
        }
        var compared = new ComparedPayment(paymentNo, payment);
        var named = NumberInText
            .KeysIn(payment.Text)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(key => _byNumber.GetValueOrDefault(key) ?? [])
            .DistinctBy(i => i.No)
            .Where(compared.MayPay)
            .ToList();
        if (Named(compared, named) is { Count: > 0 } byNumber)
        {
            return byNumber;
        }
        var alike = (_byAmount.GetValueOrDefault(Math.Abs(payment.Amount)) ?? [])
            .Where(i => !isPaid(i.No) && compared.MayPay(i))
            .Select(i => ByAmount(compared, i))
            .OfType<ProposedMatch>()
            .ToList();
        return alike.Count > 0 ? alike : Summed(compared, isPaid);
    }

    /// <summary>Proposals for the invoices whose numbers the payment names.</summary>
    private static List<ProposedMatch> Named(ComparedPayment payment, List<BookedInvoice> named)
    {
        // A number that begins another one, which is there too, is not meant.
        named = named.FindAll(i => !named.Exists(o => o.No != i.No && o.Key != i.Key && o.Key!.Contains(i.Key!, StringComparison.Ordinal))); // Named ones have keys.
        var proposed = new List<ProposedMatch>();
        var isSum = named.Count > 1 && named.Sum(i => Math.Abs(i.Total)) == payment.Amount;
        foreach (var invoice in named)
        {
            var reasons = new List<MatchReason> { MatchReason.Number };
            var total = Math.Abs(invoice.Total);
            var party = payment.PartyOf(invoice);
            reasons.AddRange(party);
            double score;
            if (total == payment.Amount)
            {
                reasons.Insert(1, MatchReason.Amount);
                score = 0.99;
            }
            else if (isSum)
            {
                reasons.Insert(1, MatchReason.Sum);
                score = 0.98;
            }
            else if (party.Count > 0)
            {
                reasons.Insert(1, MatchReason.Part);
                score = payment.Amount < total ? 0.85 : 0.7;
            }
            else if (invoice.Key!.Length > WeakNumber && !payment.IsOfOther(invoice)) // Named ones have keys.
            {
                score = 0.6;
            }
            else
            {
                continue; // A short number stands in many texts.
            }
            proposed.Add(new ProposedMatch(payment.No, invoice.No, score, payment.Days(invoice), reasons));
        }
        return proposed;
    }

    private static ProposedMatch? ByAmount(ComparedPayment payment, BookedInvoice invoice)
    {
        var party = payment.PartyOf(invoice);
        if (party.Count == 0 || !payment.IsInTime(invoice))
        {
            return null;
        }
        var days = payment.Days(invoice);
        List<MatchReason> reasons = [MatchReason.Amount, .. party];
        var score = party.Contains(MatchReason.Iban) ? 0.9 : 0.8;
        if (days <= NearDays)
        {
            reasons.Add(MatchReason.Date);
            score += 0.05;
        }
        return new ProposedMatch(payment.No, invoice.No, score, days, reasons);
    }

    /// <summary>Proposals if some open invoices of one party, and only those, add up to the payment.</summary>
    private IReadOnlyList<ProposedMatch> Summed(ComparedPayment payment, Func<long, bool> isPaid)
    {
        if (payment.Party is not { } party || !_byParty.TryGetValue(party.Key, out var all))
        {
            return [];
        }
        var open = all.Where(i => !isPaid(i.No) && payment.MayPay(i) && payment.IsInTime(i) && Math.Abs(i.Total) < payment.Amount)
            .OrderBy(i => payment.Days(i))
            .ThenBy(i => i.No)
            .Take(MaxSummed)
            .ToList();
        List<BookedInvoice>? found = null;
        for (var set = 1; set < 1 << open.Count; set++)
        {
            if (System.Numerics.BitOperations.PopCount((uint)set) < 2)
            {
                continue;
            }
            var members = open.Where((_, i) => (set & (1 << i)) != 0).ToList();
            if (members.Sum(i => Math.Abs(i.Total)) == payment.Amount)
            {
                if (found is not null)
                {
                    return []; // More than one set fits.
                }
                found = members;
            }
        }
        return found is null
            ? []
            : [.. found.Select(i => new ProposedMatch(payment.No, i.No, 0.7, payment.Days(i), [MatchReason.Sum, .. payment.PartyOf(i)]))];
    }

    private static void Add<T>(Dictionary<T, List<BookedInvoice>> index, T key, BookedInvoice invoice)
        where T : notnull
    {
        if (!index.TryGetValue(key, out var list))
        {
            index[key] = list = [];
        }
        if (list.Count < MaxAlike)
        {
            list.Add(invoice);
        }
    }

    /// <summary>A payment with what is compared of it.</summary>
    private sealed class ComparedPayment(long no, Payment payment)
    {
        private readonly string? _iban = BookedInvoice.IbanOf(payment.Iban);
        private readonly HashSet<string> _words = PartyName.Words(payment.Text);

        public long No => no;
        public decimal Amount { get; } = Math.Abs(payment.Amount);
        public PartyName? Party { get; } = PartyName.Of(payment.Counterparty);

        /// <summary>Whether the currency allows it, and the day: nobody pays long before there is an invoice.</summary>
        public bool MayPay(BookedInvoice invoice) =>
            Settlements.IsSame(payment.Currency, invoice.Currency)
            && (payment.Date is not { } paid || invoice.Date is not { } written || paid >= written.AddDays(-DaysAfter));

        public bool IsInTime(BookedInvoice invoice) =>
            payment.Date is { } paid
            && invoice.Due is { } due
            && paid >= (invoice.Date ?? due).AddDays(-DaysBefore)
            && paid <= (due > (invoice.Date ?? due) ? due : invoice.Date ?? due).AddDays(DaysAfter);

        public int Days(BookedInvoice invoice) =>
            payment.Date is { } paid && invoice.Due is { } due ? Math.Abs(paid.DayNumber - due.DayNumber) : 9_999;

        /// <summary>
        /// How the payment tells the invoice's party: money out goes to the vendor, money in comes from the customer, of credit notes the
        /// other way around.
        /// </summary>
        public IReadOnlyList<MatchReason> PartyOf(BookedInvoice invoice)
        {
            var reasons = new List<MatchReason>();
            var isOut = payment.IsSigned ? payment.Amount < 0 == invoice.Total > 0 : (bool?)null;
            if (isOut != false && _iban is not null && invoice.Iban == _iban)
            {
                reasons.Add(MatchReason.Iban);
            }
            var parties = isOut switch
            {
                true => [invoice.Vendor],
                false => [invoice.Customer],
                _ => new[] { invoice.Vendor, invoice.Customer },
            };
            if (parties.OfType<PartyName>().Any(p => Party is { } own ? own.IsLike(p) : p.IsIn(_words)))
            {
                reasons.Add(MatchReason.Party);
            }
            return reasons;
        }

        /// <summary>Whether the payment is known to be somebody else's.</summary>
        public bool IsOfOther(BookedInvoice invoice) => Party is not null && (invoice.Vendor ?? invoice.Customer) is not null;
    }
}
