using System.Xml;

namespace Strata.Parsing.Writing;

/// <summary>Writes texts and attributes of XML 1.0 (sections 2.4 and 3.3.3).</summary>
internal static class XmlValueText
{
    private const string Open = "<![CDATA[";
    private const string Close = "]]>";

    public static WrittenValue Write(ValuePlace place, string text)
    {
        if (!text.EnumerateRunes().All(IsAllowed))
        {
            return WrittenValue.Not("it has a character that XML doesn't allow");
        }
        if (place.Field is not null && (place.IsBetween('"') || place.IsBetween('\'')))
        {
            var quote = place.Outer[^1];
            var escaped = Escaped(text).Replace("\n", "&#10;", StringComparison.Ordinal).Replace("\t", "&#9;", StringComparison.Ordinal);
            return new(escaped.Replace(quote.ToString(), quote == '"' ? "&quot;" : "&apos;", StringComparison.Ordinal));
        }
        var isSection = place.Before.AsSpan().LastIndexOf(Open) is >= 0 and var open && place.Before.AsSpan(open).IndexOf(Close) < 0;
        return isSection
            ? place.Old.Contains(Close, StringComparison.Ordinal)
                ? WrittenValue.Not("a CDATA section ends inside of it")
                : new(text.Replace(Close, "]]]]><![CDATA[>", StringComparison.Ordinal))
            : place.Old.Contains('<')
                ? WrittenValue.Not("tags stand inside of it")
                : new(Escaped(text));
    }

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\r", "&#13;", StringComparison.Ordinal);

    private static bool IsAllowed(System.Text.Rune rune) => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value);
}
