using Strata.Schemas;
using Strata.Schemas.Validation;

namespace Strata.Promotion;

/// <summary>
/// What a promotion means for those that state the fragment in structured requests: what was kept as a fragment, whatever it was, is
/// refused as a field where it does not fit. Whoever decides is to know before.
/// </summary>
internal static class StatedMisfits
{
    private const int MaxNamed = 3;
    private const string Texts = """, such as {"type":"string"}""";

    /// <summary>Null: what was stated would be taken.</summary>
    public static string? Note(string field, JsonElement schema, FieldTally tally)
    {
        var validator = JsonSchemaValidator.Compile(schema);
        return Note(field, schema, [.. tally.Stated.Where(v => validator.Validate(v).Count > 0)]);
    }

    /// <param name="made">The schema that the promotion makes.</param>
    public static string? Note(string field, JsonElement schema, FieldTally tally, SchemaDefinition made) =>
        Note(field, schema, [.. tally.Stated.Where(v => made.Reject(field, v) is not null)]);

    private static string? Note(string field, JsonElement schema, List<JsonElement> misfits) =>
        misfits.Count == 0
            ? null
            : $"Structured requests have stated {string.Join(", ", misfits.Take(MaxNamed).Select(m => CanonicalJson.Of(m)))}{(misfits.Count > MaxNamed ? " and others" : "")}. As field '{field}' with "
                + $"{CanonicalJson.Of(schema)} such values are refused (SCHEMA_VALIDATION_FAILED) from the promotion on: change what those callers send, or promote it with a schema that takes it"
                + $"{(misfits.TrueForAll(m => m.ValueKind == JsonValueKind.String) ? Texts : "")}.";
}
