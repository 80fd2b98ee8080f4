using System.Text.Json.Nodes;
using Strata.Tests.Schemas;

namespace Strata.Tests.Interpretation;

/// <summary>Rules read a schema by the roles of its fields, whatever the fields are called.</summary>
public sealed class RoleTests
{
    private static readonly IReadOnlyList<SchemaDefinition> Renamed = [.. SeedSchemas.All.Select(s => Rename(s.EntityType, s.Json))];

    [Fact]
    public void Schemas_with_other_names_read_the_same_values()
    {
        var differing = new List<string>();
        var phrases = PhraseSet.Rules.Where(r => r.Kind is not ("csv" or "page")).SelectMany(r => r.All).ToList();
        foreach (var phrase in phrases)
        {
            var text = new TextSource(phrase.Text, markdown: phrase.Rule.Kind == "markdown");
            var options = new InterpretationOptions { EntityType = phrase.Rule.Type };
            var (ours, theirs) = (
                Values(text.Interpret(options).Findings, Same),
                Values(text.Interpret(options, schemas: Renamed).Findings, Other)
            );
            if (ours != theirs)
            {
                differing.Add($"{phrase.Text}\n  ours   {ours}\n  theirs {theirs}");
            }
        }
        phrases.Count.ShouldBeGreaterThan(250);
        differing.ShouldBeEmpty();
    }

    [Fact]
    public void Schemas_with_other_names_read_the_same_papers_and_tables()
    {
        string[] folders = ["invoices", "notes", "bank", "contacts", "messy"];
        var files = folders
            .SelectMany(f => Directory.GetFiles(Path.Combine(SamplesTests.Root, "samples", f)))
            .Where(f => Path.GetExtension(f) is ".csv" or ".txt" or ".md" or ".json")
            .ToList();
        files.Count.ShouldBeGreaterThan(15);
        foreach (var file in files)
        {
            var ours = Values(SamplesTests.Read(file, TextSource.Seeds), Same);
            ours.ShouldNotBeEmpty();
            Values(SamplesTests.Read(file, Renamed), Other).ShouldBe(ours, file);
        }
    }

    [Theory]
    [InlineData("""{"a": {"type": "number", "x-strata": {"role": "vendor"}}}""", "/properties/a/x-strata/role")]
    [InlineData("""{"a": {"type": "string", "x-strata": {"role": "king"}}}""", "/properties/a/x-strata/role")]
    [InlineData(
        """{"a": {"type": "string", "x-strata": {"role": "vendor"}}, "b": {"type": "string", "x-strata": {"role": "vendor"}}}""",
        "/properties/b/x-strata/role"
    )]
    public void A_role_is_one_fields_and_fits_its_type(string properties, string at)
    {
        var schema = JsonElement.Parse($$"""{"type": "object", "properties": {{properties}}}""");
        Should.Throw<StrataException>(() => SchemaDefinition.Parse("thing", 1, schema)).Message.ShouldContain(at);
    }

    private static string Same(string name) => name;

    private static string Other(string name) => new([.. name.Reverse()]);

    private static string Values(IEnumerable<Finding> findings, Func<string, string> name) =>
        string.Join(
            "; ",
            findings.Select(f =>
                $"{f.Schema.EntityType} "
                + string.Join(
                    ", ",
                    f.Fields.Select(v =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{name(v.Name)}={Json(v.Json, name)} {v.Assessment?.Confidence:0.###}"
                            )
                        )
                        .Order(StringComparer.Ordinal)
                )
            )
        );

    /// <summary>Items name their parts.</summary>
    private static string Json(string json, Func<string, string> name) =>
        JsonNode.Parse(json) is JsonArray items && items.All(i => i is JsonObject)
            ? string.Join(
                ' ',
                items.Select(i =>
                    string.Join(',', i!.AsObject().Select(p => $"{name(p.Key)}:{p.Value?.ToJsonString()}").Order(StringComparer.Ordinal))
                )
            )
            : json;

    /// <summary>A seed whose fields and parts have their names backwards; the old name is an alias, and their roles are declared.</summary>
    private static SchemaDefinition Rename(string entityType, string json)
    {
        var seed = SchemaDefinition.Parse(entityType, 1, JsonElement.Parse(json));
        var schema = JsonNode.Parse(json)!.AsObject();
        if (schema["properties"] is JsonObject properties)
        {
            schema["properties"] = Renaming(properties, seed.FieldOrder.Select(n => seed.Fields[n]));
            var names = seed.FieldOrder.ToHashSet(StringComparer.Ordinal);
            foreach (var key in new[] { "normalisers", "strategy" })
            {
                if (schema["x-strata"]![key] is JsonObject byField)
                {
                    schema["x-strata"]![key] = new JsonObject(byField.Select(m => KeyValuePair.Create(Other(m.Key), m.Value?.DeepClone())));
                }
            }
            foreach (var key in new[] { "title", "identity", "expects" })
            {
                if (schema["x-strata"]![key] is { } value)
                {
                    schema["x-strata"]![key] = Named(value, names);
                }
            }
        }
        if (schema["required"] is { } required)
        {
            schema["required"] = Named(required, [.. seed.FieldOrder]);
        }
        return SchemaDefinition.Parse(entityType, 1, JsonElement.Parse(schema.ToJsonString()));
    }

    private static JsonObject Renaming(JsonObject properties, IEnumerable<SchemaField> fields)
    {
        var renamed = new JsonObject();
        var all = fields.ToList();
        foreach (var field in all)
        {
            var body = properties[field.Name]!.DeepClone().AsObject();
            var own = body["x-strata"] as JsonObject ?? [];
            body["x-strata"] = own;
            own["aliases"] = new JsonArray([field.Name, .. own["aliases"]?.AsArray().Select(a => a!.DeepClone()) ?? []]);
            if (field.Role is { } role)
            {
                own["role"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(role.ToString());
            }
            foreach (var key in new[] { "sums", "counts_as" })
            {
                if (own[key] is { } value)
                {
                    own[key] = Named(value, [.. all.Select(f => f.Name), .. field.Parts.Select(p => p.Name)]);
                }
            }
            if (field.Parts.Count > 0)
            {
                body["items"]!["properties"] = Renaming(body["items"]!["properties"]!.AsObject(), field.Parts);
            }
            renamed[Other(field.Name)] = body;
        }
        return renamed;
    }

    private static JsonNode? Named(JsonNode? value, HashSet<string> names) =>
        value switch
        {
            JsonArray list => new JsonArray([.. list.Select(v => Named(v, names))]),
            JsonObject members => new JsonObject(
                members.Select(m => KeyValuePair.Create(names.Contains(m.Key) ? Other(m.Key) : m.Key, Named(m.Value, names)))
            ),
            JsonValue text when text.TryGetValue<string>(out var name) && names.Contains(name.Trim('-', '?')) => name.Replace(
                name.Trim('-', '?'),
                Other(name.Trim('-', '?')),
                StringComparison.Ordinal
            ),
            _ => value?.DeepClone(),
        };
}
