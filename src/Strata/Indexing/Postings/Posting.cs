namespace Strata.Indexing.Postings;

/// <summary>One document of a word.</summary>
/// <param name="Ordinal">Of the document within its segment.</param>
/// <param name="Impact">1 to <see cref="Impacts.Max"/>.</param>
internal readonly record struct Posting(int Ordinal, byte Impact);

/// <summary>Lists of postings as bytes: distances of ordinals, each with its impact in the low four bits.</summary>
internal static class PostingList
{
    public const int ImpactBits = 4;

    /// <param name="previous">Ordinal before the first posting, −1 at the beginning of a list.</param>
    public static void Write(List<byte> to, Posting posting, int previous) =>
        Varint.Write(to, ((ulong)(uint)(posting.Ordinal - previous) << ImpactBits) | posting.Impact);

    /// <param name="previous">As of <see cref="Write"/>.</param>
    /// <returns>The last ordinal.</returns>
    public static int Read(ReadOnlySpan<byte> bytes, List<Posting> to, int previous = -1)
    {
        var ordinal = previous;
        for (var at = 0; at < bytes.Length; )
        {
            var value = Varint.Read(bytes, ref at);
            ordinal += (int)(value >> ImpactBits);
            to.Add(new Posting(ordinal, (byte)(value & Impacts.Max)));
        }
        return ordinal;
    }
}
