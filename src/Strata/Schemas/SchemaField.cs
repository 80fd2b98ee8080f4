using Strata.Schemas.Validation;

namespace Strata.Schemas;

/// <summary>A property declared at the top level of a schema.</summary>
public sealed record SchemaField
{
    public required string Name { get; init; }
    public required FieldKind Kind { get; init; }

    /// <summary>The <c>format</c> keyword as written; null if absent.</summary>
    public string? Format { get; init; }
    public string? Title { get; init; }
    public string? Description { get; init; }

    /// <summary>Purpose of the field; null: none that rules know.</summary>
    public FieldRole? Role { get; init; }
    public MergeStrategy Strategy { get; init; } = MergeStrategy.HighestPriority;

    /// <summary>Names of the field in inputs, folded (<see cref="FieldNames.Fold"/>), its own first.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether the field's date or time puts the entity on the timeline.</summary>
    public bool Temporal { get; init; }
    public FieldReference? Reference { get; init; }

    /// <summary>Day/month order of ambiguous dates; null: detected.</summary>
    public bool? DayFirst { get; init; }
    public Normaliser Normaliser { get; init; }

    /// <summary>How the field tells entities apart in duplicate detection; null: it doesn't.</summary>
    public FieldDistinction? Distinguishes { get; init; }

    /// <summary>Allowed strings; empty if the field is no enumeration.</summary>
    public IReadOnlyList<string> EnumValues { get; init; } = [];

    /// <summary>
    /// Whether the number's sign gives its direction, so that a column that says it in words (debit, credit) sets the sign.
    /// </summary>
    public bool Signed { get; init; }

    /// <summary>For numbers: the signed number that also takes the field's value if a record has nothing else for it.</summary>
    public CountedAs? CountsAs { get; init; }

    /// <summary>Names of the field on either side, if the other side is the account's own; null: none.</summary>
    public FieldSides? Sides { get; init; }

    /// <summary>
    /// Folded names, best first, of columns that stand in for this field if no column has its name, even if they are another field.
    /// </summary>
    public IReadOnlyList<string> StandIns { get; init; } = [];

    /// <summary>For numbers: the field with their currency; empty: they are no money. Null: told by <see cref="Money"/>.</summary>
    public string? Currency { get; init; }

    /// <summary>What the field's value replaces when the source is reconstructed: <c>text</c>, or null.</summary>
    public string? Revises { get; init; }

    /// <summary>Whether a value must quote its block; for annotation schemas.</summary>
    public FieldEvidenceRule Evidence { get; init; }

    /// <summary>Declared properties of an array's objects; empty for other fields.</summary>
    public IReadOnlyList<SchemaField> Parts { get; init; } = [];

    /// <summary>For arrays of objects: the number of each item that is summed, and the fields of which one should equal the sum.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Sums { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>For numbers: the fields that should add up to it.</summary>
    public IReadOnlyList<Addend> Addends { get; init; } = [];

    internal SchemaNode Node { get; init; } = SchemaNode.Anything;

    /// <summary>Returns the part of an array's objects with that role; null if none has it.</summary>
    public SchemaField? Part(FieldRole role) => Parts.FirstOrDefault(part => part.Role == role);

    /// <summary>Returns why a value doesn't fit; null if it does. JSON null fits every field: it clears it.</summary>
    internal string? Reject(JsonElement value) => Reject(Node, value);

    internal static string? Reject(SchemaNode node, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null || JsonSchemaValidator.Fits(node, value))
        {
            return null;
        }
        var fault = JsonSchemaValidator.Validate(node, value)[0];
        return fault.Path.Length == 0 ? fault.Reason : $"{fault.Path} {fault.Reason}";
    }
}

/// <summary>A term of what a number should add up to.</summary>
/// <param name="IsTakenOff">Subtracted (written <c>"-field"</c>).</param>
/// <param name="Optional">May be absent, or included in other terms (written <c>"field?"</c>).</param>
public readonly record struct Addend(string Field, bool IsTakenOff, bool Optional);

/// <summary>Money out counts negative (<c>"-amount"</c>), money in positive (<c>"amount"</c>).</summary>
/// <param name="Field">A signed number.</param>
public sealed record CountedAs(string Field, bool IsNegative);

/// <summary>Folded names of a field: who is paid, and who pays.</summary>
/// <param name="Out">The other side when money goes out: <c>payee</c>.</param>
/// <param name="In">The other side when money comes in: <c>payer</c>.</param>
public sealed record FieldSides(IReadOnlyList<string> Out, IReadOnlyList<string> In);

/// <summary>A field whose value names another entity.</summary>
/// <param name="EntityType">Type of the named entity.</param>
/// <param name="Relationship">Type of the relationship to it.</param>
public sealed record FieldReference(string EntityType, string Relationship, bool Acyclic);

/// <summary>Constraints on relationships of one type.</summary>
/// <param name="To">Allowed target types; empty: any.</param>
public sealed record RelationshipRule(string Type, bool Acyclic, IReadOnlyList<string> To);

/// <summary>Whether what is stated of a block must quote it.</summary>
public enum FieldEvidenceRule
{
    Required,
    Optional,
    None,
}

public enum SchemaKind
{
    /// <summary>Describes an entity type.</summary>
    Record,

    /// <summary>Describes what is filled in for each block.</summary>
    Annotation,
}
