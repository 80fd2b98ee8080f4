using Strata.Database;
using Strata.Indexing;
using Strata.Indexing.Postings;
using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>A flush's changes to the indexes: the difference between what they hold of an entity and what they should.</summary>
internal sealed class IndexChanges
{
    private readonly List<object?[]> _removed = [];
    private readonly List<object?[]> _added = [];
    private readonly SearchChanges _text = new();
    private readonly List<(long No, bool IsIndexed, FieldList? After)> _untyped = [];

    /// <summary>Computes the changes of sealed entities; if many, while the caller writes other rows.</summary>
    public static Task<IndexChanges> Beside(IReadOnlyList<WorkingEntity> entities, SchemaSet schemas)
    {
        const int Many = 200;
        return entities.Count < Many
            ? Task.FromResult(Of(entities, schemas))
            : Task.Run(() => Of(entities, schemas), CancellationToken.None);
    }

    private static IndexChanges Of(IReadOnlyList<WorkingEntity> entities, SchemaSet schemas)
    {
        var index = new IndexChanges();
        foreach (var entity in entities)
        {
            var schema = schemas.Get(entity.Record.EntityType);
            if (entity.Record.IsMerged)
            {
                index.Remove(entity, schema, schemas);
            }
            else
            {
                index.Replace(entity, schema, schemas);
            }
        }
        index.Prepare();
        return index;
    }

    public void Replace(WorkingEntity entity, SchemaDefinition schema, SchemaSet schemas)
    {
        var fields = entity.Fields;
        var before = entity.IsIndexed ? entity.IndexedFields : FieldList.Empty;
        var by = entity.IndexedBy ?? schema;
        foreach (var (name, json) in before.Span)
        {
            if (!string.Equals(fields[name], json, StringComparison.Ordinal) || Kind(by, name) != Kind(schema, name))
            {
                Add(_removed, entity.No, name, json, by, schemas);
            }
        }
        foreach (var (name, json) in fields.Span)
        {
            if (!string.Equals(before[name], json, StringComparison.Ordinal) || Kind(by, name) != Kind(schema, name))
            {
                Add(_added, entity.No, name, json, schema, schemas);
            }
        }
        Text(entity, entity.IsIndexed ? new IndexedEntity(by.EntityType, before) : null, new IndexedEntity(schema.EntityType, fields));
        entity.IndexedFields = fields;
        entity.IndexedBy = null;
        entity.IsIndexed = true;
    }

    public void Remove(WorkingEntity entity, SchemaDefinition schema, SchemaSet schemas)
    {
        if (!entity.IsIndexed)
        {
            return;
        }
        foreach (var (name, json) in entity.IndexedFields.Span)
        {
            Add(_removed, entity.No, name, json, schema, schemas);
        }
        Text(entity, new IndexedEntity((entity.IndexedBy ?? schema).EntityType, entity.IndexedFields), null);
        entity.IsIndexed = false;
    }

    /// <summary>Like <see cref="SearchChanges.Entity"/>; texts of untyped entities are known only once the ledger is written.</summary>
    private void Text(WorkingEntity entity, IndexedEntity? before, IndexedEntity? after)
    {
        if (entity.Record.IsUntyped)
        {
            _untyped.Add((entity.No, before is not null, after?.Fields));
        }
        else
        {
            _text.Entity(entity.No, before, after);
        }
    }

    /// <summary>Indexes undeclared fields of entities with a type, by the observations that stated them: those never change.</summary>
    public void Undeclared(IReadOnlyList<(long Seq, string Fragments)> observations)
    {
        foreach (var (seq, fragments) in observations)
        {
            _text.Undeclared(seq, UntypedTexts.Of(Fragments.Read(fragments)));
        }
    }

    /// <param name="held">From <see cref="UntypedTexts.HeldAsync"/>, called before the ledger was written.</param>
    public async Task WriteAsync(UserTransaction tx, IReadOnlyDictionary<long, FieldList> held)
    {
        if (_removed.Count > 0)
        {
            await tx.PostAsync(LedgerTables.Values, BulkMode.Delete, _removed);
        }
        if (_added.Count > 0)
        {
            await tx.PostAsync(LedgerTables.Values, BulkMode.InsertIfAbsent, _added);
            await ValueZones.WidenAsync(tx, _added.Select(row => ((long)row[0]!, (byte[])row[1]!, (long)row[2]!))); // As built by Add.
        }
        if (_untyped.Count > 0)
        {
            var roots = _untyped.Where(u => u.After is not null).Select(u => (u.No, u.After ?? FieldList.Empty));
            var texts = await UntypedTexts.OfRootsAsync(tx, roots);
            foreach (var (no, isIndexed, after) in _untyped)
            {
                _text.Entity(
                    no,
                    isIndexed ? new IndexedEntity(SchemaSet.GenericType, held[no]) : null,
                    after is null ? null : new IndexedEntity(SchemaSet.GenericType, texts[no])
                );
            }
            _untyped.Clear();
        }
        await _text.WriteAsync(tx);
    }

    /// <summary>Does all work that needs no database, so that a large flush can overlap it with writing rows.</summary>
    public void Prepare()
    {
        // In index order, so that neighbours are written together.
        _removed.Sort(ByKey);
        _added.Sort(ByKey);
        _text.Prepare();
    }

    private static readonly Comparison<object?[]> ByKey = static (a, b) =>
        a[0] is long x && b[0] is long y && x != y ? x.CompareTo(y)
        : a[1] is byte[] p && b[1] is byte[] q ? p.AsSpan().SequenceCompareTo(q)
        : 0;

    internal static FieldKind Kind(SchemaDefinition schema, string field) =>
        schema.Fields.TryGetValue(field, out var declared) ? declared.Kind : FieldKind.Any;

    private static void Add(List<object?[]> rows, long entityNo, string name, string json, SchemaDefinition schema, SchemaSet schemas)
    {
        if (schemas.FieldNo(schema.EntityType, name) is not { } fieldNo)
        {
            return;
        }
        var keys = new List<(long FieldNo, byte[] Value)>(1);
        ValueKey.Add(keys, fieldNo, Kind(schema, name), json);
        foreach (var key in keys)
        {
            rows.Add([key.FieldNo, key.Value, entityNo]);
        }
    }
}
