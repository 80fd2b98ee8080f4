using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Verification;

/// <summary>
/// Identity keys derived from observations. A key belongs to the entity for which a valid observation stated it first (<see
/// cref="KeyClaim"/>).
/// </summary>
/// <param name="schemas">Every version of every type.</param>
internal sealed class DerivedKeys(IReadOnlyDictionary<(string Type, int Version), SchemaDefinition> schemas)
{
    private readonly Dictionary<string, (long EntityNo, long Seq)> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<(long EntityNo, string Key), long> _later = [];
    private readonly HashSet<(long EntityNo, string Key)> _possible = [];
    private readonly HashSet<(long EntityNo, string Key)> _former = [];
    private readonly HashSet<long> _placed = [];

    /// <summary>Each valid key with the entity that stated it first, and the position.</summary>
    public IReadOnlyDictionary<string, (long EntityNo, long Seq)> First => _first;

    /// <summary>Keys that an entity may hold: observed while it was merged into an entity of another type.</summary>
    public IReadOnlySet<(long EntityNo, string Key)> Possible => _possible;

    /// <summary>Entities created by their place in a source; each has one key that its observations don't give.</summary>
    public IReadOnlySet<long> Placed => _placed;

    /// <summary>Keys of retracted observations: other entities may hold them, and past states are found by them.</summary>
    public IReadOnlySet<(long EntityNo, string Key)> Former => _former;

    /// <summary>Keys that another entity here holds.</summary>
    public IEnumerable<(long EntityNo, string Key)> Later => _later.Keys;

    public void See(EntityRecord entity, ObservationRecord record, FieldList fields, Retracted retracted)
    {
        if (string.Equals(record.Rule, EntityKeys.PlaceRule, StringComparison.Ordinal) && record.Seq == entity.EntityNo)
        {
            _placed.Add(entity.EntityNo);
        }
        foreach (var claim in KeyClaim.Of(schemas, entity, record, fields, retracted))
        {
            switch (claim)
            {
                case { IsCertain: true, Since: { } since }:
                    Claim(claim.Key, entity.EntityNo, since);
                    break;
                case { IsCertain: true }:
                    _former.Add((entity.EntityNo, claim.Key));
                    break;
                case { Since: not null }:
                    _possible.Add((entity.EntityNo, claim.Key));
                    break;
            }
        }
    }

    private void Claim(string key, long entityNo, long seq)
    {
        if (!_first.TryGetValue(key, out var first))
        {
            _first[key] = (entityNo, seq);
            return;
        }
        if (seq < first.Seq)
        {
            _first[key] = (entityNo, seq);
            (entityNo, seq, first) = (first.EntityNo, first.Seq, (entityNo, seq));
        }
        if (entityNo != first.EntityNo)
        {
            _later[(entityNo, key)] = Math.Min(_later.GetValueOrDefault((entityNo, key), long.MaxValue), seq);
        }
    }

    /// <summary>Returns the position since which the entity holds the key; null if it doesn't.</summary>
    public long? Since(long entityNo, string key) =>
        _first.TryGetValue(key, out var first) && first.EntityNo == entityNo ? first.Seq
        : _later.TryGetValue((entityNo, key), out var seq) ? seq
        : null;

    public bool Allows(long entityNo, string key) => Since(entityNo, key) is not null || _possible.Contains((entityNo, key));
}
