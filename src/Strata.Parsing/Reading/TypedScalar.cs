using System.Text.RegularExpressions;

namespace Strata.Parsing.Reading;

/// <summary>Whether text that a format gives a type is a JSON number, word or null as it stands.</summary>
internal static partial class TypedScalar
{
    public static bool IsJsonNumber(string text) => text.Length <= 40 && Number().IsMatch(text);

    [GeneratedRegex(@"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
