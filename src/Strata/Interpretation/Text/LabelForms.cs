using System.Text.RegularExpressions;
using Strata.Interpretation.Values;
using Strata.Schemas;

namespace Strata.Interpretation.Text;

/// <summary>Labels as papers print them, with more than the name: <c>VAT 20 %</c>, <c>Total (EUR)</c>, <c>Betrag in CHF</c>.</summary>
internal static class LabelForms
{
    private static readonly Regex Rate = new(@"\(?@?\s?\d{1,2}([.,]\d{1,3})?\s?%\)?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    private static readonly string[] In = [" in", " en", " i", " w", " em"];

    /// <summary>The folded label, without what is beside its name where only then it is known.</summary>
    public static string Fold(string label, IReadOnlySet<string> known)
    {
        var folded = FieldNames.Fold(label);
        if (known.Contains(folded))
        {
            return folded;
        }

        var bracket = label.AsSpan().IndexOfAny('(', '[');
        if (bracket > 0 && IsKnown(label[..bracket], known, out var plain)
            || label.Contains('%', StringComparison.Ordinal) && IsKnown(Rate.Replace(label, " "), known, out plain)
            || IsKnown(WithoutCurrency(label), known, out plain))
        {
            return plain;
        }

        return folded;
    }

    /// <summary>The code that a label ends with; null where it has none.</summary>
    public static string? Currency(string label)
    {
        var code = label.AsSpan().Trim("()[].: ");
        code = code[(code.LastIndexOfAny(' ', '(') + 1)..];
        return Currencies.IsCode(code) ? Currencies.CodeOf(code) : null;
    }

    private static bool IsKnown(string label, IReadOnlySet<string> known, out string folded) => known.Contains(folded = label.Length == 0 ? "" : FieldNames.Fold(label));

    private static string WithoutCurrency(string label)
    {
        var text = label.AsSpan().TrimEnd();
        var space = text.LastIndexOf(' ');
        if (space <= 0 || !Currencies.IsCode(text[(space + 1)..].Trim("()[].")))
        {
            return "";
        }

        var name = text[..space].TrimEnd();
        foreach (var word in In)
        {
            name = name.EndsWith(word, StringComparison.OrdinalIgnoreCase) ? name[..^word.Length] : name;
        }

        return name.ToString();
    }
}
