namespace Strata.Indexing.Postings;

/// <summary>
/// How much a word weighs in a document: the saturated, length-normalised frequency of BM25F (Robertson and Zaragoza, "The Probabilistic
/// Relevance Framework", 2009, section 3.6), in fifteen steps. The average length is a constant, so that a document's impacts depend on
/// the document alone.
/// </summary>
internal static class Impacts
{
    public const int Max = 15;
    private const double K1 = 1.2;
    private const double B = 0.5;

    /// <param name="frequency">Occurrences, each times the weight of its field.</param>
    public static byte Of(double frequency, int length, int usualLength)
    {
        var norm = K1 * (1 - B + (B * length / usualLength));
        return (byte)Math.Clamp((int)Math.Ceiling(frequency / (frequency + norm) * Max), 1, Max);
    }

    /// <summary>Weight of a word that occurs in that many of all documents (Robertson–Spärck Jones, as in BM25).</summary>
    public static double Rarity(long documents, long all) =>
        Math.Log(1 + ((Math.Max(all, documents) - documents + 0.5) / (documents + 0.5)));
}
