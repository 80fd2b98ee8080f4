using Strata.Testing;

namespace Strata.Payments;

/// <summary>
/// A made-up year of a household: invoices, the movements of its account, which pays which, and what recurs. Lines of a file:
/// <c>I|id|number|vendor|customer|date|due|total|iban</c>, <c>T|id|date|amount|counterparty|text|iban|invoices paid|recurrence</c>,
/// <c>R|recurrence/period</c>.
/// </summary>
internal sealed class LabelledYear
{
    private readonly List<string[]> _invoices = [];
    private readonly List<string[]> _payments = [];

    public HashSet<string> Recurring { get; } = new(StringComparer.Ordinal);

    public static LabelledYear Read(string name)
    {
        var year = new LabelledYear();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Payments", "Years", name + ".txt")))
        {
            var parts = line.Split('|')[1..];
            switch (line[0])
            {
                case 'I':
                    year._invoices.Add(parts);
                    break;
                case 'T':
                    year._payments.Add(parts);
                    break;
                default:
                    year.Recurring.Add(parts[0]);
                    break;
            }
        }
        return year;
    }

    /// <summary>Pairs of payment and invoice, by the ids of the file.</summary>
    public HashSet<(string Payment, string Invoice)> Pays =>
        [.. _payments.SelectMany(p => p[6].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(i => (p[0], i)))];

    /// <summary>The recurrence that a payment belongs to; empty: none.</summary>
    public string RecurrenceOf(string payment) => _payments.First(p => p[0] == payment)[7];

    /// <summary>Stores all; returns the ids of the file by those of the store.</summary>
    public async Task<IReadOnlyDictionary<string, string>> StoreAsync(IStrata strata)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (type, rows) in new[] { ("invoice", _invoices), ("transaction", _payments) })
        {
            foreach (var some in rows.Chunk(200))
            {
                var stored = await strata.StoreManyAsync([.. some.Select(r => (type, type == "invoice" ? Invoice(r) : Payment(r)))]);
                foreach (var (entity, row) in stored.Entities.Zip(some))
                {
                    ids[entity.EntityId] = row[0];
                }
            }
        }
        return ids;
    }

    private static string Invoice(string[] row) =>
        Json(
            ("invoice_number", row[1]),
            ("vendor", row[2]),
            ("customer", row[3]),
            ("issue_date", row[4]),
            ("due_date", row[5]),
            ("iban", row[7])
        ) + $$""","total":{{row[6]}},"currency":"EUR"}""";

    private static string Payment(string[] row) =>
        Json(("external_id", row[0]), ("date", row[1]), ("counterparty", row[3]), ("description", row[4]), ("iban", row[5]))
        + $$""","amount":{{row[2]}},"currency":"EUR"}""";

    private static string Json(params (string Name, string Value)[] fields) =>
        "{" + string.Join(',', fields.Where(f => f.Value.Length > 0).Select(f => $"{JsonText.String(f.Name)}:{JsonText.String(f.Value)}"));
}
