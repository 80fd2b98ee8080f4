using System.Text.Json.Nodes;
using Strata.Registry;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Promotion;

/// <summary>Maps a fragment to a field, with the notation of its texts.</summary>
/// <param name="Fragment">Folded name of the fragment.</param>
internal sealed record PlannedField(string Fragment, string Name, bool? DayFirst, char? DecimalMark)
{
    public Notation Notation => new(DayFirst, DecimalMark);
}

/// <summary>Effect of a promotion: the schema, new or unchanged, and the field for each fragment.</summary>
/// <param name="Schema">Null if the active schema has all the fields already.</param>
/// <param name="Notes">Warnings for callers that stated the fragments.</param>
internal sealed record PromotionPlan(string ToType, JsonElement? Schema, IReadOnlyList<PlannedField> Fields, IReadOnlyList<string> Notes)
{
    /// <exception cref="StrataException">The request can't be met; the message says what is possible.</exception>
    public static PromotionPlan Make(SchemaSet schemas, PromoteRequest request, FragmentTally tally)
    {
        var toType = tally.Origin.IsGeneric ? ToTypeOf(request) : request.EntityType;
        var target = schemas.Find(toType);
        var report = tally.Report(target);
        var chosen = Chosen(request, report, tally.Origin.IsGeneric && target is not null);
        var planned = new List<PlannedField>();
        var added = new List<(FragmentField Seen, string Name, JsonElement Schema, string Fragment)>();
        foreach (var (field, seen) in chosen)
        {
            var folded = FieldNames.Fold(seen.Name);
            var notation = tally.Fields[folded].Notation;
            if (target?.Match(seen.Name) is { } known)
            {
                planned.Add(new PlannedField(folded, known.Name, notation.DayFirst, notation.DecimalMark));
                continue;
            }
            var name = field.Name ?? seen.ProposedName;
            if (target?.Declares(name) == true || added.Exists(a => a.Name == name))
            {
                throw new StrataException(
                    ErrorCode.Conflict,
                    $"'{seen.Name}' would be named '{name}', which another field of {toType} already is. Give it another name."
                );
            }
            planned.Add(new PlannedField(folded, name, notation.DayFirst, notation.DecimalMark));
            added.Add((seen, name, field.Schema ?? seen.ProposedSchema, seen.Name));
        }
        if (planned.Count == 0)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                report.Fields.Count == 0 ? $"{request.EntityType} has no fragments to promote{Among(report)}."
                    : report.Fields.All(f => f.Declared)
                        ? $"Nothing to propose for {request.EntityType}: its schema already declares every fragment name{Among(report)}. Name one to promote the values that now fit: {string.Join(", ", report.Fields.Take(20).Select(f => f.Name))}."
                    : $"Nothing is proposed for {request.EntityType}: a field needs {PromotionThresholds.MinOccurrences} values and a confidence of {PromotionThresholds.MinConfidence}. Name the fragments to promote all the same{Among(report)}: {string.Join(", ", report.Fields.Where(f => !f.Declared).Take(20).Select(f => f.Name))}."
            );
        }
        if (added.Count == 0)
        {
            return new PromotionPlan(toType, Schema: null, planned, []);
        }
        var body = Body(toType, target, request, added, tally);
        var made = SchemaDefinition.Kept(toType, target?.Version ?? 1, body);
        var notes = added
            .Select(a => StatedMisfits.Note(a.Name, a.Schema, tally.Fields[FieldNames.Fold(a.Fragment)], made))
            .OfType<string>();
        return new PromotionPlan(toType, body, planned, [.. notes]);
    }

    private static string ToTypeOf(PromoteRequest request)
    {
        var type = request.ToType ?? request.SuggestedType;
        return type is null
                ? throw new StrataException(ErrorCode.InvalidContent, "Promoting generic entities requires a target type ('to_type').")
            : !SchemaRegistry.IsTypeName(type) || type == SchemaSet.GenericType
                ? throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"'{type}' is not a valid entity type: use 1 to 60 of a-z, 0-9 and '_', starting with a letter. Use another 'to_type'."
                )
            : type;
    }

    private static IEnumerable<(PromotedField Field, FragmentField Seen)> Chosen(
        PromoteRequest request,
        FragmentReport report,
        bool takesDeclared
    )
    {
        if (request.Fields.Count == 0)
        {
            return report.Fields.Where(f => f.Proposed || (takesDeclared && f.Declared)).Select(f => (new PromotedField(f.Name), f));
        }
        var byName = report.Fields.ToDictionary(f => FieldNames.Fold(f.Name), StringComparer.Ordinal);
        return
        [
            .. request.Fields.Select(f =>
                byName.TryGetValue(FieldNames.Fold(f.Fragment), out var seen)
                    ? seen.Declared && !takesDeclared && (f.Name is not null || f.Schema is not null)
                        ? throw new StrataException(ErrorCode.Conflict, $"{request.EntityType} already has a field for '{f.Fragment}'.")
                        : (f, seen)
                    : throw new StrataException(
                        ErrorCode.InvalidContent,
                        $"{request.EntityType} has no fragment '{f.Fragment}'{Among(report)}."
                    )
            ),
        ];
    }

    /// <summary>Returns the part of an error message that says that not all observations were read.</summary>
    private static string Among(FragmentReport report) =>
        report.Complete
            ? ""
            : string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $" among the {report.Observations} observations of its oldest entities that a report looks at"
            );

    private static JsonElement Body(
        string toType,
        SchemaDefinition? target,
        PromoteRequest request,
        IReadOnlyList<(FragmentField Seen, string Name, JsonElement Schema, string Fragment)> added,
        FragmentTally tally
    )
    {
        if (target is not null && (request.Title ?? request.Identity?.FirstOrDefault()) is not null)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"Type '{toType}' exists: its schema says what its title and identity are. Leave out 'title' and 'identity'."
            );
        }
        var body = JsonNode
            .Parse(
                target?.Body
                    ?? $$"""{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","title":{{JsonText.String(Title(toType))}}}"""
            )!
            .AsObject(); // Neither is a JSON null.
        var properties = body["properties"]?.AsObject() ?? [];
        body["properties"] = properties;
        foreach (var (_, name, schema, fragment) in added)
        {
            var field =
                schema.ValueKind == JsonValueKind.Object
                    ? JsonNode.Parse(schema.GetRawText())!.AsObject() // An object, as was just asked.
                    : throw new StrataException(ErrorCode.SchemaValidationFailed, $"The schema of '{name}' is not a JSON object.");
            var extension = field["x-strata"]?.AsObject() ?? [];
            if (FieldNames.Fold(name) != FieldNames.Fold(fragment))
            {
                var aliases = extension["aliases"]?.AsArray() ?? [];
                aliases.Add((JsonNode)fragment);
                extension["aliases"] = aliases;
            }
            if (extension.Count > 0)
            {
                field["x-strata"] = extension;
            }
            properties[name] = field;
        }
        if (target is null)
        {
            body["x-strata"] = Extension(request, added, tally);
        }
        return JsonText.Element(body.ToJsonString());
    }

    /// <summary>Returns the annotations of a new type: what names and identifies its entities, as asked or as proposed.</summary>
    private static JsonObject Extension(
        PromoteRequest request,
        IReadOnlyList<(FragmentField Seen, string Name, JsonElement Schema, string Fragment)> added,
        FragmentTally tally
    )
    {
        var proposed = ProposedType.Of(
            [.. added.Select(a => (a.Name, a.Seen, tally.Fields[FieldNames.Fold(a.Fragment)]))],
            tally.Observations
        );
        var extension = new JsonObject();
        if ((request.Title ?? proposed.Title?.Field) is { } title)
        {
            extension["title"] = new JsonArray(Named(title));
        }
        var identity = request.Identity ?? (proposed.Identity is { } id ? [id.Field] : []);
        if (identity.Count > 0)
        {
            extension["identity"] = new JsonArray(new JsonArray([.. identity.Select(field => (JsonNode)Named(field))]));
        }
        return extension;

        string Named(string field) =>
            added.Any(a => a.Name == field)
                ? field
                : throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"'{field}' is not one of the fields that are promoted: {string.Join(", ", added.Select(a => a.Name).Take(20))}."
                );
    }

    private static string Title(string toType) => char.ToUpperInvariant(toType[0]) + toType[1..].Replace('_', ' ');
}
