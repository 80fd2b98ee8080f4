namespace Strata.Parsing.Pdf;

/// <summary>
/// Finds columns by the names above them where the rows alone don't show them: the first row has few cells, no row fills two adjacent
/// columns, or a number ends right before a text begins.
/// </summary>
internal static class NamedColumns
{
    /// <summary>Whitespace that all rows leave free between two columns, in points.</summary>
    private const double Free = 1;

    /// <summary>Tolerance for where a column ends or begins, in points.</summary>
    private const double Aligned = 0.6;

    /// <summary>By how much closer lines of one cell are than rows, in word heights.</summary>
    private const double Closer = 0.08;

    private const int MinNames = 3;
    private const int MaxNames = 64;
    private const int MaxWords = 5;

    /// <summary>Most pieces of whitespace compared between two names.</summary>
    private const int MaxPieces = 16;

    /// <param name="End">Index after the last row.</param>
    /// <param name="Lanes">Positions between the columns, from left to right.</param>
    /// <param name="Rows">The rows from the names on; cut where a lane runs between two words of a cell.</param>
    /// <param name="IsFull">Whether every name has something under it.</param>
    internal sealed record Columns(int End, List<double> Lanes, List<TableFinder.Row> Rows, bool IsCut, bool IsFull);

    private readonly record struct Piece(double From, double To, bool IsCut)
    {
        public double Middle => (From + To) / 2;
    }

    /// <summary>Whether a row has only short names.</summary>
    public static bool AreNames(TableFinder.Row row) =>
        row.Segments.TrueForAll(segment =>
            segment.Words.Count <= MaxWords
            && !segment.Words.Exists(word => word.HasDigit || word.Text[^1] is ':' or ',' or ';' || word.Confidence is not null)
        );

    /// <param name="most">End of the rows that may be one table.</param>
    /// <returns>Null if the row at the start has no names, or those below don't fit them.</returns>
    public static Columns? Under(List<TableFinder.Row> rows, int start, int most, ComparisonBudget effort)
    {
        var names = rows[start];
        if (
            names.Segments.Count is < MinNames or > MaxNames
            || start + 1 >= most
            || !AreNames(names)
            || !HasDigit(rows[start + 1]) && !IsSection(rows, start + 1, most)
        )
        {
            return null;
        }
        var gaps = names.Segments.Zip(names.Segments.Skip(1), (left, right) => (From: left.Right, To: right.Left)).ToList();
        var free = gaps.ConvertAll(gap => new List<(double From, double To)> { gap });
        var (body, crossing) = (new List<TableFinder.Row>(), new List<int>());
        var end = start;
        for (
            var next = start + 1;
            next < most
                && effort.Spend(
                    (long)free.Sum(list => list.Count) * (ComparisonBudget.Look + rows[next].Segments.Sum(segment => segment.Words.Count))
                );
            next++
        )
        {
            var row = rows[next];
            var left = free.ConvertAll(pieces => Without(pieces, row));
            if (
                row.Segments.Zip(row.Segments.Skip(1))
                    .Any(pair =>
                        !free.Exists(pieces => pieces.Exists(piece => piece.From < pair.Second.Left && piece.To > pair.First.Right))
                    ) || (row.Segments.Count >= MinNames && !row.Segments.Exists(segment => TableFinder.IsAmount(segment.Words)))
            )
            {
                break;
            }
            if (left.TrueForAll(pieces => pieces.Count > 0))
            {
                (free, end) = (left, next + 1);
                body.Add(row);
            }
            else if (IsSection(rows, next, most))
            {
                effort.Spend(ComparisonBudget.Look);
            }
            else if (row.Segments.Count < MinNames && crossing.Count < Math.Max(1, body.Count / 5))
            {
                // A balance, or a heading over several columns; the rows go on below it.
                crossing.Add(next);
            }
            else
            {
                break;
            }
        }
        if (effort.IsSpent || !body.Exists(row => row.Segments.Count >= 2 && TableFinder.IsAmount(row.Segments[^1].Words)))
        {
            return null;
        }
        var pieces = free.Select(
                (list, i) =>
                    list.ConvertAll(piece => new Piece(piece.From, piece.To, IsWithin(body, (piece.From + piece.To) / 2)))
                        .FindAll(piece => !piece.IsCut || IsBorder(body, piece.Middle, names.Segments[i].Left, names.Segments[i + 1].Right))
            )
            .ToList();
        if (pieces.Exists(list => list.Count is 0 or > MaxPieces) || !effort.Spend((long)MaxPieces * MaxPieces * gaps.Count))
        {
            return null;
        }
        var (chosen, isFull) = Choose(pieces, gaps, body);
        var table = rows.GetRange(start, end - start).ConvertAll(row => Cut(row, chosen));
        return table.TrueForAll(row => row.Lines is not null || IsApart(row, chosen))
            ? new(end, chosen.ConvertAll(piece => piece.Middle), table, chosen.Exists(piece => piece.IsCut), isFull)
            : null;
    }

    /// <summary>Whether a row is a section title: a line of its own that begins where the row of cells below it does.</summary>
    private static bool IsSection(List<TableFinder.Row> rows, int at, int most) =>
        rows[at] is { Segments: [var section] }
        && at + 1 < most
        && rows[at + 1].Segments.Count >= MinNames
        && HasDigit(rows[at + 1])
        && Math.Abs(section.Left - rows[at + 1].Left) < section.Words[0].Height
        && !HasDigit(rows[at])
        && !section.Words.Exists(word => word.Confidence is not null || word.Text[^1] is ',' or ';');

    /// <summary>
    /// Whether the row under the names is a section title, not their second line: it is no closer to them than to the row below, and others
    /// like it follow.
    /// </summary>
    public static bool IsFirstSection(List<TableFinder.Row> rows) =>
        IsSection(rows, 1, rows.Count)
        && rows[1].Top - rows[0].Bottom > rows[2].Top - rows[1].Bottom - (Closer * rows[1].Height)
        && Enumerable
            .Range(3, rows.Count - 3)
            .Any(other => IsSection(rows, other, rows.Count) && Math.Abs(rows[other].Left - rows[1].Left) < Free);

    private static bool HasDigit(TableFinder.Row row) => row.Segments.Exists(segment => segment.Words.Exists(word => word.HasDigit));

    private static IEnumerable<PageCell> Segments(TableFinder.Row row) => row.Lines?.SelectMany(Segments) ?? row.Segments;

    /// <summary>Returns the whitespace that a row leaves free: beside its cells, and after a number directly followed by text.</summary>
    private static List<(double From, double To)> Without(List<(double From, double To)> pieces, TableFinder.Row row)
    {
        var left = pieces;
        foreach (var segment in Segments(row))
        {
            var from = segment.Left;
            for (var i = 1; i < segment.Words.Count; i++)
            {
                if (IsBorder(segment.Words[i - 1], segment.Words[i]))
                {
                    left = Without(left, from, segment.Words[i - 1].Right);
                    from = segment.Words[i].Left;
                }
            }
            left = Without(left, from, segment.Right);
        }
        return left;
    }

    private static List<(double From, double To)> Without(List<(double From, double To)> pieces, double from, double to)
    {
        if (!pieces.Exists(piece => piece.From < to && piece.To > from))
        {
            return pieces;
        }
        var left = new List<(double From, double To)>();
        foreach (var piece in pieces)
        {
            if (Math.Min(piece.To, from) - piece.From >= Free)
            {
                left.Add((piece.From, Math.Min(piece.To, from)));
            }
            if (piece.To - Math.Max(piece.From, to) >= Free)
            {
                left.Add((Math.Max(piece.From, to), piece.To));
            }
        }
        return [.. left.Distinct()];
    }

    // "40 EA", "12 Hex bolt".
    private static bool IsBorder(in Word left, in Word right) =>
        char.IsDigit(left.Text[^1])
        && !char.IsLetter(left.Text[0])
        && char.IsLetter(right.Text[0])
        && left.Confidence is null
        && right.Left - left.Right >= Free;

    private static bool IsWithin(List<TableFinder.Row> body, double at) =>
        body.Exists(row => Segments(row).Any(segment => segment.Left < at && segment.Right > at));

    /// <summary>Whether numbers end and texts begin here, at one x, in most rows that have something under the two names.</summary>
    private static bool IsBorder(List<TableFinder.Row> body, double at, double left, double right)
    {
        var within = body.ConvertAll(row => Segments(row).FirstOrDefault(segment => segment.Left < at && segment.Right > at))
            .OfType<PageCell>()
            .ToList();
        var behind = within.ConvertAll(segment => segment.Words.FindIndex(word => word.Left > at));
        var (ends, begins) = (
            within.Zip(behind, (segment, i) => segment.Words[i - 1].Right).ToList(),
            within.Zip(behind, (segment, i) => segment.Words[i].Left).ToList()
        );
        return within.Count > body.Count(row => Segments(row).Any(segment => segment.Left < right && segment.Right > left)) / 2
            && (begins.Max() - begins.Min() < Aligned || ends.Max() - ends.Min() < Aligned);
    }

    /// <summary>
    /// Chooses one piece per gap so that as many names as possible have something under them; of equals, the one in the middle.
    /// </summary>
    private static (List<Piece> Chosen, bool IsFull) Choose(
        List<List<Piece>> pieces,
        List<(double From, double To)> gaps,
        List<TableFinder.Row> body
    )
    {
        var middles = body.SelectMany(Segments)
            .SelectMany(segment => segment.Words)
            .Select(word => (word.Left + word.Right) / 2)
            .Order()
            .ToList();
        var best = new List<(double Score, int Full, List<Piece> Chosen)> { (0, 0, []) };
        for (var i = 0; i < pieces.Count; i++)
        {
            var (from, to) = gaps[i];
            best = pieces[i]
                .ConvertAll(piece =>
                    best.ConvertAll(before =>
                            With(
                                before,
                                piece,
                                piece.Middle,
                                (piece.IsCut ? -1 : 0) - (Math.Abs((2 * piece.Middle) - from - to) / 2 / (to - from))
                            )
                        )
                        .MaxBy(way => way.Score)
                );
        }
        var (_, full, chosen) = best.ConvertAll(before => With(before, null, double.PositiveInfinity, 0)).MaxBy(way => way.Score);
        return (chosen, full == gaps.Count + 1);

        (double Score, int Full, List<Piece> Chosen) With(
            (double Score, int Full, List<Piece> Chosen) before,
            Piece? piece,
            double end,
            double score
        )
        {
            var start = before.Chosen is [.., var last] ? last.Middle : double.NegativeInfinity;
            var at = middles.BinarySearch(start);
            at = at < 0 ? ~at : at;
            var isFull = at < middles.Count && middles[at] < end;
            return (
                before.Score + score + (isFull ? 10 : 0),
                before.Full + (isFull ? 1 : 0),
                piece is { } next ? [.. before.Chosen, next] : before.Chosen
            );
        }
    }

    private static bool IsApart(TableFinder.Row row, List<Piece> lanes) =>
        row
            .Segments.Zip(row.Segments.Skip(1))
            .All(pair => lanes.Exists(lane => lane.Middle > pair.First.Right && lane.Middle < pair.Second.Left));

    private static TableFinder.Row Cut(TableFinder.Row row, List<Piece> lanes)
    {
        if (row.Lines is not null)
        {
            var lines = row.Lines.Select(line => Cut(line, lanes)).ToList();
            return row with { Lines = lines, IsCut = row.IsCut || lines.Exists(line => line.IsCut) };
        }
        var segments = new List<PageCell>();
        foreach (var segment in row.Segments)
        {
            var start = 0;
            for (var i = 1; i < segment.Words.Count; i++)
            {
                var (left, right) = (segment.Words[i - 1], segment.Words[i]);
                if (IsBorder(left, right) && lanes.Exists(lane => lane.IsCut && lane.Middle > left.Right && lane.Middle < right.Left))
                {
                    segments.Add(new(0, 1, segment.Words.GetRange(start, i - start)));
                    start = i;
                }
            }
            segments.Add(start == 0 ? segment : new(0, 1, segment.Words.GetRange(start, segment.Words.Count - start)));
        }
        return segments.Count > row.Segments.Count ? row with { Segments = segments, IsCut = true } : row;
    }
}
