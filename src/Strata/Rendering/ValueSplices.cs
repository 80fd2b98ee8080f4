using Strata.Documents;
using Strata.Parsing.Csv;
using Strata.Parsing.Writing;

namespace Strata.Rendering;

/// <summary>
/// Writes values into a text source, quoted and escaped as its format requires: at the places where its parser reads them today, and only
/// if it then reads the same source with these values and no other change.
/// </summary>
/// <param name="source">Seekable.</param>
internal sealed class ValueSplices(IParser? parser, Stream source, string? fileName)
{
    private const string NotFound = "no block of the source holds it as it was read";
    private const string ReadOtherwise = "with it, more of the source would be read otherwise than this value";
    private const int MaxTries = 16;

    /// <summary>Bytes examined next to a value: its quotes, or the mark that begins a section.</summary>
    private const int Beside = 64;

    /// <param name="values">Latest reading first, which wins where places overlap.</param>
    public async Task<(IReadOnlyList<Splice> Splices, IReadOnlyList<RevisionNotApplied> NotApplied)> OfAsync(
        IReadOnlyList<DeclaredValue> values,
        CancellationToken ct
    )
    {
        if (parser is null || values.Count == 0)
        {
            return ([], [.. values.Select(v => v.NotApplied(NotFound))]);
        }
        var refused = new List<RevisionNotApplied>();
        var splices = await Task.Run(() => Written(parser, Apart(values), refused, ct), ct);
        for (var tries = 0; splices.Count > 0; tries++)
        {
            var made = await Splicing.MakeAsync(source, splices, ct);
            await using var content = made.Content;
            if (
                await Task.Run(() => RoundTripCheck.Misread(Blocks(parser, source, ct), Blocks(parser, content, ct), splices), ct)
                is not { } misread
            )
            {
                break;
            }
            var dropped = tries < MaxTries ? misread : splices;
            refused.AddRange(dropped.Select(s => s.Declared).OfType<DeclaredValue>().Select(v => v.NotApplied(ReadOtherwise)));
            splices = [.. splices.Except(dropped)];
        }
        return (splices, refused);
    }

    /// <summary>Returns values in source order without overlaps.</summary>
    private static List<DeclaredValue> Apart(IReadOnlyList<DeclaredValue> values)
    {
        var apart = new List<(DeclaredValue Value, int Age)>();
        foreach (var next in values.Select((v, i) => (Value: v, Age: i)).OrderBy(v => v.Value.Range.Start).ThenBy(v => v.Age))
        {
            if (apart is not [.., var last] || last.Value.Range.End <= next.Value.Range.Start)
            {
                apart.Add(next);
            }
            else if (next.Age < last.Age)
            {
                apart[^1] = next;
            }
        }
        return apart.ConvertAll(v => v.Value);
    }

    private List<Splice> Written(IParser parser, List<DeclaredValue> values, List<RevisionNotApplied> refused, CancellationToken ct)
    {
        long[] starts = [.. values.Select(v => v.Range.Start)];
        var splices = new Splice?[values.Count];
        var seen = new bool[values.Count];
        source.Position = 0;
        var marks = parser is CsvParser csv ? csv.MarksOf(source, fileName, ParseBudget.Default) : default;
        foreach (var document in Documents(parser, source, ct))
        {
            foreach (var block in document.Blocks)
            {
                var from = Array.BinarySearch(starts, block.Range.Start);
                for (var i = from < 0 ? ~from : from; i < starts.Length && values[i].Range.End <= block.Range.End; i++)
                {
                    if (!seen[i])
                    {
                        seen[i] = true;
                        splices[i] = Write(parser, document.Encoding, block, values[i], marks, refused);
                    }
                }
            }
        }
        refused.AddRange(values.Where((_, i) => !seen[i]).Select(v => v.NotApplied(NotFound)));
        return [.. splices.OfType<Splice>()];
    }

    private Splice? Write(
        IParser parser,
        Encoding encoding,
        Block block,
        DeclaredValue value,
        TableMarks marks,
        List<RevisionNotApplied> refused
    )
    {
        var range = value.Range;
        RecordField? field = block.Fields.Any(Holds) ? block.Fields.Where(Holds).MinBy(f => f.Range.Length) : null;
        var outer = field?.Range ?? range;
        var head = Text(outer.Start, range.Start);
        var tail = Text(range.End, outer.End);
        var place = new ValuePlace(
            Text(Math.Max(0, outer.Start - Beside), outer.Start) + head,
            Text(range.Start, range.End),
            tail + Text(outer.End, outer.End + Beside)
        )
        {
            Field = field,
            Head = head.Length,
            Tail = tail.Length,
            Block = block.Type,
        };
        var written = ValueText.Write(parser.Id, place, value.Value, marks);
        if (written.Text is not { } text)
        {
            refused.Add(value.NotApplied(written.Reason ?? NotFound));
            return null;
        }
        if (written is { Left: 0, Right: 0 } && string.Equals(text, place.Old, StringComparison.Ordinal))
        {
            return null;
        }
        var start = range.Start - encoding.GetByteCount(place.Before.AsSpan(place.Before.Length - written.Left));
        var end = range.End + encoding.GetByteCount(place.After.AsSpan(0, written.Right));
        try
        {
            return value.At(new ByteRange(start, end - start), text, encoding);
        }
        catch (EncoderFallbackException e)
        {
            refused.Add(value.NotApplied(DeclaredValue.Missing(encoding, e)));
            return null;
        }
        bool Holds(RecordField f) => f.Range.Start <= range.Start && f.Range.End >= range.End;

        string Text(long from, long to) =>
            encoding.GetString(SourceSlices.ReadBytes(source, new ByteRange(from, Math.Min(to, source.Length) - from)));
    }

    private IEnumerable<Block> Blocks(IParser parser, Stream content, CancellationToken ct)
    {
        content.Position = 0;
        return Documents(parser, content, ct).SelectMany(d => d.Blocks);
    }

    private IEnumerable<ParsedDocument> Documents(IParser parser, Stream content, CancellationToken ct) =>
        ParseTime.Parse(parser, content, fileName, TimeProvider.System, ct);
}
