using AngleSharp.Dom;

namespace Strata.Parsing.Html;

/// <summary>Data tables, row by row.</summary>
internal sealed partial class HtmlWalk
{
    private IEnumerable<Block> Table(IElement table, HtmlScope scope)
    {
        _inline.IsStruck = scope.Struck;
        var caption = table.Children.FirstOrDefault(child => child.LocalName == "caption");
        var (title, titlePlace, tokens) = caption is null ? ("", null, null) : Cell(caption);
        var grid = HtmlTables.Grid(table).ToList();
        var columns = grid.Max(row => row.Count == 0 ? 0 : row.Max(cell => cell.IsHidden ? 0 : cell.Column + cell.ColumnSpan));
        var about = (Traits(scope) ?? new()) with { Rows = grid.Count, Columns = columns };
        yield return text.Add(BlockType.Table, title, titlePlace, traits: about, source: Slice(tokens, HtmlTokens.Bounds.Block));
        foreach (var row in grid)
        {
            var block = text.Begin(BlockType.TableRow);
            (int First, int Last)? covered = null;
            var isFirst = true;
            var inRow = row.Count > 0 && HtmlTables.IsInHiddenRow(row[0].Element) ? scope with { Hidden = true } : scope;

            // A row that is struck out whole keeps its cells.
            inRow = inRow.Struck || (row.Count > 0 && HtmlTables.IsStruckRow(row)) ? inRow with { Struck = true } : inRow;
            _inline.IsStruck = inRow.Struck;
            foreach (var cell in row)
            {
                if (cell.IsHidden)
                {
                    _inline.SetApart(cell.Element, isStruck: false);
                    continue;
                }
                if (!isFirst)
                {
                    block.Append("\t");
                }
                isFirst = false;
                var isApart = !inRow.Struck && HtmlElements.IsStruck(cell.Element) && _inline.SetApart(cell.Element, isStruck: true);
                var (content, place, within) = isApart ? ("", null, null) : Cell(cell.Element);
                covered =
                    covered is { } so && within is { } also
                        ? (Math.Min(so.First, also.First), Math.Max(so.Last, also.Last))
                        : covered ?? within;
                block.Cell(
                    cell.Row,
                    cell.Column,
                    content,
                    place,
                    Math.Min(cell.RowSpan, grid.Count - cell.Row),
                    cell.ColumnSpan,
                    cell.IsHeader
                );
            }
            _inline.IsStruck = scope.Struck;
            yield return block.End(Traits(inRow), Slice(covered, HtmlTokens.Bounds.Row));
        }
        // After the rows, so that they stay one table.
        _inline.IsStruck = false;
        foreach (var aside in Asides(_inline.Asides.Take(), scope))
        {
            yield return aside;
        }
        foreach (var remark in table.GetDescendants().OfType<IElement>().Where(element => element.LocalName == HtmlElements.Remark))
        {
            if (Cell(remark) is { Text: { Length: > 0 } said, Place: var place })
            {
                var traits = Traits(scope) ?? new();
                yield return text.Add(BlockType.Paragraph, said, place, traits: traits with { Note = traits.Note ?? "comment" });
            }
        }
    }

    private (string Text, Place? Place, (int First, int Last)? Tokens) Cell(IElement cell)
    {
        _inline.Add(cell);
        run.TrimEnd();
        var content = string.Concat(run.Pieces.Select(piece => piece.Text));
        ByteRange? around = null;
        foreach (var bytes in run.Pieces.Select(piece => piece.Bytes).OfType<ByteRange>())
        {
            around = around is { } so
                ? new(Math.Min(so.Start, bytes.Start), Math.Max(so.End, bytes.End) - Math.Min(so.Start, bytes.Start))
                : bytes;
        }
        var tokens = run.Tokens;
        run.Clear();
        return (content, Place(around), tokens);
    }
}
