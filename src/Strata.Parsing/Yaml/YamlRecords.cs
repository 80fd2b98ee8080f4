namespace Strata.Parsing.Yaml;

/// <summary>Makes blocks from trees: mappings are records, and a mapping around lists of mappings may be an envelope, as in JSON.</summary>
internal sealed class YamlRecords(SourceText source)
{
    private int _index;

    public IEnumerable<Block> Of(YamlNode root) =>
        root switch
        {
            YamlSequence sequence => sequence.Items.Select(item => Item(item, "")).OfType<Block>(),
            YamlMapping mapping => Around(mapping),
            _ => Item(root, "") is { } block ? [block] : [],
        };

    private IEnumerable<Block> Around(YamlMapping mapping)
    {
        var run = new List<(YamlNode Key, YamlNode Value)>();
        var whole = mapping.Pairs is [var first, .., var last] ? last.Value.End - first.Key.Start : 0;
        var lists = Envelope.RecordLists([.. mapping.Pairs.Select(Member)], whole);
        for (var i = 0; i < mapping.Pairs.Count; i++)
        {
            var pair = mapping.Pairs[i];
            if (pair.Value is not YamlSequence records || !lists.Contains(i))
            {
                run.Add(pair);
                continue;
            }
            if (run.Count > 0)
            {
                yield return Record(run, "");
                run.Clear();
            }
            foreach (var item in records.Items.OfType<YamlMapping>())
            {
                yield return Record(item.Pairs, Name(pair.Key), item.Start, item.End);
            }
        }
        if (run.Count > 0)
        {
            yield return Record(run, "");
        }
    }

    private EnvelopeMember Member((YamlNode Key, YamlNode Value) pair)
    {
        var elements =
            pair.Value is YamlSequence list && list.Items.TrueForAll(item => item is YamlMapping { Pairs.Count: > 0 }) ? list.Items : [];
        var isIdentified = elements is [YamlMapping first, ..] && first.Pairs.Exists(inner => Envelope.IdentifiesElement(Name(inner.Key)));
        return new(Name(pair.Key), Math.Max(0, pair.Value.End - pair.Value.Start), elements.Count, isIdentified);
    }

    private Block? Item(YamlNode node, string section)
    {
        if (node is YamlMapping { Pairs: { Count: > 0 } pairs })
        {
            return Record(pairs, section, node.Start, node.End);
        }
        var (start, end) = Inside(node);
        return end == start
            ? null
            : new(
                _index++,
                BlockType.Paragraph,
                source.Range(start, end),
                node is YamlScalar scalar ? scalar.Text : source.Text[start..end]
            )
            {
                Section = section,
                Line = source.LineAt(start),
            };
    }

    private Block Record(List<(YamlNode Key, YamlNode Value)> pairs, string section) =>
        Record(pairs, section, pairs[0].Key.Start, pairs[^1].Value.End);

    private Block Record(List<(YamlNode Key, YamlNode Value)> pairs, string section, int start, int end)
    {
        var record = new RecordDraft();
        foreach (var (key, value) in pairs.SelectMany(Merged))
        {
            var (from, to) = Inside(value);
            switch (value)
            {
                case YamlScalar scalar:
                    record.Add(Name(key), scalar.Text, Typed(scalar), from, to);
                    break;
                default:
                    record.Add(Name(key), source.Text[from..to], RecordDraft.Written(writer => Write(writer, value)), from, to);
                    break;
            }
        }
        return record.Block(source, _index++, start, Math.Max(start, end), section);
    }

    /// <summary>Returns the pair, or the pairs of a merge key.</summary>
    private static IEnumerable<(YamlNode Key, YamlNode Value)> Merged((YamlNode Key, YamlNode Value) pair) =>
        pair.Value is YamlMerge merge ? merge.Pairs : [pair];

    private string Name(YamlNode key) => key is YamlScalar scalar ? scalar.Text : source.Text[key.Start..Math.Max(key.Start, key.End)];

    private static (int Start, int End) Inside(YamlNode node) =>
        node is YamlScalar { IsQuoted: true } && node.End - node.Start >= 2
            ? (node.Start + 1, node.End - 1)
            : (node.Start, Math.Max(node.Start, node.End));

    /// <summary>Returns the core schema's words and numbers (YAML 1.2.2, section 10.3.2) as JSON; null for text.</summary>
    private static string? Typed(YamlScalar scalar) =>
        !scalar.IsPlain ? null
        : scalar.Text is "" or "~" or "null" or "Null" or "NULL" ? "null"
        : scalar.Text is "true" or "True" or "TRUE" ? "true"
        : scalar.Text is "false" or "False" or "FALSE" ? "false"
        : TypedScalar.IsJsonNumber(scalar.Text) ? scalar.Text
        : null;

    private void Write(Utf8JsonWriter writer, YamlNode node)
    {
        switch (node)
        {
            case YamlSequence sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(writer, item);
                }
                writer.WriteEndArray();
                break;
            case YamlMapping mapping:
                writer.WriteStartObject();
                var taken = new UniqueNames();
                foreach (var (key, value) in mapping.Pairs.SelectMany(Merged))
                {
                    writer.WritePropertyName(taken.Of(Name(key)));
                    Write(writer, value);
                }
                writer.WriteEndObject();
                break;
            case YamlScalar scalar when Typed(scalar) is { } json:
                writer.WriteRawValue(json);
                break;
            case YamlScalar scalar:
                writer.WriteStringValue(scalar.Text);
                break;
        }
    }
}
