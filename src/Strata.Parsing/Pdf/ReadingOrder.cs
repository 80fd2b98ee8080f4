namespace Strata.Parsing.Pdf;

/// <summary>A block of text or a table on a page, with its outline in points.</summary>
internal sealed record PageItem(double Left, double Top, double Right, double Bottom, LayoutBlock? Text, PageTable? Table)
{
    public int Lines => Text?.Lines.Count ?? Table?.Rows.Count ?? 0;
    public double LineHeight => Text?.Lines[0].Height ?? (Bottom - Top) / Math.Max(1, Lines);

    public static PageItem Of(LayoutBlock block) =>
        new(block.Lines.Min(l => l.Left), block.Lines.Min(l => l.Top), block.Lines.Max(l => l.Right), block.Lines.Max(l => l.Bottom), block, null);

    public static PageItem Of(PageTable table)
    {
        var words = table.Rows.SelectMany(row => row).SelectMany(cell => cell.Words).ToList();
        return new(words.Min(w => w.Left), words.Min(w => w.Top), words.Max(w => w.Right), words.Max(w => w.Bottom), null, table);
    }
}

/// <summary>
/// The order in which people read a page: bands from top to bottom, and columns within a band from left to right (a recursive cut along
/// white space after Nagy and Seth, "Hierarchical representation of optically scanned documents", 1984). Neighbouring bands that the same
/// vertical lane of white divides are columns together, as paragraphs of two columns that happen to begin at one height are; where one
/// column ends before the other, what the other goes on with still belongs to it.
/// </summary>
internal static class ReadingOrder
{
    /// <summary>Lines of text may overlap by their accents and descenders, in points.</summary>
    private const double Overlap = 3;
    private const double MinLane = 6;
    private const int MaxDepth = 12;

    /// <summary>How far below the rest of its column a text may go on, in line heights: what stands further down is set apart.</summary>
    internal const double MaxGap = 3;

    /// <summary>A text of so few lines may be the heading of what is below the columns.</summary>
    private const int FewLines = 3;

    public static IEnumerable<PageItem> Of(IReadOnlyList<PageItem> items, int depth = 0)
    {
        if (items.Count < 2 || depth > MaxDepth)
        {
            return items.OrderBy(item => item.Top).ThenBy(item => item.Left);
        }

        return Regions(Bands(items)).SelectMany(region => Region(region, depth));
    }

    private static IEnumerable<PageItem> Region(List<PageItem> region, int depth)
    {
        if (region.Count == 1)
        {
            return region;
        }

        if (Lanes(region) is [var lane, ..])
        {
            var left = region.FindAll(item => item.Right <= lane.To);
            return Of(left, depth + 1).Concat(Of(region.FindAll(item => item.Right > lane.To), depth + 1));
        }

        return region.OrderBy(item => item.Top).ThenBy(item => item.Left);
    }

    /// <summary>Items that share heights, from top to bottom.</summary>
    private static List<List<PageItem>> Bands(IReadOnlyList<PageItem> items)
    {
        var bands = new List<List<PageItem>>();
        var bottom = double.NegativeInfinity;
        foreach (var item in items.OrderBy(item => item.Top).ThenBy(item => item.Left))
        {
            if (bands.Count == 0 || item.Top > bottom - Overlap)
            {
                bands.Add([]);
            }

            bands[^1].Add(item);
            bottom = Math.Max(bottom, item.Bottom);
        }

        return bands;
    }

    private static List<List<PageItem>> Regions(List<List<PageItem>> bands)
    {
        var regions = new List<List<PageItem>>();
        for (var i = 0; i < bands.Count; i++)
        {
            if (regions is [.., var last] && (AreColumns(last, bands[i]) || GoesOn(last, bands, i)))
            {
                last.AddRange(bands[i]);
            }
            else
            {
                regions.Add([.. bands[i]]);
            }
        }

        return regions;
    }

    private static bool AreColumns(List<PageItem> region, List<PageItem> band) =>
        Lanes(region).Count > 0 && Lanes(band).Count > 0 && Lanes([.. region, .. band]).Count > 0;

    // A few lines in one column, above what all columns have again or what goes across them, are more likely the heading of that.
    private static bool GoesOn(List<PageItem> region, List<List<PageItem>> bands, int at) =>
        IsInOneColumn(region, bands[at])
        && (bands[at].Sum(item => item.Lines) > FewLines
            || at + 1 == bands.Count
            || IsInOneColumn([.. region, .. bands[at]], bands[at + 1])
            || IsBesideAGap(region, bands[at], bands[at + 1]));

    /// <summary>Whether the other columns only end a paragraph beside a band: what heads columns has more white beside it than that.</summary>
    private static bool IsBesideAGap(List<PageItem> region, List<PageItem> band, List<PageItem> next)
    {
        var (left, right, height) = (band.Min(item => item.Left), band.Max(item => item.Right), band.Max(item => item.Bottom) - band.Min(item => item.Top));
        var above = region.Where(IsBeside).Select(item => item.Bottom).DefaultIfEmpty(double.NegativeInfinity).Max();
        return AreColumns(region, next) && next.Where(IsBeside).Select(item => item.Top).DefaultIfEmpty(double.PositiveInfinity).Min() - above < 1.5 * height;

        bool IsBeside(PageItem item) => item.Left >= right || item.Right <= left;
    }

    /// <summary>Whether a band is in one of the columns above it. Columns of text stand close: an address beside a date is none.</summary>
    private static bool IsInOneColumn(List<PageItem> region, List<PageItem> band)
    {
        var lanes = Lanes(region);
        if (lanes.Count == 0 || Lanes(band).Count > 0)
        {
            return false;
        }

        List<PageItem> all = [.. region, .. band];
        var kept = Lanes(all);
        var (left, right, top) = (band.Min(item => item.Left), band.Max(item => item.Right), band.Min(item => item.Top));
        var above = region.Where(item => item.Left < right && item.Right > left).Select(item => item.Bottom).DefaultIfEmpty(double.NegativeInfinity).Max();
        return kept.Count == lanes.Count && top - above < MaxGap * band[0].LineHeight && AreNarrow(kept, all);
    }

    private static bool AreNarrow(List<(double From, double To)> lanes, List<PageItem> items)
    {
        for (var i = 0; i < lanes.Count; i++)
        {
            var before = lanes[i].From - (i > 0 ? lanes[i - 1].To : items.Min(item => item.Left));
            var after = (i + 1 < lanes.Count ? lanes[i + 1].From : items.Max(item => item.Right)) - lanes[i].To;
            if (lanes[i].To - lanes[i].From > Math.Min(before, after) / 2)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Stretches of x that no item covers, between the leftmost and the rightmost.</summary>
    private static List<(double From, double To)> Lanes(IReadOnlyList<PageItem> items)
    {
        var lanes = new List<(double From, double To)>();
        var right = double.NaN;
        foreach (var item in items.OrderBy(item => item.Left))
        {
            if (item.Left - right >= MinLane)
            {
                lanes.Add((right, item.Left));
            }

            right = double.IsNaN(right) ? item.Right : Math.Max(right, item.Right);
        }

        return lanes;
    }
}
