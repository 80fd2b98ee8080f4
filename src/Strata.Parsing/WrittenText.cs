namespace Strata.Parsing;

/// <summary>
/// Counts what a parse writes. A source may refer to one text any number of times (a shared string, a column's name, a heading above its
/// blocks, a part that is put in), so that limits on what is read don't bound it.
/// </summary>
internal sealed class WrittenText(long sourceLength, ParseBudget budget)
{
    /// <summary>Characters of a name that records or blocks usually share; what is beyond counts each time.</summary>
    private const int UsualName = 200;

    private readonly long _most = Math.Max(
        budget.MinWritten,
        Math.Min(budget.MaxWrittenPerByte * sourceLength, budget.MaxExpandedBytes + (4 * sourceLength))
    );
    private long _written;

    /// <summary>Adds a block; returns why it is one too many, else null.</summary>
    public string? Add(Block block)
    {
        _written += block.Text.Length + Beyond(block.Section);
        foreach (var field in block.Fields)
        {
            _written += Beyond(field.Name);
        }
        foreach (var span in block.Spans)
        {
            _written += Beyond(span.Place.Sheet) + Beyond(span.Place.Part) + Beyond(span.Place.Path);
        }
        if (block.Traits is { } traits)
        {
            _written += Beyond(traits.Target) + Beyond(traits.Label) + Beyond(traits.Author) + Beyond(traits.Note);
        }
        return _written <= _most
            ? null
            : $"it repeats what it holds, so that its text has more than {_most} characters ({nameof(ParseBudget.MaxWrittenPerByte)})";
    }

    private static long Beyond(string? name) => Math.Max(0, (name?.Length ?? 0) - UsualName);
}
