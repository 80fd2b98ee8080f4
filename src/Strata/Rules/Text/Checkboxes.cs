using System.Text.RegularExpressions;
using Strata.Interpretation;
using Strata.Rules.Records;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>Check boxes of a list: each is a record of the type that has a title and whether it is done.</summary>
internal static class Checkboxes
{
    private static readonly Regex Box = new(@"\[(?<mark>[ xX])\]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    /// <summary>What may stand between a title and its date.</summary>
    private const string Between = " \t:;,.–—-(📅";

    /// <returns>Null if there is no such type or box.</returns>
    public static TableRecords? Of(
        IReadOnlyList<Block> blocks,
        IReadOnlyList<SchemaDefinition> schemas,
        InterpretationOptions options,
        LabelMarks marks,
        InterpretedText source
    )
    {
        if (
            blocks.Count == 0
            || SchemaChooser
                .Candidates(schemas)
                .FirstOrDefault(schema =>
                    schema.EntityType == (options.EntityType ?? schema.EntityType)
                    && schema.Of(FieldRole.Done) is not null
                    && schema.Of(FieldRole.Title) is not null
                )
                is not { } schema
        )
        {
            return null;
        }
        var rows = blocks.Select(block => Row(block, schema, marks, source)).OfType<Block>().ToList();
        return rows.Count == 0
            ? null
            : new(
                new([], []),
                new RecordTypes(schemas, rows, options with { EntityType = schema.EntityType }, fileName: null, source),
                rows.ConvertAll(row => new TableRow(row))
            );
    }

    private static Block? Row(Block block, SchemaDefinition schema, LabelMarks marks, InterpretedText source)
    {
        var lines = TextLine.Of(block, source).ToList();
        if (
            lines is not [var first, ..]
            || Box.Match(first.Text) is not { Success: true } box
            || schema.Of(FieldRole.Done) is not { } done
            || schema.Of(FieldRole.Title) is not { } title
        )
        {
            return null;
        }
        var isDone = box.Groups["mark"].Value != " ";
        var (start, end) = (box.Index + box.Length, first.Text.Length);
        var dates = lines.SelectMany(line => Dates(line, schema, isDone, marks, source)).DistinctBy(date => date.Field).ToList();
        foreach (var date in dates.Where(date => date.Line == first && date.Start >= start))
        {
            end = Math.Min(end, date.Start);
        }
        var text = first.Text.AsSpan(start, end - start);
        var trimmed = end < first.Text.Length ? text.TrimEnd(Between) : text.TrimEnd();
        start += trimmed.Length - trimmed.TrimStart().Length;
        var fields = new List<RecordField>
        {
            Field(title.Name, first, start, trimmed.TrimStart().Length),
            Field(done.Name, first, box.Groups["mark"].Index, 1) with
            {
                Json = isDone ? "true" : "false",
                IsInferred = true,
            },
        };
        fields.AddRange(dates.Select(date => Field(date.Field, date.Line, date.Value, date.Length)));
        return new Block(block.Index, BlockType.Record, block.Range, source.Slice(block.Range)) { Line = block.Line, Fields = fields };

        RecordField Field(string name, TextLine line, int at, int length)
        {
            var (raw, range) = source.Part(line.Text, line.Range, at, length);
            return new(name, raw, null, range);
        }
    }

    // A labelled date is its field's. The only one of an open task is when it is due.
    private static List<Dated> Dates(TextLine line, SchemaDefinition schema, bool isDone, LabelMarks marks, InterpretedText source)
    {
        var dates = ProseValues.DatesAt(line.Text).ToList();
        var labelled = ProseValues
            .Of(line, marks, source)
            .Where(value => dates.Contains((value.Start, value.Length)))
            .Select(value => (Field: schema.MatchFolded(value.Label.Folded), Value: value))
            .Where(value => value.Field?.Kind is FieldKind.Date or FieldKind.DateTime)
            .Select(value => new Dated(
                value.Field?.Name ?? "",
                line,
                LabelStart(line, value.Value.Label, value.Value.Start, source),
                value.Value.Start,
                value.Value.Length
            ))
            .ToList();
        if (labelled.Count == 0 && dates is [var (at, length)] && !isDone && schema.Of(FieldRole.DueDate) is { } due)
        {
            labelled.Add(new(due.Name, line, at, at, length));
        }
        return labelled;
    }

    private static int LabelStart(TextLine line, Label label, int value, InterpretedText source)
    {
        for (var at = 0; at < value; at++)
        {
            if (line.Range.Start + source.ByteCount(line.Text.AsSpan(0, at)) == label.Range.Start)
            {
                return at;
            }
        }
        return value;
    }

    private sealed record Dated(string Field, TextLine Line, int Start, int Value, int Length);
}
