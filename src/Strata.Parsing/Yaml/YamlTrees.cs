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

        var start = At(e.Start);
        switch (e)
        {
            case SequenceStart:
                var sequence = new YamlSequence(start);
                while (Inner(parser) is var item and not SequenceEnd)
                {
                    sequence.Items.Add(Node(parser, item, depth + 1));
                }

                sequence.End = EndOf(e, parser, sequence.Items is [.., var lastItem] ? lastItem.End : start);
                return sequence;
            case MappingStart:
                var mapping = new YamlMapping(start);
                while (Inner(parser) is var key and not MappingEnd)
                {
                    var name = Node(parser, key, depth + 1);
                    mapping.Pairs.Add((name, Node(parser, Inner(parser), depth + 1)));
                }

                mapping.End = EndOf(e, parser, mapping.Pairs is [.., var lastPair] ? lastPair.Value.End : start);
                return mapping;
            case Scalar scalar:
                if (!scalar.Anchor.IsEmpty && scalar.Value.Length <= LongestAlias)
                {
                    _anchors[scalar.Anchor.Value] = scalar.Value;
                }

                var isQuoted = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
                return new YamlScalar(start, Clean(scalar.Value), scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty, isQuoted) { End = Trimmed(start, At(e.End)) };
            case AnchorAlias alias:
                return new YamlScalar(start, Clean(_anchors.GetValueOrDefault(alias.Value.Value) ?? "*" + alias.Value.Value), false, false) { End = At(e.End) };
            default:
                throw new InvalidDataException($"line {e.Start.Line}: not valid YAML");
        }
    }

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
