namespace Strata.Review.Alignment;

/// <summary>Aligns the blocks of two documents that stand between the same neighbours, in order.</summary>
/// <param name="olds">Blocks of the earlier document, ascending.</param>
/// <param name="news">Blocks of the document, ascending.</param>
internal sealed class GapAlignment(BlockAlignment whole, int[] olds, int[] news)
{
    /// <summary>Cells of a table of scores.</summary>
    private const long MaxCells = 1 << 16;

    /// <summary>Gaps inside of gaps; what lies deeper is compared greedily.</summary>
    private const int MaxDepth = 64;

    /// <summary>Earlier blocks that a greedy comparison may leave out at once.</summary>
    private const int MaxSkip = 256;

    public void Align()
    {
        var gaps = new Stack<Gap>();
        gaps.Push(new(0, olds.Length, 0, news.Length, 0));
        while (gaps.TryPop(out var gap))
        {
            if (gap.Cells > MaxCells)
            {
                gap = Trimmed(gap);
            }
            if (gap.Cells == 0)
            {
                continue;
            }
            if (gap.Cells <= MaxCells)
            {
                Best(gap);
                continue;
            }
            var anchors = gap.Depth < MaxDepth ? Anchors(gap) : [];
            if (anchors.Count == 0)
            {
                Greedy(gap);
                continue;
            }
            var (a, b) = (gap.A, gap.B);
            foreach (var (i, j) in anchors)
            {
                whole.Match(olds[i], news[j]);
                gaps.Push(new(a, i, b, j, gap.Depth + 1));
                (a, b) = (i + 1, j + 1);
            }
            gaps.Push(new(a, gap.EndA, b, gap.EndB, gap.Depth + 1));
        }
    }

    private Gap Trimmed(Gap gap)
    {
        var (a, endA, b, endB) = (gap.A, gap.EndA, gap.B, gap.EndB);
        while (a < endA && b < endB && whole.AreEqual(olds[a], news[b]))
        {
            whole.Match(olds[a++], news[b++]);
        }
        while (a < endA && b < endB && whole.AreEqual(olds[endA - 1], news[endB - 1]))
        {
            whole.Match(olds[--endA], news[--endB]);
        }
        return new(a, endA, b, endB, gap.Depth);
    }

    /// <summary>Returns the longest row of blocks that are unique within the gap.</summary>
    private IReadOnlyList<(int A, int B)> Anchors(Gap gap)
    {
        var seen = new Dictionary<int, (int Olds, int Place, int News)>();
        for (var i = gap.A; i < gap.EndA; i++)
        {
            var number = whole.NumberOfOld(olds[i]);
            seen[number] = seen.TryGetValue(number, out var held) ? held with { Olds = held.Olds + 1 } : (1, i, 0);
        }
        for (var j = gap.B; j < gap.EndB; j++)
        {
            if (seen.TryGetValue(whole.NumberOfNew(news[j]), out var held))
            {
                seen[whole.NumberOfNew(news[j])] = held with { News = held.News + 1 };
            }
        }
        var unique = new List<(int A, int B)>();
        for (var j = gap.B; j < gap.EndB; j++)
        {
            if (seen.TryGetValue(whole.NumberOfNew(news[j]), out var held) && held is { Olds: 1, News: 1 })
            {
                unique.Add((held.Place, j));
            }
        }
        return AscendingRow.Of(unique);
    }

    /// <summary>Finds the pairs with the highest sum of scores.</summary>
    private void Best(Gap gap)
    {
        var (rows, columns) = (gap.EndA - gap.A, gap.EndB - gap.B);
        var best = new double[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
            {
                var score = Score(i, j);
                best[i, j] = Math.Max(Math.Max(best[i + 1, j], best[i, j + 1]), score > 0 ? score + best[i + 1, j + 1] : 0);
            }
        }
        for (var (i, j) = (0, 0); i < rows && j < columns; )
        {
            if (Score(i, j) is > 0 and var score && best[i, j] <= score + best[i + 1, j + 1])
            {
                Pair(olds[gap.A + i++], news[gap.B + j++]);
            }
            else if (best[i + 1, j] >= best[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        double Score(int i, int j) => whole.Score(olds[gap.A + i], news[gap.B + j], isAlone: rows == columns && i == j);
    }

    private void Pair(int i, int j)
    {
        if (whole.AreEqual(i, j))
        {
            whole.Match(i, j);
        }
        else
        {
            whole.Change(i, j);
        }
    }

    /// <summary>Takes the next equal block each time.</summary>
    private void Greedy(Gap gap)
    {
        var places = new Dictionary<int, List<int>>();
        for (var i = gap.A; i < gap.EndA; i++)
        {
            var number = whole.NumberOfOld(olds[i]);
            if (!places.TryGetValue(number, out var at))
            {
                at = places[number] = [];
            }
            at.Add(i);
        }
        var next = gap.A;
        for (var j = gap.B; j < gap.EndB; j++)
        {
            if (places.TryGetValue(whole.NumberOfNew(news[j]), out var at))
            {
                var found = at.BinarySearch(next);
                found = found < 0 ? ~found : found;
                if (found < at.Count && at[found] - next <= MaxSkip)
                {
                    whole.Match(olds[at[found]], news[j]);
                    next = at[found] + 1;
                }
            }
        }
    }

    /// <summary>Places in <c>olds</c> from <paramref name="A"/> to <paramref name="EndA"/>, and in <c>news</c>.</summary>
    private readonly record struct Gap(int A, int EndA, int B, int EndB, int Depth)
    {
        public long Cells => (long)(EndA - A) * (EndB - B);
    }
}
