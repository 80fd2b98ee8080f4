namespace Strata.Review.Calibrating;

/// <summary>What a confidence has meant so far, by what a user has confirmed, corrected and rejected.</summary>
internal sealed class Calibration
{
    /// <summary>Fewer decisions say too little.</summary>
    public const long MinReviewed = 200;

    private readonly Dictionary<(string Type, string Field), IsotonicCurve> _fields;
    private readonly Dictionary<string, IsotonicCurve> _schemas;
    private readonly IsotonicCurve? _all;

    public Calibration(IReadOnlyList<(string Type, string Field, Outcome Outcome)> outcomes)
    {
        _fields = Curves(outcomes.GroupBy(o => (o.Type, o.Field), o => o.Outcome));
        _schemas = Curves(outcomes.GroupBy(o => o.Type, o => o.Outcome));
        Count = outcomes.Sum(o => o.Outcome.Total);
        _all = Curves(outcomes.GroupBy(_ => 0, o => o.Outcome)).GetValueOrDefault(0);
    }

    /// <summary>Decisions that it is known from.</summary>
    public long Count { get; }

    /// <summary>Null: not calibrated.</summary>
    public CalibratedConfidence? Of(string type, string field, double confidence)
    {
        var (curve, on) =
            _fields.TryGetValue((type, field), out var own) ? (own, CalibrationScope.Field)
            : _schemas.TryGetValue(type, out var schema) ? (schema, CalibrationScope.Schema)
            : (_all, CalibrationScope.All);
        if (curve is null)
        {
            return null;
        }
        var (share, low, high) = curve.At(confidence);
        return new(Math.Round(share, 4), Math.Round(low, 4), Math.Round(high, 4), on, curve.Count);
    }

    private static Dictionary<TKey, IsotonicCurve> Curves<TKey>(IEnumerable<IGrouping<TKey, Outcome>> groups)
        where TKey : notnull => groups.Where(g => g.Sum(o => o.Total) >= MinReviewed).ToDictionary(g => g.Key, IsotonicCurve.Of);
}
