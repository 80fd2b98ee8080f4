using Strata.Interpretation;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>
/// Checks totals against the schema's <c>sums</c>. What is an addend on one paper is included in others on another (prices with tax, a
/// subtotal less its discount), and papers have amounts without fields; so a total is doubted only if nothing on the paper explains it.
/// </summary>
internal static class FieldSums
{
    /// <param name="items">Sum of the line items; null if unknown.</param>
    /// <param name="others">Other amounts that may explain a difference.</param>
    public static SumCheck Of(SchemaDefinition schema, IReadOnlyList<FoundField> fields, decimal? items, ExplainedDifferences others)
    {
        var check = default(SumCheck);
        foreach (var total in schema.Fields.Values.Where(field => field.Addends.Count > 0))
        {
            if (
                Number(fields, total.Name) is { } stated
                && total.Addends.All(addend => addend.Optional || Number(fields, addend.Field) is not null)
            )
            {
                check = check.And(Of(total, stated, fields, items, others));
            }
        }
        return check;
    }

    /// <summary>Returns the value of a number; null if it is not filled.</summary>
    public static decimal? Number(IReadOnlyList<FoundField> fields, string name) =>
        fields.FirstOrDefault(field => field.Name == name) is { } found ? Amounts.Value(found.Json) : null;

    /// <summary>Returns an addend's contribution; 0 if it is not filled.</summary>
    public static decimal Signed(Addend addend, IReadOnlyList<FoundField> fields) =>
        Number(fields, addend.Field) is { } number
            ? addend.IsTakenOff
                ? -Math.Abs(number)
                : number
            : 0;

    /// <summary>What the addends of a total are.</summary>
    public static IEnumerable<decimal> Values(SchemaField total, IReadOnlyList<FoundField> fields) =>
        total.Addends.Select(addend => Number(fields, addend.Field)).OfType<decimal>();

    /// <summary>Returns the sums of a number with any of the others, at most eight.</summary>
    public static List<decimal> Sums(decimal from, decimal[] others)
    {
        var sums = new List<decimal> { from };
        foreach (var other in others)
        {
            sums.AddRange(sums.ConvertAll(sum => sum + other));
        }
        return sums;
    }

    private static SumCheck Of(
        SchemaField total,
        decimal stated,
        IReadOnlyList<FoundField> fields,
        decimal? items,
        ExplainedDifferences others
    )
    {
        var first = Signed(total.Addends[0], fields);
        var needed = total.Addends.Skip(1).Where(addend => !addend.Optional).Select(addend => Signed(addend, fields)).ToArray();
        var optional = total
            .Addends.Where(addend => addend.Optional)
            .Select(addend => Signed(addend, fields))
            .Where(number => number != 0)
            .ToArray();
        if (Sums(first + needed.Sum(), optional).Exists(sum => Math.Abs(stated - sum) <= AmountTolerances.Sum))
        {
            return new(true, null);
        }
        decimal[] used = [stated, .. Values(total, fields)];

        // Part of it may be included already, rounded to coins, or printed without its sign as on credit notes; or the paper has more to
        // add.
        var sums = Sums(first, [.. needed, .. optional]);
        if (
            (items is { } come && Math.Abs(stated - come) <= AmountTolerances.Sum)
            || sums.Exists(sum => Math.Abs(stated - sum) <= AmountTolerances.Sum || IsRounded(stated, sum))
            || Math.Abs(Math.Abs(stated) - Math.Abs(first) - needed.Sum(Math.Abs)) <= AmountTolerances.Sum
            || sums.Exists(sum => others.HasOne(stated - sum))
            || others.HasSeveral(stated - first - needed.Sum(), used)
            || others.HasSeveral(stated - first - needed.Sum() - optional.Sum(), used)
        )
        {
            return default;
        }
        var filled = total.Addends.Where(addend => Number(fields, addend.Field) is not null).ToArray();
        var said = string.Concat(
            filled.Select(
                (addend, i) =>
                    (
                        i == 0 ? ""
                        : addend.IsTakenOff ? " - "
                        : " + "
                    ) + $"'{addend.Field}'"
            )
        );
        return new(
            false,
            new(
                [.. filled.Select(addend => addend.Field), total.Name],
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{said} is {filled.Sum(addend => Signed(addend, fields))}, '{total.Name}' is {stated}"
                ),
                $"{said} is not '{total.Name}'"
            )
        );
    }

    private static bool IsRounded(decimal stated, decimal sum) =>
        (decimal.IsInteger(stated) && Math.Abs(stated - sum) <= 0.5m)
        || (decimal.IsInteger(stated / AmountTolerances.Coin) && Math.Abs(stated - sum) <= AmountTolerances.Coin / 2);
}
