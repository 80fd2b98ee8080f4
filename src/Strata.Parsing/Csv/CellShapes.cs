using System.Buffers;

namespace Strata.Parsing.Csv;

internal static class CellShapes
{
    private static readonly SearchValues<char> NumberChars = SearchValues.Create("0123456789+-.,:/%()'  TZeE$€£¥");

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    public static CellShape Of(ReadOnlySpan<char> cell)
    {
        cell = cell.Trim();
        if (cell.IsEmpty)
        {
            return CellShape.Empty;
        }
        if (cell.ContainsAny(Digits) && !cell.ContainsAnyExcept(NumberChars))
        {
            return CellShape.Number;
        }
        if (IsBoolean(cell))
        {
            return CellShape.Boolean;
        }
        if (
            cell.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || cell.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        )
        {
            return CellShape.Url;
        }
        return cell.IndexOf('@') is > 0 and var at && at == cell.LastIndexOf('@') && cell[at..].Contains('.') && !cell.Contains(' ')
            ? CellShape.Email
            : CellShape.Text;
    }

    private static bool IsBoolean(ReadOnlySpan<char> cell) =>
        cell.Equals("true", StringComparison.OrdinalIgnoreCase)
        || cell.Equals("false", StringComparison.OrdinalIgnoreCase)
        || cell.Equals("yes", StringComparison.OrdinalIgnoreCase)
        || cell.Equals("no", StringComparison.OrdinalIgnoreCase);
}
