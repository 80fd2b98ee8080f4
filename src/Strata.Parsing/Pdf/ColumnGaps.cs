namespace Strata.Parsing.Pdf;

/// <summary>
/// Finds vertical strips of whitespace (lanes) free in nearly all rows of a table. Rows are added singly, since tables are tried row by
/// row.
/// </summary>
internal sealed class ColumnGaps(ComparisonBudget effort)
{
    /// <summary>Whitespace that separates two cells where a lane runs through it, in word heights.</summary>
    private const double LaneGap = 0.4;

    /// <summary>Share of the rows that may cross a lane, such as headings and notes over several columns.</summary>
    private const double MayCross = 0.2;

    /// <summary>Least overlap of two rows' gaps in one lane, in points.</summary>
    private const double Shared = 2;

    /// <summary>Number of gaps handled in one step if all of them narrow a lane and none ends it.</summary>
    private const int Step = 32;

    private readonly List<TableFinder.Row> _rows = [];

    /// <summary>Whitespace between segments, sorted by where it begins.</summary>
    private readonly List<(double From, double To)> _gaps = [];

    /// <summary>Whitespace inside a segment wider than a space: separates two cells where other rows have a wider gap.</summary>
    private readonly List<(double From, double To)> _narrow = [];
    private int _wide;

    public void Add(TableFinder.Row row)
    {
        _rows.Add(row);
        if (row.Segments.Count < 2)
        {
            return;
        }
        _wide++;
        for (var i = 1; i < row.Segments.Count && !effort.IsSpent; i++)
        {
            var gap = (From: row.Segments[i - 1].Right, To: row.Segments[i].Left);
            effort.Spend(_gaps.Count);
            _gaps.Insert(Count(_gaps, other => other.From <= gap.From), gap);
        }
        foreach (var segment in row.Segments)
        {
            for (var i = 1; i < segment.Words.Count; i++)
            {
                if (!IsTight(segment.Words[i - 1], segment.Words[i]))
                {
                    _narrow.Add((segment.Words[i - 1].Right, segment.Words[i].Left));
                }
            }
        }
    }

    public static List<double> Of(List<TableFinder.Row> rows, ComparisonBudget effort)
    {
        var lanes = new ColumnGaps(effort);
        rows.ForEach(lanes.Add);
        return lanes.Find();
    }

    /// <returns>The middles of the lanes from left to right; none if the effort is spent.</returns>
    public List<double> Find()
    {
        var steps = Steps();
        var lanes = new List<(double From, double To)>();
        var before = new PriorityQueue<double, double>();
        var tried = new HashSet<(double From, double To, bool IsShared)>();
        for (var i = 0; i < _gaps.Count; i++)
        {
            if (!effort.Spend(ComparisonBudget.Look))
            {
                return [];
            }
            // A lane tried before was added, or rejected for a reason that still holds.
            var lane = Narrowed(i, before, steps);
            before.Enqueue(_gaps[i].To, _gaps[i].To);
            if (tried.Add(lane) && Narrowed(lane) is { } free && IsApart(free, lanes) && !IsCrossed((free.From + free.To) / 2))
            {
                lanes.Add(free);
            }
        }
        return [.. lanes.Select(lane => (lane.From + lane.To) / 2).Order()];
    }

    private bool IsApart((double From, double To) lane, List<(double From, double To)> lanes)
    {
        effort.Spend(lanes.Count);
        foreach (var other in lanes)
        {
            if (other.From < lane.To && lane.From < other.To)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Returns how many leading items match.</summary>
    private static int Count<T>(List<T> ordered, Predicate<T> isSo)
    {
        var (least, most) = (0, ordered.Count);
        while (least < most)
        {
            var middle = (least + most) / 2;
            (least, most) = isSo(ordered[middle]) ? (middle + 1, most) : (least, middle);
        }
        return least;
    }

    /// <summary>
    /// Returns, per step, where the first of its gaps wider than <see cref="Shared"/> ends, and where the last of them begins.
    /// </summary>
    private (double To, double From)[] Steps()
    {
        var steps = new (double To, double From)[(_gaps.Count + Step - 1) / Step];
        Array.Fill(steps, (double.PositiveInfinity, double.NegativeInfinity));
        for (var i = 0; i < _gaps.Count; i++)
        {
            if (_gaps[i].To - _gaps[i].From > Shared)
            {
                steps[i / Step] = (Math.Min(steps[i / Step].To, _gaps[i].To), _gaps[i].From);
            }
        }
        return steps;
    }

    /// <summary>Narrows a gap to the whitespace that it shares with the gaps around it: those before it, then those after it.</summary>
    /// <param name="before">Ends of the gaps before it, without those that end before any further one begins.</param>
    private (double From, double To, bool IsShared) Narrowed(int at, PriorityQueue<double, double> before, (double To, double From)[] steps)
    {
        var (from, to) = _gaps[at];
        while (before.TryPeek(out var least, out _) && least - from <= Shared)
        {
            before.Dequeue();
        }
        if (to - from <= Shared)
        {
            return (from, to, false);
        }
        var isShared = before.TryPeek(out var first, out _);
        to = isShared ? Math.Min(to, first) : to;
        var looked = 0;
        for (var i = at + 1; i < _gaps.Count && to - _gaps[i].From > Shared; looked++)
        {
            var step = steps[i / Step];
            if (i % Step == 0 && Math.Min(to, step.To) - step.From > Shared)
            {
                (from, to, isShared) = (Math.Max(from, step.From), Math.Min(to, step.To), isShared || !double.IsInfinity(step.To));
                i += Step;
                continue;
            }
            (from, to, isShared) =
                _gaps[i].To - _gaps[i].From > Shared ? (_gaps[i].From, Math.Min(to, _gaps[i].To), true) : (from, to, isShared);
            i++;
        }
        effort.Spend(looked);
        return (from, to, isShared);
    }

    /// <summary>Narrows a lane by the narrow gaps, in row order; null if only one of several rows with gaps has it.</summary>
    private (double From, double To)? Narrowed((double From, double To, bool IsShared) lane)
    {
        var (from, to, isShared) = lane;
        effort.Spend(_narrow.Count);
        foreach (var gap in _narrow)
        {
            if (Math.Min(to, gap.To) - Math.Max(from, gap.From) > Shared)
            {
                (from, to, isShared) = (Math.Max(from, gap.From), Math.Min(to, gap.To), true);
            }
        }
        return isShared || _wide < 2 ? (from, to) : null;
    }

    private bool IsCrossed(double lane)
    {
        var crossed = 0;
        for (var i = 0; i < _rows.Count && crossed <= MayCross * _rows.Count; i++)
        {
            foreach (var segment in _rows[i].Segments)
            {
                effort.Spend(1);
                if (segment.Left < lane && segment.Right > lane && Crosses(segment, lane))
                {
                    // A number may not cross.
                    crossed += segment.Words is [{ HasDigit: true }] && TableFinder.IsAmount(segment.Words) ? _rows.Count : 1;
                    break;
                }
            }
        }
        return crossed > MayCross * _rows.Count;
    }

    private bool Crosses(PageCell segment, double lane)
    {
        effort.Spend(segment.Words.Count);
        var after = segment.Words.FindIndex(word => word.Right > lane);
        return after == 0 || segment.Words[after].Left < lane || IsTight(segment.Words[after - 1], segment.Words[after]);
    }

    public static bool IsTight(in Word left, in Word right) => right.Left - left.Right < LaneGap * right.Height;
}
