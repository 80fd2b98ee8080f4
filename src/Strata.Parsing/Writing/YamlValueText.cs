using System.Text.RegularExpressions;

namespace Strata.Parsing.Writing;

/// <summary>Writes scalars of YAML 1.2 (sections 7.3 and 8.1).</summary>
internal static partial class YamlValueText
{
    private const string Part = "it is only a part of a value that can't hold it";

    public static WrittenValue Write(ValuePlace place, NewValue value)
    {
        if (value.IsNested)
        {
            // JSON is valid YAML in flow style.
            return place.IsWhole && !IsQuoted(place) && !IsMarked(place)
                ? new(value.Json)
                : WrittenValue.Not("a list or an object can't be written here");
        }
        var escaped = JsonValueText.Escaped(value.Text);
        if (place.IsBetween('"'))
        {
            return new(escaped);
        }
        if (place.IsBetween('\''))
        {
            return value.Text.All(c => c == '\t' || !IsBreak(c)) ? new(value.Text.Replace("'", "''", StringComparison.Ordinal))
                : place.IsWhole ? new($"\"{escaped}\"", 1, 1)
                : WrittenValue.Not(Part);
        }
        if (IsMarked(place))
        {
            return WrittenValue.Not("an anchor or a tag stands there");
        }
        var isPlain = IsPlain(value.Text) && (place.Field?.Json is null || !place.IsWhole);
        return isPlain || (!value.IsText && place.IsWhole) ? new(value.Text)
            : place.IsWhole ? new($"\"{escaped}\"")
            : place.Full("") is var rest && (rest.Any(IsBreak) || rest is ['|' or '>' or '*', ..]) ? WrittenValue.Not(Part)
            : new($"\"{JsonValueText.Escaped(place.Full(value.Text))}\"", place.Head, place.Tail);
    }

    private static bool IsQuoted(ValuePlace place) => place.IsBetween('"') || place.IsBetween('\'');

    private static bool IsMarked(ValuePlace place) =>
        place.Full(place.Old) is ['&' or '!', ..]
        || place.Outer.TrimEnd(' ') is [.., not (':' or '-' or ',' or '[' or '{' or '\n' or '\r' or '?')];

    private static bool IsBreak(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    /// <summary>Whether text is read as itself without quotes anywhere, and not as a number, a word or a date.</summary>
    private static bool IsPlain(string text) => Plain().IsMatch(text) && !Words().IsMatch(text);

    [GeneratedRegex(@"^[\p{L}](?:[\p{L}\p{M}\p{Nd}_./()%+&@;*=€$°'’-]| (?=[\p{L}\p{Nd}(&+%=*/€$-]))*$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
