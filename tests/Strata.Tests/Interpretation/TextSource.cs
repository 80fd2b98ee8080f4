using Strata.Parsing;
using Strata.Parsing.Html;
using Strata.Rules;

namespace Strata.Tests.Interpretation;

/// <summary>
/// A text in bytes, one block to a paragraph; in Markdown mode <c>#</c> lines are headings, <c>-</c> lines list items and a first
/// <c>---</c> part front matter.
/// </summary>
internal sealed class TextSource(string text, Encoding? encoding = null, bool markdown = false)
{
    public static IReadOnlyList<SchemaDefinition> Seeds { get; } =
        SeedSchemas
            .All.Select(s =>
            {
                using var json = JsonDocument.Parse(s.Json);
                return SchemaDefinition.Parse(s.EntityType, 1, json.RootElement);
            })
            .ToArray();

    private readonly Encoding _encoding = encoding ?? Encoding.UTF8;

    public string Slice(ByteRange range) => _encoding.GetString(_encoding.GetBytes(text), (int)range.Start, (int)range.Length);

    public (RulesSession Session, Finding Finding) Read(
        InterpretationOptions? options = null,
        string? fileName = null,
        IReadOnlyList<SchemaDefinition>? schemas = null
    )
    {
        var (session, findings) = Interpret(options, fileName, schemas);
        var finding = findings.ShouldHaveSingleItem();
        finding.Fields.Select(f => f.Name).ShouldBeUnique();
        return (session, finding);
    }

    /// <summary>All findings, where a text holds more than one thing.</summary>
    public IReadOnlyList<Finding> ReadAll() => Interpret().Findings;

    public (RulesSession Session, IReadOnlyList<Finding> Findings) Interpret(
        InterpretationOptions? options = null,
        string? fileName = null,
        IReadOnlyList<SchemaDefinition>? schemas = null
    )
    {
        var document = new ParsedDocument
        {
            Encoding = _encoding,
            IsRecords = false,
            Blocks = Blocks(),
        };
        var session = RulesInterpreter.Start(schemas ?? Seeds, options ?? InterpretationOptions.Default, document, fileName, Slice);
        Finding[] findings = [.. session.Interpret(document.Blocks)];
        findings.SelectMany(f => f.Fields).Where(f => Slice(f.Range) != f.Raw).ShouldBeEmpty();
        findings.SelectMany(f => f.Fragments).Where(f => Slice(f.Range) != f.Raw).ShouldBeEmpty();
        return (session, findings);
    }

    public static (RulesSession Session, IReadOnlyList<Finding> Findings) Page(string html)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(html));
        var document = new HtmlParser().Parse(stream, "x.html", ParseBudget.Default).ShouldHaveSingleItem();
        return Findings(document, [.. document.Blocks]);
    }

    /// <summary>A table of HTML: rows between semicolons, cells between bars, the first row one of names.</summary>
    public static string Table(string rows) =>
        $"<table>{string.Concat(rows.Split(';').Select((row, i) => $"<tr>{string.Concat(row.Split('|').Select(cell => i == 0 ? $"<th>{cell}</th>" : $"<td>{cell}</td>"))}</tr>"))}</table>";

    /// <summary>Of a rendered document.</summary>
    public static (RulesSession Session, IReadOnlyList<Finding> Findings) Findings(ParsedDocument document, IReadOnlyList<Block> blocks)
    {
        var rendered = Encoding.UTF8.GetBytes(string.Join(RenderedText.Separator, blocks.Select(block => block.Text)));
        string Slice(ByteRange range) => Encoding.UTF8.GetString(rendered, (int)range.Start, (int)range.Length);
        var session = RulesInterpreter.Start(Seeds, InterpretationOptions.Default, document, null, Slice);
        Finding[] findings = [.. session.Interpret(blocks)];
        findings.SelectMany(f => f.Fields).Where(f => Slice(f.Range) != f.Raw).ShouldBeEmpty();
        return (session, findings);
    }

    public static Dictionary<string, string> Values(Finding finding) => finding.Fields.ToDictionary(f => f.Name, f => f.Json);

    private IEnumerable<Block> Blocks()
    {
        var (at, index) = (0, 0);
        foreach (var part in text.ReplaceLineEndings("\n").Length == text.Length ? text.Split("\n\n") : text.Split("\r\n\r\n"))
        {
            var start = text.IndexOf(part, at, StringComparison.Ordinal);
            at = start + part.Length;
            if (part.Trim().Length > 0)
            {
                var type =
                    !markdown ? BlockType.Paragraph
                    : part.StartsWith('#') && part[1..].TrimStart('#').StartsWith(' ') ? BlockType.Heading
                    : part.StartsWith("---", StringComparison.Ordinal) ? BlockType.FrontMatter
                    : part.StartsWith("- ", StringComparison.Ordinal) ? BlockType.ListItem
                    : part.StartsWith('|') ? BlockType.TableRow
                    : BlockType.Paragraph;
                var range = new ByteRange(_encoding.GetByteCount(text.AsSpan(0, start)), _encoding.GetByteCount(part));
                yield return new Block(
                    index++,
                    type,
                    range,
                    type == BlockType.Heading ? part.TrimStart('#').Replace("*", "", StringComparison.Ordinal).Trim() : part
                );
            }
        }
    }
}
