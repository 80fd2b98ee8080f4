using Strata.Parsing.Reading;

namespace Strata.Parsing.Toml;

/// <summary>
/// TOML 1.0: each table is a record with its name as section, and so are the keys before the first. A line that can't be read is skipped with
/// a diagnostic; what is around it is kept.
/// </summary>
public sealed class TomlParser : IParser
{
    public string Id => "toml";
    public int Version => 1;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.Toml, "text/x-toml"];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        if (SourceText.TooLong(source, budget, "the TOML") is { } reason)
        {
            yield return UnreadDocument.Because(reason);
            yield break;
        }

        var text = SourceText.Read(source);
        var log = new DiagnosticLog();
        yield return text.Document(Blocks(text, budget, log), isRecords: true, budget, log);
    }

    private static IEnumerable<Block> Blocks(SourceText source, ParseBudget budget, DiagnosticLog log)
    {
        var scanner = new TomlScanner(source.Text, budget.MaxDepth);
        var (index, section, start, end) = (0, "", 0, 0);
        var record = new RecordDraft();
        while (true)
        {
            scanner.Gap();
            if (scanner.AtEnd)
            {
                break;
            }

            var at = scanner.At;
            string? header = null;
            try
            {
                if (scanner.Peek == '[')
                {
                    header = Header(scanner);
                }
                else
                {
                    Pair(scanner, record, budget);
                    start = record.Count == 1 ? at : start;
                    end = scanner.At;
                    scanner.LineEnd();
                }
            }
            catch (FormatException e)
            {
                log.Add(source.LineAt(at), source.ByteAt(at), $"not valid TOML: {e.Message}; the line was skipped");
                scanner.At = Math.Max(scanner.At, at);
                scanner.SkipLine();
            }

            if (header is not null)
            {
                if (record.Count > 0)
                {
                    yield return record.Block(source, index++, start, end, section);
                }

                (section, record) = (header, new());
            }
        }

        if (record.Count > 0)
        {
            yield return record.Block(source, index, start, end, section);
        }
    }

    /// <summary><c>[table]</c> or <c>[[array of tables]]</c>.</summary>
    private static string Header(TomlScanner scanner)
    {
        scanner.Expect('[');
        var isArray = scanner.Peek == '[';
        if (isArray)
        {
            scanner.Expect('[');
        }

        var name = string.Join('.', scanner.Key());
        scanner.Expect(']');
        if (isArray)
        {
            scanner.Expect(']');
        }

        scanner.LineEnd();
        return name;
    }

    private static void Pair(TomlScanner scanner, RecordDraft record, ParseBudget budget)
    {
        var name = string.Join('.', scanner.Key());
        scanner.Expect('=');
        scanner.Blanks();
        var value = scanner.Value(depth: 0);
        if (record.Count >= budget.MaxFields)
        {
            throw new FormatException($"the table has more than {budget.MaxFields} keys (MaxFields)");
        }

        record.Add(name, value.Text, value.Json, value.Start, value.End);
    }
}
