using System.Globalization;
using System.Text.RegularExpressions;
using Strata.Interpretation.Values;
using Strata.Parsing;
using Strata.Schemas;

namespace Strata.Interpretation.Text;

/// <summary>
/// Which of a paper's amounts are the sum before tax, the tax and the total: those that add up. Labels propose; where they name several
/// amounts, or none, the arithmetic decides, and where nothing adds up the labels stand as they are.
/// </summary>
internal sealed class Reckoning
{
    private const decimal Cent = 0.02m;

    /// <summary>How much of a total is lost where it is reckoned back from taxes that were rounded to hundredths.</summary>
    private const decimal Rounded = 0.01m;

    private static readonly Regex Rate = new(
        @"(?<rate>\d{1,2}([.,]\d{1,3})?)\s?%|%\s?(?<rate>\d{1,2}([.,]\d{1,3})?)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    );

    /// <summary>Folded labels of a sum that other sums may stand beside.</summary>
    private static readonly HashSet<string> Partial = new(
        ["totalfee", "totalfees", "newcharges", "totalnewcharges"],
        StringComparer.Ordinal
    );

    private const int MaxCandidates = 8;
    private const int MaxTaxes = 5;
    private const int MaxUnnamed = 100;

    /// <summary>No tax on sales is higher, in percent.</summary>
    private const decimal MaxRate = 30;

    private readonly TextSchema schema;
    private readonly Notation notation;
    private readonly List<Amount> net;
    private readonly List<Amount> tax;
    private readonly List<Amount> total;
    private readonly List<Amount> rejected = [];

    private Reckoning(TextSchema schema, IReadOnlyList<LabelledValue> values, Notation notation)
    {
        (this.schema, this.notation) = (schema, notation);
        net = Read(schema.Subtotal, values);
        tax = Read(schema.Tax, values);
        total = Read(schema.Total, values);
        Candidates = [.. net, .. tax, .. total];
    }

    /// <summary>Amounts that labels or arithmetic give, for fields in their place.</summary>
    public List<(ValueReader Reader, string Json, ByteRange Range, int Block)> Derived { get; } = [];

    private IReadOnlyList<Amount> Candidates { get; }

    private sealed record Amount(decimal Value, ByteRange Range, int Block, LabelledValue? Source)
    {
        /// <summary>The rate that stands before it, as a tax has it; 0 where there is none.</summary>
        public decimal Rate { get; init; }
    }

    /// <param name="values">Best first.</param>
    /// <param name="rows">Amounts without a known label.</param>
    public static Reckoning Of(TextSchema schema, IReadOnlyList<LabelledValue> values, AmountRows rows, Notation notation)
    {
        var reckoning = new Reckoning(schema, values, notation);
        if (schema.Total is not null && schema.Tax is not null && schema.Subtotal is not null)
        {
            reckoning.Decide(
                values,
                [
                    .. rows.Rows.Select(row => reckoning.Read(row)).OfType<Amount>(),
                    .. reckoning.Others(values),
                    .. reckoning.Behind(values),
                ],
                rows
            );
        }

        return reckoning;
    }

    /// <summary>Whether the arithmetic says that a value is not its field's.</summary>
    public bool Rejects(LabelledValue value) =>
        value.Link == LabelLink.Behind || rejected.Exists(amount => ReferenceEquals(amount.Source, value));

    private void Decide(IReadOnlyList<LabelledValue> values, List<Amount> rows, AmountRows all)
    {
        var extra = schema.Extras.Sum(reader => First(reader, values)) - Math.Abs(First(schema.Discount, values));
        foreach (var more in extra == 0 ? [0m] : new[] { 0m, extra })
        {
            if ((Triple(net, more) ?? (net.Count == 0 ? Triple(total, more) : null)) is var (n, t, g))
            {
                Settle(n, [t], g);
                return;
            }

            if (Sums(more) is var (sn, taxes, sg))
            {
                Settle(sn, taxes, sg);
                return;
            }
        }

        if (!TakeTable(all.Rates) && !TakeRow(all.Sums, values) && !TakeRated() && !TakeUnnamed(rows))
        {
            Complete(rows, values);
        }
    }

    /// <summary>A table of taxes whose rows come to the total: their taxes together, and what they are of.</summary>
    private bool TakeTable(IReadOnlyList<RateRow> rates)
    {
        var all = rates
            .Select(row => (Row: row, Parts: Parted(row)))
            .Where(row => row.Parts is not null)
            .Select(row => (row.Row, Parts: row.Parts.GetValueOrDefault()))
            .ToArray();

        // The line items above may have the same columns.
        for (var from = 0; from < all.Length; from++)
        {
            var taxed = all[from..];
            var whole = taxed.Sum(row => row.Parts.Gross);
            if (!total.Exists(g => Math.Abs(g.Value - whole) <= Cent))
            {
                continue;
            }

            rejected.AddRange(tax);
            rejected.AddRange(total.Where(g => Math.Abs(g.Value - whole) > Cent));
            Derive(schema.Tax, taxed.Sum(row => row.Parts.Tax), Whole(taxed[0].Parts.Range, taxed[^1].Parts.Range), taxed[0].Row.Block);
            Derive(
                schema.Subtotal,
                taxed.Sum(row => row.Parts.Net),
                Whole(taxed[0].Parts.OfNet, taxed[^1].Parts.OfNet),
                taxed[0].Row.Block
            );
            return true;
        }

        return false;

        static ByteRange Whole(ByteRange first, ByteRange last) => new(first.Start, last.End - first.Start);
    }

    /// <summary>A row below the items with their sum and their tax, which come to the total: <c>Total | 1.215,00 | 255,15</c>. Only where just one such pair stands there.</summary>
    private bool TakeRow(IReadOnlyList<RateRow> sums, IReadOnlyList<LabelledValue> values)
    {
        var found = new List<(Amount Net, Amount Tax, Amount Total)>();
        foreach (var row in net.Count > 0 && tax.Count > 0 ? [] : sums)
        {
            var amounts = row
                .Amounts.Select(amount => ValueOf(amount.Text) is { } value ? new Amount(value, amount.Range, row.Block, null) : null)
                .OfType<Amount>()
                .ToArray();
            for (var n = 0; n + 1 < amounts.Length; n++)
            {
                if (
                    amounts[n + 1] is { Value: > 0 } part
                    && part.Value <= amounts[n].Value * MaxRate / 100
                    && !IsOther(part)
                    && total.Find(g => Math.Abs(amounts[n].Value + part.Value - g.Value) <= Cent) is { } whole
                )
                {
                    found.Add((amounts[n], part, whole));
                }
            }
        }

        if (found.Count == 0 || found.Exists(other => other.Net.Value != found[0].Net.Value || other.Tax.Value != found[0].Tax.Value))
        {
            return false;
        }

        Settle(found[^1].Net, [found[^1].Tax], found[^1].Total);
        return true;

        bool IsOther(Amount part) =>
            values.Any(value =>
                value.Range == part.Range && schema.Reader(value.Folded) is { } reader && reader != schema.Tax && reader != schema.Total
            );
    }

    /// <summary>The sum before tax, the tax and the sum with it in a row of a table of taxes; null where its amounts do not fit its rate.</summary>
    private (decimal Net, ByteRange OfNet, decimal Tax, decimal Gross, ByteRange Range)? Parted(RateRow row)
    {
        if (
            ValueOf(row.Rate) is not { } rate
            || row.Amounts.Select(amount => ValueOf(amount.Text)).ToArray() is var values && Array.Exists(values, value => value is null)
        )
        {
            return null;
        }

        for (var t = 0; t < values.Length; t++)
        {
            for (var n = 0; n < values.Length; n++)
            {
                if (
                    t != n
                    && values[n] is { } net
                    && values[t] is { } part
                    && Math.Abs((net * rate / 100) - part) <= Cent
                    && Array.Exists(values, gross => gross is { } g && Math.Abs(g - net - part) <= Cent && g != part)
                )
                {
                    return (net, row.Amounts[n].Range, part, net + part, row.Amounts[t].Range);
                }
            }
        }

        return null;
    }

    /// <summary>Taxes of several rates and no sum before tax: their sum, if what they are of comes to the total; else none of them is the tax.</summary>
    private bool TakeRated()
    {
        var rated = tax.Select(t => (Tax: t, Rate: t.Rate)).Where(t => t.Rate > 0).ToArray();
        var bases = Array.ConvertAll(rated, t => t.Tax.Value * 100 / t.Rate);
        var isOfOne =
            bases.Length > 1
            && bases.Max() - bases.Min() <= bases.Max() * Rounded / 10
            && rated.Select(t => t.Tax.Source?.Folded).Distinct().Count() == rated.Length;
        if (net.Count > 0 || !isOfOne && rated.Select(t => t.Rate).Distinct().Count() < 2)
        {
            return false;
        }

        // "CGST 2.5 %", "SGST 2.5 %" are of the same sum.
        var whole = isOfOne ? bases[0] + rated.Sum(t => t.Tax.Value) : rated.Sum(t => t.Tax.Value * (100 + t.Rate) / t.Rate);
        rejected.AddRange(rated.Select(t => t.Tax));
        if (rated.Length == tax.Count && total.Exists(g => Math.Abs(g.Value - whole) <= g.Value * Rounded))
        {
            var ordered = rated.Select(t => t.Tax).OrderBy(t => t.Range.Start).ToArray();
            Derive(
                schema.Tax,
                ordered.Sum(t => t.Value),
                new(ordered[0].Range.Start, ordered[^1].Range.End - ordered[0].Range.Start),
                ordered[0].Block
            );
        }

        return true;
    }

    /// <summary>
    /// In whatever language: an amount behind a rate that is this rate of one above and completes it to one below are the tax, the sum before it and
    /// the total. Only where labels name no two of them, and just one such three stands there.
    /// </summary>
    private bool TakeUnnamed(List<Amount> rows)
    {
        if (rows.Count is 0 or > MaxUnnamed || (net.Count > 0 ? 1 : 0) + (tax.Count > 0 ? 1 : 0) + (total.Count > 0 ? 1 : 0) > 1)
        {
            return false;
        }

        Amount[] all = [.. rows.Concat(Candidates).DistinctBy(amount => amount.Range).OrderBy(amount => amount.Range.Start)];
        var found = new List<(Amount Net, Amount Tax, Amount Total)>();
        for (var t = 1; t + 1 < all.Length; t++)
        {
            if (
                all[t] is { Rate: > 0 and <= MaxRate, Value: > 0 } part
                && all[..t].LastOrDefault(n => Math.Abs((n.Value * part.Rate / 100) - part.Value) <= Rounded) is { } before
                && all[(t + 1)..].FirstOrDefault(g => Math.Abs(before.Value + part.Value - g.Value) <= Cent) is { } whole
            )
            {
                found.Add((before, part, whole));
            }
        }

        if (found is not [var (n, tx, g)])
        {
            return false;
        }

        Settle(n, [tx], g);
        return true;
    }

    /// <summary>The first three that add up, by how good their labels are.</summary>
    private (Amount Net, Amount Tax, Amount Total)? Triple(List<Amount> nets, decimal extra)
    {
        (Amount, Amount, Amount)? best = null;
        var least = int.MaxValue;
        for (var n = 0; n < nets.Count; n++)
        {
            for (var t = 0; t < tax.Count; t++)
            {
                for (var g = 0; g < total.Count; g++)
                {
                    var isSum =
                        tax[t].Value != 0
                        && nets[n] != total[g]
                        && tax[t].Range != total[g].Range
                        && nets[n].Range != tax[t].Range
                        && Math.Abs(nets[n].Value + tax[t].Value + extra - total[g].Value) <= Cent;
                    if (isSum && n + t + g < least)
                    {
                        (best, least) = ((nets[n], tax[t], total[g]), n + t + g);
                    }
                }
            }
        }

        return best;
    }

    /// <summary>Several taxes that together make the difference: one for each rate, or the state's and the union's.</summary>
    private (Amount Net, Amount[] Taxes, Amount Total)? Sums(decimal extra)
    {
        var taxes = tax.Where(t => t.Source?.Link != LabelLink.Behind)
            .DistinctBy(t => t.Range)
            .OrderBy(t => t.Range.Start)
            .Take(MaxTaxes)
            .ToArray();
        for (var set = 1; set < 1 << taxes.Length; set++)
        {
            var some = taxes.Where((_, i) => (set >> i & 1) == 1).ToArray();
            foreach (var g in some.Length < 2 ? [] : total)
            {
                if (net.Find(n => Math.Abs(n.Value + some.Sum(t => t.Value) + extra - g.Value) <= Cent) is { } n)
                {
                    return (n, some, g);
                }
            }
        }

        return null;
    }

    // What is named goes to its field; other amounts under the same names do not.
    private void Settle(Amount n, Amount[] taxes, Amount g)
    {
        rejected.AddRange(Candidates.Where(c => !(c == n && net.Contains(c)) && c != g && !(taxes.Length == 1 && c == taxes[0])));
        Derive(schema.Subtotal, n.Value, n.Range, n.Block);
        Derive(schema.Total, g.Value, g.Range, g.Block);
        Derive(schema.Tax, taxes.Sum(t => t.Value), new(taxes[0].Range.Start, taxes[^1].Range.End - taxes[0].Range.Start), taxes[0].Block);
    }

    /// <summary>Two of the three are named: the third is the amount without a known label that completes them.</summary>
    private void Complete(List<Amount> rows, IReadOnlyList<LabelledValue> values)
    {
        // What "Total fees" says is a part where what is due is more.
        var parts = rows;

        // What another name stands before is a tax only at its rate: else it is what that says, a delivery or a deposit.
        rows = rows.FindAll(row => row.Source is null || row.Rate > 0);

        // "Valor total 296,15, desconto 10,00, valor a pagar 286,15".
        var off = Math.Abs(First(schema.Discount, values));
        if (
            total.Find(less =>
                total.Exists(more =>
                    more.Value > less.Value
                    && more.Range.Start < less.Range.Start
                    && (
                        more.Value - less.Value == off
                        || schema.Discount is null
                            && parts.Exists(row =>
                                row.Value == more.Value - less.Value
                                && row.Range.Start > more.Range.Start
                                && row.Range.Start < less.Range.Start
                            )
                    )
                )
            ) is
            { } due
        )
        {
            rejected.AddRange(total.Where(other => other != due));
            return;
        }

        // "Total fees 1,859.50, filing fee 301.00, total 2,160.50": the one that the other and what stands between come to.
        if (
            total.Count > 1
            && total.Find(more =>
                total.Exists(less =>
                    less.Value < more.Value
                    && less.Range.Start < more.Range.Start
                    && (
                        Partial.Contains(less.Source?.Folded ?? "")
                        || parts.Exists(row =>
                            row.Value == more.Value - less.Value && row.Range.Start > less.Range.Start && row.Range.Start < more.Range.Start
                        )
                    )
                )
            )
                is { } whole
        )
        {
            rejected.AddRange(total.Where(other => other != whole));
        }
        else if (
            total is [var g, ..]
            && tax is [var t, ..]
            && net.Count == 0
            && t.Value > 0
            && rows.Find(row => row.Value == g.Value - t.Value) is { } n
        )
        {
            Derive(schema.Subtotal, n.Value, n.Range, n.Block);
        }
        else if (
            net is [var n2, ..]
            && tax is [var t2, ..]
            && total.Count == 0
            && t2.Value > 0
            && rows.Find(row => row.Value == n2.Value + t2.Value) is { } g2
        )
        {
            Derive(schema.Total, g2.Value, g2.Range, g2.Block);
        }
        else if (
            net is [var n3, ..]
            && total is [var g3, ..]
            && tax.Count == 0
            && g3.Value > n3.Value
            && rows.Find(row => row.Value == g3.Value - n3.Value) is { } t3
        )
        {
            Derive(schema.Tax, t3.Value, t3.Range, t3.Block);
        }
    }

    private void Derive(ValueReader? reader, decimal value, ByteRange range, int block)
    {
        if (reader is not null)
        {
            Derived.Add((reader, value.ToString("0.############", CultureInfo.InvariantCulture), range, block));
        }
    }

    private decimal First(ValueReader? reader, IReadOnlyList<LabelledValue> values) =>
        reader is null ? 0 : Read(reader, values).Select(amount => amount.Value).FirstOrDefault();

    private List<Amount> Read(ValueReader? reader, IReadOnlyList<LabelledValue> values) =>
        reader is null
            ? []
            :
            [
                .. values
                    .Where(value => schema.Reader(value.Folded) == reader && !value.Text.EndsWith('%'))
                    .Select(value =>
                        ValueOf(value.Text) is { } number
                            ? new Amount(number, value.Range, value.Block, value) { Rate = RateIn(value.Label) }
                            : null
                    )
                    .OfType<Amount>()
                    .Take(MaxCandidates),
            ];

    /// <summary>Amounts behind names that are none of an amount: <c>PVM</c> is a tax here and a date there.</summary>
    private IEnumerable<Amount> Others(IReadOnlyList<LabelledValue> values) =>
        values
            .Where(value =>
                value.Link != LabelLink.Behind && schema.Reader(value.Folded)?.Field.Kind != FieldKind.Number && Amounts.IsOne(value.Text)
            )
            .Select(value =>
                ValueOf(value.Text) is { } number
                    ? new Amount(number, value.Range, value.Block, value) { Rate = RateIn(value.Label) }
                    : null
            )
            .OfType<Amount>()
            .Take(MaxCandidates);

    /// <summary>Amounts whose label other words stand before: <c>Summe der Beträge (ohne Umsatzsteuer)</c> is no tax.</summary>
    private IEnumerable<Amount> Behind(IReadOnlyList<LabelledValue> values) =>
        values
            .Where(value => value.Link == LabelLink.Behind && Amounts.IsOne(value.Text))
            .Select(value => ValueOf(value.Text) is { } number ? new Amount(number, value.Range, value.Block, null) : null)
            .OfType<Amount>()
            .Take(MaxCandidates);

    private Amount? Read(AmountRow row) =>
        ValueOf(row.Amount) is { } number ? new Amount(number, row.Range, row.Block, null) { Rate = RateIn(row.Text) } : null;

    private decimal RateIn(string text) => Rate.Match(text) is { Success: true } match ? ValueOf(match.Groups["rate"].Value) ?? 0 : 0;

    private decimal? ValueOf(string text) => Amounts.Value(NumberText.Read(text, notation.DecimalMark).Json);
}
