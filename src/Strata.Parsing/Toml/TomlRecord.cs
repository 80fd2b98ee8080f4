namespace Strata.Parsing.Toml;

/// <summary>Reads a source whose tables are values of the keys before them as one record, like a JSON object.</summary>
internal static class TomlRecord
{
    /// <param name="tables">The keys before the first table, then the tables.</param>
    public static bool IsOne(IReadOnlyList<TomlTable> tables)
    {
        var arrays = tables
            .Skip(1)
            .Where(table => table is { IsElement: true, Path.Count: 1 })
            .GroupBy(table => table.Name, StringComparer.Ordinal)
            .ToList();
        if (tables[0].Pairs.Count == 0 || arrays.Count == 0)
        {
            return false;
        }
        var own = tables[0].Pairs.Select(pair => new EnvelopeMember(pair.Name, pair.Value.End - pair.Value.Start, 0, false));
        return Envelope.RecordLists([.. own, .. arrays.Select(Member)], tables[^1].End - tables[0].Start).Count == 0;
    }

    private static EnvelopeMember Member(IGrouping<string, TomlTable> array)
    {
        var isIdentified = array.First().Pairs.Exists(pair => Envelope.IdentifiesElement(pair.Name));
        return new(array.Key, array.Sum(table => table.End - table.At), array.Count(), isIdentified);
    }

    public static Block Record(IReadOnlyList<TomlTable> tables, SourceText source)
    {
        var record = new RecordDraft();
        foreach (var (name, value) in tables[0].Pairs)
        {
            record.Add(name, value.Text, value.Json, value.Start, value.End);
        }
        foreach (var group in tables.Skip(1).GroupBy(table => table.Path[0], StringComparer.Ordinal))
        {
            List<TomlTable> parts = [.. group];
            var (start, end) = (parts[0].At, parts.Max(table => table.End));
            record.Add(group.Key, source.Text[start..end], RecordDraft.Written(writer => Write(writer, parts)), start, end);
        }
        return record.Block(source, 0, tables[0].Start, tables.Max(table => table.End), "");
    }

    /// <summary>Writes the tables of one name with those inside: a list if they are elements, else an object.</summary>
    private static void Write(Utf8JsonWriter writer, List<TomlTable> parts)
    {
        var isList = parts.Exists(table => table is { IsElement: true, Path.Count: 1 });
        if (isList)
        {
            writer.WriteStartArray();
        }
        for (var i = 0; i < parts.Count; )
        {
            var next = isList ? parts.FindIndex(i + 1, table => table.Path.Count == 1) : parts.Count;
            next = next < 0 ? parts.Count : next;
            WriteOne(writer, parts[i..next]);
            i = next;
        }
        if (isList)
        {
            writer.WriteEndArray();
        }
    }

    private static void WriteOne(Utf8JsonWriter writer, List<TomlTable> parts)
    {
        writer.WriteStartObject();
        var taken = new UniqueNames();
        foreach (var table in parts.Where(table => table.Path.Count == 1))
        {
            WritePairs(writer, table, taken);
        }
        foreach (
            var inner in parts
                .Where(table => table.Path.Count > 1)
                .GroupBy(table => string.Join('.', table.Path.Skip(1)), StringComparer.Ordinal)
        )
        {
            writer.WritePropertyName(taken.Of(inner.Key));
            writer.WriteStartArray();
            foreach (var table in inner)
            {
                writer.WriteStartObject();
                WritePairs(writer, table, new());
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static void WritePairs(Utf8JsonWriter writer, TomlTable table, UniqueNames taken)
    {
        foreach (var (name, value) in table.Pairs)
        {
            writer.WritePropertyName(taken.Of(name));
            TomlScanner.Write(writer, value);
        }
    }
}
