namespace Strata.Testing.LabelledSets;

/// <summary>
/// Payments as the payer's and the payee's bank book them: texts cut short, days later, fees taken off, and many of one amount and one
/// text.
/// </summary>
public static class Payments
{
    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var names = People.Names(new Chance(81), [], 1_500, 3);
        string[] purposes = ["invoice", "rent", "salary", "order", "refund", "fee", "subscription", "deposit", "loan"];
        var (a, b, truth) = (new List<string?[]>(), new List<string?[]>(), new List<(int, int)>());
        for (var i = 0; i < count; i++)
        {
            var text =
                $"{chance.One(purposes)} {names[chance.Zipf(names.Count, 0.5)]} {chance.One(names)} {(chance.Is(0.5) ? (10_000 + chance.Below(90_000)).ToString(CultureInfo.InvariantCulture) : "")}".Trim();
            var (day, amount) = (
                new DateOnly(2023, 1, 1).AddDays(chance.Below(200)),
                chance.Is(0.3) ? 10.0 * (1 + chance.Below(60)) : Math.Round(5 * Math.Exp(chance.Part() * 6), 2)
            );
            var (inA, inB) = (chance.Is(0.97), chance.Is(0.95));
            if (inA && inB)
            {
                truth.Add((a.Count, b.Count));
            }
            if (inA)
            {
                a.Add([
                    text.ToUpperInvariant(),
                    day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    amount.ToString("0.00", CultureInfo.InvariantCulture),
                ]);
            }
            if (inB)
            {
                var cut = chance.Is(0.5) ? text[..Math.Min(text.Length, 10 + chance.Below(16))] : chance.Typo(text, 0.1);
                b.Add([
                    cut.Trim(),
                    day.AddDays(chance.Is(0.4) ? 0 : 1 + chance.Zipf(6)).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture),
                    (chance.Is(0.15) ? amount * 0.985 : amount).ToString("0.00", CultureInfo.InvariantCulture),
                ]);
            }
        }
        return new LabelledSet(
            "payments",
            new LabelledFile("a", ["memo", "transaction_date", "amount"], a),
            new LabelledFile("b", ["text", "booked", "sum"], b),
            truth
        );
    }
}
