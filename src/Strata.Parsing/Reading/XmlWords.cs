using System.Text.RegularExpressions;
using System.Xml;

namespace Strata.Parsing.Reading;

/// <summary>Explains why text is not well-formed XML, for people who know the file but not the reader.</summary>
internal static partial class XmlWords
{
    /// <summary>Returns the reason, with the line where it is known.</summary>
    public static string Of(XmlException failure) =>
        failure.LineNumber > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Reason(failure.Message)} (line {failure.LineNumber}, position {failure.LinePosition})"
            )
            : Reason(failure.Message);

    // Only the message tells one fault from another.
    private static string Reason(string message)
    {
        bool Says(string words) => message.Contains(words, StringComparison.Ordinal);
        return Tags().Match(message) is { Success: true } tags ? $"<{tags.Groups["open"]}> is closed by </{tags.Groups["close"]}>"
            : Says("Unexpected end of file") || Says("Unexpected end tag") && Says("end of file") ? "the text ends within an element"
            : Says("Unexpected end tag") ? "an end tag has no start tag"
            : Says("DTD is prohibited") ? "it has a document type declaration (DTD), which is not read"
            : Says("undeclared entity") ? $"the entity {Quoted(message)} is not declared"
            : Says("undeclared prefix") ? $"the prefix {Quoted(message)} is not declared"
            : Says("duplicate attribute") ? $"the attribute {Quoted(message)} is given twice"
            : Says("multiple root elements") ? "more than one element stands at the top"
            : Says("Root element is missing") ? "there is no element"
            : Says("Data at the root level") || Says("Text node cannot appear") ? "text stands outside of the elements"
            : Says("invalid character") || Says("hexadecimal value") || Says("Invalid character")
                ? "a character is not allowed where it stands"
            : Says("expected token") ? $"{Quoted(message)} stands where something else should be"
            : Says("Name cannot begin") ? $"{Quoted(message)} can't begin a name"
            : Says("exceeded a limit") ? "its entities expand to more than is read"
            : "the markup is broken";
    }

    private static string Quoted(string message) => FirstQuoted().Match(message) is { Success: true } found ? found.Value : "one";

    [GeneratedRegex(@"The '(?<open>[^']{1,200})' start tag .*? end tag of '(?<close>[^']{1,200})'", RegexOptions.CultureInvariant)]
    private static partial Regex Tags();

    [GeneratedRegex(@"'[^']{1,200}'", RegexOptions.CultureInvariant)]
    private static partial Regex FirstQuoted();
}
