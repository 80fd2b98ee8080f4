namespace Strata.Indexing.Postings;

/// <summary>When segments are merged: as many of a tier become one of the next.</summary>
internal static class SegmentTiers
{
    /// <summary>Segments of a tier that are merged into one.</summary>
    public const int Fanout = 8;

    /// <summary>Tiers that are merged by the writer itself: up to some thousand documents.</summary>
    public const int Inline = 3;

    public static long Of(long documents)
    {
        var tier = 0;
        for (; documents >= Fanout; documents /= Fanout)
        {
            tier++;
        }
        return tier;
    }
}
