using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Strata.Interpretation;
using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>Evidence in a text about its country, to distinguish currencies with a shared sign, and the currencies that it names.</summary>
internal sealed class CountryHints(InterpretedText source)
{
    private const int MaxMentions = 64;

    /// <summary>Business papers are short; of a long text only the beginning counts.</summary>
    private const int MaxLines = 2000;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    // Tax numbers, registers, legal forms, means of payment, telephone numbers, domains, and invoice words that no neighbour shares.
    private static readonly (string Code, Regex Signs)[] Countries =
    [
        (
            "SEK",
            Of(
                @"\bSE\d{10}01\b|\b(Bankgiro|Plusgiro|Swish|Momsreg|Att betala|ATT BETALA|Förfallodatum|Kvitto|KVITTO|varav moms|Varav moms)|\+46[ (]|\.se\b"
            )
        ),
        (
            "DKK",
            Of(
                @"\bDK ?\d{8}\b|\b(CVR|Dankort|DANKORT|MobilePay|At betale|AT BETALE|I alt at betale|Kvittering nr|heraf moms|Heraf moms|HERAF MOMS)\b|\+45[ (]|\.dk\b|\bApS\b"
            )
        ),
        (
            "NOK",
            Of(
                @"\b\d{9} ?MVA\b|\b(MVA|mva|Vipps|VIPPS|BankAxept|BANKAXEPT|Å betale|å betale|Forfallsdato|Beløp|Org\.? ?nr\.?:? ?(NO )?\d{3} \d{3} \d{3})|\+47[ (]|\.no\b"
            )
        ),
        ("ISK", Of(@"\b(Kennitala|kennitala|Til greiðslu)\b|\+354|\.is\b")),
        ("AUD", Of(@"\b(ABN|ACN|BSB|A\.B\.N\.|EFTPOS|Pty\.? Ltd|(NSW|VIC|QLD|WA|SA|TAS|ACT|NT) \d{4})\b|\+61[ (]|\.au\b")),
        ("NZD", Of(@"\b(NZBN|New Zealand|Auckland|Wellington \d{4})\b|\+64[ (]|\.nz\b|\bGST No\.?:? ?\d{2,3}-\d{3}-\d{3}")),
        ("CAD", Of(@"\b(HST|QST|TVQ|TPS|PST|GST/HST|Canada|[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d)\b|\.ca\b")),
        ("SGD", Of(@"\b(UEN|Singapore|Pte\.? Ltd)\b|\+65[ (]|\.sg\b")),
        ("HKD", Of(@"\b(Hong Kong|Kowloon)\b|\+852|\.hk\b")),
        ("MXN", Of(@"\b(RFC|CFDI|M\.N\.|México|C\.P\. \d{5})\b|de C\.V\.|\+52[ (]|\.mx\b")),
        (
            "USD",
            Of(
                @"\b(EIN|LLC|Sales Tax|Sales tax|(A[LKZR]|C[AOT]|DE|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]) \d{5}(-\d{4})?)\b"
            )
        ),
        ("GBP", Of(@"\bGB ?\d{3} ?\d{4} ?\d{2}\b|\b[A-Z]{1,2}\d[A-Z0-9]? \d[A-Z]{2}\b|\+44[ (]|\.uk\b|\bSort [Cc]ode\b")),
        ("CNY", Of(@"人民币|发票|\+86|\.cn\b")),
        ("JPY", Of(@"円|税込|請求|\+81|\.jp\b")),
        ("INR", Of(@"\b(GSTIN|CGST|SGST|IGST|PAN|IFSC)\b|\+91[ -]|\.in\b")),
        ("LKR", Of(@"\bSri Lanka\b|\+94[ -]|\.lk\b")),
        ("PKR", Of(@"\bPakistan\b|\+92[ -]|\.pk\b")),
    ];

    private static readonly FrozenDictionary<string, string[]> Families = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase)
    {
        ["$"] = ["USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN"],
        ["kr"] = ["SEK", "DKK", "NOK", "ISK"],
        ["¥"] = ["JPY", "CNY"],
        ["Rs"] = ["INR", "LKR", "PKR"],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly Regex Word = new(@"\b[A-Z]{3}\b|€|zł|Kč|₺|₹|£", Linear);

    /// <summary>Codes that are also words, and name money only beside a number.</summary>
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet([
        "ALL",
        "TRY",
        "TOP",
        "CUP",
        "PEN",
        "MOP",
        "COP",
        "GEL",
        "BAM",
        "LAK",
        "SOS",
        "AMD",
        "NIO",
        "MAD",
        "DOP",
        "ETB",
        "ESP",
        "ITL",
        "DEM",
        "ATS",
        "FRF",
        "NLG",
        "BOB",
        "CAD",
        "BSD",
    ]);

    // As telephone numbers are written in North America.
    private static readonly Regex American = Of(@"\(\d{3}\) ?\d{3}-\d{4}\b|(^|[\s:·|])\d{3}[-.]\d{3}[-.]\d{4}($|[\s,;·|])");

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<(string Code, FoundShape Place)> _mentions = [];
    private bool _isAmerican;
    private int _lines;

    /// <summary>Whether the day comes before the month in the text's country; null if unknown or ambiguous.</summary>
    public bool? DayFirst =>
        _seen.Contains("CAD") ? null
        : _seen.Contains("USD") || _isAmerican
            ? _seen.All(code => code == "USD") ? false
                : null
        : _seen.Count > 0 ? true
        : null;

    public void Add(in TextLine line)
    {
        if (_lines++ >= MaxLines)
        {
            return;
        }
        var text = line.Text;
        foreach (var (code, signs) in Countries)
        {
            if (!_seen.Contains(code) && signs.IsMatch(text))
            {
                _seen.Add(code);
            }
        }
        _isAmerican = _isAmerican || American.IsMatch(text);
        foreach (var match in Word.EnumerateMatches(text))
        {
            var word = text.Substring(match.Index, match.Length);
            if (
                _mentions.Count < MaxMentions
                && Currencies.CodeOf(word) is { } code
                && (!Words.Contains(word) || IsBesideNumber(text, match.Index, match.Length))
            )
            {
                var (raw, range) = source.Part(text, line.Range, match.Index, match.Length);
                _mentions.Add((code, new(raw, range, line.Block.Index)));
            }
        }
    }

    /// <summary>Returns the one currency that the text names, and its first place; null if none or several.</summary>
    public (string Code, FoundShape Place)? Named() =>
        _mentions.Count > 0 && _mentions.TrueForAll(mention => mention.Code == _mentions[0].Code) ? _mentions[0] : null;

    /// <summary>
    /// Returns the currency of a shared sign: the one of its family that the text names, else its one country's; null if they disagree or
    /// are unknown.
    /// </summary>
    /// <param name="usual">Conventional meaning of the sign; null if there is none.</param>
    public string? Of(string sign, string? usual)
    {
        if (!Families.TryGetValue(sign.TrimEnd('.'), out var family))
        {
            return usual;
        }
        var named = _mentions.Select(mention => mention.Code).Where(family.Contains).Distinct(StringComparer.Ordinal).ToArray();
        if (named.Length == 1)
        {
            return named[0];
        }
        var countries = family.Where(_seen.Contains).ToArray();
        return named.Length > 1 || countries.Length > 1 ? null
            : countries.Length == 1 ? countries[0]
            : usual;
    }

    private static bool IsBesideNumber(string text, int start, int length)
    {
        var before = text.AsSpan(0, start).TrimEnd();
        var after = text.AsSpan(start + length).TrimStart();
        return before.Length > 0 && char.IsAsciiDigit(before[^1]) || after.Length > 0 && char.IsAsciiDigit(after[0]);
    }

    private static Regex Of(string pattern) => new(pattern, Linear);
}
