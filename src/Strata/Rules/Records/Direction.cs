using Strata.Interpretation;
using Strata.Schemas;

namespace Strata.Rules.Records;

/// <summary>
/// A column with the direction of amounts in words (<c>Debit</c>/<c>Credit</c>, <c>Af</c>/<c>Bij</c>), if the schema has a signed number:
/// one whose sample values are all of one <see cref="DirectionWords"/>. Amounts with a sign keep it.
/// </summary>
internal sealed class Direction
{
    private readonly string _name;
    private readonly DirectionWords _words;

    /// <summary>Whether amounts have no signs; else the column only repeats them.</summary>
    private readonly bool _gives;

    private Direction(string name, DirectionWords words, bool gives) => (_name, _words, _gives) = (name, words, gives);

    public static Direction? Of(ColumnPlan plan, IReadOnlyList<Block> sample)
    {
        if (!plan.Schema.Fields.Values.Any(f => f.Signed))
        {
            return null;
        }
        foreach (var (name, kinds) in KindsOf(plan, sample))
        {
            if (DirectionWords.Of(name, kinds) is { } words)
            {
                return new Direction(name, words, Gives(plan, sample, name, words));
            }
        }
        return null;
    }

    /// <summary>Distinct values of columns with few, in column order.</summary>
    private static IEnumerable<(string Name, IReadOnlySet<string> Kinds)> KindsOf(ColumnPlan plan, IReadOnlyList<Block> sample)
    {
        const int MaxKinds = 8;
        var columns = new List<(string Name, HashSet<string> Kinds)>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var value in sample.SelectMany(record => record.Fields))
        {
            if (!places.TryGetValue(value.Name, out var place))
            {
                places.Add(value.Name, place = columns.Count);
                columns.Add((value.Name, []));
            }
            if (columns[place].Kinds.Count <= MaxKinds && !RecordReader.IsAbsent(value))
            {
                columns[place].Kinds.Add(DirectionWords.Folded(value.Text));
            }
        }
        return columns
            .Where(column =>
                column.Kinds.Count is > 0 and <= MaxKinds
                && plan.For(column.Name).Reader?.Field.Kind is null or FieldKind.String or FieldKind.Any
            )
            .Select(column => (column.Name, (IReadOnlySet<string>)column.Kinds));
    }

    /// <summary>Returns the amount with the sign of the record's word, or the doubt if its own sign contradicts.</summary>
    /// <param name="place">Place of the word.</param>
    public (FoundField Amount, string? Doubt) Sign(FoundField amount, Block record, Place place)
    {
        if (amount.Json is "0")
        {
            return (amount, null);
        }
        foreach (var value in record.Fields)
        {
            if (value.Name != _name || RecordReader.IsAbsent(value) || _words.IsOut(value.Text) is not { } isOut)
            {
                continue;
            }
            var hasSign = HasSign(amount.Raw, amount.Json);
            if (hasSign)
            {
                return (
                    amount,
                    amount.Json.StartsWith('-') == isOut && !(_gives && isOut)
                        ? null
                        : $"'{amount.Name}': its sign is not what '{_name}' says; the sign was kept"
                );
            }
            return !isOut ? (amount, null)
                : _gives ? (amount with { Json = "-" + amount.Json, Elsewhere = place(value) }, null)
                : (amount, $"'{amount.Name}': its sign is not what '{_name}' says; the sign was kept");
        }
        return (
            amount,
            _gives && !HasSign(amount.Raw, amount.Json)
                ? $"'{amount.Name}': '{_name}' does not say whether it is money in or out; it was kept without a sign"
                : null
        );
    }

    public delegate (string Raw, ByteRange Range) Place(in RecordField value);

    // If money out usually has its minus already, the words give nothing.
    private static bool Gives(ColumnPlan plan, IReadOnlyList<Block> sample, string name, DirectionWords words)
    {
        var (with, without) = (0, 0);
        foreach (var record in sample)
        {
            var word = record.Fields.FirstOrDefault(f => f.Name == name);
            if (word.Text is null || words.IsOut(word.Text) is not true)
            {
                continue;
            }
            foreach (var amount in record.Fields)
            {
                if (
                    plan.For(amount.Name) is { Reader.Field.Signed: true } column
                    && !RecordReader.IsAbsent(amount)
                    && column.Read(amount).Json is { } json and not "0"
                )
                {
                    (with, without) = HasSign(amount.Text, json) ? (with + 1, without) : (with, without + 1);
                }
            }
        }
        return without >= with;
    }

    private static bool HasSign(string raw, string json) => json.StartsWith('-') || raw.Contains('+', StringComparison.Ordinal);
}
