using Strata.Duplicates.Matching;

namespace Strata.Duplicates.Evaluation;

/// <summary>
/// Pairs decided wrongly at even odds, as CSV: first the false ones, surest first, then the missed ones in the order of the records, each
/// with the evidence of every field.
/// </summary>
internal sealed class ErrorsFile : IAsyncDisposable
{
    private const int MaxOfAValue = 40;

    private readonly string _path;
    private readonly StreamWriter _csv;

    private ErrorsFile(string path, StreamWriter csv) => (_path, _csv) = (path, csv);

    /// <summary>Opens the file before the work begins, so that none is wasted.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: it can't be written, or is an input file.</exception>
    public static ErrorsFile Create(string path, EvaluationRequest request)
    {
        if (request.Files.Append(request.TruthFile).OfType<string>().Any(f => Path.GetFullPath(f) == Path.GetFullPath(path)))
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'{path}' is an input file: choose another name for the errors file.");
        }
        try
        {
            return new ErrorsFile(path, new StreamWriter(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"The errors file cannot be written: {e.Message}", e);
        }
    }

    /// <param name="pairs">Likeliest first.</param>
    public async Task<WrittenErrors> WriteAsync(Linkage linkage, List<ScoredPair> pairs, LabelledRecords records, CancellationToken ct)
    {
        await _csv.WriteLineAsync("kind,id_a,id_b,probability,weight,compared,explanation");
        var wrong = pairs.TakeWhile(p => p.Weight >= 0).Where(p => !records.Truth.Contains(p.A, p.B)).ToList();
        // A pair that was not compared was matched through a third record.
        var looks = new Looks(linkage.Blocks, records.Table.Count);
        var compared = wrong
            .GroupBy(p => p.A)
            .SelectMany(g => g.Where(p => looks.Partners(g.Key).Contains(p.B)))
            .Select(p => (p.A, p.B))
            .ToHashSet();
        foreach (var pair in wrong)
        {
            await LineAsync("false", pair, compared.Contains((pair.A, pair.B)), linkage, records, ct);
        }
        var found = pairs.ToDictionary(p => (p.A, p.B), p => p.Weight);
        var missed = 0L;
        looks = new Looks(linkage.Blocks, records.Table.Count);
        foreach (var (a, b) in records.Truth.All())
        {
            var isFound = found.TryGetValue((a, b), out var weight);
            if (isFound && weight >= 0)
            {
                continue;
            }
            missed++;
            var isCompared = looks.Partners(a).Contains(b);
            var own = isFound ? weight : Own(linkage, a, b);
            // A pair that was compared and dropped has little, whatever its fields say: others outweighed it.
            var pair = new ScoredPair(a, b, isCompared && !isFound ? Math.Min(own, DuplicateEvaluation.Min) : own);
            await LineAsync("missed", pair, isCompared, linkage, records, ct);
        }
        return new WrittenErrors(_path, wrong.Count, missed);
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    /// <summary>Returns the weight of a pair that was not compared, or had too little to be kept.</summary>
    private static double Own(Linkage linkage, int a, int b) =>
        linkage.Model.PriorWeight + Explanation.Of(linkage.Comparisons, linkage.Model, a, b).Sum(f => f.Weight);

    private async Task LineAsync(
        string kind,
        ScoredPair pair,
        bool compared,
        Linkage linkage,
        LabelledRecords records,
        CancellationToken ct
    )
    {
        var fields = Explanation.Of(linkage.Comparisons, linkage.Model, pair.A, pair.B);
        var others = pair.Weight - linkage.Model.PriorWeight - fields.Sum(f => f.Weight);
        var told = fields
            .Select(f =>
                $"{f.Field} {Bits(f.Weight)} ({f.Level}: {Value(records.Table, f.Field, pair.A)} / {Value(records.Table, f.Field, pair.B)})"
            )
            .Prepend($"at random {Bits(linkage.Model.PriorWeight)}");
        if (Math.Abs(others) >= 0.1)
        {
            told = told.Append($"other pairs of the two {Bits(others)}");
        }
        string[] cells =
        [
            kind,
            records.IdOf(pair.A),
            records.IdOf(pair.B),
            pair.Probability.ToString("0.######", CultureInfo.InvariantCulture),
            pair.Weight.ToString("0.00", CultureInfo.InvariantCulture),
            compared ? "yes" : "no",
            string.Join("; ", told),
        ];
        await _csv.WriteLineAsync(string.Join(',', cells.Select(Cell)).AsMemory(), ct);
    }

    private static string Bits(double weight) => weight.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    private static string Value(RecordTable table, string field, int row)
    {
        var column = table.Columns.FirstOrDefault(c => c.Name == field);
        var value = column is null || column[row] < 0 ? "" : column.Values[column[row]].Trim();
        return value.Length > MaxOfAValue ? string.Concat(value.AsSpan(0, MaxOfAValue - 1), "…") : value;
    }

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",;\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Returns the rows that a row is compared with; caches one row, so ask for each row's pairs in succession.</summary>
    private sealed class Looks(BlockingGroups blocks, int rows)
    {
        private readonly int[] _seen = [.. Enumerable.Repeat(-1, rows)];
        private readonly List<int> _found = [];
        private HashSet<int> _partners = [];
        private int _row = -1;

        public HashSet<int> Partners(int row)
        {
            if (_row != row)
            {
                blocks.Partners(row, _seen, _found);
                _partners = [.. _found];
                _row = row;
            }
            return _partners;
        }
    }
}
