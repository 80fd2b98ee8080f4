using System.Globalization;
using Strata.Schemas;

namespace Strata.Interpretation.Text;

/// <summary>Whether the items of a text add up to a total that the text names, as the schema's <c>sums</c> declares.</summary>
internal static class ItemSums
{
    /// <summary>What rounding each item to a hundredth may add up to.</summary>
    private const decimal Rounding = 0.005m;

    public static SumCheck Of(SchemaDefinition schema, ItemReader items, IReadOnlyList<FoundField> fields)
    {
        var compared = new List<string>();
        foreach (var (part, totals) in items.Field.Sums)
        {
            if (items.Sum(part) is not { } sum)
            {
                continue;
            }

            foreach (var total in fields.Where(field => totals.Contains(field.Name, StringComparer.Ordinal)))
            {
                if (FieldSums.Number(fields, total.Name) is { } stated)
                {
                    if (Differs(sum, stated, items.Count) && (Whole(schema, total.Name, sum, fields) is not { } whole || Differs(whole, stated, items.Count)))
                    {
                        compared.Add(string.Create(CultureInfo.InvariantCulture, $"the sum of '{items.Field.Name}.{part}' is {sum}, '{total.Name}' is {stated}"));
                        continue;
                    }

                    return new(true, null);
                }
            }
        }

        return compared.Count == 0 ? default : new(false, string.Join("; ", compared));
    }

    private static bool Differs(decimal sum, decimal stated, int count) => Math.Abs(stated - sum) > Math.Max(Rounding, Rounding * count);

    /// <summary>What the total should be where nothing names what the items come to: the items in its place, with tax and all else.</summary>
    private static decimal? Whole(SchemaDefinition schema, string total, decimal sum, IReadOnlyList<FoundField> fields) =>
        schema.Fields[total].Addends is [var first, ..] addends && FieldSums.Number(fields, first.Field) is null
            ? sum + addends.Skip(1).Sum(addend => FieldSums.Signed(addend, fields))
            : null;
}
