using Strata.Duplicates.Matching;
using Strata.Schemas;

namespace Strata.Duplicates;

/// <summary>Entities of one type as records to compare: a column for every declared field that holds a value or a list of values.</summary>
internal sealed class EntityTable
{
    private const int MaxValueLength = 2_000;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly string?[] _values;
    private readonly StringBuilder _list = new();

    public EntityTable(SchemaDefinition schema)
    {
        Schema = schema;
        var fields = Fields(schema).ToList();
        for (var i = 0; i < fields.Count; i++)
        {
            _columns[fields[i].Name] = i;
        }
        _values = new string?[fields.Count];
        Table = new RecordTable([.. fields.Select(f => f.Name)]);
    }

    public SchemaDefinition Schema { get; }
    public RecordTable Table { get; }
    public List<long> EntityNos { get; } = [];

    /// <param name="fields">The snapshot's fields as JSON.</param>
    public void Add(long entityNo, string fields)
    {
        Array.Clear(_values);
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(fields));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var known = _columns.TryGetValue(reader.GetString() ?? "", out var column);
            reader.Read();
            if (known)
            {
                _values[column] = Text(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
        Table.Add(_values);
        EntityNos.Add(entityNo);
    }

    /// <summary>
    /// Returns how each field is compared: by the schema for dates, e-mail addresses and telephone numbers, else as the values suggest.
    /// </summary>
    public IReadOnlyList<FieldPlan> Plan() =>
        [
            .. Comparisons
                .Plan(Table)
                .Select(p =>
                    Schema.Fields.GetValueOrDefault(p.Field)?.Kind switch
                    {
                        FieldKind.Date or FieldKind.DateTime => p with { Kind = ComparisonKind.Date },
                        FieldKind.Email => p with { Kind = ComparisonKind.Email },
                        FieldKind.Phone => p with { Kind = ComparisonKind.Phone },
                        _ => p,
                    }
                ),
        ];

    /// <summary>Applies the schema's distinguishing fields to the entities added so far.</summary>
    public void Distinguish() =>
        Table.Distinctions = new Distinctions([
            .. Fields(Schema)
                .Where(f => f.Distinguishes is not null)
                .Select(f =>
                    f.Distinguishes?.Days is { } days
                        ? DistinctColumn.OfDays(Table, f.Name, days)
                        : DistinctColumn.OfValues(
                            Table,
                            f.Name,
                            v => Normalisation.Text(f.Normaliser, v) is { Length: > 0 } text ? text : null
                        )
                ),
        ]);

    private static IEnumerable<SchemaField> Fields(SchemaDefinition schema) =>
        schema.FieldOrder.Select(f => schema.Fields[f]).Where(f => f.Kind is not (FieldKind.Boolean or FieldKind.Object or FieldKind.Any));

    private string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return Scalar(ref reader);
        }
        _list.Clear();
        var depth = reader.CurrentDepth;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == depth))
        {
            if (Scalar(ref reader) is { } item)
            {
                _list.Append(_list.Length > 0 ? "; " : "").Append(item);
            }
        }
        return Cut(_list.ToString());
    }

    private static string? Scalar(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Cut(reader.GetString() ?? "");
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var whole)
                    ? whole.ToString(CultureInfo.InvariantCulture)
                    : reader.GetDouble().ToString("R", CultureInfo.InvariantCulture);
            case JsonTokenType.StartObject:
                reader.Skip();
                return null;
            default:
                return null;
        }
    }

    private static string? Cut(string text) =>
        text.Length == 0 ? null
        : text.Length > MaxValueLength ? text[..MaxValueLength]
        : text;
}
