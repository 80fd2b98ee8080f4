using Strata.Database;

namespace Strata.Ledger;

/// <summary>
/// Searchable texts of entities of no known type: the fragments that are shown of them. No snapshot holds these, so they are read from the
/// ledger: before a write for what the index holds, after it for what it should hold.
/// </summary>
internal static class UntypedTexts
{
    /// <summary>Entities read at once: few, since records of any size are kept whole beside their fragments.</summary>
    private const int AtOnce = 256;

    /// <summary>Omits the fragment that holds the whole record, which repeats all others, and quarantined fragments.</summary>
    public static FieldList Of(IReadOnlyDictionary<string, FragmentView> fragments) =>
        FieldList.From(
            fragments
                .Where(f => f.Value.Quote is null && f.Value.Reason != Fragments.RawReason)
                .Select(f => KeyValuePair.Create(f.Key, CanonicalJson.Of(f.Value.Value)))
        );

    /// <summary>Returns the fields, mostly none, plus the fragments.</summary>
    /// <param name="fragments">Fragments of an untyped entity; null if there are none.</param>
    public static FieldList Beside(FieldList fields, IReadOnlyDictionary<string, FragmentView>? fragments) =>
        Beside(fields, fragments is null ? FieldList.Empty : Of(fragments));

    private static FieldList Beside(FieldList fields, FieldList texts) =>
        texts.Count == 0 ? fields
        : fields.Count == 0 ? texts
        : FieldList.From([.. fields.Span, .. texts.Span.ToArray().Where(t => fields.IndexOf(t.Key) < 0)]);

    /// <summary>Returns what the index should hold of untyped root entities, by number.</summary>
    public static async Task<IReadOnlyDictionary<long, FieldList>> OfRootsAsync(
        UserConnection connection,
        IEnumerable<(long No, FieldList Fields)> roots
    )
    {
        var texts = new Dictionary<long, FieldList>();
        foreach (var some in roots.Chunk(AtOnce))
        {
            var fragments = await LatestFragments.OfRootsAsync(connection, [.. some.Select(r => r.No)]);
            foreach (var (no, fields) in some)
            {
                texts[no] = Beside(fields, fragments.GetValueOrDefault(no));
            }
        }
        return texts;
    }

    /// <summary>Returns what the index holds of the untyped entities; call before changes to them are written.</summary>
    public static async Task<IReadOnlyDictionary<long, FieldList>> HeldAsync(UserConnection connection, IEnumerable<WorkingEntity> entities)
    {
        var untyped = entities.Where(e => e.IsIndexed && e.Record.IsUntyped).ToDictionary(e => e.No, e => e.IndexedFields);
        if (untyped.Count == 0)
        {
            return new Dictionary<long, FieldList>();
        }
        var held = await OfRootsAsync(connection, untyped.Select(u => (u.Key, u.Value)));
        return untyped.ToDictionary(u => u.Key, u => held.GetValueOrDefault(u.Key, FieldList.Empty));
    }
}
