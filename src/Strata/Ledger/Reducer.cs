using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>An observation as the reducer sees it.</summary>
/// <param name="EntityType">Type of the entity it was recorded against, which may since have been merged into one of another type.</param>
/// <param name="SchemaVersion">Version of the schema it was checked against when recorded.</param>
public sealed record Observed(Precedence Stamp, string EntityType, int SchemaVersion, FieldList Fields)
{
    /// <summary>Reasons to doubt values, by field, as JSON strings.</summary>
    public FieldList Doubts { get; init; } = FieldList.Empty;

    /// <summary>Whether its values are known to fit the schema.</summary>
    internal bool IsCheckedBy(SchemaDefinition schema) =>
        SchemaVersion == schema.Version && string.Equals(EntityType, schema.EntityType, StringComparison.Ordinal);
}

/// <summary>
/// Pure function: (schema version, unretracted observations) → snapshot. No clock, no randomness, no order of arrival. Merges and
/// retractions only choose the observations.
/// </summary>
public static class Reducer
{
    /// <summary>Incremented when the same history would reduce to another snapshot; stored with every snapshot.</summary>
    public const int Version = 2;

    public const int InterpretationPriority = 0;
    public const int StructuredPriority = 100;

    /// <summary>Of what an interpreter found and a person confirmed.</summary>
    public const int ConfirmedPriority = 500;
    public const int CorrectionPriority = 1000;
    public const double InterpretationSpecificity = 0.5;
    public const double StatedSpecificity = 1.0;

    public static Snapshot Reduce(SchemaDefinition schema, IEnumerable<Observed> observations)
    {
        var snapshot = new Snapshot();
        foreach (var observed in observations)
        {
            Apply(snapshot, schema, observed);
        }
        return snapshot;
    }

    /// <summary>Applies one observation to a snapshot, in time proportional to its fields, whatever the history.</summary>
    public static void Apply(Snapshot snapshot, SchemaDefinition schema, Observed observed) => snapshot.Apply(schema, observed);

    /// <summary>Hashes the canonical JSON of type and fields (SHA-256): equal states, equal hashes.</summary>
    public static byte[] Hash(string entityType, string fieldsJson) =>
        CanonicalJson.Digest($$"""{"entity_type":{{JsonText.String(entityType)}},"fields":{{fieldsJson}}}""");
}
