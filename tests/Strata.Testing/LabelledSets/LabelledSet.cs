namespace Strata.Testing.LabelledSets;

/// <summary>Records of which it is known which are of one thing: generated, with the mistakes that people and shops make.</summary>
/// <param name="B">The second file; null where duplicates are within the first.</param>
/// <param name="Truth">Positions of rows that are the same: in A and B, or twice in A.</param>
public sealed record LabelledSet(string Name, LabelledFile A, LabelledFile? B, IReadOnlyList<(int A, int B)> Truth)
{
    public IEnumerable<string> TruthCsv() => Truth.Select(t => $"{A.Id(t.A)},{(B ?? A).Id(t.B)}").Prepend("id1,id2");
}

public sealed record LabelledFile(string IdPrefix, IReadOnlyList<string> Columns, IReadOnlyList<string?[]> Rows)
{
    public string Id(int row) => IdPrefix + row.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public IEnumerable<string> Csv() =>
        Rows.Select((r, i) => string.Join(',', r.Prepend(Id(i)).Select(Quote))).Prepend("id," + string.Join(',', Columns));

    private static string Quote(string? value) =>
        value is null ? ""
        : value.AsSpan().IndexOfAny(",\"\n") < 0 ? value
        : new StringBuilder(value).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString();
}
