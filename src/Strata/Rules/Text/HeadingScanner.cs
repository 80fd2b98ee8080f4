using Strata.Rules.Records;

namespace Strata.Rules.Text;

/// <summary>
/// Keeps the heading that says which way the amounts of the rows below it go, above their header or amid them, as far as it holds.
/// </summary>
internal sealed class HeadingScanner
{
    /// <summary>Lines that may stand between a heading and its header.</summary>
    private const int MaxBetween = 2;

    private TableHeading? _heading;
    private int _lines;
    private bool _hasRows;

    /// <summary>A line that is no row.</summary>
    public void Line(string text, ByteRange range, int block)
    {
        if (HeadingDirection.IsOut(text) is { } isOut)
        {
            (_heading, _lines, _hasRows) = (new(text, range, block, isOut), 0, false);
        }
        else if (_hasRows && HeadingDirection.IsNeither(text) || ++_lines > MaxBetween && !_hasRows)
        {
            _heading = null;
        }
    }

    /// <summary>
    /// A header: what stands between it and the rows before may be another heading, of which nothing is known, unless the same table goes
    /// on at once.
    /// </summary>
    public void Header(bool isNew)
    {
        if (_hasRows && (isNew || _lines > 0))
        {
            (_heading, _hasRows) = (null, false);
        }
    }

    /// <returns>The heading of a row.</returns>
    public TableHeading? Row()
    {
        (_lines, _hasRows) = (0, true);
        return _heading;
    }
}
