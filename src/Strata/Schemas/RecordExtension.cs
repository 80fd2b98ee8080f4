namespace Strata.Schemas;

/// <summary>The record's own <c>x-strata</c>: identity, titles, relationships, and settings per field.</summary>
internal sealed class RecordExtension
{
    private const string OriginScope = "origin";
    private const int MaxRules = 16;
    private const int MaxFieldsPerRule = 12;
    private const int MaxComposed = 4;

    private readonly ExtensionObject _own;
    private readonly ExtensionObject? _strategies;
    private readonly ExtensionObject? _normalisers;

    public RecordExtension(JsonElement schema, List<Fault> faults)
    {
        _own = new ExtensionObject(schema, "", faults);
        _own.AllowOnly(
            "identity",
            "normalisers",
            "title",
            "strategy",
            "relationships",
            "kind",
            "names",
            "expects",
            "same_if_equal",
            "annotates",
            "applies_to",
            "prompt"
        );
        _strategies = _own.Object("strategy");
        _normalisers = _own.Object("normalisers");
        Kind = _own.Choice("annotates", Annotated) ?? _own.Choice("kind", Kinds) ?? SchemaKind.Record;
        AppliesTo = _own.Strings("applies_to");
        Prompt = PromptOf(faults);
        Names = _own.Strings("names");
        Titles = TitlesOf();
        SameIfEqual = _own.Flag("same_if_equal") ?? false;
    }

    private static readonly IReadOnlyDictionary<string, SchemaKind> Kinds = new Dictionary<string, SchemaKind>(StringComparer.Ordinal)
    {
        ["record"] = SchemaKind.Record,
        ["annotation"] = SchemaKind.Annotation,
    };

    private static readonly IReadOnlyDictionary<string, SchemaKind> Annotated = new Dictionary<string, SchemaKind>(StringComparer.Ordinal)
    {
        ["blocks"] = SchemaKind.Annotation,
    };

    public SchemaKind Kind { get; }

    /// <summary>Types of blocks that an annotation schema is for; empty: all.</summary>
    public IReadOnlyList<string> AppliesTo { get; }

    /// <summary>Instructions to a model, as canonical JSON; null: none.</summary>
    public string? Prompt { get; }
    public IReadOnlyList<string> Names { get; }

    /// <summary>Titles, each with the fields whose values form it.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Titles { get; }

    /// <summary>Whether records that no identity rule identifies are the same if all their fields are equal.</summary>
    public bool SameIfEqual { get; }

    /// <summary>Refuses what an annotation schema can't have.</summary>
    public void RefuseUnfitting(IReadOnlyList<SchemaField> fields)
    {
        if (Kind != SchemaKind.Annotation)
        {
            if (AppliesTo.Count > 0)
            {
                _own.Refuse("applies_to", "is for annotation schemas (\"annotates\": \"blocks\")");
            }
            return;
        }
        foreach (var unknown in AppliesTo.Where(t => EnumNames.Find<BlockType>(t) is null))
        {
            _own.Refuse("applies_to", $"'{unknown}' is no type of block: {string.Join(", ", EnumNames.Of(typeof(BlockType)))}");
        }
        if (fields.Count(f => f.Revises is not null) > 1)
        {
            _own.Refuse("annotates", "only one field may revise the text");
        }
    }

    private string? PromptOf(List<Fault> faults)
    {
        if (_own.Object("prompt") is not { } prompt)
        {
            return null;
        }
        PromptSyntax.Check(prompt);
        return _own.Value("prompt") is { ValueKind: JsonValueKind.Object } value && faults.Count == 0 ? CanonicalJson.Of(value) : null;
    }

    public MergeStrategy? Strategy(string field) => _strategies?.Choice(field, ExtensionObject.Strategies);

    public Normaliser? Normaliser(string field) => _normalisers?.Choice(field, ExtensionObject.Normalisers);

    public void RefuseUndeclared(IReadOnlyList<SchemaField> fields)
    {
        var declared = fields.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var settings in new[] { _strategies, _normalisers })
        {
            foreach (var member in settings?.Members().Where(m => !declared.Contains(m.Name)) ?? [])
            {
                settings?.Refuse(member.Name, "the schema declares no such field");
            }
        }
        foreach (var field in Titles.SelectMany(title => title).Where(f => !declared.Contains(f)))
        {
            _own.Refuse("title", $"the schema declares no field '{field}'");
        }
    }

    public IReadOnlyList<IdentityRule> Identity(IReadOnlyList<SchemaField> fields)
    {
        var normaliserOf = fields.ToDictionary(f => f.Name, f => f.Normaliser, StringComparer.Ordinal);
        var rules = new List<IdentityRule>();
        if (_own.Value("identity") is not { } identity)
        {
            return rules;
        }
        if (identity.ValueKind != JsonValueKind.Array || identity.GetArrayLength() > MaxRules)
        {
            _own.Refuse("identity", $"must be a list of at most {MaxRules} rules");
            return rules;
        }
        foreach (var (rule, i) in identity.EnumerateArray().Select((rule, i) => (rule, i)))
        {
            if (FieldsOf(Listed(rule)) is not { } named || !HasForm(rule))
            {
                Refuse(
                    i,
                    $"a rule is a list of 1 to {MaxFieldsPerRule} different fields, not all optional, or {{\"fields\": […]}} with one, and optionally \"repeats\": true or false and \"scope\": \"origin\" or \"global\""
                );
                continue;
            }
            var name = string.Join('+', named.Select(f => f.Optional ? f.Name + "?" : f.Name));
            if (
                named.Where(f => !normaliserOf.ContainsKey(f.Name) || f.Name.Contains('+', StringComparison.Ordinal)).ToArray()
                is [var unknown, ..]
            )
            {
                Refuse(i, $"the schema declares no field '{unknown.Name}' that can identify (names with + cannot)");
            }
            else if (rules.Any(r => string.Equals(r.Name, name, StringComparison.Ordinal)))
            {
                Refuse(i, "duplicate rule");
            }
            else
            {
                var repeats = Member(rule, "repeats") is { ValueKind: JsonValueKind.True };
                IReadOnlyList<IdentityField> identifying =
                [
                    .. named.Select(f => new IdentityField(f.Name, normaliserOf[f.Name], f.Optional)),
                ];
                rules.Add(
                    new IdentityRule(
                        name,
                        identifying,
                        repeats,
                        IsLocal: Member(rule, "scope") is { } scope
                            ? scope.ValueEquals(OriginScope)
                            : !repeats && LocalIdentifiers.Is(identifying)
                    )
                );
            }
        }
        return rules;
    }

    /// <summary>Returns the fields of which a record should fill at least one.</summary>
    public IReadOnlyList<string> Expects(IReadOnlyList<SchemaField> fields)
    {
        var expected = _own.Strings("expects");
        foreach (var name in expected.Where(name => fields.All(f => f.Name != name)))
        {
            _own.Refuse("expects", $"the schema declares no field '{name}'");
        }
        return expected;
    }

    public IReadOnlyList<RelationshipRule> Relationships(IReadOnlyList<SchemaField> fields)
    {
        var rules = new Dictionary<string, RelationshipRule>(StringComparer.Ordinal);
        if (_own.Object("relationships") is { } stated)
        {
            foreach (var member in stated.Members())
            {
                if (!SchemaReader.IsName(member.Name))
                {
                    stated.Refuse(
                        member.Name,
                        "is not a valid relationship name: use 1 to 64 of a-z, 0-9, '_', '-' and '.', starting with a letter"
                    );
                }
                else if (stated.Object(member.Name) is { } rule)
                {
                    rule.AllowOnly("acyclic", "to");
                    rules[member.Name] = new RelationshipRule(member.Name, rule.Flag("acyclic") ?? false, rule.Strings("to"));
                }
            }
        }
        foreach (
            var byField in fields.Where(f => f.Reference is not null).GroupBy(f => f.Reference?.Relationship ?? "", StringComparer.Ordinal)
        )
        {
            var references = byField.Select(f => f.Reference).OfType<FieldReference>().ToArray();
            rules.TryAdd(
                byField.Key,
                new RelationshipRule(
                    byField.Key,
                    references.Any(r => r.Acyclic),
                    [.. references.Select(r => r.EntityType).Distinct(StringComparer.Ordinal)]
                )
            );
        }
        return [.. rules.Values];
    }

    private IReadOnlyList<IReadOnlyList<string>> TitlesOf()
    {
        if (_own.Value("title") is not { ValueKind: JsonValueKind.Array } list)
        {
            return _own.Text("title") is { } only
                ?
                [
                    [only],
                ]
                : [];
        }
        var titles = new List<IReadOnlyList<string>>();
        foreach (var (title, i) in list.EnumerateArray().Select((title, i) => (title, i)))
        {
            string[] fields = title.ValueKind == JsonValueKind.Array ? [.. title.EnumerateArray().Select(NameIn)] : [NameIn(title)];
            if (
                fields.Length is 0 or > MaxComposed
                || fields.Contains("")
                || fields.Distinct(StringComparer.Ordinal).Count() < fields.Length
            )
            {
                _own.RefuseItem(
                    "title",
                    i,
                    $"must be a field, or a list of 1 to {MaxComposed} different fields whose values form the title"
                );
            }
            titles.Add(fields);
        }
        return titles;

        static string NameIn(JsonElement name) => name.ValueKind == JsonValueKind.String ? name.GetString() ?? "" : "";
    }

    private static JsonElement Listed(JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Object && rule.TryGetProperty("fields", out var fields) ? fields : rule;

    private static JsonElement? Member(JsonElement rule, string name) =>
        rule.ValueKind == JsonValueKind.Object && rule.TryGetProperty(name, out var value) ? value : null;

    /// <summary>Whether an object has known members only, with values that they may have.</summary>
    private static bool HasForm(JsonElement rule) =>
        rule.ValueKind != JsonValueKind.Object
        || rule.EnumerateObject()
            .All(p =>
                p.Name switch
                {
                    "fields" => true,
                    "repeats" => p.Value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                    "scope" => p.Value.ValueKind == JsonValueKind.String
                        && (p.Value.ValueEquals(OriginScope) || p.Value.ValueEquals("global")),
                    _ => false,
                }
            );

    private sealed record NamedField(string Name, bool Optional);

    private static NamedField[]? FieldsOf(JsonElement rule)
    {
        if (rule.ValueKind != JsonValueKind.Array || rule.EnumerateArray().Any(f => f.ValueKind != JsonValueKind.String))
        {
            return null;
        }
        var fields = rule.EnumerateArray()
            .Select(f => f.GetString() ?? "")
            .Select(f => f.EndsWith('?') ? new NamedField(f[..^1], true) : new(f, false))
            .ToArray();
        var isRule =
            fields.Length is >= 1 and <= MaxFieldsPerRule
            && fields.Any(f => !f.Optional)
            && fields.DistinctBy(f => f.Name, StringComparer.Ordinal).Count() == fields.Length;
        return isRule ? fields : null;
    }

    private void Refuse(int rule, string reason) => _own.RefuseItem("identity", rule, reason);
}
