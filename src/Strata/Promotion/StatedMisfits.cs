using Strata.Schemas;
using Strata.Schemas.Validation;

namespace Strata.Promotion;

/// <summary>
/// Warns about values in structured requests that a promotion will cause to be refused: any value is accepted as a fragment, but a field
/// refuses those that don't fit.
/// </summary>
internal static class StatedMisfits
{
    private const int MaxNamed = 3;
    private const string Texts = """, such as {"type":"string"}""";

    /// <summary>Returns the warning; null if the field accepts all stated values.</summary>
    public static string? Note(string field, JsonElement schema, FieldTally tally)
    {
        var validator = JsonSchemaValidator.Compile(schema);
        return Note(field, schema, [.. tally.Stated.Where(v => validator.Validate(v).Count > 0)]);
    }

    /// <param name="made">Schema after the promotion.</param>
    public static string? Note(string field, JsonElement schema, FieldTally tally, SchemaDefinition made) =>
        Note(field, schema, [.. tally.Stated.Where(v => made.Reject(field, v) is not null)]);

    private static string? Note(string field, JsonElement schema, List<JsonElement> misfits) =>
        misfits.Count == 0
            ? null
            : $"Structured requests have stated {string.Join(", ", misfits.Take(MaxNamed).Select(m => CanonicalJson.Of(m)))}{(misfits.Count > MaxNamed ? " and others" : "")}. As field '{field}' with "
                + $"{CanonicalJson.Of(schema)} such values are refused (SCHEMA_VALIDATION_FAILED) from the promotion on: change what those callers send, or promote it with a schema that takes it"
                + $"{(misfits.TrueForAll(m => m.ValueKind == JsonValueKind.String) ? Texts : "")}.";
}
