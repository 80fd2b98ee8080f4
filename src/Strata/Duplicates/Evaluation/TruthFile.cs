namespace Strata.Duplicates.Evaluation;

/// <summary>
/// Reads which records are the same: pairs of ids, with or without a header and a label of each pair, or a label of each record.
/// </summary>
internal static class TruthFile
{
    private static readonly string[] LabelNames = ["label", "is_match", "ismatch", "match", "is_duplicate", "duplicate", "same", "gold"];
    private static readonly string[] Yes = ["1", "1.0", "true", "t", "yes", "y"];
    private static readonly string[] No = ["0", "0.0", "-1", "false", "f", "no", "n"];

    /// <summary>Returns the truth, and how it was understood.</summary>
    public static (TruthPairs Truth, string Note) Read(DelimitedFile file, string path, List<EvaluatedFile> files)
    {
        var (first, second) = (files[0].Ids(0), files[^1].Ids(files.Count == 1 ? 0 : files[0].File.Rows.Count));
        if (files.Count == 1 && ByLabel(file, first) is var (id, label))
        {
            return OfLabels(file, path, first, id, label);
        }
        string[][] rows =
        [
            [.. file.Header],
            .. file.Rows,
        ];
        var (left, right) = Columns(rows, first, second, files);
        if (left < 0)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"'{path}' contains no ids of the records: it has {string.Join(", ", file.Header)}; the ids come from {string.Join(" and ", files.Select(f => f.File.Name(f.Id)).Distinct())} (another column: --id)."
            );
        }
        return OfPairs(file, path, rows, left, right, first, second);
    }

    private static (TruthPairs, string) OfPairs(
        DelimitedFile file,
        string path,
        string[][] rows,
        int left,
        int right,
        Dictionary<string, int> first,
        Dictionary<string, int> second
    )
    {
        var label = Label(file, path, left, right);
        var pairs = new HashSet<(int A, int B)>();
        var (different, selves, unknown, sample) = (0, 0, 0, "");
        var hasHeader = false;
        for (var r = 0; r < rows.Length; r++)
        {
            var row = rows[r];
            string Cell(int column) => column < row.Length ? row[column].Trim() : "";
            var isKnown = first.TryGetValue(Cell(left), out var a) & second.TryGetValue(Cell(right), out var b);
            if (r == 0 && !isKnown)
            {
                hasHeader = true;
            }
            else if (label >= 0 && !Is(Yes, Cell(label)))
            {
                different++;
            }
            else if (!isKnown)
            {
                sample = unknown++ == 0 ? $"'{(first.ContainsKey(Cell(left)) ? Cell(right) : Cell(left))}' in row {r + 1}" : sample;
            }
            else if (a == b)
            {
                selves++;
            }
            else
            {
                pairs.Add((Math.Min(a, b), Math.Max(a, b)));
            }
        }
        string Name(int column) => hasHeader ? file.Name(column) : (column + 1).ToString(CultureInfo.InvariantCulture);
        return (
            new TruthPairs(pairs),
            $"{Path.GetFileName(path)}: {pairs.Count} pairs, columns {Name(left)} and {Name(right)}"
                + (label >= 0 ? $"; {different} rows left out as {Name(label)} says that they are not the same" : "")
                + (selves > 0 ? $"; {selves} rows left out as they pair a record with itself" : "")
                + (
                    unknown > 0
                        ? $"; {unknown} rows left out, also from recall, as they name records that are not there, first {sample}"
                        : ""
                )
        );
    }

    /// <summary>Returns the column that says whether each pair is one; -1 if all are.</summary>
    private static int Label(DelimitedFile file, string path, int left, int right)
    {
        var others = Enumerable.Range(0, file.Header.Count).Where(c => c != left && c != right && file.Header[c].Length > 0).ToList();
        var named = others.FindIndex(c => LabelNames.Contains(file.Header[c], StringComparer.OrdinalIgnoreCase));
        if (named >= 0)
        {
            var at = Enumerable
                .Range(0, file.Rows.Count)
                .FirstOrDefault(r => file.Rows[r].Length > 1 && !IsLabel(file.Cell(r, others[named])), -1);
            return at < 0
                ? others[named]
                : throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"'{path}': {file.Name(others[named])} is '{file.Cell(at, others[named])}' in row {at + 2}; use 1 or 0 to state whether a pair matches."
                );
        }
        return others.FirstOrDefault(c => Enumerable.Range(0, file.Rows.Count).All(r => IsLabel(file.Cell(r, c))), -1);
    }

    private static bool IsLabel(string value) => Is(Yes, value) || Is(No, value);

    private static bool Is(string[] words, string value) => words.Contains(value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the columns of a truth that names each record once, with a label; null if it does not.</summary>
    private static (int Id, int Label)? ByLabel(DelimitedFile truth, Dictionary<string, int> ids)
    {
        var width = truth.Header.Count;
        foreach (var (id, label) in from i in Enumerable.Range(0, width) from l in Enumerable.Range(0, width) where i != l select (i, l))
        {
            var isNamed = LabelColumn.IsNamed(truth.Header[label]);
            if (!isNamed && width != 2)
            {
                continue;
            }
            var named = Enumerable.Range(0, truth.Rows.Count).Select(r => truth.Cell(r, id)).ToList();
            var known = named.Count(ids.ContainsKey);
            // Labels may look like ids, but pairs don't have every record once on their left.
            var areLabelsIds = !isNamed && Enumerable.Range(0, truth.Rows.Count).Any(r => ids.ContainsKey(truth.Cell(r, label)));
            if (
                known > 0
                && known * 2 > truth.Rows.Count
                && named.Distinct(StringComparer.Ordinal).Count() == named.Count
                && (!areLabelsIds || known == ids.Count)
            )
            {
                return (id, label);
            }
        }
        return null;
    }

    private static (TruthPairs, string) OfLabels(DelimitedFile file, string path, Dictionary<string, int> ids, int id, int label)
    {
        var labels = new string[ids.Count];
        Array.Fill(labels, "");
        var unknown = 0;
        for (var row = 0; row < file.Rows.Count; row++)
        {
            if (ids.TryGetValue(file.Cell(row, id), out var record))
            {
                labels[record] = file.Cell(row, label);
            }
            else
            {
                unknown++;
            }
        }
        var truth = new TruthPairs(labels, null);
        return (
            truth,
            $"{Path.GetFileName(path)}: {truth.Count} pairs of records (by {file.Name(id)}) that have the same {file.Name(label)}"
                + (unknown > 0 ? $"; {unknown} rows left out, also from recall, as they name records that are not there" : "")
        );
    }

    /// <summary>
    /// Whether a column's name contains the file's name. Decides which column belongs to which file if both hold the ids.
    /// </summary>
    private static bool IsNamedAfter(string column, EvaluatedFile file) =>
        Path.GetFileNameWithoutExtension(file.Path) is { Length: > 1 } name && column.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static (int Left, int Right) Columns(
        string[][] rows,
        Dictionary<string, int> first,
        Dictionary<string, int> second,
        List<EvaluatedFile> files
    )
    {
        var sample = rows.Take(2000).ToList();
        // Row numbers and labels of pairs may look like ids.
        var columns = Enumerable
            .Range(0, rows[0].Length)
            .Where(c => rows[0][c].Length > 0 && !LabelNames.Contains(rows[0][c], StringComparer.OrdinalIgnoreCase))
            .ToList();
        var choices =
            from left in columns
            from right in columns
            where left != right
            let known = sample.Count(r =>
                r.Length > Math.Max(left, right) && first.ContainsKey(r[left].Trim()) && second.ContainsKey(r[right].Trim())
            )
            where known > 0
            let named = (IsNamedAfter(rows[0][left], files[0]) ? 1 : 0) + (IsNamedAfter(rows[0][right], files[^1]) ? 1 : 0)
            orderby known descending, named descending, left, right
            select (left, right);
        return choices.DefaultIfEmpty((-1, -1)).First();
    }
}
