using System.Text.Json.Serialization;
using Strata.Duplicates.Matching;

namespace Strata.Duplicates;

/// <param name="Counts">Number of records with each common value, or word of a text.</param>
/// <param name="Pairings">Pairs of values that mean the same, or do not.</param>
internal sealed record StoredField(
    double[] M,
    double[] U,
    double Total,
    IReadOnlyDictionary<string, int> Counts,
    IReadOnlyList<StoredPairing> Pairings,
    IReadOnlyList<StoredRepeat> Repeats
)
{
    /// <summary>Fields that it changes with; null in older models.</summary>
    public IReadOnlyList<StoredCorrelation>? Moves { get; init; }

    [JsonIgnore]
    public Frequencies Known => new(Total, Counts);

    public static StoredField Of(Comparison comparison, FieldModel field, IReadOnlyList<(int Parent, double[] Bits)> parents)
    {
        var words = comparison switch
        {
            TextComparison text => text.Words,
            NumbersInTextComparison numbers => numbers.Words,
            _ => null,
        };
        var counted = words is null
            ? Frequencies.Of(comparison.Column.Values, comparison.Column.Counts, comparison.Column.Total)
            : Frequencies.Of(words.Texts, words.Counts, words.Total);
        return new StoredField(
            field.M,
            field.U,
            counted.Total,
            counted.Counts,
            [
                .. (field.Pairings?.All ?? []).Select(p => new StoredPairing(
                    comparison.Column.Values[p.X],
                    comparison.Column.Values[p.Y],
                    p.Weight
                )),
            ],
            [.. parents.Select(p => new StoredRepeat(p.Parent, p.Bits))]
        );
    }

    /// <summary>Returns the field's model for a few records, the first of which is compared with the others.</summary>
    public FieldModel For(Comparison comparison)
    {
        var field = new FieldModel(M, U, comparison.Ordered);
        if (Pairings.Count == 0)
        {
            return field;
        }
        _paired ??= Pairings.ToDictionary(p => InOrder(p.A, p.B), p => p.Weight);
        var pairings = new Pairings();
        var one = comparison.Column.Codes[0];
        for (var other = 0; one >= 0 && other < comparison.Column.Values.Count; other++)
        {
            if (_paired.TryGetValue(InOrder(comparison.Column.Values[one], comparison.Column.Values[other]), out var weight))
            {
                pairings.Add(one, other, weight);
            }
        }
        return field.With(pairings, comparison.Ordered);
    }

    private Dictionary<(string, string), double>? _paired;

    private static (string, string) InOrder(string a, string b) => string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);
}
