namespace Strata.Duplicates.Matching;

/// <summary>A table ready for matching: how its fields compare, which records may be the same, and the model fitted to it.</summary>
internal sealed class Linkage
{
    /// <summary>Lowest weight, in bits, of pairs that transitive evidence considers.</summary>
    public const double Faintest = -6;
    private const ulong Seed = 1;

    private readonly RecordTable _table;
    private readonly BlockingGroups _blocks;

    private Linkage(RecordTable table, IReadOnlyList<FieldPlan> plans, Comparison[] comparisons, BlockingGroups blocks, MatchModel model)
    {
        _table = table;
        _blocks = blocks;
        Plans = plans;
        Comparisons = comparisons;
        Model = model;
    }

    public IReadOnlyList<FieldPlan> Plans { get; }
    public int BlockLimit => _blocks.Limit;

    /// <summary>Which pairs are compared at all.</summary>
    public BlockingGroups Blocks => _blocks;
    public Comparison[] Comparisons { get; }
    public MatchModel Model { get; }

    /// <summary>Fits a model; deterministic for the same table.</summary>
    /// <param name="plans">How to compare; null to follow the values.</param>
    public static Linkage Train(RecordTable table, IReadOnlyList<FieldPlan>? plans, CancellationToken ct)
    {
        table.Seal();
        plans ??= Matching.Comparisons.Plan(table);
        if (plans.Count == 0 || table.Pairs < 1)
        {
            return new Linkage(table, plans, [], BlockingGroups.Of(table, [], ct), new MatchModel(1e-6, []));
        }
        var comparisons = Matching.Comparisons.Build(table, plans, null);
        var blocks = BlockingGroups.Of(table, comparisons, ct);
        return new Linkage(table, plans, comparisons, blocks, Estimation.Fit(table, comparisons, blocks, Seed, ct));
    }

    /// <summary>Returns the pairs of at least <paramref name="least"/> bits, ordered by row, and how many were compared.</summary>
    /// <param name="done">Called with the number of rows finished since the last call.</param>
    public (List<ScoredPair> Pairs, long Considered) Find(double least, Action<int>? done, CancellationToken ct)
    {
        if (Comparisons.Length == 0)
        {
            return ([], 0);
        }
        var (pairs, considered) = Matcher.Find(_table, Comparisons, _blocks, Model, Math.Min(least, Faintest), done, ct);
        if (Model.Rivalry.Any)
        {
            var weights = Model.Rivalry.Apply(_table.Count, [.. pairs.Select(p => (p.A, p.B))], [.. pairs.Select(p => p.Weight)]);
            pairs = [.. pairs.Select((p, i) => p with { Weight = weights[i] })];
        }
        else if (!_table.IsLink)
        {
            pairs = TransitiveEvidence.Hear(pairs, least);
        }
        // Transitive evidence ignores distinctions.
        pairs.RemoveAll(p => p.Weight < least || _table.Distinctions.Apart(p.A, p.B));
        return (pairs, considered);
    }
}
