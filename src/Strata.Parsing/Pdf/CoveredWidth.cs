namespace Strata.Parsing.Pdf;

/// <summary>
/// Tracks the width of a page that items cover, and the gaps (lanes) between. Updated per item, since a page may have thousands.
/// </summary>
internal sealed class CoveredWidth
{
    private const double MinLane = 6;

    /// <summary>
    /// Sorted by left edge; close parts are merged. A part that ends before it begins, as upside-down text does, stays separate.
    /// </summary>
    private readonly List<(double Left, double Right)> _parts = [];

    public CoveredWidth(IEnumerable<PageItem> items) => Add(items);

    private CoveredWidth(CoveredWidth other) => _parts.AddRange(other._parts);

    public void Add(IEnumerable<PageItem> items)
    {
        foreach (var item in items)
        {
            var (left, right) = (item.Left, item.Right);
            if (left <= right)
            {
                foreach (var part in _parts)
                {
                    (left, right) = IsClose(part, item) ? (Math.Min(left, part.Left), Math.Max(right, part.Right)) : (left, right);
                }
                _parts.RemoveAll(part => IsClose(part, item));
            }
            var at = _parts.FindIndex(part => part.Left > left);
            _parts.Insert(at >= 0 ? at : _parts.Count, (left, right));
        }
    }

    public CoveredWidth With(IEnumerable<PageItem> items)
    {
        var all = new CoveredWidth(this);
        all.Add(items);
        return all;
    }

    /// <summary>Returns the x ranges that no item covers, between the leftmost and the rightmost item.</summary>
    public List<(double From, double To)> Lanes()
    {
        var lanes = new List<(double From, double To)>();
        var right = double.NaN;
        foreach (var part in _parts)
        {
            if (part.Left - right >= MinLane)
            {
                lanes.Add((right, part.Left));
            }
            right = double.IsNaN(right) ? part.Right : Math.Max(right, part.Right);
        }
        return lanes;
    }

    private static bool IsClose((double Left, double Right) part, PageItem item) =>
        part.Left <= part.Right && part.Left - item.Right < MinLane && item.Left - part.Right < MinLane;
}
