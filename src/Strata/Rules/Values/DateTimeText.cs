namespace Strata.Rules.Values;

/// <summary>
/// A date in any notation of <see cref="DateText"/> followed by a time in any of <see cref="TimeText"/>: 2026-03-04T14:30:00+01:00,
/// 4.3.2026 14:30, Tue, 3 Mar 2026 14:30:00 +0100, 3/25/2026 2:30 PM, 3. März 2026 um 14:30 Uhr. ISO 8601 stays as written; a zone becomes
/// its offset, and none is invented; a date alone stays a date.
/// </summary>
internal static class DateTimeText
{
    public const string Unreadable = "not a date and time";

    private static readonly string[] Joints = ["T", ",", "at", "um", "à", "a las", "alle ore", "alle", "om", "às", "-", "–", "|"];

    public static Reading Read(ReadOnlySpan<char> text, bool? dayFirst)
    {
        text = text.Trim();
        if (StringShapes.DateTime(text) || StringShapes.LocalDateTime(text))
        {
            return Reading.Of(JsonString.Quote(text));
        }
        if (!TrySplit(text, out var datePart, out var clock))
        {
            var alone = DateText.Read(text, dayFirst);
            return alone.Ok || alone.Reason == DateText.Ambiguous ? alone : Reading.Not(Unreadable);
        }
        return DateText.Parse(datePart, dayFirst, out var date) switch
        {
            DateText.Outcome.Read => Reading.Of($"\"{date:yyyy-MM-dd}T{clock.Text(withSeconds: true)}\""),
            DateText.Outcome.Ambiguous => Reading.Not(DateText.Ambiguous),
            _ => Reading.Not(Unreadable),
        };
    }

    /// <summary>Splits off the date, if a time follows it.</summary>
    public static bool TrySplit(ReadOnlySpan<char> text, out ReadOnlySpan<char> date, out TimeText.Clock clock)
    {
        date = default;
        clock = default;
        var start = TimeStart(text, out var compact);
        if (start <= 0 || !TimeText.TryParse(text[start..], compact, out clock))
        {
            return false;
        }
        date = text[..start].TrimEnd();
        foreach (var joint in Joints)
        {
            if (date.EndsWith(joint, StringComparison.OrdinalIgnoreCase) && IsWhole(date, joint))
            {
                date = date[..^joint.Length].TrimEnd();
                break;
            }
        }
        return true;
    }

    // "at" must be a word of its own, not the end of "Sat".
    private static bool IsWhole(ReadOnlySpan<char> date, string joint) =>
        date.Length > joint.Length && (!char.IsLetter(joint[0]) || !char.IsLetter(date[^(joint.Length + 1)]));

    private static int TimeStart(ReadOnlySpan<char> text, out bool compact)
    {
        compact = false;
        var colon = text.IndexOf(':');
        if (colon > 0)
        {
            var start = colon;
            while (start > 0 && char.IsAsciiDigit(text[start - 1]) && colon - start < 2)
            {
                start--;
            }
            return start == colon ? -1 : start;
        }
        if (text.Length > 12 && text[8] == 'T' && char.IsAsciiDigit(text[9]))
        {
            compact = true;
            return 9;
        }
        // The time begins at the last word that starts with a digit: "4 March 2026 2 pm", "4.3.2026 14.30 Uhr".
        for (var i = text.Length - 1; i > 0; i--)
        {
            if (char.IsAsciiDigit(text[i]) && char.IsWhiteSpace(text[i - 1]))
            {
                return text[i..].IndexOfAny("hHmM") >= 0 ? i : -1;
            }
        }
        return -1;
    }
}
