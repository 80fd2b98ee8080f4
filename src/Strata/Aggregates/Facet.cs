using Strata.Filters;
using Strata.Indexing;
using Strata.Schemas;

namespace Strata.Aggregates;

/// <summary>Counts the values of one field.</summary>
internal sealed class Facet
{
    /// <summary>With more, dates are counted by year.</summary>
    private const int MaxMonths = 36;

    private readonly Dimension _dimension;
    private readonly int _slot;
    private readonly string? _part;
    private readonly Dictionary<int, long> _counts = [];
    private long _beyond;

    /// <param name="slotOf">Gives the place of a field among those that are scanned.</param>
    public static Facet Of(string field, SchemaDefinition schema, LocalDay day, Func<string, int> slotOf) =>
        new(Dimension.Overview(field, schema, day), schema, slotOf);

    private Facet(Dimension dimension, SchemaDefinition schema, Func<string, int> slotOf)
    {
        var (field, part) = FieldPath.Split(schema, dimension.Field);
        (_dimension, _slot, _part) = (dimension, slotOf(field), part);
    }

    public void Add(ScannedRow row)
    {
        var value = row.Value(_slot);
        if (_part is null && (value.IsEmpty || value[0] is not ((byte)'[' or (byte)'{')))
        {
            Count(_dimension.Code(value));
            return;
        }
        var json = value.IsEmpty ? null : Encoding.UTF8.GetString(value);
        var values = _part is null || json is null ? json : FieldPath.Member(json, _part);
        var codes = (values is null ? [] : JsonArrays.Elements(values)).Select(e => _dimension.Code(Encoding.UTF8.GetBytes(e))).ToHashSet();
        if (codes.Count == 0)
        {
            Count(0);
        }
        foreach (var code in codes)
        {
            Count(code);
        }
    }

    /// <summary>Adds what another has counted of the same field.</summary>
    public void Merge(Facet other)
    {
        _beyond += other._beyond;
        foreach (var (code, count) in other._counts)
        {
            Count(code == 0 ? 0 : _dimension.Code(other._dimension.KeyText(code)), count);
        }
    }

    /// <param name="within">The filter of all.</param>
    public FacetView View(int limit, Condition? within)
    {
        var (dimension, counts) = _dimension.Unit == "month" && _counts.Count > MaxMonths ? ByYear() : (_dimension, _counts);
        var present = counts.Where(c => c.Key != 0).ToList();
        var ordered = dimension.Unit is "month" or "year"
            ? present.OrderByDescending(c => dimension.KeyText(c.Key), StringComparer.Ordinal)
            : present.OrderByDescending(c => c.Value).ThenBy(c => dimension.KeyText(c.Key), StringComparer.Ordinal);
        return new FacetView
        {
            Field = dimension.Field,
            Values =
            [
                .. ordered
                    .Take(limit)
                    .Select(c => new FacetValue(
                        dimension.Key(c.Key),
                        c.Value,
                        Condition.AllOf(within, dimension.Condition(c.Key))?.ToString()
                    )),
            ],
            MoreValues = Math.Max(0, present.Count - limit),
            Missing = counts.GetValueOrDefault(0),
            Beyond = _beyond == 0 ? null : _beyond,
        };
    }

    private (Dimension Dimension, Dictionary<int, long> Counts) ByYear()
    {
        var (years, counts) = (_dimension.ByYear(), new Dictionary<int, long>());
        foreach (var (code, count) in _counts)
        {
            var year = code == 0 ? 0 : years.Code(JsonText.String(JsonText.Plain(_dimension.KeyText(code))[..4]));
            counts[year] = counts.GetValueOrDefault(year) + count;
        }
        return (years, counts);
    }

    private void Count(int code, long count = 1)
    {
        if (code == Dimension.Beyond)
        {
            _beyond += count;
            return;
        }
        _counts[code] = _counts.GetValueOrDefault(code) + count;
    }
}
