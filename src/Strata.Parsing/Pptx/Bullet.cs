using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Pptx;

/// <summary>A paragraph's marker (ECMA-376 part 1, 21.1.2.4): none, a bullet or a number.</summary>
/// <param name="Scheme">Number format (<c>arabicPeriod</c>, ST_TextAutonumberScheme); null for bullets.</param>
internal sealed record Bullet(bool IsNone, string? Scheme, int Start)
{
    public static Bullet None { get; } = new(true, null, 1);

    private static readonly Bullet Mark = new(false, null, 1);

    /// <summary>Reads the properties of a paragraph or level. Null if they inherit the bullet.</summary>
    public static Bullet? Of(XElement? properties)
    {
        foreach (var child in properties?.Elements() ?? [])
        {
            if (child.Name.Namespace != OfficeNames.A)
            {
                continue;
            }
            switch (child.Name.LocalName)
            {
                case "buNone":
                    return None;
                case "buChar" or "buBlip":
                    return Mark;
                case "buAutoNum":
                    var start =
                        int.TryParse(child.Attribute("startAt")?.Value, CultureInfo.InvariantCulture, out var at) && at is > 0 and < 100_000
                            ? at
                            : 1;
                    return new(false, child.Attribute("type")?.Value ?? "arabicPeriod", start);
            }
        }
        return null;
    }

    /// <summary>Formats a number by the scheme: <c>2.</c>, <c>(iv)</c>.</summary>
    public string Label(int number)
    {
        var scheme = Scheme ?? "";
        var format =
            scheme.StartsWith("alphaLc", StringComparison.Ordinal) ? "lowerLetter"
            : scheme.StartsWith("alphaUc", StringComparison.Ordinal) ? "upperLetter"
            : scheme.StartsWith("romanLc", StringComparison.Ordinal) ? "lowerRoman"
            : scheme.StartsWith("romanUc", StringComparison.Ordinal) ? "upperRoman"
            : null;
        var text = ListNumberFormat.Of(number, format);
        return scheme.EndsWith("ParenBoth", StringComparison.Ordinal) ? $"({text})"
            : scheme.EndsWith("ParenR", StringComparison.Ordinal) ? $"{text})"
            : scheme.EndsWith("Minus", StringComparison.Ordinal) ? $"{text} -"
            : scheme.EndsWith("Period", StringComparison.Ordinal) ? $"{text}."
            : text;
    }
}
