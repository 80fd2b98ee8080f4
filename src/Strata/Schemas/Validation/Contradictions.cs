namespace Strata.Schemas.Validation;

/// <summary>
/// Finds keywords of one (sub)schema that no value can satisfy together. JSON Schema allows them, but such a field would only collect
/// fragments, unnoticed until the data are in.
/// </summary>
internal static class Contradictions
{
    public static IEnumerable<Fault> Of(SchemaNode node, string at)
    {
        foreach (
            var (lower, least, isOpen) in new[] { ("minimum", node.Minimum, false), ("exclusiveMinimum", node.ExclusiveMinimum, true) }
        )
        {
            foreach (
                var (upper, most, isOpenAbove) in new[]
                {
                    ("maximum", node.Maximum, false),
                    ("exclusiveMaximum", node.ExclusiveMaximum, true),
                }
            )
            {
                if (
                    least is { } low
                    && most is { } high
                    && low.CompareTo(high) is var order
                    && (order > 0 || (order == 0 && (isOpen || isOpenAbove)))
                )
                {
                    yield return new Fault(JsonPointer.Then(at, lower), $"no number fits {lower} {low} and {upper} {high}");
                }
            }
        }
        if (node.MinLength > node.MaxLength)
        {
            yield return new Fault(
                JsonPointer.Then(at, "minLength"),
                $"no text fits minLength {node.MinLength} and maxLength {node.MaxLength}"
            );
        }
        if (node.MinItems > node.MaxItems)
        {
            yield return new Fault(
                JsonPointer.Then(at, "minItems"),
                $"no array fits minItems {node.MinItems} and maxItems {node.MaxItems}"
            );
        }
        foreach (var (name, i) in node.Required.Select((name, i) => (name, i)))
        {
            if ((node.Properties.GetValueOrDefault(name) ?? node.AdditionalProperties) is { Never: true })
            {
                yield return new Fault(
                    JsonPointer.Then(JsonPointer.Then(at, "required"), i),
                    $"'{name}' is required, and the schema allows no property of that name"
                );
            }
        }
    }

    /// <summary>The same for the values of <c>enum</c> and <c>const</c>, in schemas with resolved references.</summary>
    public static IEnumerable<Fault> OfValues(SchemaNode node, string at)
    {
        if (node.Const is { } only && !JsonSchemaValidator.Fits(node, only))
        {
            yield return new Fault(JsonPointer.Then(at, "const"), "the rest of the schema does not allow this value");
        }
        else if (node.Enum is { } listed && !listed.Any(value => JsonSchemaValidator.Fits(node, value)))
        {
            yield return new Fault(JsonPointer.Then(at, "enum"), "the rest of the schema allows none of these values");
        }
    }
}
