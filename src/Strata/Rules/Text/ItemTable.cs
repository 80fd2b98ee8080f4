using Strata.Interpretation;

namespace Strata.Rules.Text;

/// <summary>A table in a text with a known header: line items, or records.</summary>
/// <param name="Names">The names of its columns as written, in order.</param>
/// <param name="Header">The same, folded.</param>
internal sealed record ItemTable(IReadOnlyList<string> Names, IReadOnlyList<string> Header)
{
    /// <summary>Shortest word that is no code or unit.</summary>
    private const int MinWord = 3;

    public List<ItemRow> Rows { get; } = [];

    /// <summary>Row counts at each occurrence of the header, which is repeated on each page.</summary>
    public List<int> Headers { get; } = [];

    /// <summary>Currency named by the columns, with its place; null if none.</summary>
    public (string Code, ByteRange Range)? Currency { get; init; }

    /// <summary>Returns the table with some of its rows.</summary>
    public ItemTable Part(int start, int count)
    {
        var part = new ItemTable(Names, Header) { Currency = Currency };
        part.Rows.AddRange(Rows.Skip(start).Take(count));
        return part;
    }

    /// <summary>Whether a range is between the first and the last row.</summary>
    public bool Holds(ByteRange range) => Rows.Count > 0 && range.Start >= Rows[0].Range.Start && range.End <= Rows[^1].Range.End;

    /// <summary>Whether most cells of a column are words.</summary>
    public bool AreWords(int column)
    {
        var cells = Rows.SelectMany(row => row.Cells).Where(cell => cell.Column == column).ToList();
        return cells.Count(cell => cell.Text.Split(' ').Any(word => word.Length >= MinWord && word.All(char.IsLetter))) * 2 > cells.Count;
    }

    /// <summary>The rows as records, named by the header.</summary>
    public List<Block> Records(InterpretedText source) =>
        Rows.ConvertAll(row => new Block(row.Block, BlockType.Record, row.Range, source.Slice(row.Range))
        {
            Fields =
            [
                .. row
                    .Cells.Where(cell => cell.Column >= 0)
                    .DistinctBy(cell => cell.Column)
                    .Select(cell => new RecordField(Names[cell.Column], cell.Text, null, cell.Range)
                    {
                        IsInferred = source.Slice(cell.Range) != cell.Text,
                    }),
            ],
        });
}

/// <summary>A row of an <see cref="ItemTable"/>.</summary>
internal sealed record ItemRow(int Block, IReadOnlyList<ItemCell> Cells)
{
    /// <summary>Heading above the row that gives its direction (<see cref="Records.HeadingDirection"/>); null if none.</summary>
    public TableHeading? Heading { get; init; }

    public ByteRange Range => new(Cells[0].Range.Start, Cells[^1].Range.End - Cells[0].Range.Start);
}

/// <param name="Column">Index in the table's header.</param>
internal readonly record struct ItemCell(int Column, string Text, ByteRange Range);

/// <param name="IsOut">Whether the amounts below are money out; else money in.</param>
internal sealed record TableHeading(string Text, ByteRange Range, int Block, bool IsOut);
