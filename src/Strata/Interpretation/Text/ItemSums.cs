using System.Globalization;

namespace Strata.Interpretation.Text;

/// <summary>Whether the items of a text add up to a total that the text names, as the schema's <c>sums</c> declares.</summary>
/// <param name="Holds">Null where nothing can be checked.</param>
internal readonly record struct ItemSums(bool? Holds, string? Note)
{
    /// <summary>What rounding each item to a hundredth may add up to.</summary>
    private const decimal Rounding = 0.005m;

    /// <param name="count">How many items there are.</param>
    public static ItemSums Of(ItemReader items, IReadOnlyList<FoundField> fields, int count)
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
                if (decimal.TryParse(total.Json, NumberStyles.Float, CultureInfo.InvariantCulture, out var stated))
                {
                    if (Math.Abs(stated - sum) <= Math.Max(Rounding, Rounding * count))
                    {
                        return new(true, null);
                    }

                    compared.Add(string.Create(CultureInfo.InvariantCulture, $"the sum of '{items.Field.Name}.{part}' is {sum}, '{total.Name}' is {stated}"));
                }
            }
        }

        return compared.Count == 0 ? default : new(false, string.Join("; ", compared));
    }
}
