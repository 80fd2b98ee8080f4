namespace Strata.Parsing.Toml;

/// <summary>
/// Parses TOML 1.0: each table is a record with its name as section, and so are the keys before the first; if arrays of tables are details
/// of those keys (see <see cref="Envelope"/>), all of it is one record. A line that can't be read is skipped with a diagnostic; the rest is
/// kept.
/// </summary>
public sealed class TomlParser : IParser
{
    public string Id => "toml";
    public int Version => 3;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.Toml, "text/x-toml"];
    public IReadOnlyList<BlockType> BlockTypes { get; } = [BlockType.Record];

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
        var tables = Tables(source, budget, log);
        if (TomlRecord.IsOne(tables))
        {
            return [TomlRecord.Record(tables, source)];
        }
        return tables
            .Where(table => table.Pairs.Count > 0)
            .Select(
                (table, index) =>
                {
                    var record = new RecordDraft();
                    foreach (var (name, value) in table.Pairs)
                    {
                        record.Add(name, value.Text, value.Json, value.Start, value.End);
                    }
                    return record.Block(source, index, table.Start, table.End, table.Name);
                }
            );
    }

    /// <summary>Returns the keys before the first table, then the tables in order.</summary>
    private static List<TomlTable> Tables(SourceText source, ParseBudget budget, DiagnosticLog log)
    {
        var scanner = new TomlScanner(source.Text, budget.MaxDepth);
        var tables = new List<TomlTable> { new([], isElement: false, 0) };
        while (true)
        {
            scanner.Gap();
            if (scanner.AtEnd)
            {
                return tables;
            }
            var at = scanner.At;
            try
            {
                if (scanner.Peek == '[')
                {
                    tables.Add(Header(scanner, at));
                }
                else if (Pair(scanner) is var pair && tables[^1].Pairs.Count >= budget.MaxFields)
                {
                    // Not thrown: a file may have a million such lines.
                    Skip(at, $"the table has more than {budget.MaxFields} keys (MaxFields)");
                }
                else
                {
                    tables[^1].Pairs.Add(pair);
                    tables[^1].Start = tables[^1].Pairs.Count == 1 ? at : tables[^1].Start;
                    tables[^1].End = scanner.At;
                    scanner.LineEnd();
                }
            }
            catch (FormatException e)
            {
                Skip(at, e.Message);
            }
        }

        void Skip(int at, string reason)
        {
            log.Add(source.LineAt(at), source.ByteAt(at), $"not valid TOML: {reason}; the line was skipped");
            scanner.At = Math.Max(scanner.At, at);
            scanner.SkipLine();
        }
    }

    /// <summary>Reads <c>[table]</c> or <c>[[array of tables]]</c>.</summary>
    private static TomlTable Header(TomlScanner scanner, int at)
    {
        scanner.Expect('[');
        var isArray = scanner.Peek == '[';
        if (isArray)
        {
            scanner.Expect('[');
        }
        var path = scanner.Key();
        scanner.Expect(']');
        if (isArray)
        {
            scanner.Expect(']');
        }
        var end = scanner.At;
        scanner.LineEnd();
        return new(path, isArray, at) { End = end };
    }

    private static (string Name, TomlValue Value) Pair(TomlScanner scanner)
    {
        var name = string.Join('.', scanner.Key());
        scanner.Expect('=');
        scanner.Blanks();
        return (name, scanner.Value(depth: 0));
    }
}
