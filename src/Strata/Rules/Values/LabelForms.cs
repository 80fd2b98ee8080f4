using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Strata.Schemas;

namespace Strata.Rules.Values;

/// <summary>
/// Labels as papers print them, with more than the name: <c>VAT 20 %</c>, <c>Total (EUR)</c>, <c>Betrag in CHF</c>, <c>zzgl. USt</c>,
/// <c>Your customer number</c>, <c>Rechnungsnr.</c>
/// </summary>
internal static class LabelForms
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    // A rate, and the amount that it is of: "19 % auf 1.000,00", "@ 20% on £85.00".
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

    /// <summary>What in brackets says that the amount is another one than the name alone: <c>Total (excl. VAT)</c>.</summary>
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

    /// <summary>The folded label, without what is beside its name where only then it is known.</summary>
    public static string Fold(string label, IReadOnlySet<string> known)
    {
        var folded = FieldNames.Fold(label);
        return known.Contains(folded) ? folded : Plain(label, known) ?? Numbered(label, known) ?? folded;
    }

    /// <summary>The code that a label ends with, and where; null where it has none.</summary>
    public static (string Code, int Start, int Length)? Currency(string label)
    {
        var (start, length) = LastWord(label);
        var code = label.AsSpan(start, length);
        return start > 0 && IsCurrency(code) && Currencies.CodeOf(code) is { } known ? (known, start, length) : null;
    }

    /// <summary>Where a label ends with a sign that several currencies share, <c>Å betale kr</c>; null where it has none.</summary>
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

    // "Total AUD", "Total €", "Razem zł"; words in small letters that look like codes are none.
    private static bool IsCurrency(ReadOnlySpan<char> word) =>
        word.ContainsAnyExceptInRange('\0', '\x7f')
        || !char.IsAsciiLetter(word.IsEmpty ? ' ' : word[0])
        || word.Length == 3 && !word.ContainsAnyExceptInRange('A', 'Z')
        || word.Length <= 3 && word[^1] == '$'
        || word is "Euro" or "lei";

    // One thing after the other is left off until the rest is known.
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

    // "Order nr.", "Kundennr.", "N° client": one word for a number is as good as another.
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

    /// <summary>A label without the rate that stands in it, and the amount that this is of: <c>Moms 25%</c>.</summary>
    public static string WithoutRate(string label) =>
        label.Contains('%', StringComparison.Ordinal) ? OfAmount.Replace(Rate.Replace(label, " "), " ").Trim() : label;

    private static string WithoutBracket(string label)
    {
        var match = Bracket.Match(label);
        // In brackets with an amount stands what the rate is of.
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
    /// A label of an amount without the day that stands in it, or that would stand in the next line: <c>Acompte versé le 02/02/2026</c>,
    /// <c>Payment received Mar 28</c>.
    /// </summary>
    public static string WithoutDate(string label) =>
        Dated.Match(label) is { Success: true, Index: > 0 } match
        && (!match.Groups["month"].Success || MonthNames.Month(match.Groups["month"].ValueSpan) > 0)
            ? label[..match.Index].TrimEnd()
            : label;

    private static string WithoutLead(string label) => Lead.Replace(label, "");

    // "Your reference" is another thing than the reference; a number stays the number.
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
