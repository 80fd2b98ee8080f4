using System.Text.RegularExpressions;

namespace Strata.Parsing.Pdf;

/// <summary>
/// Finds columns of numbers too close to their neighbours for whitespace to separate them: in consecutive rows the numbers end at the same
/// x, and nothing else overlaps them.
/// </summary>
internal static partial class NumberColumns
{
    /// <summary>Tolerance for where the numbers of a column end, in points.</summary>
    private const double Aligned = 0.6;

    /// <summary>Whitespace that all rows leave free beside the numbers, in points.</summary>
    private const double Free = 1;

    private const int MinRows = 3;

    /// <summary>Most lines of text cells between two rows with numbers of a column.</summary>
    private const int MaxBetween = 2;

    /// <summary>Gap between two words, in word heights, too wide for a number's space.</summary>
    private const double WiderThanSpace = 0.4;

    private readonly record struct Place(int Row, int Word);

    /// <summary>Cuts cells at columns of numbers, and where texts begin under one name.</summary>
    /// <param name="words">The words of each row.</param>
    /// <param name="maxGap">Gap between two rows that ends a table, in word heights.</param>
    public static void Cut(List<TableFinder.Row> rows, List<List<Word>> words, double maxGap)
    {
        var follows = rows.ConvertAll(_ => false);
        for (var i = 1; i < rows.Count; i++)
        {
            follows[i] = rows[i].Top - rows[i - 1].Bottom < maxGap * rows[i].Height;
        }
        var cuts = rows.ConvertAll(_ => new HashSet<int>());
        var ofNames = new List<Place>();
        var columns = Columns(words, follows, 0).ToList();
        var isSpaced =
            columns.Count > 0
            && !words.Exists(row =>
                row.Exists(word => word.Text is [var first, ..] && char.IsDigit(first) && Grouped().IsMatch(word.Text))
            );
        foreach (var column in columns)
        {
            CutBehind(
                rows,
                column.ConvertAll(place => place with { Word = Start(words[place.Row], place.Word, isSpaced) - 1 }),
                words,
                follows,
                cuts,
                ofNames
            );
            CutBehind(rows, [.. column.Where(place => !GoesOn(words[place.Row], place.Word, isSpaced))], words, follows, cuts, ofNames);
        }
        // If lines of other cells come between the rows, only numbers directly beside numbers are surely cells of their own.
        foreach (
            var before in Columns(words, follows, MaxBetween)
                .Where(column => column[^1].Row - column[0].Row >= column.Count)
                .Select(column => column.ConvertAll(place => place with { Word = Start(words[place.Row], place.Word, isSpaced) - 1 }))
        )
        {
            if (before.TrueForAll(place => place.Word >= 0 && IsNumber(words[place.Row][place.Word])))
            {
                CutBehind(rows, before, words, follows, cuts, ofNames);
            }
        }
        CutUnderNames(rows, words, follows, cuts);
        foreach (var names in ofNames.GroupBy(place => place.Row))
        {
            // "Amount CHF" over narrow amounts stays one name if every column has a name without cutting it.
            if (
                Enumerable
                    .Range(names.Key + 1, MinRows)
                    .Any(below => rows[names.Key].Segments.Count < Parts(rows[below].Segments, cuts[below]).Count())
            )
            {
                cuts[names.Key].UnionWith(names.Select(place => place.Word));
            }
        }
        for (var i = 0; i < rows.Count; i++)
        {
            if (cuts[i].Count > 0)
            {
                List<PageCell> parts = [.. Parts(rows[i].Segments, cuts[i])];
                rows[i] = rows[i] with { Segments = parts, IsCut = parts.Count > rows[i].Segments.Count };
            }
        }
    }

    // 12 345.00 is one number, and a currency may precede it.
    private static int Start(List<Word> row, int word, bool isSpaced)
    {
        while (
            word > 0
            && (
                (isSpaced && IsOneNumber(row[word - 1], row[word]))
                || (IsClose(row[word - 1], row[word]) && Currency().IsMatch(row[word - 1].Text))
            )
        )
        {
            word--;
        }
        return word;
    }

    // Text close behind a number belongs to it; a number behind it is another column.
    private static bool GoesOn(List<Word> row, int word, bool isSpaced) =>
        word + 1 < row.Count
        && ((isSpaced && IsOneNumber(row[word], row[word + 1])) || (!IsNumber(row[word + 1]) && IsClose(row[word], row[word + 1])));

    // Cuts after each of these words if the whitespace runs through all rows, and cuts the names above if it runs through them too.
    private static void CutBehind(
        List<TableFinder.Row> rows,
        List<Place> before,
        List<List<Word>> words,
        List<bool> follows,
        List<HashSet<int>> cuts,
        List<Place> ofNames
    )
    {
        var pairs = before.FindAll(place => place.Word >= 0 && place.Word + 1 < words[place.Row].Count);
        if (pairs.Count < MinRows)
        {
            return;
        }
        var (from, to) = (pairs.Max(place => Of(place).Right), pairs.Min(place => Behind(place).Left));
        if (
            to - from < Free
            || pairs.TrueForAll(place =>
                IsClose(Of(place), Behind(place))
                && !IsNumber(Of(place))
                && Math.Abs(Behind(place).Left - Of(place).Right - to + from) < Free
            )
        )
        {
            // The same whitespace in every row is a space within one text: "Folder 1", "Folder 2".
            return;
        }
        pairs.ForEach(place => cuts[place.Row].Add(place.Word));
        if (
            follows[pairs[0].Row]
            && words[pairs[0].Row - 1] is var names
            && AreNames(names, pairs.Max(place => rows[place.Row].Segments.Count))
        )
        {
            // In "Transaction date | Posting date", cut where the column below begins.
            var gaps = names.Zip(names.Skip(1)).ToList();
            var own = gaps.FindIndex(pair => IsFree(pair.First, pair.Second) && Math.Abs(pair.Second.Left - to) < Aligned);
            var at = own >= 0 ? own : gaps.FindIndex(pair => IsFree(pair.First, pair.Second));
            if (at >= 0)
            {
                ofNames.Add(new(pairs[0].Row - 1, at));
            }
        }
        bool IsFree(Word left, Word right) => Math.Min(to, right.Left) - Math.Max(from, left.Right) > Free / 2;
        Word Of(Place place) => words[place.Row][place.Word];
        Word Behind(Place place) => words[place.Row][place.Word + 1];
    }

    // Cuts between two names if words begin under the second, row by row.
    private static void CutUnderNames(List<TableFinder.Row> rows, List<List<Word>> words, List<bool> follows, List<HashSet<int>> cuts)
    {
        var most = MostCells(rows, follows);
        for (var i = 0; i + MinRows < words.Count; i++)
        {
            // Most lines are not names, which is cheaper to check than the rows below.
            if (!AreNames(words[i], most[i]) || IsUnderNames(rows, words, follows, i))
            {
                continue;
            }
            for (var name = 1; name < words[i].Count; name++)
            {
                var under = new List<Place> { new(i, name - 1) };
                for (var row = i + 1; row < words.Count && follows[row]; row++)
                {
                    var at = words[row].FindIndex(word => Math.Abs(word.Left - words[i][name].Left) < Aligned);
                    if (at > 0 && words[row].Exists(word => word.HasDigit))
                    {
                        under.Add(new(row, at - 1));
                    }
                    else if (at != 0 && IsNear(words[row], words[i], name))
                    {
                        break;
                    }
                }
                if (
                    under.Count > MinRows
                    && AreNames(words[i], under.Skip(1).Max(place => rows[place.Row].Segments.Count))
                    && under.TrueForAll(place => words[place.Row][place.Word + 1].Left - words[place.Row][place.Word].Right >= Free)
                )
                {
                    under.ForEach(place => cuts[place.Row].Add(place.Word));
                }
            }
        }
    }

    // False for a cell's line on one side only, and for a row carried over with nothing under the two names.
    private static bool IsNear(List<Word> row, List<Word> names, int name)
    {
        var (left, from, to) = (
            names[name].Left,
            names[name - 1].Left,
            name + 1 < names.Count ? names[name + 1].Left : double.PositiveInfinity
        );
        return row[0].Left < left && row[^1].Right > left && row.Exists(word => word.Left < to && word.Right > from);
    }

    // A section title in one line under the names has words where cells begin only by chance.
    private static bool IsUnderNames(List<TableFinder.Row> rows, List<List<Word>> words, List<bool> follows, int at) =>
        follows[at]
        && rows[at].Segments.Count == 1
        && rows[at - 1].Segments.Count >= MinRows
        && AreNames(words[at - 1], rows[at - 1].Segments.Count);

    /// <summary>Per row, the most cells of any contiguous row below it.</summary>
    private static int[] MostCells(List<TableFinder.Row> rows, List<bool> follows)
    {
        var most = new int[rows.Count];
        for (var i = rows.Count - 2; i >= 0; i--)
        {
            most[i] = follows[i + 1] ? Math.Max(rows[i + 1].Segments.Count, most[i + 1]) : 0;
        }
        return most;
    }

    private static bool AreNames(List<Word> words, int columns) =>
        words.Count <= 2 * columns && !words.Exists(word => word.HasDigit || word.Text[^1] is ':' or ',' or ';');

    /// <param name="between">Most lines without a digit between two rows.</param>
    private static IEnumerable<List<Place>> Columns(List<List<Word>> words, List<bool> follows, int between)
    {
        var open = new List<List<Place>>();
        for (var i = 0; i < words.Count; i++)
        {
            // A line of a neighbouring cell ends only the columns that it overlaps.
            if (
                between > 0
                && follows[i]
                && open.Count > 0
                && !words[i].Exists(word => word.HasDigit)
                && i - open.Max(column => column[^1].Row) <= between
            )
            {
                foreach (var column in open.Where(column => column.Count >= MinRows && IsOver(column, words[i])))
                {
                    yield return column;
                }
                open.RemoveAll(column => IsOver(column, words[i]));
                continue;
            }
            var next = new List<List<Place>>();
            for (var at = 0; at < words[i].Count; at++)
            {
                if (!IsNumber(words[i][at]) || words[i][at].Confidence is not null)
                {
                    continue;
                }
                var column = follows[i] ? open.Find(column => Math.Abs(Last(column).Right - words[i][at].Right) < Aligned) : null;
                open.Remove(column ?? []);
                next.Add([.. column ?? [], new(i, at)]);
            }
            foreach (var column in open.Where(column => column.Count >= MinRows))
            {
                yield return column;
            }
            open = next;
        }
        foreach (var column in open.Where(column => column.Count >= MinRows))
        {
            yield return column;
        }
        Word Last(List<Place> column) => words[column[^1].Row][column[^1].Word];

        bool IsOver(List<Place> column, List<Word> row) =>
            Last(column) is var last && row.Exists(word => word.Left < last.Right && word.Right > last.Left);
    }

    private static IEnumerable<PageCell> Parts(List<PageCell> segments, HashSet<int> cuts)
    {
        var at = 0;
        foreach (var segment in segments)
        {
            var part = new List<Word>();
            foreach (var word in segment.Words)
            {
                part.Add(word);
                if (cuts.Contains(at++))
                {
                    yield return new(0, 1, part);
                    part = [];
                }
            }
            if (part.Count > 0)
            {
                yield return new(0, 1, part);
            }
        }
    }

    private static bool IsClose(Word left, Word right) => right.Left - left.Right < WiderThanSpace * right.Height;

    private static bool IsOneNumber(Word left, Word right) =>
        IsClose(left, right) && char.IsDigit(left.Text[^1]) && Thousands().IsMatch(right.Text);

    private static bool IsNumber(in Word word) => word.Text is [var first, ..] && !char.IsLetter(first) && Number().IsMatch(word.Text);

    [GeneratedRegex(@"^[-−+(]?\p{Sc}?\d([\d.,'’]*\d)?\p{Sc}?[)%]?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(\p{Sc}|\p{Lu}{1,3}|\p{Lu}{0,2}\p{Sc})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Currency();

    [GeneratedRegex(@"^\d{1,3}([.,'’]\d{3})+[.,]\d{1,2}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^\d{3}([.,]\d+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Thousands();
}
