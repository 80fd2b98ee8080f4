using Strata.Parsing.Json;

namespace Strata.Parsing.JsonLines;

/// <summary>
/// Parses one JSON value per line (UTF-8). Objects are records, also those in an array; other values are paragraphs, with a diagnostic, as
/// no record is read from them. A line that can't be read is skipped with a diagnostic; the others are kept.
/// </summary>
public sealed class JsonLinesParser : IParser
{
    /// <summary>Diagnostic for a value that is not an object.</summary>
    internal const string NoRecord = "this is no object: it is kept as text, and no record is read from it";

    private static ReadOnlySpan<byte> White => " \t\r\n"u8;

    public string Id => "jsonl";
    public int Version => 2;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.JsonLines];
    public IReadOnlyList<BlockType> BlockTypes { get; } = [BlockType.Paragraph, BlockType.Record];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        var log = new DiagnosticLog();
        var document = new ParsedDocument
        {
            Encoding = JsonEscapes.Encoding,
            IsRecords = true,
            Blocks = Blocks(source, budget, log),
        };
        log.AttachTo(document);
        yield return document;
    }

    private static IEnumerable<Block> Blocks(Stream source, ParseBudget budget, DiagnosticLog log)
    {
        var lines = new LineReader<byte>(new SourceWindow(source, 0, budget.MaxBlockBytes), budget, log);
        lines.SkipByteOrderMark();
        var values = new JsonValueReader(budget);
        var index = 0;
        while (lines.Next())
        {
            if (lines.IsBlank)
            {
                continue;
            }
            if (index >= budget.MaxBlocks)
            {
                log.Fatal(lines.Number, lines.Offset, $"the source has more than {budget.MaxBlocks} values (MaxBlocks)");
                break;
            }
            if (Problem(values, lines.Current) is { } problem)
            {
                log.Add(lines.Number, lines.Offset + problem.At, $"{problem.Reason}; the line was skipped");
                continue;
            }
            foreach (var block in BlocksOf(values, lines.Current, lines.Offset, index, lines.Number))
            {
                if (block.Type != BlockType.Record)
                {
                    log.Add(lines.Number, block.Range.Start, NoRecord);
                }
                yield return block;
                index++;
            }
        }
        log.Close(lines.Number, lines.Offset);
    }

    /// <summary>Returns the last value read, or the elements of an array that contains objects.</summary>
    private static List<Block> BlocksOf(JsonValueReader values, ReadOnlySpan<byte> line, long offset, int index, long number)
    {
        var whole = values.Block(line, offset, index, number);
        var at = line.IndexOf((byte)'[') + 1;
        if (whole.Type == BlockType.Record || at == 0 || line[..(at - 1)].IndexOfAnyExcept(White) >= 0)
        {
            return [whole];
        }
        var elements = new List<Block>();
        // The whole line was valid, so each element is.
        while (values.Read(line[at..], final: false) == JsonOutcome.Complete)
        {
            elements.Add(values.Block(line[at..], offset + at, index + elements.Count, number));
            at += values.Consumed;
            at += line[at..].IndexOfAnyExcept(White) + 1;
        }
        return elements.Exists(element => element.Type == BlockType.Record) ? elements : [whole];
    }

    private static JsonProblem? Problem(JsonValueReader values, ReadOnlySpan<byte> line)
    {
        if (values.Read(line, final: true) != JsonOutcome.Complete)
        {
            return values.Problem;
        }
        var rest = line[values.Consumed..].IndexOfAnyExcept(" \t\r\n"u8);
        return rest < 0 ? null : new(values.Consumed + rest, "something follows the JSON value");
    }
}
