using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Entities;

/// <summary>A table of entities with a column for each field.</summary>
internal sealed class EntityColumns
{
    private static readonly IReadOnlyDictionary<string, string> NoMoney = new Dictionary<string, string>(StringComparer.Ordinal);

    private readonly IReadOnlyDictionary<string, string> _currencies;

    private readonly bool _isNamed;

    private EntityColumns(IReadOnlyList<string> fields, IReadOnlyDictionary<string, string> currencies, bool isNamed = false) =>
        (Fields, _currencies, _isNamed) = (fields, currencies, isNamed);

    /// <summary>For entities of any type.</summary>
    public static EntityColumns Plain { get; } = new(["entity_type", "title"], NoMoney);

    public IReadOnlyList<string> Fields { get; }

    /// <param name="named">Names separated by commas; null: those of the type.</param>
    /// <param name="also">Fields that the list is filtered or sorted by; others than the type's are added.</param>
    /// <returns>Null if neither columns nor a type are named.</returns>
    public static EntityColumns? Of(string? named, SchemaView? type, IReadOnlyList<string> also)
    {
        var currencies = type?.Currencies ?? NoMoney;
        if (named is not null)
        {
            var fields = named.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return fields.Length == 0
                ? throw new UsageException("--columns: name fields, separated by commas.")
                : new(fields, currencies, isNamed: true);
        }
        return type?.Columns is { Count: > 0 } own
            ? new(
                [.. own.Concat(also.Where(f => f.Length > 0 && f is not ("created" or "updated"))).Distinct(StringComparer.Ordinal)],
                currencies
            )
            : null;
    }

    /// <summary>A field's value, or one of the entity's own: entity_type, title, state, created, updated, seq.</summary>
    public JsonElement? Value(EntityView entity, string field) =>
        entity.Fields.TryGetValue(field, out var value) ? value
        : entity.Fragments?.TryGetValue(field, out var fragment) == true ? fragment
        : field switch
        {
            "entity_id" => SharedOptions.Text(entity.EntityId),
            "entity_type" => SharedOptions.Text(entity.EntityType),
            "title" when entity.Title is { } title => SharedOptions.Text(title),
            "state" => SharedOptions.Text(entity.State.Name() + (entity.MergedInto is { } into ? " into " + into : "")),
            "created" => SharedOptions.Text(Values.Show(entity.CreatedAt)),
            "updated" => SharedOptions.Text(Values.Show(entity.UpdatedAt)),
            "seq" => JsonElement.Parse(Values.Number(entity.Seq)),
            _ => Member(entity, field),
        };

    public void Show(IAnsiConsole console, IReadOnlyList<EntityView> entities, bool isTerminal)
    {
        // Columns that nobody named are left out where no entity has a value.
        var fields = Fields.Where(f => _isNamed || entities.Any(e => Value(e, f) is not null)).ToList();
        if (!_isNamed && entities.Any(e => e.Title is { } title && !fields.Exists(f => IsText(Value(e, f), title))))
        {
            fields.Insert(0, "title");
        }
        if (entities.Any(e => e.State != EntityStatus.Active) && !fields.Contains("state"))
        {
            fields.Add("state");
        }
        var isNumber = fields.ConvertAll(f => entities.Any(e => Value(e, f) is { ValueKind: JsonValueKind.Number }));
        var table = new ConsoleTable(console, ["id", .. fields.Select((f, i) => (isNumber[i] ? "#" : "~") + Terminal.Safe(f))]);
        foreach (var entity in entities)
        {
            table.Row([entity.EntityId, .. fields.Select(f => Text(entity, f, isTerminal ? 60 : int.MaxValue))]);
        }
        table.Write("No entities.");
    }

    private static bool IsText(JsonElement? value, string text) =>
        value is { ValueKind: JsonValueKind.String } own && own.ValueEquals(text);

    private string Text(EntityView entity, string field, int width)
    {
        var value = Value(entity, field);
        var doubt = entity.Doubtful?.ContainsKey(field) == true ? " (doubtful)" : "";
        if (value is null)
        {
            return "";
        }
        return (
                value is { ValueKind: JsonValueKind.Number } && _currencies.TryGetValue(field, out var currency)
                    ? MoneyView.Show(value, CsvWriter.Cell(Value(entity, currency)) is { Length: > 0 } code ? code : null)
                : value is { ValueKind: JsonValueKind.Array } list ? Terminal.Short(Listed(list), width)
                : Values.Show(value, width)
            ) + doubt;
    }

    private static string Listed(JsonElement list) =>
        list.EnumerateArray().Any(e => e.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            ? Values.Count(list.GetArrayLength(), "item", "items")
            : string.Join(", ", list.EnumerateArray().Select(e => CsvWriter.Cell(e)));

    private static JsonElement? Member(EntityView entity, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || !entity.Fields.TryGetValue(path[..dot], out var value))
        {
            return null;
        }
        var member = path[(dot + 1)..];
        return value.ValueKind switch
        {
            JsonValueKind.Object => value.TryGetProperty(member, out var own) ? own : null,
            JsonValueKind.Array => JsonSerializer.SerializeToElement(
                value
                    .EnumerateArray()
                    .Where(e => e.ValueKind == JsonValueKind.Object && e.TryGetProperty(member, out _))
                    .Select(e => e.GetProperty(member))
                    .ToArray(),
                CliJson.Printed
            ),
            _ => null,
        };
    }
}
