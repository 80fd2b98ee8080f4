using Strata.Database;
using Strata.Indexing;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>
/// Finds the holders of a value at a past point. The index describes the present, which is also the past of every entity not touched since;
/// the touched ones are reduced from the ledger, newest first, once per question.
/// </summary>
internal sealed class PastValues
{
    /// <summary>Most entities touched since the point that are looked at.</summary>
    public const int MaxLooked = 10_000;

    private const int Batch = 256;

    private readonly List<EntityState> _touched = [];

    /// <summary>Whether all touched entities were looked at.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>Entities that were roots at the point and have been touched since.</summary>
    public IReadOnlyList<EntityState> Touched => _touched;

    public static async Task<PastValues> AtAsync(UserConnection connection, EntityReader reader, ReadPoint point)
    {
        // With a limit on the observation time, the indexes describe no entity.
        var touchedAfter = point.ObservedBy == long.MaxValue ? point.Seq : 0;
        var beyond = point.Seq == long.MaxValue ? point.Seq : point.Seq + 1;
        var nos = await IndexPrefilter.NextChangedAsync(connection, touchedAfter, descending: true, beyond, MaxLooked + 1);
        var past = new PastValues { IsWhole = nos.Count <= MaxLooked };
        foreach (var chunk in nos.Take(MaxLooked).Chunk(Batch))
        {
            var records = await EntityRecords.ByNoAsync(connection, chunk);
            var states = await reader.FindStatesAsync(connection, [.. records.Values], point);
            past._touched.AddRange(states.Where(s => s.Value.Record.EntityNo == s.Key && !s.Value.Deleted).Select(s => s.Value));
        }
        return past;
    }

    /// <summary>
    /// Returns whether a value of the field has the key in the value index; where the key is cut, the whole text is compared.
    /// </summary>
    /// <param name="text">Canonical JSON of the value behind the key.</param>
    public static bool Holds(EntityState state, string field, byte[] key, string text)
    {
        if (state.Fields[field] is not { } json || !state.Schema.Fields.TryGetValue(field, out var declared))
        {
            return false;
        }
        var keys = new List<(long, byte[] Value)>(1);
        ValueKey.Add(keys, 0, declared.Kind, json);
        return keys.Exists(k => k.Value.AsSpan().SequenceEqual(key)) && (!ValueKey.IsCut(key) || ValueKey.IsText(json, text));
    }
}
