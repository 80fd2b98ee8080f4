namespace Strata.Parsing.Pdf;

/// <summary>A block of text or a table on a page, with its outline in points.</summary>
internal sealed record PageItem(double Left, double Top, double Right, double Bottom, LayoutBlock? Text, PageTable? Table)
{
    public int Lines => Text?.Lines.Count ?? Table?.Rows.Count ?? 0;
    public double LineHeight => Text?.Lines[0].Height ?? (Bottom - Top) / Math.Max(1, Lines);

    public static PageItem Of(LayoutBlock block) =>
        new(
            block.Lines.Min(l => l.Left),
            block.Lines.Min(l => l.Top),
            block.Lines.Max(l => l.Right),
            block.Lines.Max(l => l.Bottom),
            block,
            null
        );

    public static PageItem Of(PageTable table)
    {
        var words = table.Rows.SelectMany(row => row).SelectMany(cell => cell.Words).ToList();
        return new(words.Min(w => w.Left), words.Min(w => w.Top), words.Max(w => w.Right), words.Max(w => w.Bottom), null, table);
    }
}

/// <summary>
/// Orders a page as people read it: bands from top to bottom, and columns within a band from left to right (a recursive cut along
/// whitespace after Nagy and Seth, "Hierarchical representation of optically scanned documents", 1984). Adjacent bands divided by the same
/// vertical lane of whitespace are columns together, such as paragraphs of two columns that begin at one height; if one column ends before
/// the other, the rest of the other still belongs to it.
/// </summary>
internal static class ReadingOrder
{
    /// <summary>Overlap of text lines by accents and descenders, in points.</summary>
    private const double Overlap = 3;
    private const int MaxDepth = 12;

    /// <summary>Largest gap within a column, in line heights: what is further down is set apart.</summary>
    internal const double MaxGap = 3;

    /// <summary>Most lines of a text that may be the heading of what is below the columns.</summary>
    private const int FewLines = 3;

    public static IEnumerable<PageItem> Of(IReadOnlyList<PageItem> items, int depth = 0)
    {
        if (items.Count < 2 || depth > MaxDepth)
        {
            return items.OrderBy(item => item.Top).ThenBy(item => item.Left);
        }
        return Regions(Bands(items)).SelectMany(region => Read(region, depth));
    }

    private static IEnumerable<PageItem> Read(Region region, int depth)
    {
        var items = region.Items;
        if (items.Count == 1)
        {
            return items;
        }
        if (region.Lanes is [var lane, ..])
        {
            var left = items.FindAll(item => item.Right <= lane.To);
            return Of(left, depth + 1).Concat(Of(items.FindAll(item => item.Right > lane.To), depth + 1));
        }
        return items.OrderBy(item => item.Top).ThenBy(item => item.Left);
    }

    /// <summary>Groups items that overlap vertically, from top to bottom.</summary>
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

    private static List<Region> Regions(List<List<PageItem>> bands)
    {
        var regions = new List<Region>();
        for (var i = 0; i < bands.Count; i++)
        {
            if (regions is [.., var last] && (AreColumns(last, bands[i]) || GoesOn(last, bands, i)))
            {
                last.Add(bands[i]);
            }
            else
            {
                regions.Add(new(bands[i]));
            }
        }
        return regions;
    }

    private static bool AreColumns(Region region, List<PageItem> band) =>
        region.Lanes.Count > 0 && Lanes(band).Count > 0 && region.LanesWith(band).Count > 0;

    // A few lines in one column, above content in all columns or across them, are more likely its heading.
    private static bool GoesOn(Region region, List<List<PageItem>> bands, int at) =>
        IsInOneColumn(region, bands[at])
        && (
            bands[at].Sum(item => item.Lines) > FewLines
            || at + 1 == bands.Count
            || IsInOneColumn(new([.. region.Items, .. bands[at]]), bands[at + 1])
            || IsBesideAGap(region, bands[at], bands[at + 1])
        );

    /// <summary>Whether the other columns only end a paragraph beside a band: a heading has more whitespace beside it.</summary>
    private static bool IsBesideAGap(Region region, List<PageItem> band, List<PageItem> next)
    {
        var (left, right, height) = (
            band.Min(item => item.Left),
            band.Max(item => item.Right),
            band.Max(item => item.Bottom) - band.Min(item => item.Top)
        );
        var above = region.Items.Where(IsBeside).Select(item => item.Bottom).DefaultIfEmpty(double.NegativeInfinity).Max();
        return AreColumns(region, next)
            && next.Where(IsBeside).Select(item => item.Top).DefaultIfEmpty(double.PositiveInfinity).Min() - above < 1.5 * height;

        bool IsBeside(PageItem item) => item.Left >= right || item.Right <= left;
    }

    /// <summary>
    /// Whether a band is in one of the columns above it. Text columns are close together: an address beside a date is not one.
    /// </summary>
    private static bool IsInOneColumn(Region region, List<PageItem> band)
    {
        if (region.Lanes.Count == 0 || Lanes(band).Count > 0)
        {
            return false;
        }
        var kept = region.LanesWith(band);
        if (kept.Count != region.Lanes.Count)
        {
            return false;
        }
        var (left, right, top) = (band.Min(item => item.Left), band.Max(item => item.Right), band.Min(item => item.Top));
        var above = region
            .Items.Where(item => item.Left < right && item.Right > left)
            .Select(item => item.Bottom)
            .DefaultIfEmpty(double.NegativeInfinity)
            .Max();
        return top - above < MaxGap * band[0].LineHeight && AreNarrow(kept, [.. region.Items, .. band]);
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

    private static List<(double From, double To)> Lanes(IEnumerable<PageItem> items) => new CoveredWidth(items).Lanes();

    /// <summary>Bands that are read together.</summary>
    private sealed class Region(List<PageItem> first)
    {
        private readonly CoveredWidth _width = new(first);
        private List<(double From, double To)>? _lanes;

        public List<PageItem> Items { get; } = [.. first];
        public List<(double From, double To)> Lanes => _lanes ??= _width.Lanes();

        public void Add(List<PageItem> band)
        {
            Items.AddRange(band);
            _width.Add(band);
            _lanes = null;
        }

        public List<(double From, double To)> LanesWith(List<PageItem> band) => _width.With(band).Lanes();
    }
}
