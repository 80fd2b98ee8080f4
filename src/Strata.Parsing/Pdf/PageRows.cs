namespace Strata.Parsing.Pdf;

/// <summary>Groups a page's words by height, across all columns: left to right, from top to bottom.</summary>
internal static class PageRows
{
    public static List<List<Word>> Of(PageLayout page)
    {
        var rows = new List<List<Word>>();
        var words = Sorted(page).AsSpan();
        for (int start = 0, end; start < words.Length; start = end)
        {
            for (
                end = start + 1;
                end < words.Length && words[end].Middle - words[start].Middle < Math.Min(words[end].Height, words[start].Height) / 2;
                end++
            ) { }
            var row = new List<Word>(end - start);
            row.AddRange(words[start..end]);
            if (!Ascends(words[start..end]))
            {
                row.Sort((a, b) => a.Left.CompareTo(b.Left));
            }
            rows.Add(row);
        }
        return rows;
    }

    private static bool Ascends(ReadOnlySpan<Word> row)
    {
        for (var i = 1; i < row.Length; i++)
        {
            if (row[i].Left <= row[i - 1].Left)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>
    /// Sorts words from top to bottom, then left to right; ties keep the page's order. The page has them line by line and block by block,
    /// mostly in order, so a natural merge sort (Knuth, "The Art of Computer Programming", volume 3, 5.2.4) has little left to do.
    /// </summary>
    private static Word[] Sorted(PageLayout page)
    {
        var from = new Word[page.Words];
        var held = 0;
        foreach (var line in page.Lines)
        {
            line.Words.CopyTo(from, held);
            held += line.Words.Count;
        }
        var ends = new List<int>();
        for (var i = 1; i <= from.Length; i++)
        {
            if (i == from.Length || IsAfter(from[i - 1], from[i]))
            {
                ends.Add(i);
            }
        }
        for (var to = new Word[ends.Count > 1 ? from.Length : 0]; ends.Count > 1; (from, to) = (to, from))
        {
            var merged = new List<int>((ends.Count / 2) + 1);
            for (int i = 0, start = 0; i < ends.Count; i += 2, start = merged[^1])
            {
                var (middle, end) = (ends[i], ends[Math.Min(i + 1, ends.Count - 1)]);
                Merge(from.AsSpan(start, middle - start), from.AsSpan(middle, end - middle), to.AsSpan(start, end - start));
                merged.Add(end);
            }
            ends = merged;
        }
        return from;
    }

    private static void Merge(ReadOnlySpan<Word> first, ReadOnlySpan<Word> second, Span<Word> into)
    {
        var (left, right) = (0, 0);
        foreach (ref var word in into)
        {
            word =
                right == second.Length || (left < first.Length && !IsAfter(first[left], second[right])) ? first[left++] : second[right++];
        }
    }

    private static bool IsAfter(in Word word, in Word other)
    {
        var (middle, of) = (word.Middle, other.Middle);
        return middle > of || (middle == of && word.Left > other.Left);
    }
}
