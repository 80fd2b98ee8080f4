using Strata.Schemas.Validation;

namespace Strata.Schemas;

/// <summary>Reads JSON Schema with <c>x-strata</c> into a <see cref="SchemaDefinition"/>, or returns all faults.</summary>
internal static class SchemaReader
{
    private const int MaxBytes = 1 << 20;

    /// <param name="isKept">See <see cref="SchemaCompiler.Compile"/>.</param>
    public static SchemaDefinition Read(string entityType, int version, JsonElement schema, bool isKept)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        if (!IsName(entityType))
        {
            throw JsonSchemaValidator.Refused([
                new Fault(
                    "",
                    $"'{entityType}' is not a valid entity type: use 1 to 64 of a-z, 0-9, '_', '-' and '.', starting with a letter"
                ),
            ]);
        }
        var body = Canonical(schema);
        // Read from a copy: compiled constraints refer to it for the definition's lifetime.
        var copy = schema.Clone();
        var faults = new List<Fault>();
        var root = SchemaCompiler.Compile(copy, faults, isKept);
        var reading =
            copy.ValueKind == JsonValueKind.Object
                ? Read(entityType, copy, root, faults, isKept)
                : Refuse(faults, "a record schema must be an object");
        return faults.Count == 0
            ? new SchemaDefinition(entityType, version, body, ReductionHashing.Of(copy, reading.Fields), reading)
            : throw JsonSchemaValidator.Refused(faults);
    }

    /// <summary>Whether the text can name an entity type or relationship.</summary>
    public static bool IsName(string? name) =>
        name is { Length: >= 1 and <= 64 }
        && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-' or '.');

    private static string Canonical(JsonElement schema)
    {
        string body;
        try
        {
            body = CanonicalJson.Of(schema);
        }
        catch (StrataException e)
        {
            throw JsonSchemaValidator.Refused([new Fault("", e.Message)]);
        }
        return body.Length <= MaxBytes
            ? body
            : throw JsonSchemaValidator.Refused([new Fault("", $"the schema is larger than {MaxBytes} characters")]);
    }

    private static SchemaReading Read(string entityType, JsonElement schema, SchemaNode root, List<Fault> faults, bool isKept)
    {
        if (root.Types is not (JsonTypes.None or JsonTypes.Object))
        {
            faults.Add(new Fault("/type", "a record is an object"));
        }
        if (root.SameValue.Any())
        {
            faults.Add(
                new Fault(
                    "",
                    "allOf, anyOf, oneOf and $ref are for the fields of a record, not for the record itself: each field is judged alone"
                )
            );
        }
        if (!isKept)
        {
            RefuseIgnored(root, faults);
            RefuseFieldsOfGeneric(entityType, schema, root, faults);
        }
        var extension = new RecordExtension(schema, faults);
        var fields = FieldReader.Read(entityType, schema, root, extension, faults);
        extension.RefuseUndeclared(fields);
        extension.RefuseUnfitting(fields);
        foreach (
            var (name, i) in root
                .Required.Select((name, i) => (name, i))
                .Where(r => !root.Properties.ContainsKey(r.name) && root.AdditionalProperties is not { Never: true })
        )
        {
            faults.Add(new Fault($"/required/{i}", $"the schema declares no field '{name}'"));
        }
        RefuseNested(schema, "", 0, faults);
        return new SchemaReading
        {
            Title = StringOf(schema, "title"),
            Description = StringOf(schema, "description"),
            Kind = extension.Kind,
            AppliesTo = extension.AppliesTo,
            Prompt = extension.Prompt,
            Names = [.. extension.Names.Prepend(entityType).Select(FieldNames.Fold).Distinct(StringComparer.Ordinal)],
            Titles = extension.Titles,
            Fields = fields,
            Identity = extension.Identity(fields),
            SameIfEqual = extension.SameIfEqual,
            Relationships = extension.Relationships(fields),
            Expects = extension.Expects(fields),
            Required = root.Required,
            Others = root.AdditionalProperties,
        };
    }

    private static void RefuseIgnored(SchemaNode root, List<Fault> faults)
    {
        foreach (var (keyword, isThere) in new[] { ("enum", root.Enum is not null), ("const", root.Const is not null) })
        {
            if (isThere)
            {
                faults.Add(
                    new Fault(
                        "/" + keyword,
                        $"{keyword} is for the fields of a record, not for the record itself: each field is judged alone"
                    )
                );
            }
        }
    }

    /// <summary>
    /// Refuses fields of <c>generic</c>: its records are there because nothing describes them, so a field would describe unlike things.
    /// </summary>
    private static void RefuseFieldsOfGeneric(string entityType, JsonElement schema, SchemaNode root, List<Fault> faults)
    {
        if (!string.Equals(entityType, SeedSchemas.Generic, StringComparison.Ordinal))
        {
            return;
        }
        const string Reason =
            "'generic' takes what no other schema describes, whole, and declares nothing of it: register a type of its own, or promote its fields";
        if (root.Properties.Count > 0 || root.Required.Length > 0)
        {
            faults.Add(new Fault(root.Properties.Count > 0 ? "/properties" : "/required", Reason));
        }
        if (root.AdditionalProperties is not null && schema.GetProperty("additionalProperties").ValueKind != JsonValueKind.True)
        {
            faults.Add(new Fault("/additionalProperties", Reason));
        }
    }

    internal static string? StringOf(JsonElement schema, string key) =>
        schema.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Depth 0 is the record, depth 2 one of its fields (below "properties"), depth 5 a part of an array's objects (below
    // "items/properties"); x-strata anywhere else would never be read.
    private static void RefuseNested(JsonElement value, string at, int depth, List<Fault> faults)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i)))
            {
                RefuseNested(item, JsonPointer.Then(at, i), depth + 1, faults);
            }
        }
        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }
        var inField = at.StartsWith("/properties/", StringComparison.Ordinal);
        var inParts = inField && at.Split('/') is [_, _, _, "items", "properties", ..];
        var isRead = depth == 0 || (depth == 2 && inField) || (depth == 5 && inParts);
        var holdsNames = (depth == 1 && at is "/properties" or "/$defs") || (depth == 4 && inParts);
        foreach (var member in value.EnumerateObject())
        {
            var isExtension = !holdsNames && string.Equals(member.Name, "x-strata", StringComparison.Ordinal);
            if (isExtension && !isRead)
            {
                faults.Add(
                    new Fault(
                        JsonPointer.Then(at, member.Name),
                        "x-strata is allowed only on the record, its fields, and the properties of objects in an array"
                    )
                );
            }
            else if (!isExtension && (holdsNames || member.Name is not ("enum" or "const" or "default" or "examples")))
            {
                RefuseNested(member.Value, JsonPointer.Then(at, member.Name), depth + 1, faults);
            }
        }
    }

    private static SchemaReading Refuse(List<Fault> faults, string reason)
    {
        faults.Add(new Fault("", reason));
        return new SchemaReading();
    }
}
