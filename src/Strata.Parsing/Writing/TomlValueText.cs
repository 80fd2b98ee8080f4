using System.Text.RegularExpressions;

namespace Strata.Parsing.Writing;

/// <summary>Writes TOML 1.0 values (toml.io/en/v1.0.0, strings).</summary>
internal static partial class TomlValueText
{
    private const string Part = "it is only a part of a value that can't hold it";

    public static WrittenValue Write(ValuePlace place, NewValue value)
    {
        if (value.IsNested)
        {
            // A JSON array is valid TOML, an object is not.
            return place.IsWhole && place.Field?.Json is ['[', ..] && !value.Json.Contains('{')
                ? new(value.Json)
                : WrittenValue.Not("a list or an object can't be written here");
        }
        var escaped = JsonValueText.Escaped(value.Text);
        if (place.Field is null)
        {
            return WrittenValue.Not(Part);
        }
        if (place.Field is { Json: not null } || !(place.IsBetween('"') || place.IsBetween('\'') || IsOfLines(place)))
        {
            // A number, a word, a date, a list.
            return !place.IsWhole ? WrittenValue.Not(Part)
                : !value.IsText || (place.Field is { Json: null } && Date().IsMatch(value.Text)) ? new(value.Text)
                : new($"\"{escaped}\"");
        }
        var isLiteral = place.Outer.TrimEnd("\r\n") is [.., '\''];
        if (!isLiteral)
        {
            return new(escaped);
        }
        var isOfLines = IsOfLines(place);
        var fits =
            !value.Text.Contains('\'')
            && !value.Text.Any(c => c != '\t' && (c is '\u007F' || (char.IsControl(c) && !(isOfLines && c == '\n'))));
        if (fits || !place.IsWhole)
        {
            return fits ? new(value.Text) : WrittenValue.Not(Part);
        }
        var left = isOfLines ? 3 + place.Outer.Length - place.Outer.TrimEnd("\r\n").Length : 1;
        return new($"\"{escaped}\"", left, isOfLines ? 3 : 1);
    }

    private static bool IsOfLines(ValuePlace place) =>
        place.Outer.TrimEnd("\r\n") is var outer
        && (
            (outer.EndsWith("\"\"\"") && place.OuterAfter.StartsWith("\"\"\""))
            || (outer.EndsWith("'''") && place.OuterAfter.StartsWith("'''"))
        );

    [GeneratedRegex(
        @"^(?:\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})?)?|\d{2}:\d{2}:\d{2}(?:\.\d+)?)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Date();
}
