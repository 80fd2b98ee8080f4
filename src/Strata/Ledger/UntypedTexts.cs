using Strata.Database;
using Strata.Indexing;
using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>
/// What can be searched of entities of no known type: the fragments that are shown of them. Those stand in no snapshot. So they are read
/// from the ledger, for what the index holds before that is written, and for what it is to hold after.
/// </summary>
internal static class UntypedTexts
{
    /// <summary>So many are read at once, since records of any size are kept whole beside their fragments.</summary>
    private const int AtOnce = 256;

    /// <summary>Without the record that they are kept whole in, which says all of it once more, and without what is quarantined.</summary>
    private static FieldList Of(IReadOnlyDictionary<string, FragmentView> fragments) =>
        FieldList.From(
            fragments
                .Where(f => f.Value.Quote is null && f.Value.Reason != Fragments.RawReason)
                .Select(f => KeyValuePair.Create(f.Key, CanonicalJson.Of(f.Value.Value)))
        );

    /// <summary>The fields, mostly none, with the fragments beside them.</summary>
    /// <param name="fragments">Of an untyped entity; null where there are none.</param>
    public static FieldList Beside(FieldList fields, IReadOnlyDictionary<string, FragmentView>? fragments) =>
        Beside(fields, fragments is null ? FieldList.Empty : Of(fragments));

    private static FieldList Beside(FieldList fields, FieldList texts) =>
        texts.Count == 0 ? fields
        : fields.Count == 0 ? texts
        : FieldList.From([.. fields.Span, .. texts.Span.ToArray().Where(t => fields.IndexOf(t.Key) < 0)]);

    /// <summary>What the index is to hold of untyped entities that stand for themselves, by number.</summary>
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

    /// <summary>What the index holds of those entities that are untyped, before any of what changes them is written.</summary>
    public static async Task<IReadOnlyDictionary<long, FieldList>> HeldAsync(UserConnection connection, IEnumerable<WorkingEntity> entities)
    {
        var untyped = entities.Where(e => e.IsIndexed && e.Record.IsUntyped).ToDictionary(e => e.No, e => e.IndexedFields);
        if (untyped.Count == 0)
        {
            return new Dictionary<long, FieldList>();
        }
        // Earlier versions put in no words of theirs, and what is not in can't be taken out.
        var worded = await SearchPresence.WordedAsync(connection, [.. untyped.Keys]);
        var held = await OfRootsAsync(connection, untyped.Where(u => worded.Contains(u.Key)).Select(u => (u.Key, u.Value)));
        return untyped.ToDictionary(u => u.Key, u => held.GetValueOrDefault(u.Key, FieldList.Empty));
    }

    /// <summary>Puts in what earlier versions left out. Gives the last entity that was looked at; null at the end.</summary>
    public static async Task<long?> MendAsync(UserTransaction tx, long after)
    {
        var rows = await tx.QueryAsync<Row>(
            """
            select entity_no, fields from entities
            where user_id = @user and entity_type = @type and entity_no > @after and parent_no is null order by entity_no limit @most
            """,
            new
            {
                type = SchemaSet.GenericType,
                after,
                most = (long)AtOnce,
            }
        );
        if (rows.Count == 0)
        {
            return null;
        }
        var worded = await SearchPresence.WordedAsync(tx, [.. rows.Select(r => r.EntityNo)]);
        var changes = new SearchChanges();
        foreach (
            var (no, texts) in await OfRootsAsync(
                tx,
                rows.Where(r => !worded.Contains(r.EntityNo)).Select(r => (r.EntityNo, FieldList.Parse(r.Fields)))
            )
        )
        {
            changes.Entity(no, FieldList.Empty, texts);
        }
        await changes.WriteAsync(tx);
        return rows[^1].EntityNo;
    }

    private sealed record Row(long EntityNo, string Fields);
}
