namespace Strata.Duplicates.Evaluation;

/// <summary>The column of a labelled set that says which records are the same.</summary>
internal static class LabelColumn
{
    /// <summary>Labels of more records name a kind of record, not a record.</summary>
    private const int MaxPerLabel = 50;

    private static readonly string[] Names =
    [
        "cluster",
        "cluster_id",
        "clusterid",
        "cid",
        "entity",
        "entity_id",
        "ent_id",
        "gold",
        "gold_id",
        "true_id",
        "true_match_id",
        "match_id",
        "group_id",
        "dup_id",
    ];

    /// <summary>
    /// Returns the position of the column that plainly says which records are the same: named so, with few records per label; -1 if none.
    /// </summary>
    public static int Find(DelimitedFile file) => Names.Select(file.Find).FirstOrDefault(c => c >= 0 && IsPlain(file, c), -1);

    public static bool IsNamed(string column) => Names.Contains(column, StringComparer.OrdinalIgnoreCase);

    public static bool IsPlain(DelimitedFile file, int column)
    {
        if (!IsNamed(file.Header[column]))
        {
            return false;
        }
        var labels = Enumerable.Range(0, file.Rows.Count).Select(r => file.Cell(r, column)).Where(l => l.Length > 0).ToList();
        return labels.Distinct(StringComparer.Ordinal).Count() >= Math.Max(2, labels.Count / MaxPerLabel);
    }
}
