using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Strata.Parsing.Yaml;

/// <summary>
/// Reads the documents of a YAML stream into trees. Only merge keys follow aliases into collections, within a limit, so that nothing can be
/// multiplied ("billion laughs"): other aliases stay as written, and only short scalars are looked up.
/// </summary>
internal sealed class YamlTrees(string text, ParseBudget budget)
{
    private const int MaxAliasLength = 1000;
    private const int MaxNodes = 5_000_000;

    /// <summary>Most that merge keys may add, by <see cref="YamlNode.Weight"/>; a pair whose key is already there counts as one.</summary>
    private const long MaxMerged = 16 * 1024 * 1024;

    private readonly Dictionary<string, string> _anchors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlNode> _collections = new(StringComparer.Ordinal);
    private long _merged;
    private int _nodes;
    private int _end;

    /// <exception cref="InvalidDataException">Not valid YAML, or over a limit; the message has the line.</exception>
    public IEnumerable<YamlNode> Read()
    {
        var parser = new Parser(new StringReader(text));
        while (Next(parser) is { } e)
        {
            if (e is DocumentStart)
            {
                _anchors.Clear();
                _collections.Clear();
                if (Next(parser) is { } first)
                {
                    yield return Node(parser, first, depth: 0);
                }
            }
        }
    }

    private YamlNode Node(Parser parser, ParsingEvent e, int depth)
    {
        if (depth >= budget.MaxDepth)
        {
            throw new InvalidDataException($"line {e.Start.Line}: nested deeper than {budget.MaxDepth} (MaxDepth)");
        }
        if (++_nodes > MaxNodes)
        {
            throw new InvalidDataException($"line {e.Start.Line}: more than {MaxNodes} values");
        }
        // Marks of nodes that the reader adds itself, such as empty keys, may point before what was already read.
        var start = Math.Max(_end, At(e.Start));
        switch (e)
        {
            case SequenceStart list:
                var sequence = new YamlSequence(start);
                while (Inner(parser) is var item and not SequenceEnd)
                {
                    sequence.Items.Add(Node(parser, item, depth + 1));
                    sequence.Weight += sequence.Items[^1].Weight;
                }
                Anchor(list, sequence);
                sequence.End = _end = EndOf(e, parser, sequence.Items is [.., var lastItem] ? lastItem.End : start);
                return sequence;
            case MappingStart map:
                var key = Inner(parser);
                var isPair = IsPair(e);
                var mapping = new YamlMapping(isPair ? Math.Max(_end, At(key.Start)) : start);
                for (; key is not MappingEnd; key = Inner(parser))
                {
                    var name = Node(parser, key, depth + 1);
                    mapping.Pairs.Add((name, Node(parser, Inner(parser), depth + 1)));
                }
                Merge(mapping);
                Anchor(map, mapping);
                var last = mapping.Pairs is [.., var lastPair] ? lastPair.Value.End : start;
                mapping.End = _end = isPair ? last : EndOf(e, parser, last);
                return mapping;
            case Scalar scalar:
                if (!scalar.Anchor.IsEmpty && scalar.Value.Length <= MaxAliasLength)
                {
                    _anchors[scalar.Anchor.Value] = scalar.Value;
                    _collections.Remove(scalar.Anchor.Value);
                }
                var isQuoted = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
                _end = Trimmed(start, Math.Max(start, At(e.End)));
                return new YamlScalar(start, Clean(scalar.Value), scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty, isQuoted)
                {
                    End = _end,
                    Weight = 1 + scalar.Value.Length,
                };
            case AnchorAlias alias:
                _end = Math.Max(start, At(e.End));
                return new YamlScalar(start, Clean(_anchors.GetValueOrDefault(alias.Value.Value) ?? "*" + alias.Value.Value), false, false)
                {
                    End = _end,
                    Target = _collections.GetValueOrDefault(alias.Value.Value),
                };
            default:
                throw new InvalidDataException($"line {e.Start.Line}: not valid YAML");
        }
    }

    private void Anchor(NodeEvent begin, YamlNode collection)
    {
        if (!begin.Anchor.IsEmpty)
        {
            _anchors.Remove(begin.Anchor.Value);
            _collections[begin.Anchor.Value] = collection;
        }
    }

    /// <summary>
    /// Adds the keys of <c>&lt;&lt;: *anchor</c> or <c>&lt;&lt;: [*first, *second]</c> that a mapping lacks; the first mapping that has a
    /// key gives its value (yaml.org/type/merge.html). A merge key of anything else stays as written.
    /// </summary>
    private void Merge(YamlMapping mapping)
    {
        HashSet<string>? taken = null;
        for (var i = 0; i < mapping.Pairs.Count; i++)
        {
            var (key, value) = mapping.Pairs[i];
            if (key is YamlScalar { IsPlain: true, Text: "<<" } && Sources(value) is { Count: > 0 } sources)
            {
                taken ??= [.. mapping.Pairs.Select(pair => pair.Key).OfType<YamlScalar>().Select(scalar => scalar.Text)];
                var merge = new List<(YamlNode Key, YamlNode Value)>();
                foreach (var pair in sources.SelectMany(All))
                {
                    var isNew = pair.Key is not YamlScalar scalar || taken.Add(scalar.Text);
                    _merged += isNew ? pair.Key.Weight + pair.Value.Weight : 1;
                    if (_merged > MaxMerged)
                    {
                        throw new InvalidDataException($"merge keys (<<) add more than {MaxMerged} characters");
                    }
                    if (isNew)
                    {
                        merge.Add(pair);
                    }
                }
                mapping.Pairs[i] = (
                    key,
                    new YamlMerge(value.Start, merge) { End = value.End, Weight = merge.Sum(pair => pair.Key.Weight + pair.Value.Weight) }
                );
            }
            mapping.Weight += key.Weight + mapping.Pairs[i].Value.Weight;
        }
    }

    /// <summary>Returns a merge key's distinct mappings; null if one is not a mapping.</summary>
    private static List<YamlMapping>? Sources(YamlNode value)
    {
        var nodes = Resolved(value) is YamlSequence list ? list.Items.ConvertAll(Resolved) : [Resolved(value)];
        return nodes.TrueForAll(node => node is YamlMapping)
            ? [.. nodes.ConvertAll(node => (YamlMapping)node).Distinct<YamlMapping>(ReferenceEqualityComparer.Instance)]
            : null;
    }

    private static YamlNode Resolved(YamlNode node) => node is YamlScalar { Target: { } target } ? target : node;

    private static IEnumerable<(YamlNode Key, YamlNode Value)> All(YamlMapping mapping) =>
        mapping.Pairs.SelectMany(pair => pair.Value is YamlMerge merge ? merge.Pairs : [pair]);

    /// <summary>
    /// Whether a mapping is a pair in a flow sequence, <c>[a: 1]</c>: no brackets, and the reader doesn't give its start.
    /// </summary>
    private bool IsPair(ParsingEvent begin) =>
        begin is MappingStart { Style: MappingStyle.Flow } && !text.AsSpan(At(begin.End)).TrimStart().StartsWith('{');

    /// <summary>Returns a collection's end: its bracket for a flow collection, else its last value.</summary>
    private int EndOf(ParsingEvent begin, Parser parser, int last)
    {
        var isFlow = begin is SequenceStart { Style: SequenceStyle.Flow } or MappingStart { Style: MappingStyle.Flow };
        if (!isFlow || parser.Current is not { } end)
        {
            return last;
        }
        // The mark may be before or after the bracket.
        var at = At(end.End);
        return at - 1 >= last && text[at - 1] is ']' or '}' ? at : Math.Min(text.Length, Math.Max(last, at) + 1);
    }

    private static string Clean(string value) => value.Replace('\0', '\uFFFD');

    private int At(Mark mark) => (int)Math.Clamp(mark.Index, 0, text.Length);

    private int Trimmed(int start, int end)
    {
        while (end > start && text[end - 1] is '\n' or '\r' or ' ' or '\t')
        {
            end--;
        }
        return end;
    }

    private static ParsingEvent Inner(Parser parser) => Next(parser) ?? throw new InvalidDataException("the YAML ends inside a value");

    private static ParsingEvent? Next(Parser parser)
    {
        try
        {
            return parser.MoveNext() ? parser.Current : null;
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"line {e.Start.Line}: not valid YAML: {e.Message}");
        }
        catch (Exception e)
            when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The scanner throws these for some broken escapes and directives.
            throw new InvalidDataException("not valid YAML: an escape or a directive is broken");
        }
    }
}
