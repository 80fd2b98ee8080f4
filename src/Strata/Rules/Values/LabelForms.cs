using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Strata.Schemas;

namespace Strata.Rules.Values;

/// <summary>
/// Labels as papers print them, with additions to the name: <c>VAT 20 %</c>, <c>Total (EUR)</c>, <c>Betrag in CHF</c>, <c>zzgl. USt</c>,
/// <c>Your customer number</c>, <c>Rechnungsnr.</c>
/// </summary>
internal static class LabelForms
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    // A rate, and its base amount: "19 % auf 1.000,00".
    private static readonly Regex Rate = new(
        @"\(?@?\s?(\d{1,2}([.,]\d{1,3})?\s?%|%\s?\d{1,2}([.,]\d{1,3})?)\)?((\s+|^)(on|of|auf|von|sur|de|su|di|sobre|van|over|på|af|av|z|od)\s[\p{Sc}A-Za-z]*\s?[\d.,'’\s]+\d)?",
        Linear | RegexOptions.IgnoreCase
    );

    // "21% btw over € 1.065,00".
    private static readonly Regex OfAmount = new(
        @"\s(on|of|auf|von|sur|de|su|di|sobre|van|over|på|af|av|z|od)\s[\p{Sc}A-Za-z]*\s?\d[\d.,'’\s]*$",
        Linear | RegexOptions.IgnoreCase
    );

    private static readonly Regex Bracket = new(@"\s*[(\[][^)\]]*[)\]]?", Linear);
    private static readonly Regex Lead = new(
        @"^(\+|zzgl\.?|zuzüglich|abzgl\.?|abzüglich|less|minus|moins|menos|meno|plus|add|inkl\.?|incl\.?|inclusive|inklusive|including|includes|included|davon|darin|enthaltene|of which|dont|di cui|heraf|herav|varav|waarvan|w tym|z toho|z tega|od toga|sisältää|joista|в т\.ч\.|в том числе|у тому числі|в т\. ч\.|iš jų|t\. sk\.|tai skaičiuje|t\.sk\.|sh|sealhulgas|þar af|din care|trong đó) ",
        Linear | RegexOptions.IgnoreCase
    );

    private static readonly Regex Dated = new(
        @"\s(le|vom|am|on|of|dated|du|del|de|di|van|op|z dnia|dnia|den|av|from|till)?\s?(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|(?<month>\p{L}{3,9})\.? \d{1,2}(, \d{4})?|\d{1,2}\.? (?<month>\p{L}{3,10})\.?( \d{4})?)$|\s(vom|le|z dnia|dated)$",
        Linear | RegexOptions.IgnoreCase
    );

    // "Gesamtsumme inkl. MwSt.", "Total incl. 20% VAT".
    private static readonly Regex Including = new(
        @"\s(inkl\.?|incl\.?|inc\.?|including|inclusive|inklusive)\s(\d{1,2}\s?%\s)?(MwSt|USt|VAT|GST|HST|tax|taxes|moms|mva|btw|TVA|IVA|DPH|ALV)\.?$",
        Linear | RegexOptions.IgnoreCase
    );

    private static readonly Regex Count = new(
        @"\s\(?\d{1,3} (articles?|items?|artikel|pcs|pieces|art[ií]culos|articoli|artigos|positionen|stk\.?|stuks|szt\.?|varer|varor|artiklar|db|kpl|ks|art\.?)\)?$",
        Linear | RegexOptions.IgnoreCase
    );

    private static readonly Regex Possessive = new(
        @"^((our|your|ihre?|unsere?|meine|notre|votre|nos|vos|su|nuestro|vuestro|vostro|vostra|nostro|uw|ons|onze|er|vår|ert|vårt|din|deres|vores|a sua|vosso|nosso|o seu)\s|[nv]/\s?)(?<rest>.+)$",
        Linear | RegexOptions.IgnoreCase
    );

    private static readonly Regex NumberWord = new(
        @"(^|[\s.])(?<word>n\.?[º°o]\.?|n[º°]?|nos?|nr|nro|num|nbr|br|št|šifra|number|nummer|numer|numero|número|numéro|numara|no|č|číslo|№|#)[.:]?$",
        Linear | RegexOptions.IgnoreCase
    );
    private static readonly Regex NumberFirst = new(
        @"^(n\.?[º°o]\.?|n[º°]|nr\.?|no\.?|br\.|št\.|num\.?|number|nummer|numer|numero|número|numéro|číslo|č\.|№)\s(de |d['’]|du |di |del |della |da |do |of |van )?(?<rest>.+)$",
        Linear | RegexOptions.IgnoreCase
    );

    private static readonly string[] NumberWords = ["no", "number", "nr", "nummer", "n", "numero"];
    private static readonly string[] In = [" in", " en", " i", " w", " em", " v"];

    /// <summary>Brackets that make it another amount than the name alone: <c>Total (excl. VAT)</c>.</summary>
    private static readonly FrozenSet<string> Without = FrozenSet.ToFrozenSet(
        [
            "excl",
            "exkl",
            "ex",
            "excluding",
            "exclusive",
            "hors",
            "ht",
            "sin",
            "sem",
            "senza",
            "ohne",
            "bez",
            "zonder",
            "ekskl",
            "exklusive",
            "without",
            "before",
            "net",
            "netto",
            "uden",
            "uten",
            "utan",
            "veroton",
            "haric",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Returns the folded label, without additions if it is known only then.</summary>
    public static string Fold(string label, IReadOnlySet<string> known)
    {
        var folded = FieldNames.Fold(label);
        return known.Contains(folded) ? folded : Plain(label, known) ?? Numbered(label, known) ?? folded;
    }

    /// <summary>Returns the code at the end of a label, and its place; null if there is none.</summary>
    public static (string Code, int Start, int Length)? Currency(string label)
    {
        var (start, length) = LastWord(label);
        var code = label.AsSpan(start, length);
        return start > 0 && IsCurrency(code) && Currencies.CodeOf(code) is { } known ? (known, start, length) : null;
    }

    /// <summary>Returns the place of a shared currency sign at the end of a label (<c>Å betale kr</c>); null if there is none.</summary>
    public static (int Start, int Length)? SharedSign(string label)
    {
        var (start, length) = LastWord(label);
        return
            start > 0
            && length is > 0 and <= 3
            && Currencies.IsShared(label.AsSpan(start, length))
            && label.AsSpan(start, length).TrimEnd('.') is "kr" or "Rs" or "$"
            ? (start, length)
            : null;
    }

    private static (int Start, int Length) LastWord(string label)
    {
        var end = label.AsSpan().TrimEnd("()[].:-  ").Length;
        var start = label.AsSpan(0, end).LastIndexOfAny(" ([/-") + 1;
        return (start, end - start);
    }

    // Codes and signs, such as "Total AUD"; lower-case words that look like codes are none.
    private static bool IsCurrency(ReadOnlySpan<char> word) =>
        word.ContainsAnyExceptInRange('\0', '\x7f')
        || !char.IsAsciiLetter(word.IsEmpty ? ' ' : word[0])
        || word.Length == 3 && !word.ContainsAnyExceptInRange('A', 'Z')
        || word.Length <= 3 && word[^1] == '$'
        || word is "Euro" or "lei";

    // Strips one addition after another until the rest is known.
    private static string? Plain(string label, IReadOnlySet<string> known)
    {
        var text = label;
        foreach (
            var shorter in (ReadOnlySpan<Func<string, string>>)
                [WithoutCurrency, WithoutRate, WithoutBracket, WithoutCount, WithoutTax, WithoutCurrency, WithoutLead, WithoutPossessive]
        )
        {
            var rest = shorter(text);
            if (rest.Length > 0 && rest.Length < text.Length)
            {
                text = rest;
                var folded = FieldNames.Fold(text);
                if (known.Contains(folded))
                {
                    return folded;
                }
            }
        }
        return text.Length < label.Length ? Numbered(text, known) : null;
    }

    // Any word for a number is as good as another: "Order nr.", "Kundennr.".
    private static string? Numbered(string label, IReadOnlySet<string> known)
    {
        var text = label.Trim().TrimEnd('.', ':');
        var stem =
            NumberWord.Match(text) is { Success: true } last ? text[..last.Index]
            : NumberFirst.Match(text) is { Success: true } first ? first.Groups["rest"].Value
            : text.EndsWith("nr", StringComparison.OrdinalIgnoreCase) ? text[..^2]
            : text.EndsWith("nummer", StringComparison.OrdinalIgnoreCase) ? text[..^6]
            : "";
        var folded = stem.Length < 2 ? "" : FieldNames.Fold(stem);
        if (folded.Length < 2)
        {
            return null;
        }
        foreach (var word in NumberWords)
        {
            if (known.Contains(folded + word))
            {
                return folded + word;
            }
        }
        return known.Contains("no" + folded) ? "no" + folded : null;
    }

    /// <summary>Removes a rate and its base amount from a label: <c>Moms 25%</c>.</summary>
    public static string WithoutRate(string label) =>
        label.Contains('%', StringComparison.Ordinal) ? OfAmount.Replace(Rate.Replace(label, " "), " ").Trim() : label;

    private static string WithoutBracket(string label)
    {
        var match = Bracket.Match(label);
        // A bracket with an amount holds the rate's base.
        return
            match is { Success: true, Index: > 0 }
            && (
                match.Value.Any(char.IsDigit)
                || !match.Value.Split([' ', '(', ')', '[', ']', '.', ','], StringSplitOptions.RemoveEmptyEntries).Any(Without.Contains)
            )
            ? Bracket.Replace(label, " ").Trim()
            : label;
    }

    // "TOTAL 4 ARTICLES".
    private static string WithoutCount(string label) => Count.Replace(label, "");

    private static string WithoutTax(string label) => Including.Replace(label, "");

    /// <summary>
    /// Removes a day, or a preposition for one in the next line, from the label of an amount: <c>Acompte versé le 02/02/2026</c>,
    /// <c>Payment received Mar 28</c>.
    /// </summary>
    public static string WithoutDate(string label) =>
        Dated.Match(label) is { Success: true, Index: > 0 } match
        && (!match.Groups["month"].Success || MonthNames.Month(match.Groups["month"].ValueSpan) > 0)
            ? label[..match.Index].TrimEnd()
            : label;

    private static string WithoutLead(string label) => Lead.Replace(label, "");

    // "Your reference" differs from the reference; a number stays the number.
    private static string WithoutPossessive(string label) =>
        Possessive.Match(label) is { Success: true } match
        && !match.Groups["rest"].Value.Contains("ref", StringComparison.OrdinalIgnoreCase)
            ? match.Groups["rest"].Value
            : label;

    private static string WithoutCurrency(string label)
    {
        var start = Currency(label)?.Start ?? SharedSign(label)?.Start ?? 0;
        if (start == 0)
        {
            return label;
        }
        var name = label.AsSpan(0, start).TrimEnd(" ([/,-");
        foreach (var word in In)
        {
            name = name.EndsWith(word, StringComparison.OrdinalIgnoreCase) ? name[..^word.Length] : name;
        }
        return name.ToString();
    }
}
