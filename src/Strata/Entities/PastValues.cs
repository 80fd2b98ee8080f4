using Strata.Database;
using Strata.Indexing;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>
/// Who held a value at a point of the past. The index holds the present, which is also the past of everything that has
/// not been touched since; the rest is reduced from the ledger, once for one question, the newest first.
/// </summary>
internal sealed class PastValues
{
    /// <summary>So many entities that were touched since are looked at.</summary>
    public const int MaxLooked = 10_000;

    private const int Batch = 256;

    private readonly List<EntityState> _touched = [];

    /// <summary>Whether nothing was passed over.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>Those that stood for themselves then and have been touched since.</summary>
    public IReadOnlyList<EntityState> Touched => _touched;

    public static async Task<PastValues> AtAsync(UserConnection connection, EntityReader reader, ReadPoint point)
    {
        // Where only what had been observed by a time counts, nothing is as the indexes have it.
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
    /// Whether one of the values of the field has the key, as the index of values would say it, and is the text where the key is cut.
    /// </summary>
    /// <param name="text">Canonical JSON of the value that the key was made of.</param>
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
