using Strata.Interpretation.Records;
using Strata.Parsing;

namespace Strata.Interpretation.Text;

/// <summary>Keeps the heading that says which way the amounts of the rows below it go, above their header or amid them, as far as it holds.</summary>
internal sealed class HeadingScanner
{
    /// <summary>Lines that may stand between a heading and its header.</summary>
    private const int MaxBetween = 2;

    private TableHeading? heading;
    private int lines;
    private bool hasRows;

    /// <summary>A line that is no row.</summary>
    public void Line(string text, ByteRange range, int block)
    {
        if (HeadingDirection.IsOut(text) is { } isOut)
        {
            (heading, lines, hasRows) = (new(text, range, block, isOut), 0, false);
        }
        else if (hasRows && HeadingDirection.IsNeither(text) || ++lines > MaxBetween && !hasRows)
        {
            heading = null;
        }
    }

    /// <summary>A header: what stands between it and the rows before may be another heading, of which nothing is known, unless the same table goes on at once.</summary>
    public void Header(bool isNew)
    {
        if (hasRows && (isNew || lines > 0))
        {
            (heading, hasRows) = (null, false);
        }
    }

    /// <returns>The heading of a row.</returns>
    public TableHeading? Row()
    {
        (lines, hasRows) = (0, true);
        return heading;
    }
}
