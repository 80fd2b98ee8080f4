namespace Strata.Parsing.Json;

/// <summary>Reads the blocks of an envelope, or of one part of it: a record array and the properties beside it.</summary>
/// <param name="properties">The part's properties, in order.</param>
/// <param name="records">Property whose elements are records.</param>
/// <param name="shape">The whole object, if the part reaches its end.</param>
internal sealed class JsonEnvelopeReader(
    Stream source,
    ParseBudget budget,
    IReadOnlyList<TopProperty> properties,
    TopProperty records,
    JsonShape? shape
)
{
    private readonly JsonValueReader _own = new(budget);

    public IEnumerable<Block> Blocks(DiagnosticLog log, JsonPlace place)
    {
        var position = IndexOfRecords();
        if (Own(properties.Take(position).ToList(), log, place) is { } before)
        {
            yield return before;
        }
        place.Line = records.Line;
        var window = new SourceWindow(source, records.Value.Start, budget.MaxBlockBytes);
        foreach (var block in new JsonStream(window, new(budget), budget, log, place).Elements(records.Name))
        {
            yield return block;
        }
        if (!place.IsStopped && Own(properties.Skip(position + 1).ToList(), log, place) is { } after)
        {
            yield return after;
        }
        CheckEnd(log, place);
    }

    private int IndexOfRecords()
    {
        var index = 0;
        while (!ReferenceEquals(properties[index], records))
        {
            index++;
        }
        return index;
    }

    /// <summary>Returns consecutive properties of the envelope as one record.</summary>
    private Block? Own(List<TopProperty> run, DiagnosticLog log, JsonPlace place)
    {
        if (run.Count == 0)
        {
            return null;
        }
        var (start, length) = (run[0].Start, run[^1].Value.End - run[0].Start);
        if (length > budget.MaxBlockBytes)
        {
            log.Add(
                run[0].Line,
                start,
                $"properties beside the records are longer than {budget.MaxBlockBytes} bytes (MaxBlockBytes) and were skipped"
            );
            return null;
        }
        // The reader needs an object, so this adds braces, which aren't part of the block.
        byte[] bytes = [(byte)'{', .. SourceSlices.ReadBytes(source, new(start, length)), (byte)'}'];
        if (_own.Read(bytes, final: true) != JsonOutcome.Complete)
        {
            place.Line = run[0].Line;
            place.Stop(log, start + _own.Problem.At - 1, _own.Problem.Reason);
            return null;
        }
        var block = _own.Block(bytes, start - 1, place.Index++, run[0].Line);
        return block with { Range = new(start, length), Text = block.Text[1..^1] };
    }

    private void CheckEnd(DiagnosticLog log, JsonPlace place)
    {
        if (place.IsStopped || shape is null)
        {
            return;
        }
        if (shape.Failure is { } failure)
        {
            place.Line = failure.Line;
            place.Stop(log, failure.Offset, failure.Reason);
            return;
        }
        place.Line = shape.EndLine;
        var window = new SourceWindow(source, shape.End, 64 * 1024);
        new JsonStream(window, _own, budget, log, place).ExpectEnd();
    }
}
