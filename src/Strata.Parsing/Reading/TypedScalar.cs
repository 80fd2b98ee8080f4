using System.Text.RegularExpressions;

namespace Strata.Parsing.Reading;

/// <summary>Recognizes text that is a JSON number as it is.</summary>
internal static partial class TypedScalar
{
    public static bool IsJsonNumber(string text) => text.Length <= 40 && Number().IsMatch(text);

    [GeneratedRegex(@"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
