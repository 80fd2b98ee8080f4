using System.Globalization;
using Strata.Duplicates.Matching;

namespace Strata.Duplicates.Evaluation;

/// <summary>A file of records, and which of its columns are their ids and labels.</summary>
/// <param name="Id">Position, or -1.</param>
/// <param name="Cluster">Position, or -1.</param>
internal sealed record EvaluatedFile(DelimitedFile File, string Path, int Id, int Cluster)
{
    /// <summary>Names of columns that say which records are the same. None of them is ever compared.</summary>
    public static readonly string[] ClusterNames =
    [
        "cluster", "cluster_id", "clusterid", "cid", "entity", "entity_id", "ent_id",
        "gold", "gold_id", "true_id", "true_match_id", "match_id", "group_id", "dup_id",
    ];

    /// <summary>What was understood of it.</summary>
    public string Note
    {
        get
        {
            var counted = Enumerable.Range(0, File.Header.Count)
                .Where(c => c != Id && c != Cluster && IsRunningNumber(c))
                .Select(c => LabelledRecords.Column(File, c))
                .ToList();
            return $"{System.IO.Path.GetFileName(Path)}: {File.Rows.Count} records, id {LabelledRecords.Column(File, Id)}"
                + (Cluster >= 0 ? ", labels " + LabelledRecords.Column(File, Cluster) : "")
                + (counted.Count > 0 ? ", row numbers " + string.Join(", ", counted) : "");
        }
    }

    public Dictionary<string, int> Ids(int offset)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < File.Rows.Count; row++)
        {
            ids.TryAdd(File.Rows[row][Id].Trim(), row + offset);
        }
        return ids;
    }

    /// <summary>The records without ids, labels and numbers of rows, except those that are named.</summary>
    public RecordTable ToTable(IReadOnlyList<string> named)
    {
        var columns = Enumerable.Range(0, File.Header.Count)
            .Where(c => named.Contains(File.Header[c], StringComparer.OrdinalIgnoreCase) || IsOfTheRecord(c))
            .ToArray();
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

    private bool IsOfTheRecord(int column) =>
        column != Id && column != Cluster && !ClusterNames.Contains(File.Header[column], StringComparer.OrdinalIgnoreCase) && !IsRunningNumber(column);

    /// <summary>Whether a column counts the rows, as programs that write tables leave it: it says nothing of the record.</summary>
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
        column < File.Rows[row].Length && int.TryParse(File.Rows[row][column], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
