using Strata.Interpretation;

namespace Strata.Rules.Confidence;

/// <summary>Lines of a paper's text and the cells in them, for looking at what stands around a value. Pure.</summary>
internal sealed class PaperLines
{
    private readonly List<(int Start, string Text)> _lines = [];
    private readonly string _text;
    private readonly bool _isAscii;

    public PaperLines(string text)
    {
        _text = text;
        _isAscii = Ascii.IsValid(text);
        var start = 0;
        foreach (var line in text.Split('\n'))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                _lines.Add((start, line));
            }
            start += line.Length + 1;
        }
    }

    /// <summary>A piece of a line between wide gaps, tabs or bars.</summary>
    internal readonly record struct Cell(int Start, int End, string Text);

    /// <param name="Line">Number of its line among those that are not empty.</param>
    /// <param name="Own">The cell that the value is in.</param>
    /// <param name="Cells">How many cells its line has.</param>
    /// <param name="Above">The line above; empty if there is none.</param>
    /// <param name="Below">What stands below the value's cell; empty if there is nothing.</param>
    internal readonly record struct Surroundings(int Line, Cell Own, int Cells, IReadOnlyList<Cell> Above, string Below);

    /// <param name="offset">Of the value in bytes from the beginning of the text.</param>
    /// <returns>Null if the text does not have the value there: it is of another encoding, or was cut.</returns>
    public Surroundings? Around(in FoundField field, long offset)
    {
        var at = CharacterOf(offset);
        if (at is null || field.Raw.Length == 0 || at + field.Raw.Length > _text.Length)
        {
            return null;
        }
        var number = _lines.FindLastIndex(line => line.Start <= at);
        if (number < 0)
        {
            return null;
        }
        var column = at.Value - _lines[number].Start;
        var cells = CellsOf(_lines[number].Text);
        var own = cells.FindLastIndex(cell => cell.Start <= column);
        if (own < 0)
        {
            return null;
        }
        var below = number + 1 < _lines.Count ? CellsOf(_lines[number + 1].Text) : [];
        var nearest = below.Count == 0 ? default : below.MinBy(cell => Math.Abs(cell.Start - cells[own].Start));
        return new(
            number,
            cells[own],
            cells.Count,
            number > 0 ? CellsOf(_lines[number - 1].Text) : [],
            below.Count == 0 || cells.Count > 1 && Math.Abs(nearest.Start - cells[own].Start) > Near ? "" : nearest.Text
        );
    }

    /// <summary>How often the text has a value, whatever its case; at most two are counted.</summary>
    public int Times(string value)
    {
        var first = _text.IndexOf(value, StringComparison.OrdinalIgnoreCase);
        return first < 0 ? 0
            : _text.IndexOf(value, first + value.Length, StringComparison.OrdinalIgnoreCase) < 0 ? 1
            : 2;
    }

    /// <summary>Columns that a cell may be off the one above it.</summary>
    private const int Near = 3;

    private int? CharacterOf(long offset)
    {
        if (offset < 0 || _isAscii)
        {
            return offset < 0 || offset > _text.Length ? null : (int)offset;
        }
        var (at, bytes) = (0, 0L);
        while (at < _text.Length && bytes < offset)
        {
            bytes += _text[at] switch
            {
                < '\u0080' => 1,
                < '\u0800' => 2,
                >= '\ud800' and <= '\udfff' => 2,
                _ => 3,
            };
            at++;
        }
        return bytes == offset ? at : null;
    }

    private static List<Cell> CellsOf(string line)
    {
        List<Cell> cells = [];
        var at = 0;
        while (at < line.Length)
        {
            if (IsGap(line, at))
            {
                at++;
                continue;
            }
            var start = at;
            while (at < line.Length && !(IsGap(line, at) && (line[at] != ' ' || at + 1 >= line.Length || IsGap(line, at + 1))))
            {
                at++;
            }
            cells.Add(new(start, at, line[start..at].Trim()));
        }
        return cells;
    }

    private static bool IsGap(string line, int at) => line[at] is ' ' or '\t' or '|' or '\r';
}
