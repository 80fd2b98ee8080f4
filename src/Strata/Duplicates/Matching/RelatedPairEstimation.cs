namespace Strata.Duplicates.Matching;

/// <summary>
/// Tells matches from related things (songs of one album, people of one household) among pairs that agree in one field. Compares the fitted
/// model's matches with related pairs, which are estimated from these pairs alone (a mixture of matches and relatives, after Larsen and
/// Rubin, "Iterative automated record linkage using mixture models", JASA 96, 2001).
/// </summary>
internal static class RelatedPairEstimation
{
    private const int Rounds = 30;
    private const double Belief = 30;

    /// <summary>Smallest share of related pairs; fewer may be matches that differ in more than most.</summary>
    private const double Max = 0.5;

    /// <summary>
    /// Bits by which related pairs must look less like matches than like themselves; more while matches are only guessed at.
    /// </summary>
    private const double Apart = 3;
    private const double ApartAtFirst = 5.5;

    /// <summary>Partners per record from which agreement is mostly between different things.</summary>
    private const double ManyPartners = 3;

    /// <summary>
    /// Returns each pair's chance of being of two things, before anything is fitted. Null unless many agree at once and would make strange
    /// matches.
    /// </summary>
    public static double[]? AtFirst(PairSample pairs, int given, MatchModel model) =>
        pairs.Partners < ManyPartners
            ? null
            : Chances(pairs, given, model, [.. Enumerable.Repeat(1 - (1 / pairs.Partners), pairs.Count)], ApartAtFirst);

    /// <summary>Returns each pair's chance of being of two things, by the fitted model; null if most of them are of one.</summary>
    /// <param name="given">Field in which they agree.</param>
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
        // Whatever most of them are, a pair that does not itself look unlike a match may be one.
        var apart = chances.Select((chance, pair) => weights[pair] < least ? 0 : chance).ToArray();
        return apart.Sum() < apart.Length * Max ? null : apart;
    }

    /// <summary>Returns each level's evidence for relatives and against matches; exact agreement says nothing against a match.</summary>
    private static double[] Bits(double[] sums, FieldModel field)
    {
        var total = sums.Sum() + Belief;
        double[] bits = [.. sums.Select((sum, level) => Math.Log2((sum + (Belief * field.U[level])) / total / field.M[level]))];
        bits[0] = Math.Min(0, bits[0]);
        return bits;
    }
}
