using Strata.Interpretation;
using Strata.Rules.Text;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Checks;

/// <summary>
/// Checks a record's numbers against its schema's <c>sums</c>: failures are noted and lower the confidence, nothing is refused.
/// </summary>
internal static class RecordSums
{
    /// <summary>Longest array that is summed up, in chars.</summary>
    private const int MaxItems = 1 << 20;

    public static SumCheck Of(Finding finding)
    {
        var schema = finding.Schema;
        if (!schema.HasSums)
        {
            return default;
        }
        // Only filled fields and fields without a declaration may explain a difference.
        decimal[] beside =
        [
            .. finding
                .Fragments.Select(fragment => Number(fragment.Json) ?? Amounts.Value(NumberText.Read(fragment.Raw, null).Json))
                .OfType<decimal>(),
        ];
        var others = new ExplainedDifferences([.. finding.Fields.Select(field => Number(field.Json)).OfType<decimal>(), .. beside], beside);
        var check = default(SumCheck);
        decimal? sum = null;
        foreach (var field in finding.Fields)
        {
            if (schema.Fields[field.Name] is { Sums.Count: > 0 } array && Totals(array, field.Json) is { } items)
            {
                var compared = ItemSums.Of(schema, items, finding.Fields);
                check = check.And(
                    compared.Holds is false && ItemSums.IsExplained(schema, items, finding.Fields, others) ? default : compared
                );
                sum ??= items.Sums.Values.Select(value => (decimal?)value).FirstOrDefault();
            }
        }
        return check.And(FieldSums.Of(schema, finding.Fields, sum, others));
    }

    private static ItemTotals? Totals(SchemaField array, string json)
    {
        if (json.Length > MaxItems || json is not ['[', ..])
        {
            return null;
        }
        using var items = JsonDocument.Parse(json);
        var sums = array.Sums.Keys.ToDictionary(part => part, _ => 0m, StringComparer.Ordinal);
        foreach (var item in items.RootElement.EnumerateArray())
        {
            foreach (var part in sums.Keys.ToArray())
            {
                if (item.ValueKind == JsonValueKind.Object && Value(array, part, item) is { } number)
                {
                    sums[part] += number;
                }
                else
                {
                    sums.Remove(part);
                }
            }
        }
        return sums.Count == 0 || items.RootElement.GetArrayLength() == 0 ? null : new(array, items.RootElement.GetArrayLength(), sums);
    }

    // Items keep the source's names for their parts.
    private static decimal? Value(SchemaField array, string part, JsonElement item)
    {
        foreach (var property in item.EnumerateObject())
        {
            if (ItemReader.Part(array, FieldNames.Fold(property.Name))?.Name == part)
            {
                return Number(property.Value.GetRawText());
            }
        }
        return null;
    }

    private static decimal? Number(string json) => Amounts.Value(json);
}
