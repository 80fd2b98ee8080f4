using Strata.Parsing.Json;
using Strata.Parsing.Reading;

namespace Strata.Parsing.JsonLines;

/// <summary>
/// One JSON value on each line (UTF-8). Objects are records, other values paragraphs. A line that can't be read is skipped with a
/// diagnostic; the lines around it are kept.
/// </summary>
public sealed class JsonLinesParser : IParser
{
    public string Id => "jsonl";
    public int Version => 1;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.JsonLines];
    public IReadOnlyList<BlockType> BlockTypes { get; } = [BlockType.Paragraph, BlockType.Record];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        var log = new DiagnosticLog();
        var document = new ParsedDocument
        {
            Encoding = JsonText.Encoding,
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

            yield return values.Block(lines.Current, lines.Offset, index++, lines.Number);
        }

        log.Close(lines.Number, lines.Offset);
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
