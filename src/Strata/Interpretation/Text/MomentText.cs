using System.Text.RegularExpressions;
using Strata.Interpretation.Values;
using Strata.Schemas;

namespace Strata.Interpretation.Text;

/// <summary>
/// When something begins and ends, as invitations say it: <c>9 July 2026, 14:00 – 15:30</c> in one line, or a date and beside it a time with a
/// label of its own.
/// </summary>
internal static class MomentText
{
    private static readonly HashSet<string> Labels =
        ["time", "uhrzeit", "zeit", "heure", "horaire", "hora", "horario", "ora", "orario", "tijd", "tijdstip", "tid", "godzina", "godz", "kello", "kl", "klo", "cas", "hodina", "saat", "时间", "時間", "時刻", "시간", "idopont"];

    private static readonly Regex Range = new(
        @"^(?<start>.*\d.*?)\s*(-|–|—| to | bis | à | until | a | alle | às | tot | do | till | til )\s*(?<end>\d{1,2}([:.h]\d{2})?( ?[AaPp]\.?[Mm]\.?)?( Uhr)?)$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Fills the end that stands behind the start in one value, and puts a labelled time to a date.</summary>
    public static void Fill(TextSchema schema, FoundValues found, IReadOnlyList<LabelledValue> values, in Notation notation)
    {
        if (schema.Reader("start") is not { Field.Kind: FieldKind.DateTime } start)
        {
            return;
        }

        if (found.IsOpen(start) && values.FirstOrDefault(value => schema.Reader(value.Folded) == start) is { } whole && Split(whole.Text) is var (first, second)
            && start.ReadText(whole.Text.AsSpan(0, first), notation).Json is { Length: > 12 } begins)
        {
            var (raw, range) = found.Source.Part(whole.Text, whole.Range, 0, first);
            found.Fill(start.Field.Name, begins, raw, range, whole.Block, whole.Label);
            FillEnd(schema, found, whole, begins[1..11], second);
        }
        else if (found.JsonOf(start) is { Length: 12 } day && values.FirstOrDefault(value => Labels.Contains(value.Folded)) is { } clock)
        {
            var split = Split(clock.Text);
            var time = clock.Text.AsSpan(0, split?.First ?? clock.Text.Length);
            if (TimeText.TryParse(time, compact: false, out var read))
            {
                var (raw, range) = found.Source.Part(clock.Text, clock.Range, 0, time.Length);
                found.Replace(start.Field.Name, $"{day[..^1]}T{read.Text(withSeconds: true)}\"", raw, range);
                if (split is { } both)
                {
                    FillEnd(schema, found, clock, day[1..11], both.Second);
                }
            }
        }
    }

    private static void FillEnd(TextSchema schema, FoundValues found, LabelledValue value, string day, int at)
    {
        if (schema.Reader("end") is { Field.Kind: FieldKind.DateTime } end && found.IsOpen(end) && TimeText.TryParse(value.Text.AsSpan(at), compact: false, out var clock))
        {
            var (raw, range) = found.Source.Part(value.Text, value.Range, at, value.Text.Length - at);
            found.Fill(end.Field.Name, $"\"{day}T{clock.Text(withSeconds: true)}\"", raw, range, value.Block, value.Label);
        }
    }

    /// <summary>How long the first moment is and where the second begins; null where there is one.</summary>
    private static (int First, int Second)? Split(string text) =>
        text.Length < 100 && Range.Match(text) is { Success: true } match ? (match.Groups["start"].Length, match.Groups["end"].Index) : null;
}
