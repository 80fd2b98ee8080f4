using System.Collections.Frozen;

namespace Strata.Schemas.Validation;

/// <summary>
/// Compiles JSON Schema 2020-12 into a <see cref="SchemaNode"/>. Refuses what it doesn't know, so that no constraint is silently ignored,
/// and reports all faults.
/// </summary>
internal sealed class SchemaCompiler
{
    private const int MaxDepth = 64;

    private readonly Dictionary<string, SchemaNode> _definitions = new(StringComparer.Ordinal);
    private readonly List<(SchemaNode Node, string Name, string Pointer)> _references = [];
    private readonly List<(SchemaNode Node, string At)> _named = [];
    private readonly List<Fault> _faults;
    private readonly bool _isKept;

    private SchemaCompiler(List<Fault> faults, bool isKept) => (_faults, _isKept) = (faults, isKept);

    /// <param name="faults">Gets every reason for refusing the schema.</param>
    /// <param name="isKept">
    /// Whether the schema was registered before: rules that have become stricter since are not applied, because its entities exist.
    /// </param>
    public static SchemaNode Compile(JsonElement schema, List<Fault> faults, bool isKept = false)
    {
        var compiler = new SchemaCompiler(faults, isKept);
        var root = compiler.Node(schema, "", 0);
        compiler.Resolve();
        if (faults.Count == 0)
        {
            faults.AddRange(compiler._named.SelectMany(n => Contradictions.OfValues(n.Node, n.At)));
        }
        return root;
    }

    private SchemaNode Node(JsonElement schema, string at, int depth)
    {
        switch (schema.ValueKind)
        {
            case JsonValueKind.True:
                return SchemaNode.Anything;
            case JsonValueKind.False:
                return SchemaNode.Nothing;
            case JsonValueKind.Object when depth < MaxDepth:
                break;
            case JsonValueKind.Object:
                return Refuse(at, $"the schema is nested deeper than {MaxDepth} levels");
            default:
                return Refuse(at, "a schema is an object, true or false");
        }
        var node = new SchemaNode();
        foreach (var keyword in schema.EnumerateObject())
        {
            Keyword(node, keyword.Name, keyword.Value, JsonPointer.Then(at, keyword.Name), depth);
        }
        if (!_isKept)
        {
            _faults.AddRange(Contradictions.Of(node, at));
            if (node.Enum is not null || node.Const is not null)
            {
                _named.Add((node, at));
            }
        }
        return node;
    }

    private void Keyword(SchemaNode node, string name, JsonElement value, string at, int depth)
    {
        var read = new KeywordReader(_faults, at, _isKept);
        switch (name)
        {
            case "type":
                node.Types = read.Types(value);
                break;
            case "enum":
                node.Enum = read.Array(value)?.Select(v => v).ToArray();
                break;
            case "const":
                node.Const = value;
                break;
            case "minimum":
                node.Minimum = read.Number(value);
                break;
            case "maximum":
                node.Maximum = read.Number(value);
                break;
            case "exclusiveMinimum":
                node.ExclusiveMinimum = read.Number(value);
                break;
            case "exclusiveMaximum":
                node.ExclusiveMaximum = read.Number(value);
                break;
            case "multipleOf":
                node.MultipleOf = read.Positive(value);
                break;
            case "minLength":
                node.MinLength = read.Count(value);
                break;
            case "maxLength":
                node.MaxLength = read.Count(value);
                break;
            case "minItems":
                node.MinItems = read.Count(value);
                break;
            case "maxItems":
                node.MaxItems = read.Count(value);
                break;
            case "uniqueItems":
                node.UniqueItems = read.Flag(value);
                break;
            case "pattern":
                node.Pattern = read.Pattern(value);
                break;
            case "format":
                node.Format = read.Format(value);
                break;
            case "required":
                node.Required = read.Names(value);
                break;
            case "properties":
                node.Properties = Members(value, at, depth).ToFrozenDictionary(StringComparer.Ordinal);
                break;
            case "additionalProperties":
                node.AdditionalProperties = Node(value, at, depth + 1);
                break;
            case "items":
                node.Items = Node(value, at, depth + 1);
                break;
            case "allOf":
                node.AllOf = Several(value, at, depth);
                break;
            case "anyOf":
                node.AnyOf = Several(value, at, depth);
                break;
            case "oneOf":
                node.OneOf = Several(value, at, depth);
                break;
            case "$ref":
                Refer(node, value, at);
                break;
            case "$defs" when depth == 0:
                foreach (var (key, definition) in Members(value, at, depth))
                {
                    _definitions[key] = definition;
                }
                break;
            case "$defs":
                Refuse(at, "$defs is allowed only at the top of the schema");
                break;
            case "x-strata":
            case "default":
                break;
            case "title" or "description" or "$comment" or "$schema":
                Annotation(at, "a text", value.ValueKind == JsonValueKind.String);
                break;
            case "$id":
                Annotation(at, "a text", value.ValueKind == JsonValueKind.String);
                Annotation(at, "to stand at the top of the schema: below it, it would change what a $ref there means", depth == 0);
                break;
            case "deprecated" or "readOnly" or "writeOnly":
                Annotation(at, "true or false", value.ValueKind is JsonValueKind.True or JsonValueKind.False);
                break;
            case "examples":
                Annotation(at, "a list", value.ValueKind == JsonValueKind.Array);
                break;
            default:
                Refuse(at, $"the keyword '{name}' is not supported");
                break;
        }
    }

    private void Annotation(string at, string wanted, bool isSo)
    {
        if (!isSo && !_isKept)
        {
            Refuse(at, $"must be {wanted}");
        }
    }

    private Dictionary<string, SchemaNode> Members(JsonElement value, string at, int depth)
    {
        var members = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        if (value.ValueKind != JsonValueKind.Object)
        {
            Refuse(at, "must be an object of schemas");
            return members;
        }
        foreach (var member in value.EnumerateObject())
        {
            members[member.Name] = Node(member.Value, JsonPointer.Then(at, member.Name), depth + 1);
        }
        return members;
    }

    private SchemaNode[] Several(JsonElement value, string at, int depth)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            Refuse(at, "must be a list of at least one schema");
            return [];
        }
        return [.. value.EnumerateArray().Select((item, i) => Node(item, JsonPointer.Then(at, i), depth + 1))];
    }

    private void Refer(SchemaNode node, JsonElement value, string at)
    {
        const string Prefix = "#/$defs/";
        var target = value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
        if (!target.StartsWith(Prefix, StringComparison.Ordinal) || target.AsSpan(Prefix.Length).Contains('/'))
        {
            Refuse(at, "only references to #/$defs/NAME are supported");
            return;
        }
        _references.Add((node, JsonPointer.Unescape(Uri.UnescapeDataString(target[Prefix.Length..])), at));
    }

    private void Resolve()
    {
        foreach (var (node, name, at) in _references)
        {
            if (_definitions.TryGetValue(name, out var definition))
            {
                node.Reference = definition;
            }
            else
            {
                Refuse(at, $"$defs has no definition '{name}'");
            }
        }
        foreach (var (node, _, at) in _references)
        {
            if (ComesBack(node))
            {
                Refuse(at, "the reference refers to itself without descending into the value");
                return;
            }
        }
    }

    private static bool ComesBack(SchemaNode start)
    {
        var seen = new HashSet<SchemaNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<SchemaNode>(start.SameValue);
        while (open.TryPop(out var node))
        {
            if (ReferenceEquals(node, start))
            {
                return true;
            }
            if (seen.Add(node))
            {
                foreach (var next in node.SameValue)
                {
                    open.Push(next);
                }
            }
        }
        return false;
    }

    private SchemaNode Refuse(string at, string reason)
    {
        _faults.Add(new Fault(at, reason));
        return SchemaNode.Nothing;
    }
}
