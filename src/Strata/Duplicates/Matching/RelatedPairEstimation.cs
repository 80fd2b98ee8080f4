namespace Strata.Duplicates.Matching;

/// <summary>
/// Pairs that agree in one field are of one thing, or of two that are related: songs of one album, people of one household. What the
/// fitted model says of matches is held against what related pairs look like, which is estimated from these pairs alone (a mixture of
/// matches and relatives, after Larsen and Rubin, "Iterative automated record linkage using mixture models", JASA 96, 2001).
/// </summary>
internal static class RelatedPairEstimation
{
    private const int Rounds = 30;
    private const double Belief = 30;

    /// <summary>Fewer may be matches that differ in more than matches mostly do.</summary>
    private const double Max = 0.5;

    /// <summary>
    /// How many bits related pairs have to look less like matches than like themselves; more while matches are only guessed at.
    /// </summary>
    private const double Apart = 3;
    private const double ApartAtFirst = 5.5;

    /// <summary>Records that agree with so many others mostly do so with other things.</summary>
    private const double ManyPartners = 3;

    /// <summary>
    /// The chance of each pair to be of two things, before anything is fitted: where many agree at once, and would make strange matches.
    /// Null where that is not so.
    /// </summary>
    public static double[]? AtFirst(PairSample pairs, int given, MatchModel model) =>
        pairs.Partners < ManyPartners
            ? null
            : Chances(pairs, given, model, [.. Enumerable.Repeat(1 - (1 / pairs.Partners), pairs.Count)], ApartAtFirst);

    /// <summary>The chance of each pair to be of two things, by the model that was fitted; null where most of them are of one.</summary>
    /// <param name="given">The field in which they agree.</param>
    public static double[]? Fitted(PairSample pairs, int given, MatchModel model) =>
        Chances(pairs, given, model, Array.ConvertAll(pairs.Probabilities(model, OneToOneConstraint.None), p => 1 - p), Apart);

    private static double[]? Chances(PairSample pairs, int given, MatchModel model, double[] chances, double least)
    {
        var weights = new double[chances.Length];
        var fields = Enumerable.Range(0, model.Fields.Count).Where(f => f != given).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var share = Math.Clamp(chances.Sum() / chances.Length, 1e-3, 1 - 1e-3);
            var bits = fields.Select(f => Bits(pairs.Sums(f, model.Fields[f].U.Length, chances), model.Fields[f])).ToArray();
            for (var pair = 0; pair < chances.Length; pair++)
            {
                var weight = 0.0;
                for (var i = 0; i < fields.Length; i++)
                {
                    weight += pairs.Level(pair, fields[i]) is >= 0 and var level ? bits[i][level] : 0;
                }
                chances[pair] = MatchModel.Probability(weight + Math.Log2(share / (1 - share)));
                weights[pair] = weight;
            }
        }
        // Whatever most of them are like: a pair that does not look unlike a match itself may be one.
        var apart = chances.Select((chance, pair) => weights[pair] < least ? 0 : chance).ToArray();
        return apart.Sum() < apart.Length * Max ? null : apart;
    }

    /// <summary>What each level says for relatives and against matches; to agree exactly says nothing against a match.</summary>
    private static double[] Bits(double[] sums, FieldModel field)
    {
        var total = sums.Sum() + Belief;
        double[] bits = [.. sums.Select((sum, level) => Math.Log2((sum + (Belief * field.U[level])) / total / field.M[level]))];
        bits[0] = Math.Min(0, bits[0]);
        return bits;
    }
}
