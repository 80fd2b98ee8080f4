using Strata.Schemas.Validation;

namespace Strata.Schemas;

/// <summary>Reads the declared fields of a record schema, each with its own <c>x-strata</c>.</summary>
internal static class FieldReader
{
    private const int MaxNameLength = 200;
    private const int MaxDays = 36_500;
    private const int MaxAddends = 8;

    private static readonly IReadOnlyDictionary<string, FieldEvidenceRule> Evidences = Enum.GetValues<FieldEvidenceRule>()
        .ToDictionary(e => e.Name(), StringComparer.Ordinal);

    public static IReadOnlyList<SchemaField> Read(
        string entityType,
        JsonElement schema,
        SchemaNode root,
        RecordExtension extension,
        List<Fault> faults
    )
    {
        var fields = new List<SchemaField>();
        if (!schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return fields;
        }
        foreach (var property in properties.EnumerateObject())
        {
            if (root.Properties.TryGetValue(property.Name, out var node))
            {
                fields.Add(Read(property, node, extension, faults));
            }
        }
        RefuseUnknownAddends(fields, faults);
        RefuseUncounted(fields, faults);
        RefuseUnknownCurrencies(fields, fields, "/properties", faults);
        return FieldRoles.Assign(Claim(fields, faults, "/properties"), entityType);
    }

    private static SchemaField Read(JsonProperty property, SchemaNode node, RecordExtension extension, List<Fault> faults)
    {
        var name = property.Name;
        var at = JsonPointer.Then("/properties", name);
        if (name.Length is 0 or > MaxNameLength || name.Any(char.IsControl))
        {
            faults.Add(new Fault(at, $"a field's name must have 1 to {MaxNameLength} characters and no control characters"));
        }
        var kind = FieldKinds.Of(node);
        var own = new ExtensionObject(property.Value, at, faults);
        own.AllowOnly(
            "strategy",
            "aliases",
            "temporal",
            "references",
            "normaliser",
            "day_first",
            "revises",
            "sums",
            "distinguishes",
            "signed",
            "counts_as",
            "sides",
            "stand_ins",
            "role",
            "currency",
            "evidence"
        );
        var sides = Sides(own);
        var field = new SchemaField
        {
            Name = name,
            Kind = kind,
            Role = RoleOf(own, kind),
            Format = FieldKinds.Effective(node).Format?.Name,
            Title = property.Value.ValueKind == JsonValueKind.Object ? SchemaReader.StringOf(property.Value, "title") : null,
            Description = property.Value.ValueKind == JsonValueKind.Object ? SchemaReader.StringOf(property.Value, "description") : null,
            Strategy = own.Choice("strategy", ExtensionObject.Strategies) ?? extension.Strategy(name) ?? MergeStrategy.HighestPriority,
            Aliases = [.. own.Strings("aliases").Select(FieldNames.Fold), .. sides?.Out ?? [], .. sides?.In ?? []],
            Temporal = own.Flag("temporal") ?? false,
            Reference = Reference(own, name),
            DayFirst = own.Flag("day_first"),
            Normaliser = own.Choice("normaliser", ExtensionObject.Normalisers) ?? extension.Normaliser(name) ?? FieldKinds.Normaliser(kind),
            EnumValues = [.. (node.Enum ?? []).Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString() ?? "")],
            Distinguishes = Distinction(own),
            Signed = own.Flag("signed") ?? false,
            CountsAs = own.Text("counts_as") is { } counted ? new CountedAs(counted.TrimStart('-'), counted.StartsWith('-')) : null,
            Sides = sides,
            StandIns = [.. own.Strings("stand_ins").Select(FieldNames.Fold)],
            Revises = own.Text("revises"),
            Currency = own.Text("currency"),
            Evidence = own.Choice("evidence", Evidences) ?? FieldEvidenceRule.Required,
            Parts = Parts(property.Value, node, at, faults),
            Sums = own.Value("sums")?.ValueKind == JsonValueKind.Array ? new Dictionary<string, IReadOnlyList<string>>() : Sums(own),
            Addends = own.Value("sums")?.ValueKind == JsonValueKind.Array ? [.. own.Strings("sums").Select(Addend)] : [],
            Node = node,
        };
        Judge(field, own);
        return field;
    }

    private static List<SchemaField> Parts(JsonElement field, SchemaNode node, string at, List<Fault> faults)
    {
        var items = FieldKinds.Effective(node).Items is { } each ? FieldKinds.Effective(each) : null;
        if (
            items is null
            || field.ValueKind != JsonValueKind.Object
            || !field.TryGetProperty("items", out var declared)
            || declared.ValueKind != JsonValueKind.Object
            || !declared.TryGetProperty("properties", out var properties)
            || properties.ValueKind != JsonValueKind.Object
        )
        {
            return [];
        }
        var parts = new List<SchemaField>();
        foreach (var property in properties.EnumerateObject())
        {
            if (items.Properties.TryGetValue(property.Name, out var part))
            {
                parts.Add(Part(property, part, JsonPointer.Then(at + "/items/properties", property.Name), faults));
            }
        }
        return FieldRoles.Assign(Claim(parts, faults, at + "/items/properties"), entityType: null);
    }

    private static SchemaField Part(JsonProperty property, SchemaNode node, string at, List<Fault> faults)
    {
        var own = new ExtensionObject(property.Value, at, faults);
        own.AllowOnly("aliases", "day_first", "role", "currency");
        var kind = FieldKinds.Of(node);
        return new SchemaField
        {
            Name = property.Name,
            Kind = kind,
            Role = RoleOf(own, kind),
            Aliases = [.. own.Strings("aliases").Select(FieldNames.Fold)],
            DayFirst = own.Flag("day_first"),
            Currency = own.Text("currency"),
            Node = node,
        };
    }

    private static Dictionary<string, IReadOnlyList<string>> Sums(ExtensionObject own)
    {
        var sums = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (own.Object("sums") is { } declared)
        {
            foreach (var part in declared.Members())
            {
                sums[part.Name] = declared.Strings(part.Name);
            }
        }
        return sums;
    }

    private static FieldSides? Sides(ExtensionObject own)
    {
        if (own.Object("sides") is not { } stated)
        {
            return null;
        }
        stated.AllowOnly("out", "in");
        foreach (var side in new[] { "out", "in" }.Where(side => stated.Value(side) is null))
        {
            stated.Missing(side);
        }
        return new FieldSides([.. stated.Strings("out").Select(FieldNames.Fold)], [.. stated.Strings("in").Select(FieldNames.Fold)]);
    }

    // "-discount?": subtracted, optional.
    private static Addend Addend(string written) =>
        new(written.TrimStart('-').TrimEnd('?'), written.StartsWith('-'), written.EndsWith('?'));

    private static void RefuseUnknownAddends(List<SchemaField> fields, List<Fault> faults)
    {
        var numbers = fields
            .Where(f => f.Kind is FieldKind.Number or FieldKind.Integer)
            .Select(f => f.Name)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var at = JsonPointer.Then("/properties", field.Name) + "/x-strata/sums";
            for (var i = 0; i < field.Addends.Count; i++)
            {
                if (!numbers.Contains(field.Addends[i].Field) || field.Addends[i].Field == field.Name)
                {
                    faults.Add(new Fault(JsonPointer.Then(at, i), $"'{field.Addends[i].Field}' is not another number field of the schema"));
                }
            }
        }
    }

    private static void RefuseUnknownCurrencies(IReadOnlyList<SchemaField> fields, List<SchemaField> record, string at, List<Fault> faults)
    {
        foreach (var field in fields)
        {
            if (field.Currency is { Length: > 0 } name && !fields.Concat(record).Any(f => f.Name == name && f.Kind == FieldKind.Currency))
            {
                faults.Add(
                    new Fault(
                        JsonPointer.Then(at, field.Name) + "/x-strata/currency",
                        $"the schema declares no field '{name}' with format currency; \"\" says that the number is no money"
                    )
                );
            }
            RefuseUnknownCurrencies(field.Parts, record, JsonPointer.Then(at, field.Name) + "/items/properties", faults);
        }
    }

    private static void RefuseUncounted(List<SchemaField> fields, List<Fault> faults)
    {
        foreach (var field in fields)
        {
            if (
                field.CountsAs is { } counted
                && (
                    field.Signed
                    || field.Kind is not (FieldKind.Number or FieldKind.Integer)
                    || !fields.Exists(f => f.Name == counted.Field && f.Signed)
                )
            )
            {
                faults.Add(
                    new Fault(
                        JsonPointer.Then("/properties", field.Name) + "/x-strata/counts_as",
                        $"must be a number that is unsigned here, and '{counted.Field}' must be a signed one"
                    )
                );
            }
            if (field.Sides is not null && !fields.Exists(f => f.Signed))
            {
                faults.Add(
                    new Fault(
                        JsonPointer.Then("/properties", field.Name) + "/x-strata/sides",
                        "must be a signed number of the schema: its sign states which side is meant"
                    )
                );
            }
        }
    }

    private static FieldRole? RoleOf(ExtensionObject own, FieldKind kind)
    {
        var role = own.Choice("role", FieldRoles.ByName);
        if (role is { } declared && !FieldRoles.Fits(declared, kind))
        {
            own.Refuse("role", "is not for a field of this type and format");
        }
        return role;
    }

    private static FieldReference? Reference(ExtensionObject own, string name)
    {
        if (own.Object("references") is not { } references)
        {
            return null;
        }
        references.AllowOnly("entity_type", "relationship", "acyclic");
        return new FieldReference(
            references.Name("entity_type") ?? references.Missing("entity_type"),
            references.Name("relationship") ?? name,
            references.Flag("acyclic") ?? false
        );
    }

    private static FieldDistinction? Distinction(ExtensionObject own)
    {
        switch (own.Value("distinguishes")?.ValueKind)
        {
            case null or JsonValueKind.False:
                return null;
            case JsonValueKind.True:
                return new FieldDistinction(null);
            case JsonValueKind.Object when own.Object("distinguishes") is { } stated:
                stated.AllowOnly("days");
                if (stated.Value("days") is null)
                {
                    stated.Missing("days");
                }
                return new FieldDistinction(stated.Whole("days", MaxDays) ?? 0);
            default:
                own.Refuse("distinguishes", "must be true, false or {\"days\": 5}");
                return null;
        }
    }

    private static void Judge(SchemaField field, ExtensionObject own)
    {
        if (field.Strategy == MergeStrategy.MergeArray && field.Kind is not (FieldKind.Array or FieldKind.Any))
        {
            own.Refuse("strategy", "merge_array is for arrays");
        }
        if (field.Temporal && field.Kind is not (FieldKind.Date or FieldKind.DateTime))
        {
            own.Refuse("temporal", "only a field of format date, date-time or moment is temporal");
        }
        if (field.DayFirst is not null && field.Kind is not (FieldKind.Date or FieldKind.DateTime))
        {
            own.Refuse("day_first", "only a field of format date, date-time or moment has an order of day and month");
        }
        if (field.Distinguishes is not null && field.Kind is FieldKind.Any or FieldKind.Array or FieldKind.Object or FieldKind.Boolean)
        {
            own.Refuse("distinguishes", "only a text, number, date or time field can distinguish entities");
        }
        else if (field.Distinguishes?.Days is not null && field.Kind is not (FieldKind.Date or FieldKind.DateTime))
        {
            own.Refuse("distinguishes", "only a field of format date, date-time or moment can be days apart");
        }
        foreach (
            var part in field.Sums.Keys.Where(part =>
                !field.Parts.Any(p => p.Name == part && p.Kind is FieldKind.Number or FieldKind.Integer)
            )
        )
        {
            own.Refuse("sums", $"'{part}' is not a number field of the array's objects");
        }
        if (
            own.Value("sums")?.ValueKind == JsonValueKind.Array
            && (
                field.Kind is not (FieldKind.Number or FieldKind.Integer)
                || field.Addends.Count is < 2 or > MaxAddends
                || field.Addends[0] is { Optional: true } or { IsTakenOff: true }
            )
        )
        {
            own.Refuse("sums", $"a number is the sum of 2 to {MaxAddends} others, of which the first is neither optional nor taken off");
        }
        if (field.Signed && field.Kind is not (FieldKind.Number or FieldKind.Integer))
        {
            own.Refuse("signed", "only a number can be signed");
        }
        if (field.Revises is not (null or "text"))
        {
            own.Refuse("revises", "a field can only revise 'text'");
        }
    }

    // Each name maps to one field, whatever order the fields are declared in.
    private static List<SchemaField> Claim(List<SchemaField> fields, List<Fault> faults, string at)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        var roles = new Dictionary<FieldRole, string>();
        var claimed = new List<SchemaField>(fields.Count);
        foreach (var field in fields)
        {
            var names = field
                .Aliases.Prepend(FieldNames.Fold(field.Name))
                .Where(a => a.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .ToArray();
            claimed.Add(field with { Aliases = names });
            if (field.Role is { } role && !roles.TryAdd(role, field.Name))
            {
                faults.Add(new Fault(JsonPointer.Then(at, field.Name) + "/x-strata/role", $"is the role of '{roles[role]}' already"));
            }
            foreach (var name in names)
            {
                if (!owners.TryAdd(name, field.Name))
                {
                    faults.Add(new Fault(JsonPointer.Then(at, field.Name), $"answers to '{name}', as '{owners[name]}' does"));
                }
            }
        }
        return claimed.ConvertAll(field =>
            field.Role is { } role && owners.TryAdd(FieldRoles.LabelOf(role), field.Name)
                ? field with
                {
                    Aliases = [.. field.Aliases, FieldRoles.LabelOf(role)],
                }
                : field
        );
    }
}
