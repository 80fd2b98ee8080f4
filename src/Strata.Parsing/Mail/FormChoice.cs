namespace Strata.Parsing.Mail;

/// <summary>
/// Chooses between the plain text and HTML forms of a mail's text (RFC 2046, section 5.1.4): the plain one, which the author typed, unless
/// the HTML has content it lacks.
/// </summary>
/// <param name="ReadAs">Why the HTML is read, for people. Null if it isn't, or if it is the only text.</param>
/// <param name="NotRead">The form not read and what only it has. Null if a plain text adds nothing.</param>
internal sealed record FormChoice(bool IsHtml, string? ReadAs, string? NotRead)
{
    /// <summary>Letters from which a plain text is more than "This mail needs an HTML viewer."</summary>
    private const int EnoughLetters = 200;

    /// <summary>One form says more if it has over this many times the letters.</summary>
    private const int MoreFactor = 2;

    /// <summary>Extra numbers ignored in a much shorter HTML form: a copyright year, a house number.</summary>
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
