namespace Strata.Parsing.Mail;

/// <summary>
/// Which form of a text is read where a mail has it as plain text and as HTML (RFC 2046, section 5.1.4): the plain one, which is what its
/// writer typed, unless the HTML says what it does not.
/// </summary>
/// <param name="ReadAs">Why the HTML is read, for people; null where it is not, or where there is no other text.</param>
/// <param name="NotRead">What the form that is not read says besides; null where that is nothing.</param>
internal sealed record FormChoice(bool IsHtml, string? ReadAs, string? NotRead)
{
    /// <summary>A plain text with so many letters is no mere "This mail needs an HTML viewer."</summary>
    private const int EnoughLetters = 200;

    /// <summary>The HTML says more where it has more than so many times the letters.</summary>
    private const int MoreFactor = 2;

    /// <summary>Numbers that an HTML form of little else may have beside the text: the year of a copyright, a house number.</summary>
    private const int MaxStray = 2;

    private const int MaxNamed = 5;

    public static FormChoice Of(TextForm plain, TextForm html)
    {
        if (plain.Letters == 0)
        {
            return new(IsHtml: true, null, null);
        }
        var (lacks, besides) = (html.FiguresNotIn(plain), plain.FiguresNotIn(html));
        var isMore = html.Letters > plain.Letters * MoreFactor;
        var isLess = plain.Letters > html.Letters * MoreFactor;
        if (Reason() is { } reason)
        {
            var left =
                besides.Count > 0 ? $"the plain text, which says besides: {Few(besides)}"
                : isLess ? "the plain text, which is more than twice as long"
                : null;
            return new(IsHtml: true, $"HTML, {reason}", left);
        }
        return new(
            IsHtml: false,
            null,
            html.Problem is { } problem ? $"the text as HTML: {problem}"
                : lacks.Count > 0 ? $"the text as HTML, which says besides: {Few(lacks)}"
                : "the same text as HTML"
        );

        string? Reason()
        {
            const string More = "which says more than twice as much as the plain text";
            return isMore && plain.Letters < EnoughLetters ? More
                : lacks.Count - besides.Count > (isLess ? MaxStray : 0) ? $"since the plain text lacks {Few(lacks)}"
                : lacks.Count != besides.Count || isLess ? null
                : isMore ? More
                : html.TableWordsNotIn(plain) is { Count: > 0 } words ? $"since the plain text lacks, of a table, {Few(words)}"
                : html.HasTable ? "since it has a table"
                : null;
        }
    }

    private static string Few(IReadOnlyList<string> said) =>
        string.Join(", ", said.Take(MaxNamed))
        + (said.Count > MaxNamed ? string.Create(CultureInfo.InvariantCulture, $" and {said.Count - MaxNamed} more") : "");
}
