using System.Text.Json.Serialization;
using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>Who stated an observation.</summary>
[JsonConverter(typeof(SnakeCaseEnum<ObservationClass>))]
public enum ObservationClass
{
    Interpretation = 0,
    Structured = 1,
    Correction = 2,
}

/// <summary>Rank of an observation: everything that orders its values against those of other observations.</summary>
/// <param name="Seq">Position in the ledger. Identifies the observation; decides only between equal contents.</param>
/// <param name="ObservedAt">Unix microseconds.</param>
/// <param name="TieBreak">
/// Source digest, run, position in the source and content hash: see <see cref="Tie(string?, long?, int?, string)"/>.
/// </param>
public sealed record Precedence(long Seq, ObservationClass Class, int Priority, double Specificity, long ObservedAt, string TieBreak)
{
    /// <summary>
    /// Returns the last tie-breaker, compared as text: observations of one source by run and then by position (later wins), others by
    /// digest, which doesn't depend on the order of arrival; finally by content hash.
    /// </summary>
    /// <param name="contentHash">SHA-256 (hex) of the observation's fields as canonical JSON.</param>
    public static string Tie(string? sourceDigest, long? runNo, int? block, string contentHash) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(sourceDigest ?? "0000000000000000").AsSpan(0, 16)}{runNo ?? 0:x10}{block ?? 0:x8}{contentHash.AsSpan(0, 16)}"
        );

    /// <summary>
    /// Returns a positive number if this value wins. A total order for every strategy: corrections first, then by the strategy, stated or
    /// interpreted.
    /// </summary>
    public int CompareTo(Precedence other, MergeStrategy strategy)
    {
        var order = (Class == ObservationClass.Correction).CompareTo(other.Class == ObservationClass.Correction);
        if (order == 0)
        {
            order = strategy switch
            {
                MergeStrategy.LastWrite => Then(ObservedAt.CompareTo(other.ObservedAt), Priority.CompareTo(other.Priority)),
                MergeStrategy.MostSpecific => Then(
                    Specificity.CompareTo(other.Specificity),
                    Priority.CompareTo(other.Priority),
                    ObservedAt.CompareTo(other.ObservedAt)
                ),
                _ => Then(Priority.CompareTo(other.Priority), ObservedAt.CompareTo(other.ObservedAt)),
            };
        }
        return Then(order, string.CompareOrdinal(TieBreak, other.TieBreak), Seq.CompareTo(other.Seq));
    }

    private static int Then(params ReadOnlySpan<int> orders)
    {
        foreach (var order in orders)
        {
            if (order != 0)
            {
                return order;
            }
        }
        return 0;
    }
}
