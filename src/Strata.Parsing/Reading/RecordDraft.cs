namespace Strata.Parsing.Reading;

/// <summary>A record of a text format while its values are gathered; offsets in chars.</summary>
internal sealed class RecordDraft
{
    private readonly List<(string Name, string Text, string? Json, int Start, int End)> _values = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    public int Count => _values.Count;

    /// <param name="json">The value as JSON if the format types it; null for plain text.</param>
    public void Add(string name, string text, string? json, int start, int end)
    {
        // A repeated name keeps both values, the second as name#2.
        var unique = name;
        while (!_names.TryAdd(unique, 1))
        {
            unique = $"{name}#{++_names[name]}";
        }
        _values.Add((unique, text, json, start, Math.Max(start, end)));
    }

    /// <summary>Adds several values of one name as one field with an array.</summary>
    public void AddAll(string name, IReadOnlyList<(string Text, int Start, int End)> values)
    {
        if (values.Count > 0)
        {
            var json = Json([.. values.Select(value => value.Text)]);
            Add(
                name,
                string.Join(", ", values.Select(value => value.Text)),
                json,
                values.Min(value => value.Start),
                values.Max(value => value.End)
            );
        }
    }

    /// <summary>Writes the values as an object.</summary>
    /// <param name="typed">Returns the JSON of a text without any, from its name and text; null for a string.</param>
    public void Write(Utf8JsonWriter writer, Func<string, string, string?> typed)
    {
        writer.WriteStartObject();
        foreach (var (name, text, json, _, _) in _values)
        {
            writer.WritePropertyName(name);
            if ((json ?? typed(name, text)) is { } raw)
            {
                writer.WriteRawValue(raw);
            }
            else
            {
                writer.WriteStringValue(text);
            }
        }
        writer.WriteEndObject();
    }

    public Block Block(SourceText source, int index, int start, int end, string section) =>
        new(index, BlockType.Record, source.Range(start, end), source.Text[start..end])
        {
            Line = source.LineAt(start),
            Section = section,
            Fields =
            [
                .. _values.Select(value => new RecordField(value.Name, value.Text, value.Json, source.Range(value.Start, value.End))
                {
                    IsInferred = !source.Text.AsSpan(value.Start, value.End - value.Start).SequenceEqual(value.Text),
                }),
            ],
        };

    public static string Json(string text) => Written(writer => writer.WriteStringValue(text));

    private static string Json(string[] texts) =>
        Written(writer =>
        {
            writer.WriteStartArray();
            foreach (var text in texts)
            {
                writer.WriteStringValue(text);
            }
            writer.WriteEndArray();
        });

    /// <summary>Returns JSON with names of people unescaped, as UTF-8; lone surrogates become U+FFFD.</summary>
    internal static string Written(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (
            var writer = new Utf8JsonWriter(
                bytes,
                new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            write(writer);
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
