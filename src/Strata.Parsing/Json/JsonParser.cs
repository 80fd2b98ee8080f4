namespace Strata.Parsing.Json;

/// <summary>
/// Parses one JSON value (RFC 8259, UTF-8). A top-level array gives a block per element: objects are records, other values paragraphs, with
/// a diagnostic if they follow a record.
/// A top-level object is a record, or an envelope around arrays of records (see <see cref="Envelope"/>): then each element is a record with
/// the array's name as section, and each unbroken run of the other properties is a record with an empty section, so that nothing of the
/// input is lost. Streams: holds no more than one record.
/// </summary>
public sealed class JsonParser : IParser
{
    public string Id => "json";
    public int Version => 4;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.Json];
    public IReadOnlyList<BlockType> BlockTypes { get; } = [BlockType.Paragraph, BlockType.Record];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        source.Position = 0;
        Span<byte> head = stackalloc byte[3];
        var length = source.ReadAtLeast(head, 3, throwOnEndOfStream: false);
        return head[..length] switch
        {
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => [Refused("JSON must be UTF-8 (RFC 8259, section 8.1); this is UTF-16")],
            [0xEF, 0xBB, 0xBF] => Documents(source, 3, budget),
            _ => Documents(source, 0, budget),
        };
    }

    private static IEnumerable<ParsedDocument> Documents(Stream source, int start, ParseBudget budget)
    {
        var first = new JsonStream(new(source, start, 64 * 1024), new(budget), budget, new(), new()).Peek();
        if (first != '{')
        {
            yield return Document("", IsRecords(source, start), "", (log, place) => Values(source, start, budget, log, place));
            yield break;
        }
        var shape = JsonShape.Of(source, start, budget);
        var arrays = RecordArrays(shape.Properties, budget);
        if (arrays.Count == 0)
        {
            yield return Document("", isRecords: true, "", (log, place) => Values(source, start, budget, log, place));
            yield break;
        }
        var from = 0;
        for (var i = 0; i < arrays.Count; i++)
        {
            var array = arrays[i];
            var isLast = i == arrays.Count - 1;
            var to = isLast ? shape.Properties.Count : IndexOf(shape.Properties, array) + 1;
            var slice = shape.Properties.Skip(from).Take(to - from).ToList();
            var envelope = new JsonEnvelopeReader(source, budget, slice, array, isLast ? shape : null);
            yield return Document(arrays.Count > 1 ? array.Name : "", isRecords: true, array.Name, envelope.Blocks);
            from = to;
        }
    }

    private static IReadOnlyList<TopProperty> RecordArrays(IReadOnlyList<TopProperty> properties, ParseBudget budget)
    {
        var whole = properties.Count == 0 ? 0 : properties[^1].Value.End - properties[0].Start;
        var members = properties
            .Select(property => new EnvelopeMember(property.Name, property.Value.Length, property.Elements, property.IsIdentified))
            .ToList();
        return [.. Envelope.RecordLists(members, whole, fits: whole < budget.MaxBlockBytes).Select(i => properties[i])];
    }

    private static int IndexOf(IReadOnlyList<TopProperty> properties, TopProperty property)
    {
        var index = 0;
        while (!ReferenceEquals(properties[index], property))
        {
            index++;
        }
        return index;
    }

    private static ParsedDocument Document(
        string part,
        bool isRecords,
        string records,
        Func<DiagnosticLog, JsonPlace, IEnumerable<Block>> blocks
    )
    {
        var log = new DiagnosticLog();
        var place = new JsonPlace();
        var document = new ParsedDocument
        {
            Part = part,
            Encoding = JsonEscapes.Encoding,
            IsRecords = isRecords,
            Facts = records.Length == 0 ? new Dictionary<string, string>() : new() { ["records"] = records },
            Blocks = blocks(log, place),
        };
        log.AttachTo(document);
        return document;
    }

    /// <summary>Returns the elements of a top-level array, or the only value; nothing may follow.</summary>
    private static IEnumerable<Block> Values(Stream source, int start, ParseBudget budget, DiagnosticLog log, JsonPlace place)
    {
        var window = new SourceWindow(source, start, budget.MaxBlockBytes);
        var stream = new JsonStream(window, new(budget), budget, log, place);
        var first = stream.Peek();
        if (first < 0)
        {
            yield break;
        }
        if (first == '[')
        {
            foreach (var block in stream.Elements(section: ""))
            {
                yield return block;
            }
        }
        else if (stream.Value(section: "") is { } block)
        {
            yield return block;
        }
        if (!place.IsStopped)
        {
            stream.ExpectEnd();
        }
    }

    private static bool IsRecords(Stream source, int start)
    {
        var window = new SourceWindow(source, start, 64 * 1024);
        var stream = new JsonStream(window, new(ParseBudget.Default), ParseBudget.Default, new(), new());
        if (stream.Peek() != '[')
        {
            return false;
        }
        window.Advance(1);
        return stream.Peek() == '{';
    }

    private static ParsedDocument Refused(string reason)
    {
        var document = new ParsedDocument
        {
            Encoding = Encoding.UTF8,
            IsRecords = false,
            Blocks = [],
        };
        document.Diagnostics.Add(new(1, 0, reason, Fatal: true));
        return document;
    }
}
