using Strata.Database;
using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>A row of <c>entities</c>: an identity and its snapshot.</summary>
internal sealed record EntityRecord(
    long EntityNo,
    string EntityId,
    string EntityType,
    string? SuggestedType,
    long RootNo,
    long? ParentNo,
    long State,
    string Fields,
    byte[] Winners,
    long SchemaVersion,
    long ReducerVersion,
    long Seq,
    byte[] Hash,
    long Observations,
    long CreatedAt,
    long UpdatedAt
)
{
    public const long Active = 0;
    public const long Deleted = 1;

    public const string Columns =
        "entity_no, entity_id, entity_type, suggested_type, root_no, parent_no, state, fields, winners, "
        + "schema_version, reducer_version, seq, hash, observations, created_at, updated_at";

    public static readonly BulkTable Table = new(
        "entities",
        ["entity_no"],
        [
            new("entity_no", BulkType.Integer),
            new("entity_id", BulkType.Text),
            new("entity_type", BulkType.Text),
            new("suggested_type", BulkType.Text),
            new("root_no", BulkType.Integer),
            new("parent_no", BulkType.Integer),
            new("state", BulkType.Integer),
            new("fields", BulkType.Text),
            new("winners", BulkType.Bytes),
            new("schema_version", BulkType.Integer),
            new("reducer_version", BulkType.Integer),
            new("seq", BulkType.Integer),
            new("hash", BulkType.Bytes),
            new("observations", BulkType.Integer),
            new("created_at", BulkType.Integer),
            new("updated_at", BulkType.Integer),
        ]
    );

    public bool IsMerged => ParentNo is not null;

    public bool IsUntyped => SchemaSet.IsUntyped(EntityType);
}
