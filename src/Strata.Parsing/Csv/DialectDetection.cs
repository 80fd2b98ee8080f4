using System.Buffers;
using System.Numerics;

namespace Strata.Parsing.Csv;

/// <summary>
/// Chooses a dialect from the first rows. For each delimiter the sample is cut into rows and scored <c>consistency² · (1 − 1/width) · (¼ +
/// ¾·clean)</c>: consistency is the share of rows of the commonest width, clean the share of cells that are typed values or text without
/// another candidate delimiter. The highest score wins; on a tie, the earlier candidate. A table of one column scores 0 everywhere and is
/// read with commas, unless a header further down begins several columns (<see cref="TableStart"/>). If no cell has quotes, apostrophes
/// serve as quotes if that scores higher.
/// </summary>
internal static class DialectDetection
{
    public const int SampleBytes = 64 * 1024;
    private const int SampleRows = 200;

    private static readonly char[] Candidates = [',', ';', '\t', '|'];
    private static readonly SearchValues<char> CandidateChars = SearchValues.Create(",;\t|");

    /// <param name="sample">Head of the source after the byte order mark, in the window's units.</param>
    /// <param name="whole">Whether the sample is the whole source, so that its last row is complete.</param>
    public static CsvDialect Detect<T>(ReadOnlySpan<T> sample, bool whole, TextEncoding encoding, bool tabsExpected, int maxFields)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (Stated(sample, encoding, maxFields) is { } stated)
        {
            var rows = Rows(sample, whole, stated, encoding, maxFields)[1..];
            var above = TableStart.Of(rows, whole);
            return new(stated, HeaderDetection.HasHeader(rows[above..], whole), 1 + above, IsStated: true);
        }
        var best = Candidates[0];
        var bestRows = Rows(sample, whole, best, encoding, maxFields);
        var bestScore = Score(bestRows, best);
        foreach (var candidate in Candidates.AsSpan(1))
        {
            if (candidate == '|' && encoding.HasAsciiWithin && IsWithin(sample, candidate, encoding))
            {
                continue;
            }
            var rows = Rows(sample, whole, candidate, encoding, maxFields);
            var score = Score(rows, candidate);
            if (score > bestScore || (score > 0 && candidate == '\t' && tabsExpected))
            {
                (best, bestRows, bestScore) = (candidate, rows, score);
                if (candidate == '\t' && tabsExpected)
                {
                    break;
                }
            }
        }
        // If the lines above outnumber the rows, no width stands out; the header tells where the table begins.
        foreach (var candidate in bestScore > 0 ? [] : Candidates)
        {
            var rows = Rows(sample, whole, candidate, encoding, maxFields);
            if (
                TableStart.Of(rows, whole) is > 0 and var above
                && Score(rows[above..], candidate) is var score
                && score > bestScore
                && !(candidate == '|' && encoding.HasAsciiWithin && IsWithin(sample, candidate, encoding))
            )
            {
                (best, bestRows, bestScore) = (candidate, rows, score);
            }
        }
        var quote = CsvDialect.DefaultQuote;
        if (!sample.Contains(T.CreateTruncating(CsvDialect.DefaultQuote)) && sample.Contains(T.CreateTruncating(CsvDialect.OtherQuote)))
        {
            var rows = Rows(sample, whole, best, encoding, maxFields, CsvDialect.OtherQuote);
            (quote, bestRows) = Score(rows, best) > bestScore ? (CsvDialect.OtherQuote, rows) : (quote, bestRows);
        }
        var skip = TableStart.Of(bestRows, whole);
        return new(best, HeaderDetection.HasHeader(bestRows[skip..], whole), skip, quote);
    }

    /// <summary>
    /// Returns the delimiter that makes text an unmistakable table (at least <paramref name="leastRows"/> rows, all of one width), or null.
    /// </summary>
    /// <param name="mustBeTyped">Whether some cell must be a number, a date or the like.</param>
    public static char? TableDelimiter(string text, int leastRows, bool mustBeTyped = false)
    {
        var encoding = new TextEncoding("utf-16", System.Text.Encoding.Unicode, 0);
        foreach (var candidate in Candidates)
        {
            var rows = Rows<char>(text, whole: false, candidate, encoding, maxFields: 1_000);
            if (
                rows.Count >= leastRows
                && rows[0].Length > 1
                && rows.TrueForAll(row => row.Length == rows[0].Length)
                && !IsProse(rows)
                && (!mustBeTyped || IsTyped(rows))
            )
            {
                return candidate;
            }
        }
        return null;
    }

    /// <summary>Whether rows are sentences: a space after a delimiter, or two parts a line and no typed value.</summary>
    private static bool IsProse(List<string[]> rows) =>
        rows.Exists(row => row.Skip(1).Any(cell => cell.StartsWith(' '))) || (rows[0].Length == 2 && !IsTyped(rows));

    private static bool IsTyped(List<string[]> rows) =>
        rows.Exists(row => Array.Exists(row, cell => CellShapes.Of(cell) is not (CellShape.Text or CellShape.Empty)));

    /// <summary>
    /// Whether the delimiter's byte is also half of a character, which would cut cells inside it (ポ is <c>83 7C</c> in Shift_JIS).
    /// </summary>
    private static bool IsWithin<T>(ReadOnlySpan<T> sample, char delimiter, TextEncoding encoding)
        where T : unmanaged, IBinaryInteger<T> =>
        sample.Count(T.CreateTruncating(delimiter)) != Units<T>.Decode(sample, encoding).AsSpan().Count(delimiter);

    /// <summary>Returns the delimiter that spreadsheets write in a first line of its own: <c>sep=;</c>.</summary>
    private static char? Stated<T>(ReadOnlySpan<T> sample, TextEncoding encoding, int maxFields)
        where T : unmanaged, IBinaryInteger<T>
    {
        var end = sample.IndexOfAny(Units<T>.Lf, Units<T>.Cr);
        if (end is < 5 or > 8 || maxFields < 1)
        {
            return null;
        }
        var line = Units<T>.Decode(sample[..end], encoding).Trim('"');
        return line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && line[4] < 128 ? line[4] : null;
    }

    private static List<string[]> Rows<T>(
        ReadOnlySpan<T> sample,
        bool whole,
        char delimiter,
        TextEncoding encoding,
        int maxFields,
        char quote = CsvDialect.DefaultQuote
    )
        where T : unmanaged, IBinaryInteger<T>
    {
        var scanner = new RowScanner<T>(delimiter, Math.Min(maxFields, 1_000), quote);
        var rows = new List<string[]>();
        while (!sample.IsEmpty && rows.Count < SampleRows)
        {
            var outcome = scanner.Scan(sample, whole);
            if (outcome != RowOutcome.Complete)
            {
                // A quote that never closes, or a row cut off by the end of the sample: all there is if the first row is longer than the
                // sample.
                outcome = scanner.Scan(sample, whole || rows.Count == 0, literal: true);
                if (outcome != RowOutcome.Complete)
                {
                    break;
                }
            }
            if (!CsvRows<T>.IsBlank(sample[..scanner.Length]))
            {
                var cells = new string[scanner.Cells.Length];
                for (var i = 0; i < cells.Length; i++)
                {
                    var cell = scanner.Cells[i];
                    cells[i] = Units<T>.Decode(sample.Slice(cell.Start, cell.Length), encoding);
                }
                rows.Add(cells);
            }
            sample = sample[scanner.Consumed..];
        }
        return rows;
    }

    private static double Score(List<string[]> rows, char delimiter)
    {
        var width = TableStart.CommonestWidth(rows);
        if (width < 2)
        {
            return 0;
        }
        var consistency = rows.Count(row => row.Length == width) / (double)rows.Count;
        var cells = 0;
        var clean = 0;
        foreach (var cell in rows.SelectMany(row => row))
        {
            cells++;
            if (CellShapes.Of(cell) is not CellShape.Text || !HasOtherDelimiter(cell, delimiter))
            {
                clean++;
            }
        }
        return consistency * consistency * (1 - (1.0 / width)) * (0.25 + (0.75 * clean / cells));
    }

    private static bool HasOtherDelimiter(ReadOnlySpan<char> cell, char delimiter)
    {
        while (cell.IndexOfAny(CandidateChars) is >= 0 and var at)
        {
            // A comma or semicolon before a space is part of a sentence.
            var isSentence = cell[at] is ',' or ';' && at + 1 < cell.Length && cell[at + 1] == ' ';
            if (cell[at] != delimiter && !isSentence)
            {
                return true;
            }
            cell = cell[(at + 1)..];
        }
        return false;
    }
}
