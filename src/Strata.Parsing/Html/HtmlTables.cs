using AngleSharp.Dom;

namespace Strata.Parsing.Html;

/// <summary>The grid of a table (HTML, section 4.9.12), and whether it holds data or is only layout.</summary>
internal static class HtmlTables
{
    // Browsers' limits.
    private const int MaxColumns = 1000;
    private const int MaxRows = 65_534;

    private static readonly HashSet<string> BlockContent = new(StringComparer.Ordinal)
    {
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "pre",
        "blockquote",
        "hr",
        "form",
    };

    private static readonly HashSet<string> Lists = new(StringComparer.Ordinal) { "ul", "ol" };

    public readonly record struct GridCell(IElement Element, int Row, int Column, int RowSpan, int ColumnSpan, bool IsHeader)
    {
        /// <summary>True if the cell isn't shown and takes no place in the grid: the next cell has its column.</summary>
        public bool IsHidden { get; init; }
    }

    public static IEnumerable<IElement> Rows(IElement table)
    {
        foreach (var child in table.Children)
        {
            if (child.LocalName == "tr")
            {
                yield return child;
            }
            else if (child.LocalName is "thead" or "tbody" or "tfoot")
            {
                foreach (var row in child.Children)
                {
                    if (row.LocalName == "tr")
                    {
                        yield return row;
                    }
                }
            }
        }
    }

    /// <summary>Returns true for a data table: with headers, or two cells in at least half of its rows, and no block content.</summary>
    public static bool IsData(IElement table)
    {
        if (table.GetAttribute("role") is "presentation" or "none")
        {
            return false;
        }
        var (rows, wide) = (0, 0);
        foreach (var row in Rows(table))
        {
            var cells = 0;
            foreach (var cell in row.Children)
            {
                if (cell.LocalName == "th")
                {
                    return !HasBlocks(table, mayList: true);
                }
                cells += cell.LocalName == "td" ? 1 : 0;
            }
            rows++;
            wide += cells >= 2 ? 1 : 0;
        }
        return rows >= 1 && wide * 2 >= rows && wide > 0 && !HasBlocks(table);
    }

    public static IEnumerable<IReadOnlyList<GridCell>> Grid(IElement table)
    {
        var taken = new List<int>();
        var index = 0;
        foreach (var row in Rows(table))
        {
            var cells = new List<GridCell>();
            var column = 0;
            foreach (var cell in row.Children)
            {
                if (cell.LocalName is not ("td" or "th"))
                {
                    continue;
                }
                if (HtmlElements.IsHidden(cell))
                {
                    cells.Add(new(cell, index, column, 1, 1, IsHeader: false) { IsHidden = true });
                    continue;
                }
                while (column < taken.Count && taken[column] > index)
                {
                    column++;
                }
                var columnSpan = Span(cell, "colspan", MaxColumns);
                var rowSpan = Span(cell, "rowspan", MaxRows);
                if (column + columnSpan > MaxColumns)
                {
                    break;
                }
                cells.Add(new(cell, index, column, rowSpan, columnSpan, cell.LocalName == "th"));
                for (var i = column; i < column + columnSpan; i++)
                {
                    while (taken.Count <= i)
                    {
                        taken.Add(0);
                    }
                    taken[i] = index + rowSpan;
                }
                column += columnSpan;
            }
            yield return cells;
            index++;
        }
    }

    /// <summary>Returns true if the cell's row or table section is hidden.</summary>
    public static bool IsInHiddenRow(IElement cell)
    {
        for (var around = cell.ParentElement; around is { LocalName: not "table" }; around = around.ParentElement)
        {
            if (HtmlElements.IsHidden(around))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Returns true if all text of the row is struck out, by the row or in every non-empty cell.</summary>
    public static bool IsStruckRow(IReadOnlyList<GridCell> row)
    {
        var isStruck = false;
        foreach (var cell in row)
        {
            foreach (var node in cell.IsHidden ? [] : cell.Element.GetDescendants())
            {
                if (node is IText text && !string.IsNullOrWhiteSpace(text.Data))
                {
                    if (!IsStruck(text))
                    {
                        return false;
                    }
                    isStruck = true;
                }
            }
        }
        return isStruck;

        static bool IsStruck(IText text)
        {
            for (var around = text.ParentElement; around is { LocalName: not "table" }; around = around.ParentElement)
            {
                if (HtmlElements.IsStruck(around))
                {
                    return true;
                }
            }
            return false;
        }
    }

    /// <param name="mayList">True to allow lists in cells, as under a header.</param>
    private static bool HasBlocks(IElement table, bool mayList = false)
    {
        foreach (var element in table.GetDescendants())
        {
            if (element is IElement inner && BlockContent.Contains(inner.LocalName) && !(mayList && Lists.Contains(inner.LocalName)))
            {
                return true;
            }
        }
        return false;
    }

    private static int Span(IElement cell, string name, int most) =>
        int.TryParse(cell.GetAttribute(name), out var span) ? Math.Clamp(span, 1, most) : 1;
}
