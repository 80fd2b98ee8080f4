namespace Strata.Parsing.Sheets;

/// <summary>The hidden columns of a sheet.</summary>
internal sealed class HiddenColumns
{
    /// <summary>Number of hidden columns before each column.</summary>
    private readonly int[] _before;

    private HiddenColumns(int[] before) => _before = before;

    public static HiddenColumns None { get; } = new([0]);

    public bool IsEmpty => _before[^1] == 0;

    /// <param name="areas">First and last column of each, 0-based; they may overlap.</param>
    public static HiddenColumns Of(IEnumerable<(int First, int Last)> areas)
    {
        // Begins and ends of areas, so that many overlapping ones cost no more than one.
        var ends = new int[CellAddress.MaxColumns + 1];
        foreach (var (first, last) in areas)
        {
            if (first >= 0 && first <= last && first < CellAddress.MaxColumns)
            {
                ends[first]++;
                ends[Math.Min(last, CellAddress.MaxColumns - 1) + 1]--;
            }
        }
        var (before, open) = (new int[CellAddress.MaxColumns + 1], 0);
        for (var column = 0; column < CellAddress.MaxColumns; column++)
        {
            open += ends[column];
            before[column + 1] = before[column] + (open > 0 ? 1 : 0);
        }
        return before[^1] == 0 ? None : new(before);
    }

    /// <summary>Whether a column and the further columns of the span are all hidden.</summary>
    public bool Hide(int column, int span = 1)
    {
        var (first, last) = (Math.Min(column, _before.Length - 1), Math.Min(column + span, _before.Length - 1));
        return last > first && _before[last] - _before[first] == span;
    }

    /// <summary>Formats ascending columns: <c>C, E:G</c>.</summary>
    public static string Names(IEnumerable<int> columns)
    {
        var areas = new List<(int First, int Last)>();
        foreach (var column in columns)
        {
            if (areas is [.., var area] && column <= area.Last + 1)
            {
                areas[^1] = (area.First, Math.Max(column, area.Last));
            }
            else
            {
                areas.Add((column, column));
            }
        }
        return string.Join(
            ", ",
            areas.Select(area =>
                area.First == area.Last
                    ? CellAddress.ColumnOf(area.First)
                    : $"{CellAddress.ColumnOf(area.First)}:{CellAddress.ColumnOf(area.Last)}"
            )
        );
    }

    public override string ToString() => Names(Enumerable.Range(0, _before.Length - 1).Where(column => Hide(column)));
}
