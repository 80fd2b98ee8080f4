namespace Strata.Duplicates.Matching;

/// <summary>Finds the pairs of a table that a model takes for the same.</summary>
internal static class Matcher
{
    private const int RowsAtOnce = 2_000;

    /// <summary>
    /// Returns the pairs of at least <paramref name="least"/> bits, ordered by row; deterministic for the same table and model.
    /// </summary>
    public static (List<ScoredPair> Pairs, long Considered) Find(
        RecordTable table,
        Comparison[] comparisons,
        BlockingGroups blocks,
        MatchModel model,
        double least,
        Action<int>? done,
        CancellationToken ct
    )
    {
        var rows = table.IsLink ? table.Split : table.Count;
        var parts = (rows + RowsAtOnce - 1) / RowsAtOnce;
        var found = new List<ScoredPair>[parts];
        var considered = 0L;
        var order = new FieldOrder(model, comparisons, table.Count);
        Parallel.For(
            0,
            parts,
            new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new Worker(table.Count),
            (part, _, worker) =>
            {
                var pairs = found[part] = [];
                var through = 0L;
                var end = Math.Min(rows, (part + 1) * RowsAtOnce);
                for (var row = part * RowsAtOnce; row < end; row++)
                {
                    blocks.Partners(row, worker.Seen, worker.Partners);
                    through += worker.Partners.Count;
                    foreach (var other in worker.Partners)
                    {
                        var weight = table.Distinctions.Apart(row, other) ? Distinctions.Never : order.Weigh(row, other, least);
                        if (weight >= least)
                        {
                            pairs.Add(new ScoredPair(row, other, weight));
                        }
                    }
                }
                pairs.Sort((a, b) => a.A != b.A ? a.A.CompareTo(b.A) : a.B.CompareTo(b.B));
                Interlocked.Add(ref considered, through);
                done?.Invoke(end - (part * RowsAtOnce));
                return worker;
            },
            _ => { }
        );
        return ([.. found.SelectMany(f => f)], considered);
    }

    private sealed class Worker
    {
        public Worker(int rows)
        {
            Seen = new int[rows];
            Array.Fill(Seen, -1);
        }

        public int[] Seen { get; }
        public List<int> Partners { get; } = [];
    }
}
