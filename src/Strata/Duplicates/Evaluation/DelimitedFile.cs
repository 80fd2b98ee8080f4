using Strata.Parsing.Csv;

namespace Strata.Duplicates.Evaluation;

/// <summary>
/// A table of a labelled set, parsed like any other CSV, except that its first row is the header and an unreadable row is an error.
/// </summary>
internal sealed class DelimitedFile
{
    private DelimitedFile(string[] header, List<string[]> rows)
    {
        Header = header;
        Rows = rows;
    }

    public IReadOnlyList<string> Header { get; }
    public IReadOnlyList<string[]> Rows { get; }

    /// <exception cref="StrataException">INVALID_CONTENT: it is empty, or a row can't be read.</exception>
    public static Task<DelimitedFile> ReadAsync(string path, CancellationToken ct) => Task.Run(() => Read(path, ct), ct);

    /// <summary>Returns the position of a column by name, ignoring case; -1 if there is none.</summary>
    public int Find(string column) =>
        Header
            .Select((h, i) => (h, i))
            .Where(h => string.Equals(h.h, column, StringComparison.OrdinalIgnoreCase))
            .Select(h => h.i)
            .DefaultIfEmpty(-1)
            .First();

    /// <summary>Returns a row's trimmed value in a column; empty if the row is shorter.</summary>
    public string Cell(int row, int column) => column < Rows[row].Length ? Rows[row][column].Trim() : "";

    /// <summary>Returns a column's quoted name, for messages.</summary>
    public string Name(int column) => $"'{Header[column]}'";

    private static DelimitedFile Read(string path, CancellationToken ct)
    {
        using var source = File.OpenRead(path);
        var rows = new List<string[]>();
        foreach (var table in new CsvParser { Header = false }.Parse(source, path, ParseBudget.Default))
        {
            var known = table.Diagnostics.Count;
            foreach (var block in table.Blocks.Where(block => block.Type != BlockType.Paragraph))
            {
                ct.ThrowIfCancellationRequested();
                rows.Add(Cells(block));
            }
            if (table.Diagnostics.Count > known)
            {
                throw new StrataException(ErrorCode.InvalidContent, Said(path, table.Diagnostics[known]));
            }
        }
        return rows.Count > 0
            ? new DelimitedFile([.. rows[0].Select(h => h.Trim())], rows.GetRange(1, rows.Count - 1))
            : throw new StrataException(ErrorCode.InvalidContent, $"'{path}' is empty.");
    }

    /// <summary>A totals row at the end has only its filled cells.</summary>
    private static string[] Cells(Block row)
    {
        if (row.Type == BlockType.Record)
        {
            return [.. row.Fields.Select(field => field.Text)];
        }
        var cells = new string[row.Cells[^1].Column + 1];
        Array.Fill(cells, "");
        foreach (var cell in row.Cells)
        {
            cells[cell.Column] = cell.Text;
        }
        return cells;
    }

    private static string Said(string path, ParseDiagnostic diagnostic) =>
        string.Create(CultureInfo.InvariantCulture, $"'{path}', line {diagnostic.Line}: {diagnostic.Reason}.");
}
