using Strata.Duplicates.Matching;

namespace Strata.Duplicates.Evaluation;

/// <summary>Records of a labelled set, and which of them are the same.</summary>
internal sealed class LabelledRecords
{
    public required RecordTable Table { get; init; }
    public required TruthPairs Truth { get; init; }
    public required IReadOnlyList<string> Understood { get; init; }
    private IReadOnlyList<EvaluatedFile> Files { get; init; } = [];

    /// <summary>Returns a row's id, or its number from 1 if its file has no ids.</summary>
    public string IdOf(int row)
    {
        var (file, at) = row < Files[0].File.Rows.Count ? (Files[0], row) : (Files[^1], row - Files[0].File.Rows.Count);
        return file.Id < 0
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"row {at + 1}")
            : file.File.Cell(at, file.Id);
    }

    public static async Task<LabelledRecords> ReadAsync(EvaluationRequest request, CancellationToken ct)
    {
        if (request.Files.Count is not (1 or 2))
        {
            throw new StrataException(ErrorCode.InvalidContent, "Give one or two files of records.");
        }
        var read = new List<(DelimitedFile File, string Path)>();
        foreach (var path in request.Files)
        {
            read.Add((await DelimitedFile.ReadAsync(path, ct), path));
        }
        if (request.IdColumn is { } named && read.TrueForAll(r => r.File.Find(named) < 0))
        {
            Needed(read[0].File, read[0].Path, named);
        }
        var files = read.ConvertAll(r => Understand(r.File, r.Path, request));
        foreach (var name in request.Identity)
        {
            if (files.TrueForAll(f => f.File.Find(name) < 0))
            {
                throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"There is no column '{name}'; the columns are: {string.Join(", ", files.SelectMany(f => f.File.Header).Distinct())}."
                );
            }
        }
        var tables = files.ConvertAll(f => f.ToTable(request.Identity));
        var notes = files.ConvertAll(f => f.Note(request.Identity));
        var table = tables[0];
        if (files.Count == 2)
        {
            // A column named in one file also means the same column of the other, whatever its name.
            bool IsMeant(Alignment c) =>
                request.Identity.Count == 0
                || request.Identity.Contains(tables[0].Columns[c.A].Name, StringComparer.OrdinalIgnoreCase)
                || request.Identity.Contains(tables[1].Columns[c.B].Name, StringComparer.OrdinalIgnoreCase);
            var columns = Alignment.Of(tables[0], tables[1]).Where(IsMeant).ToList();
            if (columns.Count == 0)
            {
                throw new StrataException(
                    ErrorCode.InvalidContent,
                    "The two files have no column in common, by name or by content. Give matching columns the same name."
                );
            }
            notes.Add(
                "same columns: "
                    + string.Join(
                        ", ",
                        columns.Select(c =>
                            tables[0].Columns[c.A].Name is var a && tables[1].Columns[c.B].Name is var b && a == b
                                ? a
                                : $"{tables[0].Columns[c.A].Name} = {tables[1].Columns[c.B].Name}"
                        )
                    )
            );
            table = Alignment.Join(tables[0], tables[1], columns);
        }
        else if (request.Identity.Count > 0)
        {
            table = tables[0].Only(request.Identity);
        }
        if (table.Columns.Count == 0 || table.Pairs < 1)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                table.Pairs < 1
                    ? $"'{files[0].Path}' has only one record: there is nothing to compare it with."
                    : $"There are no columns to compare besides ids, labels and row numbers. {string.Join("; ", notes)}."
            );
        }
        var (truth, note) = request.TruthFile is { } pairs
            ? TruthFile.Read(await DelimitedFile.ReadAsync(pairs, ct), pairs, files)
            : OfLabels(files);
        notes.Add(note);
        if (truth.Count == 0)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"No two records match, so there is nothing to evaluate. {string.Join("; ", notes)}."
            );
        }
        return new LabelledRecords
        {
            Table = table,
            Truth = truth,
            Understood = notes,
            Files = files,
        };
    }

    private static EvaluatedFile Understand(DelimitedFile file, string path, EvaluationRequest request)
    {
        if (file.Rows.Count == 0)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'{path}' has no records after its header.");
        }
        var hasTruth = request.TruthFile is not null;
        var label =
            request.ClusterColumn is { } entity ? Needed(file, path, entity)
            : hasTruth ? -1
            : LabelColumn.Find(file);
        return new EvaluatedFile(
            file,
            path,
            IdColumn.Find(file, path, request.IdColumn, label, hasTruth, mayRepeat: request.Identity.Count > 0),
            label
        );
    }

    private static int Needed(DelimitedFile file, string path, string column) =>
        file.Find(column) is >= 0 and var at
            ? at
            : throw new StrataException(
                ErrorCode.InvalidContent,
                $"'{path}' has no column '{column}'; it has: {string.Join(", ", file.Header)}."
            );

    private static (TruthPairs, string) OfLabels(List<EvaluatedFile> files)
    {
        if (files.Exists(f => f.Cluster < 0))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                "State which records match: --truth pairs.csv, or --entity COLUMN for a label column. No label column was detected."
            );
        }
        var labels = files.SelectMany(f => Enumerable.Range(0, f.File.Rows.Count).Select(r => f.File.Cell(r, f.Cluster))).ToList();
        var truth = new TruthPairs(labels, files.Count == 1 ? null : files[0].File.Rows.Count);
        return (
            truth,
            $"{truth.Count} pairs have the same label in {string.Join(" and ", files.Select(f => f.File.Name(f.Cluster)).Distinct())}"
        );
    }
}
