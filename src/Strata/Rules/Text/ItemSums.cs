using Strata.Interpretation;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>Checks whether line items add up to a stated total, as the schema's <c>sums</c> declare.</summary>
internal static class ItemSums
{
    /// <summary>Rounding tolerance per item.</summary>
    private const decimal Rounding = 0.005m;

    public static SumCheck Of(SchemaDefinition schema, ItemTotals items, IReadOnlyList<FoundField> fields)
    {
        var check = default(SumCheck);
        foreach (var (part, totals) in items.Field.Sums)
        {
            if (!items.Sums.TryGetValue(part, out var sum))
            {
                continue;
            }
            foreach (var total in fields.Where(field => totals.Contains(field.Name, StringComparer.Ordinal)))
            {
                if (FieldSums.Number(fields, total.Name) is { } stated)
                {
                    if (
                        Differs(sum, stated, items.Count)
                        && (Whole(schema, total.Name, sum, fields) is not { } whole || Differs(whole, stated, items.Count))
                    )
                    {
                        var differs = new Doubt(
                            [items.Field.Name, total.Name],
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"the sum of '{items.Field.Name}.{part}' is {sum}, '{total.Name}' is {stated}"
                            ),
                            $"the sum of '{items.Field.Name}.{part}' is not '{total.Name}'"
                        );
                        check = check.And(new(false, differs));
                        continue;
                    }
                    return new(true, null);
                }
            }
        }
        return check;
    }

    /// <summary>
    /// Whether other amounts on the paper explain items that differ from the stated sum: together they reach the total, as prices with tax
    /// and shipping do. Does not decide which rows are items; <see cref="Of"/> does.
    /// </summary>
    public static bool IsExplained(SchemaDefinition schema, ItemTotals items, IReadOnlyList<FoundField> fields, ExplainedDifferences others)
    {
        foreach (var (part, totals) in items.Field.Sums)
        {
            foreach (
                var total in totals
                    .Where(name => schema.Fields.TryGetValue(name, out var field) && field.Addends.Count > 0)
                    .Select(name => schema.Fields[name])
            )
            {
                if (
                    items.Sums.TryGetValue(part, out var sum)
                    && FieldSums.Number(fields, total.Name) is { } stated
                    && ComeTo(total, sum, stated, items.Count, fields, others)
                )
                {
                    return true;
                }
            }
        }
        return false;
    }

    private static bool ComeTo(
        SchemaField total,
        decimal items,
        decimal stated,
        int count,
        IReadOnlyList<FoundField> fields,
        ExplainedDifferences others
    )
    {
        decimal[] more = [.. total.Addends.Skip(1).Select(addend => FieldSums.Signed(addend, fields)).Where(number => number != 0)];
        decimal[] used = [stated, items, .. FieldSums.Values(total, fields)];
        return Reaches(items) && (FieldSums.Number(fields, total.Addends[0].Field) is not { } named || Reaches(named));

        bool Reaches(decimal from) =>
            FieldSums.Sums(from, more).Exists(come => !Differs(come, stated, count))
            || others.HasSeveral(stated - from, used)
            || others.HasSeveral(stated - from - more.Sum(), used);
    }

    private static bool Differs(decimal sum, decimal stated, int count) => Math.Abs(stated - sum) > Math.Max(Rounding, Rounding * count);

    /// <summary>Returns what the total should be if nothing states the items' sum: the items, with tax and all else.</summary>
    private static decimal? Whole(SchemaDefinition schema, string total, decimal sum, IReadOnlyList<FoundField> fields) =>
        schema.Fields[total].Addends is [var first, ..] addends && FieldSums.Number(fields, first.Field) is null
            ? sum + addends.Skip(1).Sum(addend => FieldSums.Signed(addend, fields))
            : null;
}
