namespace Strata.Parsing.Pdf;

/// <summary>A block of text or a table on a page, with its outline in points.</summary>
internal sealed record PageItem(double Left, double Top, double Right, double Bottom, LayoutBlock? Text, PageTable? Table)
{
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
/// vertical lane of white divides are columns together, as paragraphs of two columns that happen to begin at one height are.
/// </summary>
internal static class ReadingOrder
{
    /// <summary>Lines of text may overlap by their accents and descenders, in points.</summary>
    private const double Overlap = 3;
    private const double MinLane = 6;
    private const int MaxDepth = 12;

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
        foreach (var band in bands)
        {
            var joined = regions is [.., var last] && Lanes(last).Count > 0 && Lanes(band).Count > 0 && Lanes([.. last, .. band]).Count > 0;
            if (joined)
            {
                regions[^1].AddRange(band);
            }
            else
            {
                regions.Add([.. band]);
            }
        }

        return regions;
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
