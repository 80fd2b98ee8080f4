using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Strata.Parsing.Yaml;

/// <summary>
/// Reads the documents of a YAML stream into trees. Aliases are never followed into collections, so that nothing can be multiplied
/// ("billion laughs"): they stay as they are written, and only short scalars are looked up.
/// </summary>
internal sealed class YamlTrees(string text, ParseBudget budget)
{
    private const int LongestAlias = 1000;
    private const int MostNodes = 5_000_000;

    private readonly Dictionary<string, string> _anchors = new(StringComparer.Ordinal);
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

        if (++_nodes > MostNodes)
        {
            throw new InvalidDataException($"line {e.Start.Line}: more than {MostNodes} values");
        }

        // The marks of what the reader adds itself, such as empty keys, may lie before what was already read.
        var start = Math.Max(_end, At(e.Start));
        switch (e)
        {
            case SequenceStart:
                var sequence = new YamlSequence(start);
                while (Inner(parser) is var item and not SequenceEnd)
                {
                    sequence.Items.Add(Node(parser, item, depth + 1));
                }

                sequence.End = _end = EndOf(e, parser, sequence.Items is [.., var lastItem] ? lastItem.End : start);
                return sequence;
            case MappingStart:
                var key = Inner(parser);
                var isPair = IsPair(e);
                var mapping = new YamlMapping(isPair ? Math.Max(_end, At(key.Start)) : start);
                for (; key is not MappingEnd; key = Inner(parser))
                {
                    var name = Node(parser, key, depth + 1);
                    mapping.Pairs.Add((name, Node(parser, Inner(parser), depth + 1)));
                }

                var last = mapping.Pairs is [.., var lastPair] ? lastPair.Value.End : start;
                mapping.End = _end = isPair ? last : EndOf(e, parser, last);
                return mapping;
            case Scalar scalar:
                if (!scalar.Anchor.IsEmpty && scalar.Value.Length <= LongestAlias)
                {
                    _anchors[scalar.Anchor.Value] = scalar.Value;
                }

                var isQuoted = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
                _end = Trimmed(start, Math.Max(start, At(e.End)));
                return new YamlScalar(start, Clean(scalar.Value), scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty, isQuoted) { End = _end };
            case AnchorAlias alias:
                _end = Math.Max(start, At(e.End));
                return new YamlScalar(start, Clean(_anchors.GetValueOrDefault(alias.Value.Value) ?? "*" + alias.Value.Value), false, false) { End = _end };
            default:
                throw new InvalidDataException($"line {e.Start.Line}: not valid YAML");
        }
    }

    /// <summary>A key and its value that are an item of a flow sequence, <c>[a: 1]</c>: no brackets, and the reader doesn't say where it starts.</summary>
    private bool IsPair(ParsingEvent begin) =>
        begin is MappingStart { Style: MappingStyle.Flow } && !text.AsSpan(At(begin.End)).TrimStart().StartsWith('{');

    /// <summary>A flow collection ends with its bracket, a block collection with its last value.</summary>
    private int EndOf(ParsingEvent begin, Parser parser, int last)
    {
        var isFlow = begin is SequenceStart { Style: SequenceStyle.Flow } or MappingStart { Style: MappingStyle.Flow };
        if (!isFlow || parser.Current is not { } end)
        {
            return last;
        }

        // The mark may stand before the bracket or behind it.
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
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The scanner's own answer to some broken escapes and directives.
            throw new InvalidDataException($"not valid YAML: {e.Message}");
        }
    }
}
