using Strata.Rules.Records;

namespace Strata.Rules.Text;

/// <summary>Tracks the heading that gives the direction of the amounts below it.</summary>
internal sealed class HeadingScanner
{
    /// <summary>Lines allowed between a heading and its header.</summary>
    private const int MaxBetween = 2;

    private TableHeading? _heading;
    private int _lines;
    private bool _hasRows;

    /// <summary>Called with a line that is no row.</summary>
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

    /// <summary>Called with a header: an unknown heading may precede it, unless the same table continues directly.</summary>
    public void Header(bool isNew)
    {
        if (_hasRows && (isNew || _lines > 0))
        {
            (_heading, _hasRows) = (null, false);
        }
    }

    /// <returns>The heading that applies to a row.</returns>
    public TableHeading? Row()
    {
        (_lines, _hasRows) = (0, true);
        return _heading;
    }
}
