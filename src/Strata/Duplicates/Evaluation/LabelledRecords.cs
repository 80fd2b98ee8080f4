using Strata.Duplicates.Matching;

namespace Strata.Duplicates.Evaluation;

/// <summary>What the files of a labelled set hold: records, and which of them are the same.</summary>
internal sealed class LabelledRecords
{
    private static readonly string[] IdNames = ["id", "rec_id", "record_id", "unique_id", "uid", "idacm", "iddblp", "key", "recid", "rid"];
    private readonly List<string> _understood = [];

    public required RecordTable Table { get; init; }
    public HashSet<(int A, int B)> Truth { get; } = [];
    public IReadOnlyList<string> Understood => _understood;

    public static async Task<LabelledRecords> ReadAsync(EvaluationRequest request, CancellationToken ct)
    {
        if (request.Files.Count is not (1 or 2))
        {
            throw new StrataException(ErrorCode.InvalidContent, "Give one file of records, or two.");
        }
        var files = new List<EvaluatedFile>();
        foreach (var path in request.Files)
        {
            files.Add(Understand(await DelimitedFile.ReadAsync(path, ct), path, request));
        }
        var labels = files.ConvertAll(f => f.Cluster);
        foreach (var name in request.Identity)
        {
            if (files.TrueForAll(f => f.File.Find(name) < 0))
            {
                throw new StrataException(ErrorCode.InvalidContent, $"There is no column '{name}'; there are: {string.Join(", ", files.SelectMany(f => f.File.Header).Distinct())}.");
            }
        }
        var tables = files.ConvertAll(f => f.ToTable(request.Identity));
        var notes = files.ConvertAll(f => f.Note);
        var table = tables[0];
        if (files.Count == 2)
        {
            // Named in one file, the same column of the other is meant as well, whatever its name.
            bool IsMeant(Alignment c) =>
                request.Identity.Count == 0
                || request.Identity.Contains(tables[0].Columns[c.A].Name, StringComparer.OrdinalIgnoreCase)
                || request.Identity.Contains(tables[1].Columns[c.B].Name, StringComparer.OrdinalIgnoreCase);
            var columns = Alignment.Of(tables[0], tables[1]).Where(IsMeant).ToList();
            if (columns.Count == 0)
            {
                throw new StrataException(ErrorCode.InvalidContent, "The two files have no column in common, by name or by what it holds. Name the columns alike.");
            }
            notes.Add("same columns: " + string.Join(", ", columns.Select(c => tables[0].Columns[c.A].Name is var a && tables[1].Columns[c.B].Name is var b && a == b ? a : $"{tables[0].Columns[c.A].Name} = {tables[1].Columns[c.B].Name}")));
            table = Alignment.Join(tables[0], tables[1], columns);
        }
        else if (request.Identity.Count > 0)
        {
            table = tables[0].Only(request.Identity);
        }
        var records = new LabelledRecords { Table = table };
        records._understood.AddRange(notes);
        if (request.TruthFile is { } truth)
        {
            records.ReadPairs(await DelimitedFile.ReadAsync(truth, ct), truth, files);
        }
        else if (labels.TrueForAll(l => l >= 0))
        {
            records.ReadClusters(files);
        }
        else
        {
            throw new StrataException(ErrorCode.InvalidContent, "Say which records are the same: --truth pairs.csv, or --entity COLUMN where a column says it.");
        }
        return records;
    }

    private static EvaluatedFile Understand(DelimitedFile file, string path, EvaluationRequest request)
    {
        if (file.Rows.Count == 0)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'{path}' has no records after its header.");
        }
        var id = request.IdColumn is { } named ? Needed(file, path, named) : IdNames.Select(file.Find).FirstOrDefault(c => c >= 0 && IsUnique(file, c), -1);
        if (id < 0)
        {
            id = Enumerable.Range(0, file.Header.Count).FirstOrDefault(c => IsUnique(file, c), -1);
        }
        if (id < 0 && request.TruthFile is not null)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'{path}' has no column whose values are all different: name the ids with --id.");
        }
        var cluster = request.ClusterColumn is { } entity ? Needed(file, path, entity) : EvaluatedFile.ClusterNames.Select(file.Find).FirstOrDefault(c => c >= 0 && c != id, -1);
        return new EvaluatedFile(file, path, id, cluster);
    }

    private static int Needed(DelimitedFile file, string path, string column) =>
        file.Find(column) is >= 0 and var at ? at : throw new StrataException(ErrorCode.InvalidContent, $"'{path}' has no column '{column}'; it has: {string.Join(", ", file.Header)}.");

    private static bool IsUnique(DelimitedFile file, int column)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return file.Rows.Count > 0 && file.Rows.All(r => column < r.Length && r[column].Trim().Length > 0 && seen.Add(r[column].Trim()));
    }

    internal static string Column(DelimitedFile file, int at) => at < 0 ? "none" : $"'{file.Header[at]}'";

    private void ReadPairs(DelimitedFile pairs, string path, List<EvaluatedFile> files)
    {
        var (first, second) = (files[0].Ids(0), files[^1].Ids(files.Count == 1 ? 0 : files[0].File.Rows.Count));
        string[][] rows = [[.. pairs.Header], .. pairs.Rows];
        var (left, right) = BestColumns(rows, first, second, files);
        if (left < 0 && files.Count == 1 && ByLabel(pairs, first) is var (id, labels))
        {
            ReadClusters([files[0]], row => labels.GetValueOrDefault(row, ""));
            _understood[^1] = $"{Path.GetFileName(path)}: {Truth.Count} pairs of records that {Column(pairs, id)} gives the same label";
            return;
        }
        if (left < 0)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'{path}' names no ids of the records: it has {string.Join(", ", pairs.Header)}.");
        }
        var label = Enumerable.Range(0, pairs.Header.Count).FirstOrDefault(c => c != left && c != right && pairs.Rows.All(r => c < r.Length && IsLabel(r[c])), -1);
        var unknown = 0;
        foreach (var row in rows)
        {
            if (row.Length <= Math.Max(left, right) || (label >= 0 && label < row.Length && row[label].Trim() is "0" or "false" or "False"))
            {
                continue;
            }
            if (first.TryGetValue(row[left].Trim(), out var a) && second.TryGetValue(row[right].Trim(), out var b) && a != b)
            {
                Truth.Add((Math.Min(a, b), Math.Max(a, b)));
            }
            else if (row != rows[0])
            {
                unknown++;
            }
        }
        _understood.Add($"{Path.GetFileName(path)}: {Truth.Count} pairs, columns {Column(pairs, left)} and {Column(pairs, right)}{(label >= 0 ? $", only those with {Column(pairs, label)}" : "")}{(unknown > 0 ? $"; {unknown} rows name records that are not there" : "")}");
    }

    private static bool IsLabel(string value) => value.Trim() is "0" or "1" or "true" or "false" or "True" or "False";

    /// <summary>Truth that names each record once, with a label beside it; null where it is none.</summary>
    private static (int Id, Dictionary<int, string> Labels)? ByLabel(DelimitedFile truth, Dictionary<string, int> ids)
    {
        for (var id = 0; id < truth.Header.Count && truth.Header.Count == 2; id++)
        {
            var rows = truth.Rows.Where(r => r.Length == 2 && ids.ContainsKey(r[id].Trim())).ToList();
            if (rows.Count * 2 > truth.Rows.Count && rows.DistinctBy(r => r[id].Trim()).Count() == rows.Count)
            {
                return (id, rows.ToDictionary(r => ids[r[id].Trim()], r => r[1 - id].Trim()));
            }
        }
        return null;
    }

    /// <summary>Where ids are in both files, so that either way round would do, a column that bears a file's name is of that file.</summary>
    private static bool IsNamedAfter(string column, EvaluatedFile file) =>
        Path.GetFileNameWithoutExtension(file.Path) is { Length: > 1 } name && column.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static (int Left, int Right) BestColumns(string[][] rows, Dictionary<string, int> first, Dictionary<string, int> second, List<EvaluatedFile> files)
    {
        var sample = rows.Take(2000).ToList();
        var width = rows[0].Length;
        var choices =
            from left in Enumerable.Range(0, width)
            from right in Enumerable.Range(0, width)
            where left != right
            let known = sample.Count(r => r.Length > Math.Max(left, right) && first.ContainsKey(r[left].Trim()) && second.ContainsKey(r[right].Trim()))
            where known > 0
            let named = (IsNamedAfter(rows[0][left], files[0]) ? 1 : 0) + (IsNamedAfter(rows[0][right], files[^1]) ? 1 : 0)
            orderby known descending, named descending, left, right
            select (left, right);
        return choices.DefaultIfEmpty((-1, -1)).First();
    }

    /// <param name="label">Of a row; null: the files' own.</param>
    private void ReadClusters(List<EvaluatedFile> files, Func<int, string>? label = null)
    {
        var offset = 0;
        var clusters = new List<(string Label, int Row, int File)>();
        for (var f = 0; f < files.Count; f++)
        {
            clusters.AddRange(files[f].File.Rows.Select((r, i) => (Label: label?.Invoke(i) ?? (files[f].Cluster < r.Length ? r[files[f].Cluster].Trim() : ""), i + offset, f)).Where(r => r.Label.Length > 0));
            offset += files[f].File.Rows.Count;
        }
        foreach (var cluster in clusters.GroupBy(c => c.Label, StringComparer.Ordinal))
        {
            var members = cluster.ToList();
            for (var i = 0; i < members.Count; i++)
            {
                for (var j = i + 1; j < members.Count; j++)
                {
                    if (files.Count == 1 || members[i].File != members[j].File)
                    {
                        Truth.Add((members[i].Row, members[j].Row));
                    }
                }
            }
        }
        _understood.Add($"{Truth.Count} pairs have the same label");
    }
}
