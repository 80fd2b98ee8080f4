using System.Text.RegularExpressions;

namespace Strata.Schemas.Validation;

/// <summary>What a string must match somewhere, and how the schema writes it.</summary>
internal sealed class TextPattern
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);

    private readonly string _text;
    private readonly Regex _regex;
    private readonly SupplementaryPlanes? _beyond;

    private TextPattern(string text, string expression, SupplementaryPlanes? beyond, TimeSpan maxTime)
    {
        _text = text;
        _beyond = beyond;
        _regex = new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, maxTime);
    }

    /// <param name="isKept">
    /// Whether a pattern that ECMA-262 does not know is taken as .NET reads it, which is how schemas were registered once.
    /// </param>
    /// <param name="maxTime">Longest time for one match; null: a second.</param>
    /// <exception cref="FormatException">Why it can't be used.</exception>
    public static TextPattern Of(string text, bool isKept, TimeSpan? maxTime = null)
    {
        try
        {
            var (expression, beyond) = EcmaPattern.ToRegex(text);
            return new TextPattern(text, expression, beyond, maxTime ?? MaxTime);
        }
        catch (FormatException) when (isKept)
        {
            return new TextPattern(text, text, null, maxTime ?? MaxTime);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"the pattern can't be matched in linear time or isn't one: {e.Message}", e);
        }
    }

    /// <exception cref="StrataException">INVALID_CONTENT where it can't be told in a second, as of a very long text.</exception>
    public bool IsMatch(ReadOnlySpan<char> value)
    {
        try
        {
            return _beyond is not null && value.ContainsAnyInRange('\uD800', '\uDFFF')
                ? _regex.IsMatch(_beyond.Folded(value))
                : _regex.IsMatch(value);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"Matching a text of {value.Length} characters against the pattern {_text} took longer than {_regex.MatchTimeout.TotalSeconds} s.",
                e
            );
        }
    }

    public override string ToString() => _text;
}
