using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Strata.Interpretation;
using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>Dates and amounts in sentences directly after a known label: <c>Bitte zahlbar bis zum 3. März 2026</c>.</summary>
internal static class ProseValues
{
    private const int MaxLine = 2000;
    private const int MinLabel = 3;
    private const int MaxSmall = 3;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private const string DatePattern =
        @"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}(st|nd|rd|th|er|º|\.)?( de| of)? \p{L}{3,14}\.?( de|,)? \d{4}|\p{L}{3,12}\.? \d{1,2}(st|nd|rd|th)?,? \d{4}|\d{4}年\d{1,2}月\d{1,2}日";

    private const string MoneyPattern =
        @"(\p{Sc}|[A-Z]{3}|Fr\.|[Kk]r\.?|Rs\.?) ?\d[\d.,'’]*\d|\d[\d.,'’]*(\d|-) ?(\p{Sc}|[A-Z]{3}\b|kr\.?|zł|Kč|TL|Ft)";

    private static readonly Regex Value = new($"({DatePattern})|(?<money>{MoneyPattern})", Linear);
    private static readonly Regex CodeAndDate = new(
        $@"^(?<code>\S*\d\S*?( \d\S*?)?),? \(?(vom|of|dated|du|del|de|di|van|z dnia|från|fra|av|from|den|datiert|ze dne|tarihli) (?<date>{DatePattern})\)?$",
        Linear
    );

    /// <summary>Words between a label and its value that belong to neither.</summary>
    private static readonly FrozenSet<string> Small = FrozenSet.ToFrozenSet(
        "am den dem le la el il lo the on to zum del dnia de di do is of are in von über est es é ist beträgt lautet : - – = est-il wynosi på er là é"
            .Split(' ')
            .Distinct(),
        StringComparer.OrdinalIgnoreCase
    );

    public static IEnumerable<(Label Label, int Start, int Length)> Of(TextLine line, LabelMarks marks, InterpretedText source)
    {
        if (line.Text.Length > MaxLine || !line.Text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            yield break;
        }
        foreach (Match match in Value.Matches(line.Text))
        {
            var end = BeforeSmall(line.Text, match.Index);
            if (
                end > 0
                && marks.BehindStart(line.Text, 0, end, MinLabel) is >= 0 and var at
                && (!match.Groups["money"].Success || NumberText.Read(match.Value, null).Ok)
            )
            {
                yield return (marks.LabelOf(line, at, end - at, LabelLink.Within, source), match.Index, match.Length);
            }
        }
    }

    /// <summary>Returns the leading date or amount of a text; empty if there is none.</summary>
    public static string Leading(string text) =>
        text.Length <= MaxLine && Value.Match(text) is { Success: true, Index: 0 } match ? match.Value : "";

    /// <summary>Returns texts in a line that look like complete dates.</summary>
    public static IEnumerable<string> Dates(string line) => DatesAt(line).Select(date => line.Substring(date.Start, date.Length));

    /// <summary>Returns the places of texts that look like complete dates.</summary>
    public static IEnumerable<(int Start, int Length)> DatesAt(string line)
    {
        if (line.Length <= MaxLine && line.AsSpan().ContainsAnyInRange('0', '9'))
        {
            foreach (Match match in Value.Matches(line))
            {
                if (!match.Groups["money"].Success)
                {
                    yield return (match.Index, match.Length);
                }
            }
        }
    }

    /// <summary>Splits a number and the date after it (<c>17 vom 3. März 2026</c>); null otherwise.</summary>
    public static (int Code, int Date, int DateLength)? DateBehind(string text, int start, int length)
    {
        var match = length is < 10 or > 80 ? Match.Empty : CodeAndDate.Match(text, start, length);
        return match.Success ? (match.Groups["code"].Length, match.Groups["date"].Index, match.Groups["date"].Length) : null;
    }

    private static int BeforeSmall(string text, int at)
    {
        var end = text.AsSpan(0, at).TrimEnd(" :\u00a0").Length;
        for (var i = 0; i < MaxSmall && end > 0; i++)
        {
            var space = text.LastIndexOf(' ', end - 1);
            if (!Small.Contains(text[(space + 1)..end]))
            {
                break;
            }
            end = text.AsSpan(0, Math.Max(0, space)).TrimEnd().Length;
        }
        return end;
    }
}
