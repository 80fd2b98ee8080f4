namespace Strata.Schemas.Validation;

/// <summary>
/// A JSON Schema 2020-12 compiled once to validate many values. Thread-safe. A valid value costs no allocation
/// (unless it holds long <c>uniqueItems</c> arrays or escaped strings under text rules).
/// </summary>
public sealed class JsonSchemaValidator
{
    private readonly SchemaNode _root;

    internal JsonSchemaValidator(SchemaNode root) => _root = root;

    /// <exception cref="StrataException">
    /// <see cref="ErrorCode.SchemaValidationFailed"/> with one fault for each keyword that is wrong or not supported.
    /// </exception>
    public static JsonSchemaValidator Compile(JsonElement schema)
    {
        var faults = new List<Fault>();
        var root = SchemaCompiler.Compile(schema.Clone(), faults);
        return faults.Count == 0 ? new JsonSchemaValidator(root) : throw Refused(faults);
    }

    /// <summary>Returns the faults, each with the JSON pointer of its value; empty if the value is valid.</summary>
    public IReadOnlyList<Fault> Validate(JsonElement value) => Validate(_root, value);

    internal static bool Fits(SchemaNode node, JsonElement value)
    {
        var steps = 0;
        return new ValueCheck(null, ref steps).FitsAll(node, value);
    }

    internal static IReadOnlyList<Fault> Validate(SchemaNode node, JsonElement value)
    {
        var steps = 0;
        if (new ValueCheck(null, ref steps).FitsAll(node, value))
        {
            return [];
        }
        var faults = new List<Fault>();
        if (steps <= ValueCheck.MaxSteps)
        {
            steps = 0;
            new ValueCheck(faults, ref steps).FitsAll(node, value);
        }
        return steps <= ValueCheck.MaxSteps
            ? faults
            : [new Fault("", $"takes more than {ValueCheck.MaxSteps} steps to compare with the schema"), .. faults];
    }

    internal static StrataException Refused(IReadOnlyList<Fault> faults) =>
        new(
            ErrorCode.SchemaValidationFailed,
            faults.Count == 1
                ? $"The schema is refused at '{faults[0].Path}': {faults[0].Reason}."
                : $"The schema is refused for {faults.Count} faults, the first at '{faults[0].Path}': {faults[0].Reason}."
        )
        {
            Faults = faults,
        };
}
