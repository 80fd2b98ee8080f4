using System.Text.RegularExpressions;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>
/// Completes abbreviated cells of statements: dates without a year (<c>03 Feb</c>), by the text's other dates, and amounts with their sign
/// as a word (<c>45.00 DR</c>).
/// </summary>
internal sealed class ShortCells
{
    private const int MaxDates = 500;

    /// <summary>Days that a posting may lie outside of the dates in the text.</summary>
    private const int Reach = 7;

    private const int MaxOpeningLength = 40;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private static readonly Regex Short = new(
        @"^(\d{1,2}(st|nd|rd|th|\.)?[ -]?\p{L}{3,14}\.?|\p{L}{3,14}\.? \d{1,2}|\d{1,2}[./-]\d{1,2}\.?)$",
        Linear
    );

    // Start of a period: "1 May to", "01.05. –".
    private static readonly Regex Period = new(
        @"(^|[^\p{L}\d./-])((?<date>\d{1,2}(st|nd|rd|th|\.)? ?\p{L}{3,14}\.?|\p{L}{3,14}\.? \d{1,2}|\d{1,2}[./]\d{1,2}\.?)|(?<day>[0-9]{1,2})(st|nd|rd|th|\.)?) ?"
            + @"(–|—|-|to|until|till|through|bis|bis zum|au|jusqu'au|al|a|hasta|fino al|t/m|tot|tot en met|do|til|até|s/d|по) ?$",
        Linear | RegexOptions.IgnoreCase
    );

    // Two numbers, either of which may be the day.
    private static readonly Regex Numbers = new(@"^\d{1,2}[/-]\d{1,2}$", Linear);
    private static readonly Regex Year = new(@"\d{4}", Linear);
    private static readonly Regex Sided = new(@"^(?<amount>[^\p{L}]*\d) ?(?<side>CR|DR|Cr|Dr|S|H|C|D)\.?$", Linear);

    private readonly List<(string Date, string Before)> _dates = [];

    /// <summary>Called with every line, to collect complete dates.</summary>
    public void Add(in TextLine line)
    {
        if (_dates.Count >= MaxDates)
        {
            return;
        }
        foreach (var (start, length) in ProseValues.DatesAt(line.Text))
        {
            // With two digits for the year it may be a sort code.
            var text = line.Text.Substring(start, length);
            if (Year.IsMatch(text))
            {
                _dates.Add((text, line.Text[Math.Max(0, start - MaxOpeningLength)..start]));
            }
        }
    }

    /// <summary>Returns the first and last complete day in the text, or start of a period; empty if there is none.</summary>
    private (DateOnly First, DateOnly Last) Named(bool dayFirst)
    {
        var (first, last) = (DateOnly.MaxValue, DateOnly.MinValue);
        foreach (var (text, before) in _dates)
        {
            if (DateText.Parse(text, dayFirst, out var date) == DateText.Outcome.Read)
            {
                var from = Opening(before, date, dayFirst);
                first = from < first ? from : first;
                last = date > last ? date : last;
            }
        }
        return (first, last);
    }

    /// <summary>Returns the first day of a period that ends with a complete date (<c>1 May to 31 May 2026</c>); else that date.</summary>
    private static DateOnly Opening(string before, DateOnly end, bool dayFirst)
    {
        if (Period.Match(before) is not { Success: true } opening)
        {
            return end;
        }
        var named = opening.Groups["date"];
        if (named.Success)
        {
            return DateText.Parse(WithYear(named.Value, end.Year), dayFirst, out var date) != DateText.Outcome.Read ? end
                : date <= end ? date
                : date.Year > 1 ? date.AddYears(-1)
                : end;
        }
        var day = int.Parse(opening.Groups["day"].ValueSpan, CultureInfo.InvariantCulture);
        return day >= 1 && day < end.Day ? new(end.Year, end.Month, day) : end;
    }

    /// <summary>Returns the table's rows with such cells completed; ranges stay those of the source.</summary>
    /// <param name="declared">The caller's day/month order.</param>
    public List<Block> Whole(List<Block> rows, IReadOnlyList<SchemaDefinition> schemas, bool? declared)
    {
        var columns = rows.SelectMany(row => row.Fields)
            .GroupBy(field => field.Name, StringComparer.Ordinal)
            .ToDictionary(
                column => column.Key,
                column => (Kind: KindOf(column.Key, schemas), Texts: column.Select(field => field.Text.Trim()).ToArray()),
                StringComparer.Ordinal
            );
        var days = columns
            .Where(column => column.Value.Kind == FieldKind.Date)
            .ToDictionary(column => column.Key, column => Vote(column.Value.Texts), StringComparer.Ordinal);
        var other = Decided((days.Values.Sum(vote => vote.Day), days.Values.Sum(vote => vote.Month)));
        var reach = new Lazy<((DateOnly, DateOnly) MonthFirst, (DateOnly, DateOnly) DayFirst)>(() => (Named(false), Named(true)));
        var orders = days.ToDictionary(
            column => column.Key,
            column => declared ?? (column.Value is (0, 0) ? other ?? Fitting(columns[column.Key].Texts) : Decided(column.Value)),
            StringComparer.Ordinal
        );
        return rows.ConvertAll(row =>
            row with
            {
                Fields = [.. row.Fields.Select(field => Written(field, columns[field.Name].Kind, orders.GetValueOrDefault(field.Name)))],
            }
        );

        // Without evidence in the table, a date of the text decides, or the only order that stays within the period.
        bool? Fitting(string[] texts) =>
            Decided(Vote(_dates.ConvertAll(date => date.Date)))
            ?? (Fits(texts, reach.Value.DayFirst, true), Fits(texts, reach.Value.MonthFirst, false)) switch
            {
                (true, false) => true,
                (false, true) => false,
                _ => null,
            };

        RecordField Written(in RecordField field, FieldKind? kind, bool? dayFirst)
        {
            var text = field.Text.Trim();
            var whole = kind switch
            {
                FieldKind.Date when Short.IsMatch(text) => WithYear(text, dayFirst, reach.Value.DayFirst, reach.Value.MonthFirst),
                FieldKind.Number when Sided.Match(text) is { Success: true } match => (
                    match.Groups["side"].Value[0] is 'D' or 'S' ? "-" : ""
                ) + match.Groups["amount"].Value,
                _ => null,
            };
            return whole is null ? field : field with { Text = whole, IsInferred = true };
        }
    }

    // If the order is unknown, the column's other dates decide later, provided both orders give the same year.
    private static string? WithYear(string text, bool? dayFirst, (DateOnly, DateOnly) ofDayFirst, (DateOnly, DateOnly) ofMonthFirst)
    {
        var day = dayFirst is false ? null : YearOf(text, ofDayFirst, true);
        var month = dayFirst is true ? null : YearOf(text, ofMonthFirst, false);
        if ((day ?? month) is not { } year || day is not null && month is not null && day != month)
        {
            return null;
        }
        var whole = WithYear(text, year);
        return
            dayFirst is { } order
            && DateText.Parse(whole, null, out _) == DateText.Outcome.Ambiguous
            && DateText.Parse(whole, order, out var date) == DateText.Outcome.Read
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : whole;
    }

    /// <summary>Counts dates valid only day first, and only month first.</summary>
    private static (int Day, int Month) Vote(IReadOnlyCollection<string> texts)
    {
        var (day, month) = (0, 0);
        foreach (var text in texts)
        {
            // leap years have all days
            var forced = DateText.Forced(Numbers.IsMatch(text) ? WithYear(text, 2000) : text);
            (day, month) = (day + (forced is true ? 1 : 0), month + (forced is false ? 1 : 0));
        }
        return (day, month);
    }

    private static bool? Decided((int Day, int Month) votes) =>
        votes switch
        {
            (> 0, 0) => true,
            (0, > 0) => false,
            _ => null,
        };

    private static bool Fits(string[] texts, (DateOnly, DateOnly) named, bool dayFirst) =>
        texts.Where(text => Numbers.IsMatch(text)).All(text => YearOf(text, named, dayFirst) is not null);

    private static int? YearOf(string text, (DateOnly First, DateOnly Last) named, bool dayFirst)
    {
        int? found = null;
        var (first, last) = named;
        for (var year = first.Year; last != DateOnly.MinValue && year <= last.Year; year++)
        {
            if (
                DateText.Parse(WithYear(text, year), dayFirst, out var date) == DateText.Outcome.Read
                && date.DayNumber >= first.DayNumber - Reach
                && date.DayNumber <= last.DayNumber + Reach
            )
            {
                if (found is not null)
                {
                    return null;
                }
                found = year;
            }
        }
        return found;
    }

    private static string WithYear(string text, int year) =>
        !char.IsAsciiDigit(text[^1])
            ? text[^1] == '.' && char.IsAsciiDigit(text[^2])
                ? $"{text}{year}"
                : $"{text} {year}"
            : text.AsSpan().IndexOfAny('.', '/', '-') is >= 0 and var at && char.IsAsciiDigit(text[0])
                ? $"{text}{text[at]}{year}"
                : $"{text}, {year}";

    private static FieldKind? KindOf(string name, IReadOnlyList<SchemaDefinition> schemas)
    {
        var kinds = schemas.Select(schema => FieldMatch.Find(schema, name)?.Kind).OfType<FieldKind>().Distinct().ToArray();
        return kinds.Contains(FieldKind.Date) ? FieldKind.Date
            : kinds.Length == 1 ? kinds[0]
            : null;
    }
}
