using Strata.Database;

namespace Strata.Indexing.Postings;

/// <summary>What an entity is found by.</summary>
internal sealed record IndexedEntity(string EntityType, FieldList Fields);

/// <summary>A flush's changes to the text index: documents that are new, and those whose terms change, with the terms they had.</summary>
internal sealed class SearchChanges
{
    private readonly SortedDictionary<long, (IndexedEntity? Before, IndexedEntity? After)> _entities = [];
    private readonly Segment _changed = new();
    private readonly Segment _blocks = new();

    /// <param name="before">What the index has of the entity; null: nothing yet.</param>
    /// <param name="after">What it should have; null: nothing.</param>
    public void Entity(long entityNo, IndexedEntity? before, IndexedEntity? after)
    {
        if (_entities.TryGetValue(entityNo, out var earlier))
        {
            before = earlier.Before;
        }
        _entities[entityNo] = (before, after);
    }

    /// <summary>Adds a page of consecutive blocks; pages never change.</summary>
    /// <param name="terms">Of each block, made before the transaction began: that takes as long as the page's text.</param>
    public void Page(long pageNo, IReadOnlyList<DocumentTerms> terms)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            _blocks.Add((pageNo << Segment.PlaceBits) | (long)(i + 1), terms[i].BlockImpacts());
        }
    }

    /// <summary>Adds the names of a document: of its file and its title.</summary>
    public void Names(long documentNo, string names) =>
        _blocks.Add(documentNo << Segment.PlaceBits, DocumentTerms.OfText(names, isName: true).BlockImpacts());

    /// <param name="fields">Undeclared fields of an entity with a type, as one observation states them.</param>
    public void Undeclared(long seq, FieldList fields)
    {
        if (fields.Count > 0)
        {
            _blocks.Add((seq << Segment.PlaceBits) | Segment.Undeclared, DocumentTerms.OfUndeclared(fields).EntityImpacts());
        }
    }

    /// <summary>Removes pages or names of documents; their words are counted until their segments are merged.</summary>
    public void RemoveBlocks(IEnumerable<long> nos) => _blocks.Replaced.UnionWith(nos);

    /// <summary>Computes the entities' terms, the slowest step, which needs no database.</summary>
    public void Prepare()
    {
        foreach (var (no, (before, after)) in _entities)
        {
            if (before is not null && after is not null && Same(before, after))
            {
                continue;
            }
            if (before is not null)
            {
                _changed.Remove(no, DocumentTerms.OfEntity(before.Fields, before.EntityType).Terms);
            }
            if (after is not null)
            {
                _changed.Add(no << Segment.PlaceBits, DocumentTerms.OfEntity(after.Fields, after.EntityType).EntityImpacts());
            }
        }
        _entities.Clear();
    }

    public async Task WriteAsync(UserTransaction tx)
    {
        Prepare();
        await SegmentWriter.AddAsync(tx, SegmentKind.Entities, _changed);
        await SegmentWriter.AddAsync(tx, SegmentKind.Blocks, _blocks);
        _changed.Clear();
        _blocks.Clear();
    }

    private static bool Same(IndexedEntity a, IndexedEntity b) =>
        string.Equals(a.EntityType, b.EntityType, StringComparison.Ordinal)
        && a.Fields.Count == b.Fields.Count
        && a.Fields.Span.SequenceEqual(b.Fields.Span);
}
