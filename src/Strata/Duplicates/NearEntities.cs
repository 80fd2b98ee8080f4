using Strata.Database;
using Strata.Duplicates.Matching;
using Strata.Schemas;

namespace Strata.Duplicates;

/// <summary>Comparison of one new or changed entity with all others of its type.</summary>
/// <param name="Keys">Blocking keys of the entity; null if it no longer exists.</param>
/// <param name="Found">Pairs that are likely the same.</param>
/// <param name="Gone">Pairs filed earlier that are no longer likely the same.</param>
internal sealed record NearEntities(
    long EntityNo,
    BlockingKeys? Keys,
    int Compared,
    IReadOnlyList<FoundPair> Found,
    IReadOnlyList<FiledPair> Gone,
    long Version
)
{
    /// <summary>Entities read and weighed at a time, those with most keys in common first.</summary>
    private const int AtOnce = 10;

    /// <summary>Even odds in bits: the default threshold for filing.</summary>
    private const double Default = 0;

    /// <summary>
    /// Searches by the stored key index and model. Stops after a batch of which no entity came near, unless the schema told some of it
    /// apart: those have much in common with the entity and precede its duplicates.
    /// </summary>
    /// <param name="least">Bits of evidence from which two are likely the same.</param>
    public static async Task<NearEntities> FindAsync(
        UserConnection connection,
        SchemaDefinition type,
        ModelRow row,
        StoredModel model,
        long entityNo,
        double least
    )
    {
        if (await EntityFields.ReadAsync(connection, type.EntityType, [entityNo]) is not [var own])
        {
            return new NearEntities(entityNo, null, 0, [], [], row.Version);
        }
        var keys = new BlockingKeys { KeepsSingles = true };
        keys.Of(model.Compare(Table(type, own, []).Table), 0);
        var lists = await KeyRows.FindAsync(connection, type.EntityType, model, keys);
        var near = NearKeys.Find(lists, model.Limit, row.Entities, entityNo);
        var (weighed, compared) = (new List<Weighed>(), 0);
        foreach (var some in near.Chunk(AtOnce))
        {
            var others = await EntityFields.ReadAsync(connection, type.EntityType, some);
            var before = weighed.Count;
            weighed.AddRange(Weigh(type, model, own, others));
            compared += others.Count;
            if (weighed.Count == before + others.Count && !weighed.Skip(before).Any(w => w.Weight >= least + Linkage.Faintest))
            {
                break;
            }
        }
        // Weigh pairs filed earlier again, whether or not they still share a key.
        var filed = await CandidateRows.OfAsync(connection, entityNo);
        var partners = filed.Select(f => f.Partner).Where(p => p != entityNo).ToHashSet();
        var (met, unlike) = (weighed.Select(w => w.No).ToHashSet(), new HashSet<long>());
        foreach (var some in partners.Order().Chunk(AtOnce))
        {
            var others = await EntityFields.ReadAsync(connection, type.EntityType, some);
            unlike.UnionWith(others.Select(o => o.EntityNo));
            weighed.AddRange(Weigh(type, model, own, others).Where(w => !met.Contains(w.No)));
        }
        double[] weights = [.. weighed.Select(w => w.Weight)];
        if (model.OnePartner)
        {
            weights = OneToOneConstraint.Both.Apply(
                weights.Length + 1,
                [.. Enumerable.Range(1, weights.Length).Select(i => (0, i))],
                weights
            );
        }
        // Pairs filed at a lower threshold stay filed.
        var kept = new List<FoundPair>();
        for (var i = 0; i < weights.Length; i++)
        {
            var other = weighed[i].No;
            if (weights[i] >= (partners.Contains(other) ? Math.Min(least, Default) : least))
            {
                unlike.Remove(other);
                kept.Add(new FoundPair(Math.Min(entityNo, other), Math.Max(entityNo, other), weights[i], weighed[i].Evidence));
            }
        }
        return new NearEntities(entityNo, keys, compared, kept, [.. filed.Where(f => unlike.Contains(f.Partner))], row.Version);
    }

    /// <summary>Weighs the others, except those that the schema tells apart.</summary>
    private static IEnumerable<Weighed> Weigh(
        SchemaDefinition type,
        StoredModel model,
        EntityFields own,
        IReadOnlyList<EntityFields> others
    )
    {
        var table = Table(type, own, others);
        table.Distinguish();
        var comparisons = model.Compare(table.Table);
        var fitted = model.For(comparisons);
        for (var i = 0; i < others.Count; i++)
        {
            if (!table.Table.Distinctions.Apart(0, i + 1))
            {
                var evidence = Explanation.Of(comparisons, fitted, 0, i + 1);
                yield return new Weighed(others[i].EntityNo, fitted.PriorWeight + evidence.Sum(e => e.Weight), evidence);
            }
        }
    }

    private static EntityTable Table(SchemaDefinition type, EntityFields own, IReadOnlyList<EntityFields> others)
    {
        var table = new EntityTable(type);
        table.Add(own.EntityNo, own.Fields);
        foreach (var other in others)
        {
            table.Add(other.EntityNo, other.Fields);
        }
        return table;
    }

    private sealed record Weighed(long No, double Weight, IReadOnlyList<FieldWeight> Evidence);
}
