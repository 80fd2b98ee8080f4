using Strata.Duplicates.Matching;

namespace Strata.Duplicates.Evaluation;

/// <summary>A file of records, and which of its columns are their ids and labels.</summary>
/// <param name="Id">Position, or -1.</param>
/// <param name="Cluster">Position, or -1.</param>
internal sealed record EvaluatedFile(DelimitedFile File, string Path, int Id, int Cluster)
{
    /// <summary>Returns how the file was understood.</summary>
    public string Note(IReadOnlyList<string> named)
    {
        var left = Enumerable.Range(0, File.Header.Count).Where(c => c != Id && c != Cluster && !IsNamed(c, named)).ToList();
        var (counted, labels) = (Names(left.Where(IsRunningNumber)), Names(left.Where(c => LabelColumn.IsPlain(File, c))));
        var width = File.Header.Count;
        var uneven = Enumerable.Range(0, File.Rows.Count).Where(r => File.Rows[r].Length != width).ToList();
        return $"{System.IO.Path.GetFileName(Path)}: {File.Rows.Count} records, id {(Id < 0 ? "none" : File.Name(Id))}"
            + (Cluster >= 0 ? ", labels " + File.Name(Cluster) : "")
            + (counted.Length > 0 ? ", row numbers " + counted : "")
            + (labels.Length > 0 ? $", not compared as it may be labels: {labels}" : "")
            + (uneven.Count > 0 ? $"; {uneven.Count} rows have more or less than {width} cells, the first is row {uneven[0] + 2}" : "");
    }

    public Dictionary<string, int> Ids(int offset)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < File.Rows.Count; row++)
        {
            ids.Add(File.Cell(row, Id), row + offset);
        }
        return ids;
    }

    /// <summary>Returns the records without ids, labels and row numbers, except columns that are named.</summary>
    public RecordTable ToTable(IReadOnlyList<string> named)
    {
        var columns = Enumerable.Range(0, File.Header.Count).Where(c => IsNamed(c, named) || IsOfTheRecord(c)).ToArray();
        var table = new RecordTable([.. columns.Select(c => File.Header[c])]);
        var values = new string?[columns.Length];
        foreach (var row in File.Rows)
        {
            for (var c = 0; c < columns.Length; c++)
            {
                values[c] = columns[c] < row.Length ? row[columns[c]] : null;
            }
            table.Add(values);
        }
        return table;
    }

    private bool IsNamed(int column, IReadOnlyList<string> named) => named.Contains(File.Header[column], StringComparer.OrdinalIgnoreCase);

    private string Names(IEnumerable<int> columns) => string.Join(", ", columns.Select(File.Name));

    private bool IsOfTheRecord(int column) =>
        column != Id && column != Cluster && !LabelColumn.IsPlain(File, column) && !IsRunningNumber(column);

    /// <summary>Whether a column counts the rows, as programs that write tables add it: it says nothing about the record.</summary>
    private bool IsRunningNumber(int column)
    {
        var first = File.Rows.Count < 10 ? null : Number(0, column);
        if (first is not (0 or 1))
        {
            return false;
        }
        for (var row = 1; row < File.Rows.Count; row++)
        {
            if (Number(row, column) != first + row)
            {
                return false;
            }
        }
        return true;
    }

    private int? Number(int row, int column) =>
        int.TryParse(File.Cell(row, column), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
