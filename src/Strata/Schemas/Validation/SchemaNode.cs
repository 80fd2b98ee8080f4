using System.Collections.Frozen;

namespace Strata.Schemas.Validation;

[Flags]
internal enum JsonTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Object = 4,
    Array = 8,
    Number = 16,
    String = 32,
    Integer = 64,
}

/// <summary>One compiled (sub)schema. Null or empty parts don't constrain the value.</summary>
internal sealed class SchemaNode
{
    public static readonly SchemaNode Anything = new();
    public static readonly SchemaNode Nothing = new() { Never = true };

    /// <summary>The schema <c>false</c>.</summary>
    public bool Never { get; init; }
    public JsonTypes Types { get; set; }
    public JsonElement[]? Enum { get; set; }
    public JsonElement? Const { get; set; }

    public ExactNumber? Minimum { get; set; }
    public ExactNumber? Maximum { get; set; }
    public ExactNumber? ExclusiveMinimum { get; set; }
    public ExactNumber? ExclusiveMaximum { get; set; }
    public ExactNumber? MultipleOf { get; set; }

    public int? MinLength { get; set; }
    public int? MaxLength { get; set; }
    public TextPattern? Pattern { get; set; }
    public StringFormat? Format { get; set; }

    public SchemaNode? Items { get; set; }
    public int? MinItems { get; set; }
    public int? MaxItems { get; set; }
    public bool UniqueItems { get; set; }

    public string[] Required { get; set; } = [];
    public FrozenDictionary<string, SchemaNode> Properties { get; set; } = FrozenDictionary<string, SchemaNode>.Empty;
    public SchemaNode? AdditionalProperties { get; set; }

    public SchemaNode[] AllOf { get; set; } = [];
    public SchemaNode[] AnyOf { get; set; } = [];
    public SchemaNode[] OneOf { get; set; } = [];

    /// <summary>Set once <c>$defs</c> is compiled.</summary>
    public SchemaNode? Reference { get; set; }

    public bool HasNumberRules =>
        Minimum is not null
        || Maximum is not null
        || ExclusiveMinimum is not null
        || ExclusiveMaximum is not null
        || MultipleOf is not null;

    public bool HasTextRules => MinLength is not null || MaxLength is not null || Pattern is not null || Format is not null;

    /// <summary>Schemas that apply to the same value.</summary>
    public IEnumerable<SchemaNode> SameValue =>
        Reference is null ? [.. AllOf, .. AnyOf, .. OneOf] : [Reference, .. AllOf, .. AnyOf, .. OneOf];
}
