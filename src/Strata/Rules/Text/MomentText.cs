using System.Text.RegularExpressions;
using Strata.Interpretation;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>
/// Reads the start and end of an event: <c>9 July 2026, 14:00 – 15:30</c> in one line, or a date and a labelled time near it.
/// </summary>
internal static class MomentText
{
    private static readonly HashSet<string> Labels =
    [
        "time",
        "uhrzeit",
        "zeit",
        "heure",
        "horaire",
        "hora",
        "horario",
        "ora",
        "orario",
        "tijd",
        "tijdstip",
        "tid",
        "godzina",
        "godz",
        "kello",
        "kl",
        "klo",
        "cas",
        "hodina",
        "saat",
        "时间",
        "時間",
        "時刻",
        "시간",
        "idopont",
    ];

    private static readonly Regex Range = new(
        @"^(?<start>.*\d.*?)\s*(-|–|—| to | bis | à | until | a | alle | às | tot | do | till | til )\s*(?<end>\d{1,2}([:.h]\d{2})?( ?[AaPp]\.?[Mm]\.?)?( Uhr)?)$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    );

    // A range such as "14:00-15:30", not the UTC offset it resembles.
    private static readonly Regex Hyphen = new(
        @"(^|[ ,])\d{1,2}[:.]\d{2}-\d{1,2}:\d{2}$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    /// <summary>Maximum distance between a date and its time, in bytes.</summary>
    private const int Near = 2000;

    /// <summary>Length of a quoted date without time.</summary>
    private const int DayLength = 12;

    private static readonly Regex Half = new(@"\d ?[AaPp]\.?[Mm]\b", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Fills the end that follows the start in one value, and joins a labelled time to its date.</summary>
    public static void Fill(TextSchema schema, FoundValues found, IReadOnlyList<LabelledValue> values, in Notation notation)
    {
        if (schema.Of(FieldRole.Start) is not { Field.Kind: FieldKind.DateTime } start)
        {
            return;
        }
        if (
            values.FirstOrDefault(value => schema.Reader(value.Folded) == start) is { } whole
            && Split(whole.Text) is var (first, second)
            && (found.Of(start) is not { Json.Length: > DayLength } || Hyphen.IsMatch(whole.Text))
            && start.ReadText(whole.Text.AsSpan(0, first), notation).Json is { Length: > DayLength } begins
            && TimeText.TryParse(begins.AsSpan(DayLength).TrimEnd('"'), compact: false, out var read)
        )
        {
            var (begin, to) = Halves(read, whole.Text[..first], whole.Text[second..]);
            if (found.Of(start) is { Json.Length: > DayLength } && begin.Minutes > to?.Minutes)
            {
                return;
            }
            var (raw, range) = found.Source.Part(whole.Text, whole.Range, 0, first);
            found.Set(start.Field.Name, Moment(begins[1..11], begin), raw, range, whole.Block, whole.Label);
            FillEnd(schema, found, whole, second, begins[1..11], begin, to);
        }
        else if (
            found.Of(start) is { Json.Length: DayLength } day
            && values.FirstOrDefault(value => Labels.Contains(value.Folded)) is { } clock
        )
        {
            TakeClock(schema, found, day, clock);
        }
    }

    private static void TakeClock(TextSchema schema, FoundValues found, FoundField day, LabelledValue clock)
    {
        var split = Split(clock.Text);
        var time = clock.Text[..(split?.First ?? clock.Text.Length)];
        var (_, range) = found.Source.Part(clock.Text, clock.Range, 0, time.Length);
        // The evidence covers both the day and the time.
        var both = new ByteRange(
            Math.Min(day.Range.Start, range.Start),
            Math.Max(day.Range.End, range.End) - Math.Min(day.Range.Start, range.Start)
        );
        if (both.Length > Near || !TimeText.TryParse(time, compact: false, out var read))
        {
            return;
        }
        var (begin, to) = Halves(read, time, split is { } parts ? clock.Text[parts.Second..] : "");
        found.Set(day.Name, Moment(day.Json[1..11], begin), found.Source.Slice(both), both, clock.Block, clock.Label);
        FillEnd(schema, found, clock, split?.Second ?? 0, day.Json[1..11], begin, to);
    }

    private static void FillEnd(
        TextSchema schema,
        FoundValues found,
        LabelledValue value,
        int at,
        string day,
        TimeText.Clock begin,
        TimeText.Clock? to
    )
    {
        if (schema.Of(FieldRole.End) is { Field.Kind: FieldKind.DateTime } end && found.IsOpen(end) && to is { } until)
        {
            // "22:00 – 02:00" ends on the next day.
            var last =
                until.Minutes < begin.Minutes && DateOnly.TryParseExact(day, "yyyy-MM-dd", out var date) && date < DateOnly.MaxValue
                    ? date.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                    : day;
            var (raw, range) = found.Source.Part(value.Text, value.Range, at, value.Text.Length - at);
            found.Fill(end.Field.Name, Moment(last, until), raw, range, value.Block, value.Label, value.Link);
        }
    }

    /// <summary>Returns both times if only the second has am or pm: <c>2:00 – 3:30 PM</c>, <c>11:00 – 1:30 PM</c>.</summary>
    private static (TimeText.Clock From, TimeText.Clock? To) Halves(TimeText.Clock begin, string first, string second)
    {
        if (!TimeText.TryParse(second, compact: false, out var to))
        {
            return (begin, null);
        }
        if (Half.IsMatch(first) || !Half.IsMatch(second) || begin.Hour is < 1 or > 12)
        {
            return (begin, to);
        }
        var same = begin with { Hour = (begin.Hour % 12) + (to.Hour / 12 * 12) };
        return (same.Minutes <= to.Minutes ? same : same with { Hour = (same.Hour + 12) % 24 }, to);
    }

    private static string Moment(string day, TimeText.Clock clock) => $"\"{day}T{clock.Text(withSeconds: true)}\"";

    /// <summary>Returns the end of the first time and the start of the second; null if there is only one.</summary>
    private static (int First, int Second)? Split(string text) =>
        text.Length < 100 && Range.Match(text) is { Success: true } match
            ? (match.Groups["start"].Length, match.Groups["end"].Index)
            : null;
}
