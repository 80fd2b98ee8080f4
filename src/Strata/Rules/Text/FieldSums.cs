using Strata.Interpretation;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>
/// Whether the totals that a text or record names are the sums that the schema's <c>sums</c> say they are. What is an addend on one paper
/// is in the others already on another (prices with their tax, a subtotal less its discount), and papers have amounts that no field holds;
/// so a total is doubted only where nothing that the paper says explains it.
/// </summary>
internal static class FieldSums
{
    /// <summary>What rounding to hundredths may leave, as between sum, tax and total.</summary>
    private const decimal Cent = 0.02m;

    /// <summary>What is paid in coins is rounded to the least of them: twentieths, or whole units.</summary>
    private const decimal Coin = 0.05m;

    /// <param name="items">What the line items come to; null where that is not known.</param>
    /// <param name="others">What else the text names that may explain a difference.</param>
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

    /// <summary>The value of a number; null where it is not filled.</summary>
    public static decimal? Number(IReadOnlyList<FoundField> fields, string name) =>
        fields.FirstOrDefault(field => field.Name == name) is { } found ? Amounts.Value(found.Json) : null;

    /// <summary>What an addend adds to the sum; 0 where it is not filled.</summary>
    public static decimal Signed(Addend addend, IReadOnlyList<FoundField> fields) =>
        Number(fields, addend.Field) is { } number
            ? addend.IsTakenOff
                ? -Math.Abs(number)
                : number
            : 0;

    /// <summary>What the addends of a total are.</summary>
    public static IEnumerable<decimal> Values(SchemaField total, IReadOnlyList<FoundField> fields) =>
        total.Addends.Select(addend => Number(fields, addend.Field)).OfType<decimal>();

    /// <summary>What a number comes to with any of the others, at most eight.</summary>
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
        if (Sums(first + needed.Sum(), optional).Exists(sum => Math.Abs(stated - sum) <= Cent))
        {
            return new(true, null, null);
        }
        decimal[] used = [stated, .. Values(total, fields)];

        // Some of it is in the rest already, was rounded to coins, or is printed without its sign, as credit notes have it; or the paper
        // has more to add.
        var sums = Sums(first, [.. needed, .. optional]);
        if (
            (items is { } come && Math.Abs(stated - come) <= Cent)
            || sums.Exists(sum => Math.Abs(stated - sum) <= Cent || IsRounded(stated, sum))
            || Math.Abs(Math.Abs(stated) - Math.Abs(first) - needed.Sum(Math.Abs)) <= Cent
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
            string.Create(
                CultureInfo.InvariantCulture,
                $"{said} is {filled.Sum(addend => Signed(addend, fields))}, '{total.Name}' is {stated}"
            ),
            $"{said} is not '{total.Name}'"
        );
    }

    private static bool IsRounded(decimal stated, decimal sum) =>
        (decimal.IsInteger(stated) && Math.Abs(stated - sum) <= 0.5m)
        || (decimal.IsInteger(stated / Coin) && Math.Abs(stated - sum) <= Coin / 2);
}
