using Strata.Schemas.Validation;

namespace Strata.Schemas;

/// <summary>A property that a schema declares at its top level.</summary>
public sealed record SchemaField
{
    public required string Name { get; init; }
    public required FieldKind Kind { get; init; }

    /// <summary>The <c>format</c> keyword as written, where there is one.</summary>
    public string? Format { get; init; }
    public string? Title { get; init; }
    public string? Description { get; init; }

    /// <summary>What the field is for; null: nothing that rules know of.</summary>
    public FieldRole? Role { get; init; }
    public MergeStrategy Strategy { get; init; } = MergeStrategy.HighestPriority;

    /// <summary>Other names of the field in inputs, folded (<see cref="FieldNames.Fold"/>); the field's own folded name first.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether the field's date or time puts the entity on the timeline.</summary>
    public bool Temporal { get; init; }
    public FieldReference? Reference { get; init; }

    /// <summary>Day/month order of ambiguous dates; null: detected.</summary>
    public bool? DayFirst { get; init; }
    public Normaliser Normaliser { get; init; }

    /// <summary>How the field tells entities apart when duplicates are looked for; null: it does not.</summary>
    public FieldDistinction? Distinguishes { get; init; }

    /// <summary>The allowed strings; empty where the field is no enumeration.</summary>
    public IReadOnlyList<string> EnumValues { get; init; } = [];

    /// <summary>
    /// Whether the number's sign says which way it goes, so that a column that says so in words (debit, credit) gives it one.
    /// </summary>
    public bool Signed { get; init; }

    /// <summary>For numbers: the signed number that the field's value is as well, where a record has nothing else for it.</summary>
    public CountedAs? CountsAs { get; init; }

    /// <summary>Names of the field that say which side it is on, where the other side is the account's own; null: it has none.</summary>
    public FieldSides? Sides { get; init; }

    /// <summary>
    /// Folded names, best first, of columns that are this field where no column is named like it, whatever field they are else.
    /// </summary>
    public IReadOnlyList<string> StandIns { get; init; } = [];

    /// <summary>What of the block the field's value replaces when the source is reconstructed: <c>text</c>, or null.</summary>
    public string? Revises { get; init; }

    /// <summary>The declared properties of the objects that an array holds; empty for other fields.</summary>
    public IReadOnlyList<SchemaField> Parts { get; init; } = [];

    /// <summary>For arrays of objects: the number of each item that adds up, and the fields of which one should be that sum.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Sums { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>For numbers: the fields that should come to it.</summary>
    public IReadOnlyList<Addend> Addends { get; init; } = [];

    internal SchemaNode Node { get; init; } = SchemaNode.Anything;

    /// <summary>The part of an array's objects with that role; null if none has it.</summary>
    public SchemaField? Part(FieldRole role) => Parts.FirstOrDefault(part => part.Role == role);

    /// <summary>Null where the value fits; otherwise why not. JSON null fits every field: it clears.</summary>
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

/// <summary>A part of what a number should come to.</summary>
/// <param name="IsTakenOff">Subtracted (written <c>"-field"</c>).</param>
/// <param name="Optional">May be absent, or be in the other parts already (written <c>"field?"</c>).</param>
public readonly record struct Addend(string Field, bool IsTakenOff, bool Optional);

/// <summary>Money out counts as its negative (<c>"-amount"</c>), money in as it is (<c>"amount"</c>).</summary>
/// <param name="Field">A number that is signed.</param>
public sealed record CountedAs(string Field, bool IsNegative);

/// <summary>Folded names of a field: who is paid, and who pays.</summary>
/// <param name="Out">Of the side that is not the account's where money goes out: <c>payee</c>.</param>
/// <param name="In">Of that where it comes in: <c>payer</c>.</param>
public sealed record FieldSides(IReadOnlyList<string> Out, IReadOnlyList<string> In);

/// <summary>The field's value names another entity.</summary>
/// <param name="EntityType">Type of the entity that is named.</param>
/// <param name="Relationship">Type of the relationship from this entity to that one.</param>
public sealed record FieldReference(string EntityType, string Relationship, bool Acyclic);

/// <summary>What holds for relationships of one type.</summary>
/// <param name="To">Entity types that it may lead to; empty: any.</param>
public sealed record RelationshipRule(string Type, bool Acyclic, IReadOnlyList<string> To);

public enum SchemaKind
{
    /// <summary>Describes an entity type.</summary>
    Record,

    /// <summary>Describes what is to be filled in for each block.</summary>
    Annotation,
}
