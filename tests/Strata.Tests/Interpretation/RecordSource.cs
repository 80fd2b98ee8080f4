using Strata.Parsing;
using Strata.Rules;

namespace Strata.Tests.Interpretation;

/// <summary>Records laid out in real bytes, so that evidence can be read back from where it is said to be.</summary>
internal sealed class RecordSource(Encoding? encoding = null)
{
    private readonly MemoryStream _bytes = new();
    private readonly List<Block> _blocks = [];

    public Encoding Encoding { get; } = encoding ?? Encoding.UTF8;

    /// <summary>A row of cells between semicolons, quoted where they hold quotes.</summary>
    public RecordSource Row(params (string Name, string Cell)[] cells)
    {
        var start = _bytes.Position;
        var fields = cells.Select(cell => Field(cell.Name, cell.Cell, null, quoted: cell.Cell.Contains('"'), ";")).ToArray();
        return Add(start, fields);
    }

    /// <summary>A JSON object of one level.</summary>
    public RecordSource Json(string json)
    {
        var start = _bytes.Position;
        using var document = JsonDocument.Parse(json);
        Write("{");
        var fields = document
            .RootElement.EnumerateObject()
            .ToArray()
            .Select(p =>
            {
                Write(JsonSerializer.Serialize(p.Name) + ":");
                var isText = p.Value.ValueKind == JsonValueKind.String;
                var text = isText ? p.Value.GetString()! : p.Value.GetRawText();
                Write(isText ? "\"" : "");
                var at = _bytes.Position;
                var raw = p.Value.GetRawText();
                Write(isText ? raw[1..^1] : raw);
                var range = new ByteRange(at, _bytes.Position - at);
                Write(isText ? "\"," : ",");
                return new RecordField(p.Name, text, raw, range);
            })
            .ToArray();
        Write("}");
        return Add(start, fields);
    }

    public string Slice(ByteRange range) => Encoding.GetString(_bytes.ToArray(), (int)range.Start, (int)range.Length);

    public (RulesSession Session, Finding[] Findings) Read(
        IReadOnlyList<SchemaDefinition> schemas,
        InterpretationOptions? options = null,
        string? fileName = null
    )
    {
        var document = new ParsedDocument
        {
            Encoding = Encoding,
            IsRecords = true,
            Blocks = _blocks,
        };
        var session = RulesInterpreter.Start(schemas, options ?? InterpretationOptions.Default, document, fileName, Slice);
        var findings = session.Interpret(document.Blocks).ToArray();
        foreach (var finding in findings)
        {
            finding.Fields.Where(f => Slice(f.Range) != f.Raw).ShouldBeEmpty();
            finding.Fragments.Where(f => Slice(f.Range) != f.Raw).ShouldBeEmpty();
        }

        return (session, findings);
    }

    public static SchemaDefinition Schema(string entityType, string json)
    {
        using var document = JsonDocument.Parse(json);
        return SchemaDefinition.Parse(entityType, 1, document.RootElement);
    }

    public static SchemaDefinition Generic { get; } = Schema("generic", """{"type":"object"}""");

    private RecordField Field(string name, string cell, string? json, bool quoted, string end)
    {
        Write(quoted ? "\"" : "");
        var at = _bytes.Position;
        Write(quoted ? cell.Replace("\"", "\"\"", StringComparison.Ordinal) : cell);
        var range = new ByteRange(at, _bytes.Position - at);
        Write((quoted ? "\"" : "") + end);
        return new RecordField(name, cell, json, range);
    }

    private RecordSource Add(long start, RecordField[] fields)
    {
        var range = new ByteRange(start, _bytes.Position - start);
        _blocks.Add(new Block(_blocks.Count, BlockType.Record, range, Slice(range)) { Fields = fields });
        Write("\n");
        return this;
    }

    private void Write(string text) => _bytes.Write(Encoding.GetBytes(text));
}
