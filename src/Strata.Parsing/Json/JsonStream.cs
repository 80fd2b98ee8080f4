namespace Strata.Parsing.Json;

/// <summary>Reads consecutive values from a window: a single one, or the elements of an array.</summary>
internal sealed class JsonStream(SourceWindow window, JsonValueReader values, ParseBudget budget, DiagnosticLog log, JsonPlace place)
{
    // Whether a line feed that comes next is part of a line end already counted.
    private bool _afterCr;

    /// <summary>Reads the elements of the next array, including its closing bracket.</summary>
    public IEnumerable<Block> Elements(string section)
    {
        Peek();
        Take(1);
        if (Peek() == ']')
        {
            Take(1);
            yield break;
        }
        var amongRecords = false;
        while (Value(section) is { } block)
        {
            amongRecords |= block.Type == BlockType.Record;
            if (amongRecords && block.Type != BlockType.Record)
            {
                log.Add(block.Line, block.Range.Start, JsonLines.JsonLinesParser.NoRecord);
            }
            yield return block;
            var next = Peek();
            if (next is not (',' or ']'))
            {
                place.Stop(
                    log,
                    window.Position,
                    next < 0 ? "the source ends inside an array" : "not valid JSON: a comma or a closing bracket is missing"
                );
                yield break;
            }
            Take(1);
            if (next == ']')
            {
                yield break;
            }
        }
    }

    /// <summary>Reads the next value; null if it can't be read, which ends the parse.</summary>
    public Block? Value(string section)
    {
        if (Peek() < 0)
        {
            place.Stop(log, window.Position, "the source ends where a value should be");
            return null;
        }
        while (true)
        {
            var outcome = values.Read(window.Unread, window.AtEnd);
            if (outcome == JsonOutcome.NeedMore)
            {
                if (window.Fill() || window.AtEnd)
                {
                    continue;
                }
                place.Stop(log, window.Position, $"the value is longer than {budget.MaxBlockBytes} bytes (MaxBlockBytes)");
                return null;
            }
            if (outcome == JsonOutcome.Bad)
            {
                place.Line += window.Unread[..values.Problem.At].Count((byte)'\n');
                place.Stop(log, window.Position + values.Problem.At, values.Problem.Reason);
                return null;
            }
            if (values.Consumed > budget.MaxBlockBytes)
            {
                place.Stop(log, window.Position, $"the value is longer than {budget.MaxBlockBytes} bytes (MaxBlockBytes)");
                return null;
            }
            if (place.Index >= budget.MaxBlocks)
            {
                place.Stop(log, window.Position, $"the source has more than {budget.MaxBlocks} values (MaxBlocks)");
                return null;
            }
            var block = values.Block(window.Unread, window.Position, place.Index++, place.Line, section);
            Take(values.Consumed);
            return block;
        }
    }

    /// <summary>Returns the next byte that isn't white space, without taking it; -1 at the end.</summary>
    public int Peek()
    {
        while (true)
        {
            var at = window.Unread.IndexOfAnyExcept(" \t\r\n"u8);
            if (at >= 0)
            {
                Take(at);
                return window.Unread[0];
            }
            Take(window.Unread.Length);
            if (!window.Fill() && window.AtEnd)
            {
                return -1;
            }
        }
    }

    /// <summary>Reports an error if anything but white space is left.</summary>
    public void ExpectEnd()
    {
        if (Peek() >= 0)
        {
            place.Stop(log, window.Position, "something follows the JSON value; several values need the JSON Lines format");
        }
    }

    private void Take(int bytes)
    {
        var taken = window.Unread[..bytes];
        place.Line += Units<byte>.CountLines(taken) - (_afterCr && taken is [(byte)'\n', ..] ? 1 : 0);
        _afterCr = taken.IsEmpty ? _afterCr : taken[^1] == '\r';
        window.Advance(bytes);
    }
}
