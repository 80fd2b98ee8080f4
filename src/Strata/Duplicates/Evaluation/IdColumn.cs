namespace Strata.Duplicates.Evaluation;

/// <summary>Finds the column of ids: the requested one, else one named like ids. Ids are complete and unique.</summary>
internal static class IdColumn
{
    private static readonly string[] Names = ["id", "rec_id", "record_id", "unique_id", "uid", "idacm", "iddblp", "key", "recid", "rid"];

    /// <summary>Returns its position; -1 if there is none and none is needed.</summary>
    /// <param name="named">Requested column; null to search.</param>
    /// <param name="label">Column of labels, which are no ids; or -1.</param>
    /// <param name="isNeeded">Whether the truth names records by their ids.</param>
    /// <param name="mayRepeat">Whether a column named like ids may be something else, since nothing depends on it.</param>
    public static int Find(DelimitedFile file, string path, string? named, int label, bool isNeeded, bool mayRepeat)
    {
        if (named is not null && file.Find(named) is >= 0 and var asked)
        {
            return Flaw(file, asked) is { } flaw
                ? throw new StrataException(ErrorCode.InvalidContent, $"'{path}': {flaw}. Ids must be unique.")
                : asked;
        }
        var sure = Names.Select(file.Find).Where(c => c >= 0 && c != label).ToList();
        // If nothing needs ids, a column that only looks like them must be the first: it may be a field.
        var likely = sure.Count > 0 ? [] : Likely(file).Where(c => c != label && (isNeeded || c == 0)).ToList();
        foreach (var column in sure.Concat(likely))
        {
            if (Flaw(file, column) is null)
            {
                return column;
            }
        }
        List<int> doubtful =
            isNeeded ? [.. sure, .. likely]
            : mayRepeat ? []
            : sure;
        if (doubtful.Count > 0)
        {
            var column = doubtful[0];
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"'{path}': {Flaw(file, column)}, so {file.Name(column)} cannot be the id column. Name the id column with --id."
            );
        }
        return isNeeded
            ? throw new StrataException(
                ErrorCode.InvalidContent,
                $"'{path}' has no column named like an id; it has: {string.Join(", ", file.Header)}. Name the id column with --id."
            )
            : -1;
    }

    private static IEnumerable<int> Likely(DelimitedFile file)
    {
        if (file.Header[0].Length == 0)
        {
            yield return 0;
        }
        for (var c = 0; c < file.Header.Count; c++)
        {
            var name = file.Header[c];
            var isLike =
                name.EndsWith("_id", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith(" id", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith("Id", StringComparison.Ordinal)
                || name.EndsWith("ID", StringComparison.Ordinal)
                || name.StartsWith("id_", StringComparison.OrdinalIgnoreCase)
                || (name.Length > 2 && name.StartsWith("id", StringComparison.Ordinal) && char.IsUpper(name[2]));
            if (isLike && !LabelColumn.IsNamed(name))
            {
                yield return c;
            }
        }
    }

    /// <summary>
    /// Returns why a column can't be ids: a value in two rows, or a row without one; null if it can. The header is row 1.
    /// </summary>
    private static string? Flaw(DelimitedFile file, int column)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < file.Rows.Count; row++)
        {
            var id = file.Cell(row, column);
            if (id.Length == 0)
            {
                return $"row {row + 2} has nothing in {file.Name(column)} (the header is row 1)";
            }
            if (!seen.TryAdd(id, row))
            {
                return $"{file.Name(column)} is '{id}' in row {seen[id] + 2} and in row {row + 2} (the header is row 1)";
            }
        }
        return null;
    }
}
