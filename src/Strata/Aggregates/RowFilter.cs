using Strata.Filters;
using Strata.Indexing;
using Strata.Schemas;

namespace Strata.Aggregates;

/// <summary>
/// Checks a condition on stored rows, of which only the compared fields are read. Answers for short values are remembered: most fields
/// have few.
/// </summary>
internal sealed class RowFilter
{
    private const int MaxRemembered = 100_000;
    private const int MaxValue = 64;

    private readonly int _remembered;
    private readonly Func<bool> _holds;
    private ScannedRow? _row;

    /// <param name="slotOf">Gives the place of a field among those that are scanned.</param>
    public RowFilter(Condition condition, SchemaDefinition schema, Func<string, int> slotOf)
    {
        _remembered = MaxRemembered / condition.Comparisons.Count();
        _holds = Compiled(condition, schema, slotOf);
    }

    public bool Passes(ScannedRow row)
    {
        _row = row;
        return _holds();
    }

    private Func<bool> Compiled(Condition condition, SchemaDefinition schema, Func<string, int> slotOf)
    {
        switch (condition)
        {
            case Every every:
                var all = every.Parts.Select(p => Compiled(p, schema, slotOf)).ToArray();
                return () => Array.TrueForAll(all, part => part());
            case Either either:
                var any = either.Parts.Select(p => Compiled(p, schema, slotOf)).ToArray();
                return () => Array.Exists(any, part => part());
            case Not not:
                var denied = Compiled(not.Denied, schema, slotOf);
                return () => !denied();
            default:
                return Compiled(((Comparison)condition).Term, schema, slotOf);
        }
    }

    private Func<bool> Compiled(FilterTerm term, SchemaDefinition schema, Func<string, int> slotOf)
    {
        var (field, part) = FieldPath.Split(schema, term.Field);
        var (slot, kind) = (slotOf(field), FilterTerm.Kind(schema, term.Field));
        var remembered = new Dictionary<byte[], bool>(ByteKeys.Comparer);
        var known = remembered.GetAlternateLookup<ReadOnlySpan<byte>>();
        return () =>
        {
            var value = _row!.Value(slot); // set by Passes
            if (value.Length > MaxValue)
            {
                return Meets(value);
            }
            if (!known.TryGetValue(value, out var meets))
            {
                meets = Meets(value);
                if (remembered.Count < _remembered)
                {
                    known[value] = meets;
                }
            }
            return meets;
        };

        bool Meets(ReadOnlySpan<byte> value)
        {
            var json = value.IsEmpty ? null : Encoding.UTF8.GetString(value);
            return term.Matches(part is null || json is null ? json : FieldPath.Member(json, part), kind);
        }
    }
}
