using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>An entity within one writing transaction: its row, its snapshot once touched, and its indexed fields.</summary>
internal sealed class WorkingEntity
{
    private Snapshot? _snapshot;

    public WorkingEntity(EntityRecord record, bool isNew)
    {
        Record = record;
        IsNew = isNew;
        IndexedFields = isNew ? FieldList.Empty : FieldList.Parse(record.Fields);
        IsIndexed = !isNew && !record.IsMerged;
    }

    public EntityRecord Record { get; set; }
    public bool IsNew { get; set; }
    public bool IsDirty { get; set; }

    /// <summary>The fields whose values the filter and text indexes hold now.</summary>
    public FieldList IndexedFields { get; set; }

    /// <summary>The schema by which those values are indexed; null if it is the one in force.</summary>
    public SchemaDefinition? IndexedBy { get; set; }

    /// <summary>Whether the indexes hold this entity; merged ones are found through their root.</summary>
    public bool IsIndexed { get; set; }

    public long No => Record.EntityNo;

    public Snapshot Snapshot
    {
        get => _snapshot ??= IsNew ? new Snapshot() : SnapshotCodec.Read(Record.Winners, FieldList.Parse(Record.Fields));
        set => _snapshot = value;
    }

    /// <summary>The fields of the last <see cref="Seal"/>.</summary>
    public FieldList Fields { get; private set; } = FieldList.Empty;

    /// <summary>
    /// Prepares a changed entity for writing: seals its snapshot into the row, unless it is merged and keeps its old one.
    /// </summary>
    public void SealIn(SchemaSet schemas)
    {
        if (!Record.IsMerged)
        {
            Seal(schemas.Get(Record.EntityType));
        }
        IsDirty = false;
        IsNew = false;
    }

    /// <summary>Writes the snapshot into the row.</summary>
    public FieldList Seal(SchemaDefinition schema)
    {
        Fields = Snapshot.ToFields();
        var json = Fields.ToJson();
        Record = Record with
        {
            Fields = json,
            Winners = SnapshotCodec.Write(Snapshot),
            SchemaVersion = schema.Version,
            ReducerVersion = Reducer.Version,
            Hash = Reducer.Hash(Record.EntityType, json),
        };
        return Fields;
    }
}
