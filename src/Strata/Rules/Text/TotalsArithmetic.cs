using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>
/// Decides which amounts are net sum, tax and total: those that add up. Labels propose; if they name several or none, arithmetic decides;
/// if nothing adds up, the labels hold.
/// </summary>
internal sealed class TotalsArithmetic
{
    /// <summary>Rounding tolerance when a total is computed from rounded taxes.</summary>
    private const decimal Rounded = 0.01m;

    /// <summary>Folded labels of a sum beside other sums.</summary>
    private static readonly HashSet<string> Partial = new(
        ["totalfee", "totalfees", "newcharges", "totalnewcharges"],
        StringComparer.Ordinal
    );

    private const int MaxTaxes = 5;
    private const int MaxUnnamed = 100;

    /// <summary>Highest plausible sales tax, in percent.</summary>
    private const decimal MaxRate = 30;

    private readonly TextSchema _schema;
    private readonly LabelledAmounts _amounts;
    private readonly List<LabelledAmount> _net;
    private readonly List<LabelledAmount> _tax;
    private readonly List<LabelledAmount> _total;
    private readonly List<LabelledAmount> _rejected = [];

    private TotalsArithmetic(TextSchema schema, IReadOnlyList<LabelledValue> values, Notation notation)
    {
        (_schema, _amounts) = (schema, new(schema, notation));
        _net = _amounts.Read(schema.Subtotal, values);
        _tax = _amounts.Read(schema.Tax, values);
        _total = _amounts.Read(schema.Total, values);
        Candidates = [.. _net, .. _tax, .. _total];
    }

    /// <summary>Amounts found by arithmetic, for fields instead of their labels.</summary>
    public List<(ValueReader Reader, string Json, ByteRange Range, int Block)> Derived { get; } = [];

    private IReadOnlyList<LabelledAmount> Candidates { get; }

    /// <param name="values">Best first.</param>
    /// <param name="rows">Amounts without a known label.</param>
    public static TotalsArithmetic Of(TextSchema schema, IReadOnlyList<LabelledValue> values, AmountRows rows, Notation notation)
    {
        var reckoning = new TotalsArithmetic(schema, values, notation);
        if (schema.Total is not null && schema.Tax is not null && schema.Subtotal is not null)
        {
            reckoning.Decide(
                values,
                [
                    .. rows.Rows.Select(row => reckoning._amounts.Read(row)).OfType<LabelledAmount>(),
                    .. reckoning._amounts.Others(values),
                    .. reckoning._amounts.Behind(values),
                ],
                rows
            );
        }
        return reckoning;
    }

    /// <summary>Whether arithmetic shows that a value is not its field's.</summary>
    public bool Rejects(LabelledValue value) =>
        value.Link == LabelLink.Behind || _rejected.Exists(amount => ReferenceEquals(amount.Source, value));

    private void Decide(IReadOnlyList<LabelledValue> values, List<LabelledAmount> rows, AmountRows all)
    {
        var extra = _schema.Extras.Sum(reader => First(reader, values)) - Math.Abs(First(_schema.Discount, values));
        foreach (var more in extra == 0 ? [0m] : new[] { 0m, extra })
        {
            if ((Triple(_net, more) ?? (_net.Count == 0 ? Triple(_total, more) : null)) is var (n, t, g))
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

    /// <summary>Takes a tax table whose rows give the total: the sums of taxes and bases.</summary>
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
            if (!_total.Exists(g => Math.Abs(g.Value - whole) <= AmountTolerances.Sum))
            {
                continue;
            }
            _rejected.AddRange(_tax);
            _rejected.AddRange(_total.Where(g => Math.Abs(g.Value - whole) > AmountTolerances.Sum));
            Derive(_schema.Tax, taxed.Sum(row => row.Parts.Tax), Whole(taxed[0].Parts.Range, taxed[^1].Parts.Range), taxed[0].Row.Block);
            Derive(
                _schema.Subtotal,
                taxed.Sum(row => row.Parts.Net),
                Whole(taxed[0].Parts.OfNet, taxed[^1].Parts.OfNet),
                taxed[0].Row.Block
            );
            return true;
        }
        return false;

        static ByteRange Whole(ByteRange first, ByteRange last) => new(first.Start, last.End - first.Start);
    }

    /// <summary>
    /// Takes a row below the items with their sum and tax that give the total, if there is just one: <c>Total | 1.215,00 | 255,15</c>.
    /// </summary>
    private bool TakeRow(IReadOnlyList<RateRow> sums, IReadOnlyList<LabelledValue> values)
    {
        var found = new List<(LabelledAmount Net, LabelledAmount Tax, LabelledAmount Total)>();
        foreach (var row in _net.Count > 0 && _tax.Count > 0 ? [] : sums)
        {
            var parts = row
                .Amounts.Select(amount =>
                    _amounts.ValueOf(amount.Text) is { } value ? new LabelledAmount(value, amount.Range, row.Block, null) : null
                )
                .OfType<LabelledAmount>()
                .ToArray();
            for (var n = 0; n + 1 < parts.Length; n++)
            {
                if (
                    parts[n + 1] is { Value: > 0 } part
                    && part.Value <= parts[n].Value * MaxRate / 100
                    && !IsOther(part)
                    && _total.Find(g => Math.Abs(parts[n].Value + part.Value - g.Value) <= AmountTolerances.Sum) is { } whole
                )
                {
                    found.Add((parts[n], part, whole));
                }
            }
        }
        if (found.Count == 0 || found.Exists(other => other.Net.Value != found[0].Net.Value || other.Tax.Value != found[0].Tax.Value))
        {
            return false;
        }
        Settle(found[^1].Net, [found[^1].Tax], found[^1].Total);
        return true;

        bool IsOther(LabelledAmount part) =>
            values.Any(value =>
                value.Range == part.Range && _schema.Reader(value.Folded) is { } reader && reader != _schema.Tax && reader != _schema.Total
            );
    }

    /// <summary>Returns net sum, tax and gross of a tax table's row; null if they don't fit its rate.</summary>
    private (decimal Net, ByteRange OfNet, decimal Tax, decimal Gross, ByteRange Range)? Parted(RateRow row)
    {
        if (
            _amounts.ValueOf(row.Rate) is not { } rate
            || row.Amounts.Select(amount => _amounts.ValueOf(amount.Text)).ToArray() is var values
                && Array.Exists(values, value => value is null)
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
                    && Math.Abs((net * rate / 100) - part) <= AmountTolerances.Sum
                    && Array.Exists(values, gross => gross is { } g && Math.Abs(g - net - part) <= AmountTolerances.Sum && g != part)
                )
                {
                    return (net, row.Amounts[n].Range, part, net + part, row.Amounts[t].Range);
                }
            }
        }
        return null;
    }

    /// <summary>Sums up taxes of several rates without a net sum if their bases give the total; else none is the tax.</summary>
    private bool TakeRated()
    {
        var rated = _tax.Select(t => (Tax: t, Rate: t.Rate)).Where(t => t.Rate > 0).ToArray();
        var bases = Array.ConvertAll(rated, t => t.Tax.Value * 100 / t.Rate);
        var isOfOne =
            bases.Length > 1
            && bases.Max() - bases.Min() <= bases.Max() * Rounded / 10
            && rated.Select(t => t.Tax.Source?.Folded).Distinct().Count() == rated.Length;
        if (_net.Count > 0 || !isOfOne && rated.Select(t => t.Rate).Distinct().Count() < 2)
        {
            return false;
        }
        // "CGST 2.5 %", "SGST 2.5 %" have the same base.
        var whole = isOfOne ? bases[0] + rated.Sum(t => t.Tax.Value) : rated.Sum(t => t.Tax.Value * (100 + t.Rate) / t.Rate);
        _rejected.AddRange(rated.Select(t => t.Tax));
        if (rated.Length == _tax.Count && _total.Exists(g => Math.Abs(g.Value - whole) <= g.Value * Rounded))
        {
            var ordered = rated.Select(t => t.Tax).OrderBy(t => t.Range.Start).ToArray();
            Derive(
                _schema.Tax,
                ordered.Sum(t => t.Value),
                new(ordered[0].Range.Start, ordered[^1].Range.End - ordered[0].Range.Start),
                ordered[0].Block
            );
        }
        return true;
    }

    /// <summary>
    /// Finds tax, net sum and total without labels: an amount after a rate that is this rate of one above and completes it to one below.
    /// Only if labels name at most one of them, and exactly one such triple exists.
    /// </summary>
    private bool TakeUnnamed(List<LabelledAmount> rows)
    {
        if (rows.Count is 0 or > MaxUnnamed || (_net.Count > 0 ? 1 : 0) + (_tax.Count > 0 ? 1 : 0) + (_total.Count > 0 ? 1 : 0) > 1)
        {
            return false;
        }
        LabelledAmount[] all = [.. rows.Concat(Candidates).DistinctBy(amount => amount.Range).OrderBy(amount => amount.Range.Start)];
        var found = new List<(LabelledAmount Net, LabelledAmount Tax, LabelledAmount Total)>();
        for (var t = 1; t + 1 < all.Length; t++)
        {
            if (
                all[t] is { Rate: > 0 and <= MaxRate, Value: > 0 } part
                && all[..t].LastOrDefault(n => Math.Abs((n.Value * part.Rate / 100) - part.Value) <= Rounded) is { } before
                && all[(t + 1)..].FirstOrDefault(g => Math.Abs(before.Value + part.Value - g.Value) <= AmountTolerances.Sum) is { } whole
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

    /// <summary>Returns the first triple that adds up, best labels first.</summary>
    private (LabelledAmount Net, LabelledAmount Tax, LabelledAmount Total)? Triple(List<LabelledAmount> nets, decimal extra)
    {
        (LabelledAmount, LabelledAmount, LabelledAmount)? best = null;
        var least = int.MaxValue;
        for (var n = 0; n < nets.Count; n++)
        {
            for (var t = 0; t < _tax.Count; t++)
            {
                for (var g = 0; g < _total.Count; g++)
                {
                    var isSum =
                        _tax[t].Value != 0
                        && nets[n] != _total[g]
                        && _tax[t].Range != _total[g].Range
                        && nets[n].Range != _tax[t].Range
                        && Math.Abs(nets[n].Value + _tax[t].Value + extra - _total[g].Value) <= AmountTolerances.Sum;
                    if (isSum && n + t + g < least)
                    {
                        (best, least) = ((nets[n], _tax[t], _total[g]), n + t + g);
                    }
                }
            }
        }
        return best;
    }

    /// <summary>Returns several taxes that together make the difference: one per rate, or a state's and a union's.</summary>
    private (LabelledAmount Net, LabelledAmount[] Taxes, LabelledAmount Total)? Sums(decimal extra)
    {
        var taxes = _tax.Where(t => t.Source?.Link != LabelLink.Behind)
            .DistinctBy(t => t.Range)
            .OrderBy(t => t.Range.Start)
            .Take(MaxTaxes)
            .ToArray();
        for (var set = 1; set < 1 << taxes.Length; set++)
        {
            var some = taxes.Where((_, i) => (set >> i & 1) == 1).ToArray();
            foreach (var g in some.Length < 2 ? [] : _total)
            {
                if (_net.Find(n => Math.Abs(n.Value + some.Sum(t => t.Value) + extra - g.Value) <= AmountTolerances.Sum) is { } n)
                {
                    return (n, some, g);
                }
            }
        }
        return null;
    }

    // Named amounts fill their fields; others of the same names don't.
    private void Settle(LabelledAmount n, LabelledAmount[] taxes, LabelledAmount g)
    {
        _rejected.AddRange(Candidates.Where(c => !(c == n && _net.Contains(c)) && c != g && !(taxes.Length == 1 && c == taxes[0])));
        Derive(_schema.Subtotal, n.Value, n.Range, n.Block);
        Derive(_schema.Total, g.Value, g.Range, g.Block);
        Derive(_schema.Tax, taxes.Sum(t => t.Value), new(taxes[0].Range.Start, taxes[^1].Range.End - taxes[0].Range.Start), taxes[0].Block);
    }

    /// <summary>With two of three named, the third is the unlabelled amount that completes them.</summary>
    private void Complete(List<LabelledAmount> rows, IReadOnlyList<LabelledValue> values)
    {
        // What "Total fees" says is a part where what is due is more.
        var parts = rows;

        // Another name's amount is a tax only at its rate.
        rows = rows.FindAll(row => row.Source is null || row.Rate > 0);

        // "Valor total 296,15, desconto 10,00, valor a pagar 286,15".
        var off = Math.Abs(First(_schema.Discount, values));
        if (
            _total.Find(less =>
                _total.Exists(more =>
                    more.Value > less.Value
                    && more.Range.Start < less.Range.Start
                    && (
                        more.Value - less.Value == off
                        || _schema.Discount is null
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
            _rejected.AddRange(_total.Where(other => other != due));
            return;
        }
        // "Total fees 1,859.50, filing fee 301.00, total 2,160.50": the one that the other and what stands between come to.
        if (
            _total.Count > 1
            && _total.Find(more =>
                _total.Exists(less =>
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
            _rejected.AddRange(_total.Where(other => other != whole));
        }
        else if (
            _total is [var g, ..]
            && _tax is [var t, ..]
            && _net.Count == 0
            && t.Value > 0
            && rows.Find(row => row.Value == g.Value - t.Value) is { } n
        )
        {
            Derive(_schema.Subtotal, n.Value, n.Range, n.Block);
        }
        else if (
            _net is [var n2, ..]
            && _tax is [var t2, ..]
            && _total.Count == 0
            && t2.Value > 0
            && rows.Find(row => row.Value == n2.Value + t2.Value) is { } g2
        )
        {
            Derive(_schema.Total, g2.Value, g2.Range, g2.Block);
        }
        else if (
            _net is [var n3, ..]
            && _total is [var g3, ..]
            && _tax.Count == 0
            && g3.Value > n3.Value
            && rows.Find(row => row.Value == g3.Value - n3.Value) is { } t3
        )
        {
            Derive(_schema.Tax, t3.Value, t3.Range, t3.Block);
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
        reader is null ? 0 : _amounts.Read(reader, values).Select(amount => amount.Value).FirstOrDefault();
}
