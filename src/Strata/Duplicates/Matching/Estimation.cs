namespace Strata.Duplicates.Matching;

/// <summary>
/// Fits a model to the records without labels: u from random pairs, hardly any of which are matches; m and the prior by expectation
/// maximisation over the pairs that share a block (Dempster, Laird, Rubin 1977; Winkler 1988). All other pairs have next to no chance and
/// count in the prior only. Each round weighs the random pairs by their chance of not being a match, which matters if the table is small
/// and has many duplicates.
/// </summary>
internal sealed class Estimation
{
    private const int DrawnPairs = 200_000;
    private const int BlockedPairs = 200_000;
    private const int AgreeingPairs = 5_000;
    private const int Rounds = 40;
    private const double Belief = 20;

    /// <summary>Levels rarer among related pairs may stem from matches mistaken for those.</summary>
    private const double CommonAmongRelatives = 0.1;

    /// <summary>Lowest chance of a level among related things.</summary>
    private const double Min = 1e-6;

    /// <summary>Count assumed for a level that no random pair has.</summary>
    private const double Rarest = 0.1;

    private readonly RecordTable _table;
    private readonly Comparison[] _comparisons;
    private readonly PairSample _random;
    private readonly PairSample _blocked;
    private readonly PairSample?[] _agreeing;
    private readonly double _share;

    /// <summary>By field: share of random pairs in which both have a value.</summary>
    private readonly double[] _present;

    /// <summary>By random pair: chance that it is no match.</summary>
    private double[] _unlike = [];

    private Estimation(RecordTable table, Comparison[] comparisons, BlockingGroups blocks, ulong seed, CancellationToken ct)
    {
        _table = table;
        _comparisons = comparisons;
        _random = PairSample.Drawn(table, comparisons, DrawnPairs, seed);
        _agreeing =
        [
            .. Enumerable.Range(0, comparisons.Length).Select(f => PairSample.Agreeing(table, comparisons, f, AgreeingPairs, seed)),
        ];
        _present = [.. comparisons.Select((c, f) => _random.Sums(f, c.Levels.Count, null).Sum() / Math.Max(1, _random.Count))];
        (_blocked, _share) = PairSample.Blocked(table, comparisons, blocks, BlockedPairs, seed, ct);
    }

    public static MatchModel Fit(RecordTable table, Comparison[] comparisons, BlockingGroups blocks, ulong seed, CancellationToken ct)
    {
        var estimation = new Estimation(table, comparisons, blocks, seed, ct);
        var start = new List<FieldModel>();
        for (var f = 0; f < comparisons.Length; f++)
        {
            var u = Chances(estimation._random, f, null, Rarest / estimation._random.Count, Guess(comparisons[f], 0.02), 2);
            start.Add(new FieldModel(Guess(comparisons[f], 0.6), u, comparisons[f].Ordered));
        }
        var least = Math.Min(table.Split, table.IsLink ? table.Count - table.Split : table.Split);
        var model = new MatchModel(Math.Clamp(1.0 * least / table.Pairs, 1e-12, 0.2), start);
        // Learn redundancy first, before matches are looked for: afterwards, what counts as a match and what as redundant depend on each
        // other.
        var guessed = model;
        model = estimation.Learnt(model, (pairs, _) => Redundancy.PlainlyUnlike(pairs, guessed), 0);
        model = estimation.Learnt(model, (pairs, field) => RelatedPairEstimation.AtFirst(pairs, field, guessed), CommonAmongRelatives);

        // Look-alikes (one maker's models, one film's sequels) outnumber matches. With one partner per record they compete, and the fields
        // that tell them apart are learnt; then check whether records do have more partners.
        model = estimation.Climb(model, OneToOneConstraint.Both, ct);
        model = estimation.OfOneKind(model) is { } one ? estimation.Climb(one, OneToOneConstraint.Both, ct) : model;

        // With matches known, tell what related things have in common from what matches have in common.
        var climbed = model;
        model = estimation.Learnt(model, (pairs, field) => RelatedPairEstimation.Fitted(pairs, field, climbed), CommonAmongRelatives);
        model = model.Redundancy.IsLike(climbed.Redundancy) ? climbed : estimation.Climb(model, OneToOneConstraint.Both, ct);
        var rivalry = estimation.Observed(model);
        model = rivalry == OneToOneConstraint.Both ? model : estimation.Climb(model, rivalry, ct);
        var moves = CorrelatedChanges.Learn(estimation._blocked, estimation._blocked.Probabilities(model, rivalry), comparisons);
        var moved = model with { Moves = moves };
        return estimation.Paired(moved) is { } paired ? estimation.Climb(paired, rivalry, ct)
            : moves.Any ? estimation.Climb(moved, rivalry, ct)
            : model;
    }

    private MatchModel Learnt(MatchModel model, Func<PairSample, int, double[]?> unlike, double common) =>
        model with
        {
            Redundancy = Redundancy.Learn(_agreeing, unlike, model, _comparisons, common),
        };

    /// <summary>Returns a start that separates related things from matches, if the model takes both for matches; else null.</summary>
    private MatchModel? OfOneKind(MatchModel model)
    {
        if (LatentClasses.Of(_blocked, _blocked.Probabilities(model, OneToOneConstraint.None), model, _comparisons) is not { } kinds)
        {
            return null;
        }
        FieldModel[] fields = [.. model.Fields.Select((f, i) => new FieldModel(kinds.Same[i], f.U, _comparisons[i].Ordered))];
        return model with
        {
            Fields = fields,
            Related = new RelatedClass(Math.Log2((1 - kinds.Share) / kinds.Share), kinds.Related, fields),
        };
    }

    /// <summary>Returns the model with learnt values that mean the same; null if there are none.</summary>
    private MatchModel? Paired(MatchModel model)
    {
        var fields = new List<FieldModel>();
        for (var f = 0; f < _comparisons.Length; f++)
        {
            if (!Pairings.MayLearn(_comparisons[f]))
            {
                fields.Add(model.Fields[f]);
                continue;
            }
            fields.Add(
                model
                    .Fields[f]
                    .With(
                        Pairings.Learn(
                            _comparisons[f],
                            model.Fields[f],
                            _blocked,
                            _blocked.Probabilities(_blocked.Weights(model, f), model.Rivalry)
                        ),
                        _comparisons[f].Ordered
                    )
            );
        }
        return fields.Exists(f => f.Pairings is not null) ? model with { Fields = fields } : null;
    }

    private MatchModel Climb(MatchModel model, OneToOneConstraint rivalry, CancellationToken ct)
    {
        // m is learnt from pairs that win against their rivals. Without rivals, EM would take the next most similar pairs (songs of one
        // record, editions of one program) for matches, so it updates only the prior and u.
        var learnt = rivalry == OneToOneConstraint.Both ? null : model.Fields;
        for (var round = 0; round < Rounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            // The chances of random pairs change little after the first rounds.
            _unlike =
                round < 3 || round % 5 == 0 ? Array.ConvertAll(_random.Probabilities(model, OneToOneConstraint.None), p => 1 - p) : _unlike;
            var next = Round(model, rivalry, learnt);
            var moved = Math.Abs(Math.Log(next.Prior / model.Prior));
            model = next;
            if (moved < 5e-4 && round > 5)
            {
                break;
            }
        }
        return model;
    }

    private OneToOneConstraint Observed(MatchModel model)
    {
        var weights = _blocked.Weights(model);
        var firstIsUnique = OneToOneConstraint.HasOnePartner(weights, i => _blocked.Pair(i).B);
        var secondIsUnique = OneToOneConstraint.HasOnePartner(weights, i => _blocked.Pair(i).A);
        return _table.IsLink
            ? new OneToOneConstraint(firstIsUnique, secondIsUnique)
            : new OneToOneConstraint(firstIsUnique && secondIsUnique, firstIsUnique && secondIsUnique);
    }

    private MatchModel Round(MatchModel model, OneToOneConstraint rivalry, IReadOnlyList<FieldModel>? learnt)
    {
        var weights = _blocked.Weights(model);
        var matches = _blocked.Probabilities(weights, rivalry);
        var expected = matches.Sum() / _share;
        var blockedUnlike = Array.ConvertAll(rivalry.Any ? _blocked.Probabilities(weights, OneToOneConstraint.None) : matches, p => 1 - p);
        var drawn = _share * _table.Pairs * _unlike.Sum() / _unlike.Length;
        var fields = new FieldModel[_comparisons.Length];
        ParallelRanges.Each(
            fields.Length,
            f =>
            {
                var m = learnt?[f].M ?? Falling(_comparisons[f], Chances(_blocked, f, matches, 0, Guess(_comparisons[f], 0.6), Belief));
                var u = Chances(_random, f, _unlike, Rarest / _random.Count, Guess(_comparisons[f], 0.02), 2);
                AtLeast(u, _comparisons[f].Ordered, _blocked.Sums(f, u.Length, blockedUnlike), drawn * Math.Max(1e-3, _present[f]));
                fields[f] = new FieldModel(m, u, _comparisons[f].Ordered) { Pairings = model.Fields[f].Pairings };
            }
        );
        return new MatchModel(Math.Clamp(expected / _table.Pairs, 1e-12, 0.5), fields)
        {
            Rivalry = rivalry,
            Redundancy = model.Redundancy,
            Moves = model.Moves,
            Related = model.Related is { } related ? Next(related, weights, matches.Sum(), fields) : null,
        };
    }

    /// <summary>Re-estimates related things, given each pair's chance of being of them.</summary>
    private RelatedClass Next(RelatedClass related, double[] weights, double matches, FieldModel[] fields)
    {
        // The chance of a match, divided by the odds of a match against related things.
        double[] chances =
        [
            .. weights.Select(
                (w, pair) => Math.Min(1, LogOdds.Power(-related.Against(_blocked.Levels(pair)) - Math.Log2(1 + LogOdds.Power(-w))))
            ),
        ];
        double[][] levels = [.. _comparisons.Select((_, f) => Chances(_blocked, f, chances, Min, related.Levels[f], Belief))];
        return new RelatedClass(Math.Log2(Math.Max(1, matches) / Math.Max(1, chances.Sum())), levels, fields);
    }

    /// <summary>Returns the share of each level among the pairs that have one, shrunk towards a first guess.</summary>
    private static double[] Chances(PairSample pairs, int field, double[]? weights, double floor, double[] guess, double belief)
    {
        var sums = pairs.Sums(field, guess.Length, weights);
        var total = sums.Sum() + belief;
        for (var level = 0; level < sums.Length; level++)
        {
            sums[level] = Math.Max(floor, (sums[level] + (belief * guess[level])) / total);
        }
        return sums;
    }

    /// <summary>
    /// Raises levels that hardly any random pair has to what the pairs that share a block imply: telephone numbers two slips apart are one
    /// in a million pairs, which among thousands of millions of pairs are thousands.
    /// </summary>
    /// <param name="sums">Levels of the blocked pairs that are no matches.</param>
    /// <param name="all">Number of pairs that those represent, blocked or not.</param>
    private static void AtLeast(double[] u, int ordered, double[] sums, double all)
    {
        for (var level = 0; level < u.Length; level++)
        {
            u[level] = level == ordered - 1 ? 0 : Math.Max(u[level], Math.Min(0.5, sums[level] / all));
        }
        u[ordered - 1] = Math.Max(1e-6, 1 - u.Sum());
    }

    /// <summary>
    /// Makes m fall with likeness: more texts that mean the same are very similar than slightly. If the levels, which are equally wide,
    /// rise instead, neighbours are pooled. Otherwise EM may take all texts that share a word for matches.
    /// </summary>
    private static double[] Falling(Comparison comparison, double[] m)
    {
        if (comparison.Kind is ComparisonKind.Code or ComparisonKind.Phone or ComparisonKind.Email)
        {
            // More slips are no more common than fewer.
            var one = Math.Min(m[0], m[1]);
            var two = Math.Min(one, m[2]);
            return [m[0], one, two, .. m[3..^1], m[^1] + m[1] - one + m[2] - two];
        }
        if (comparison.Kind != ComparisonKind.Text)
        {
            return m;
        }
        var pools = new List<(double Sum, int Levels)>();
        for (var level = 1; level < m.Length - 1; level++)
        {
            pools.Add((m[level], 1));
            while (pools.Count > 1 && pools[^1].Sum * pools[^2].Levels > pools[^2].Sum * pools[^1].Levels)
            {
                pools[^2] = (pools[^2].Sum + pools[^1].Sum, pools[^2].Levels + pools[^1].Levels);
                pools.RemoveAt(pools.Count - 1);
            }
        }
        return [m[0], .. pools.SelectMany(p => Enumerable.Repeat(p.Sum / p.Levels, p.Levels)), m[^1]];
    }

    /// <summary>Returns a first guess: a share for exact, equal ones for the other levels, the rest different.</summary>
    private static double[] Guess(Comparison comparison, double exact)
    {
        var guess = new double[comparison.Levels.Count];
        var rest = exact < 0.1 ? exact : (1 - exact) * 0.7;
        for (var level = 0; level < guess.Length; level++)
        {
            guess[level] = level == 0 ? exact : rest / guess.Length;
        }
        guess[comparison.Ordered - 1] = 0;
        guess[comparison.Ordered - 1] = 1 - guess.Sum();
        if (comparison.Ordered < guess.Length)
        {
            guess[comparison.Ordered] = exact < 0.1 ? 1e-4 : 0.005;
        }
        return guess;
    }
}
