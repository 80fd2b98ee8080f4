using System.Globalization;
using System.Text.RegularExpressions;
using Strata.Interpretation.Values;
using Strata.Parsing;
using Strata.Schemas;

namespace Strata.Interpretation.Text;

/// <summary>
/// Cells of statements that say less than they mean: dates without the year that the text's other dates tell (<c>03 Feb</c>, <c>03.02.</c>), and
/// amounts whose sign is a word behind them (<c>45.00 DR</c>, <c>45,00 S</c>: money out).
/// </summary>
internal sealed class ShortCells
{
    private const int MaxDates = 500;

    /// <summary>Days that a posting may lie outside the dates that the text names.</summary>
    private const int Reach = 7;

    private const int LongestOpening = 40;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private static readonly Regex Short = new(@"^(\d{1,2}(st|nd|rd|th|\.)?[ -]?\p{L}{3,14}\.?|\p{L}{3,14}\.? \d{1,2}|\d{1,2}[./-]\d{1,2}\.?)$", Linear);
    // The beginning of a period before its end: "1 May to", "01.05. –", "1.–".
    private static readonly Regex Period = new(
        @"(^|[^\p{L}\d./-])((?<date>\d{1,2}(st|nd|rd|th|\.)? ?\p{L}{3,14}\.?|\p{L}{3,14}\.? \d{1,2}|\d{1,2}[./]\d{1,2}\.?)|(?<day>[0-9]{1,2})(st|nd|rd|th|\.)?) ?"
        + @"(–|—|-|to|until|till|through|bis|bis zum|au|jusqu'au|al|a|hasta|fino al|t/m|tot|tot en met|do|til|até|s/d|по) ?$", Linear);

    private static readonly Regex Year = new(@"\d{4}", Linear);
    private static readonly Regex Sided = new(@"^(?<amount>[^\p{L}]*\d) ?(?<side>CR|DR|Cr|Dr|S|H|C|D)\.?$", Linear);

    private DateOnly first = DateOnly.MaxValue;
    private DateOnly last = DateOnly.MinValue;
    private int dates;

    /// <summary>Told of every line, so that the dates are known that the text names in full.</summary>
    public void Add(in TextLine line)
    {
        if (dates >= MaxDates)
        {
            return;
        }

        foreach (var (start, length) in ProseValues.DatesAt(line.Text))
        {
            // With two digits for the year it may be a sort code.
            var text = line.Text.Substring(start, length);
            if (dates++ < MaxDates && Year.IsMatch(text) && DateText.Parse(text, true, out var date) == DateText.Outcome.Read)
            {
                var from = Opening(line.Text[Math.Max(0, start - LongestOpening)..start], date);
                first = from < first ? from : first;
                last = date > last ? date : last;
            }
        }
    }

    /// <summary>The first day of a period that ends with a date, which alone may name month and year: <c>1 May to 31 May 2026</c>; else the date.</summary>
    private static DateOnly Opening(string before, DateOnly end)
    {
        if (Period.Match(before) is not { Success: true } opening)
        {
            return end;
        }

        var named = opening.Groups["date"];
        if (named.Success)
        {
            return DateText.Parse(WithYear(named.Value, end.Year), true, out var date) != DateText.Outcome.Read ? end
                : date <= end ? date
                : date.Year > 1 ? date.AddYears(-1)
                : end;
        }

        var day = int.Parse(opening.Groups["day"].ValueSpan, CultureInfo.InvariantCulture);
        return day >= 1 && day < end.Day ? new(end.Year, end.Month, day) : end;
    }

    /// <summary>The row with such cells written out; the range still is that of the source's own text.</summary>
    public Block Whole(Block row, IReadOnlyList<SchemaDefinition> schemas) =>
        row with { Fields = [.. row.Fields.Select(field => Whole(field, KindOf(field.Name, schemas)))] };

    private RecordField Whole(RecordField field, FieldKind? kind)
    {
        var text = field.Text.Trim();
        var whole = kind switch
        {
            FieldKind.Date when Short.IsMatch(text) && YearOf(text) is { } year => WithYear(text, year),
            FieldKind.Number when Sided.Match(text) is { Success: true } match => (match.Groups["side"].Value[0] is 'D' or 'S' ? "-" : "") + match.Groups["amount"].Value,
            _ => null,
        };
        return whole is null ? field : field with { Text = whole, IsInferred = true };
    }

    private int? YearOf(string text)
    {
        int? found = null;
        for (var year = first.Year; last != DateOnly.MinValue && year <= last.Year; year++)
        {
            if (DateText.Parse(WithYear(text, year), true, out var date) == DateText.Outcome.Read && date.DayNumber >= first.DayNumber - Reach && date.DayNumber <= last.DayNumber + Reach)
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
        !char.IsAsciiDigit(text[^1]) ? text[^1] == '.' && char.IsAsciiDigit(text[^2]) ? $"{text}{year}" : $"{text} {year}"
        : text.AsSpan().IndexOfAny('.', '/', '-') is >= 0 and var at && char.IsAsciiDigit(text[0]) ? $"{text}{text[at]}{year}"
        : $"{text}, {year}";

    private static FieldKind? KindOf(string name, IReadOnlyList<SchemaDefinition> schemas)
    {
        var kinds = schemas.Select(schema => FieldMatch.Find(schema, name)?.Kind).OfType<FieldKind>().Distinct().ToArray();
        return kinds.Contains(FieldKind.Date) ? FieldKind.Date : kinds.Length == 1 ? kinds[0] : null;
    }
}
