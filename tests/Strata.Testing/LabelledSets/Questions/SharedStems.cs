using System.Text.RegularExpressions;

namespace Strata.Testing.LabelledSets.Questions;

/// <summary>
/// How many stems a question shares with a text, in any language. Words are compared in lower case without marks; question words, articles
/// and the like don't count. Two words have one stem if they are equal, or if they have the first four letters or more in common and at
/// most three letters follow on either side (three letters in common if at most one follows): more pairs than a stemmer joins, so the
/// count is rather too high. Numbers must be equal.
/// </summary>
public static partial class SharedStems
{
    private static readonly HashSet<string> Passed =
    [
        .. Words(
            """
            a an and any are at be by can did do does for from had has have hasnt how i in is it its ll me my no not of off on or our s so
            that the their there they this to up was we were what when where which who why will with you your ab als am an auf aus bei beim
            bis da das dem den der des die du ein eine einen er es fuer für hat haben ich ihr im in ist kriegt mit nach nicht noch nochmal
            sie und vom von wann war was welche welchem welches wem wen wer wie wieviel wieviele wo wohin wir zu zum zur raus au aux avec ce
            dans de du et est il je la le les ma mon ne nous ou où par pas pour qui quoi sa ses son sur un une vous con cual cuando del donde
            el en las lo los mi para por que quien se si sin su y al alla che chi come cui dal della di dove e gli ha ho nel non per piu quale
            quando sono een het hoe ik is mijn naar niet om op te van voor waar wanneer wat welke wie ao as com como do em na no o os qual
            quem sem um uma att av det den ett för har hvem hvor jag med men när och om på som till vad var vem vi af at fra hos jeg og til
            """
        ),
    ];

    public static IReadOnlyList<string> Between(string question, string text)
    {
        var words = Words(text).ToHashSet(StringComparer.Ordinal);
        return [.. Words(question).Distinct(StringComparer.Ordinal).Where(w => !Passed.Contains(w) && words.Any(x => HaveOneStem(w, x)))];
    }

    /// <summary>In lower case and without marks, as <c>unicode61</c> has them.</summary>
    internal static IEnumerable<string> Words(string text) => WordPattern().Matches(Fold(text)).Select(m => m.Value);

    private static string Fold(string text)
    {
        var whole = UnicodeText
            .Decompose(UnicodeText.FoldCase(text))
            .Replace("ø", "o", StringComparison.Ordinal)
            .Replace("æ", "ae", StringComparison.Ordinal);
        return string.Concat(whole.Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));
    }

    private static bool HaveOneStem(string a, string b)
    {
        if (string.Equals(a, b, StringComparison.Ordinal))
        {
            return true;
        }
        if (a.Any(char.IsDigit) || b.Any(char.IsDigit))
        {
            return false;
        }
        var same = a.AsSpan().CommonPrefixLength(b);
        var (left, right) = (a.Length - same, b.Length - same);
        return (same >= 4 && left <= 3 && right <= 3) || (same == 3 && left + right <= 1);
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.None, 1_000)]
    private static partial Regex WordPattern();
}
