namespace Strata.Parsing.Reading;

/// <summary>
/// A language's non-ASCII letters, most common first. Frequencies are assumed to fall geometrically, which is enough to tell encodings
/// apart: in a wrong one, a text has rare letters or none of the language's.
/// </summary>
internal sealed class LetterModel
{
    /// <summary>Log frequency of a letter that the language doesn't have.</summary>
    private const double Foreign = -7;

    private readonly Dictionary<char, double> _frequencies;

    private LetterModel(string letters)
    {
        var ratio = letters.Length > 20 ? 0.9 : 0.75;
        var sum = letters.Select((_, rank) => Math.Pow(ratio, rank)).Sum();
        _frequencies = letters
            .Select((letter, rank) => (letter, Math.Log(Math.Pow(ratio, rank) / sum)))
            .ToDictionary(l => l.letter, l => l.Item2);
    }

    public static IReadOnlyList<LetterModel> Western { get; } =
        Of(
            "üäößé",
            "éèàêçôîùûëâïœ",
            "óíáéñúü",
            "ãáçéíóêõâúàô",
            "àèùòéì",
            "äåöé",
            "øåæéöü",
            "áðíóþöæéúý",
            "áøðíýæóú",
            "äõüöšž",
            "ëéïöüè",
            "êëéôîûï",
            "éèàóíçòúïü",
            "éüöäóáíñèàãçåøæêôúßëîûâïìòõœðþýšžÿ"
        );

    public static IReadOnlyList<LetterModel> Central { get; } =
        Of("łęąóżśćńź", "íáéěřčžýšůúňťďó", "áíéýčžúšľťóňôäďŕĺ", "áéöóőíüúű", "ăîşţâ", "čžšćđ");

    public static IReadOnlyList<LetterModel> Baltic { get; } = Of("ėųšįūžąčę", "āīēšūņļģžčķ");

    public static IReadOnlyList<LetterModel> Turkish { get; } = Of("ıüşçğöİâîû");

    public static IReadOnlyList<LetterModel> Russian { get; } = Of("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё");

    public static IReadOnlyList<LetterModel> Cyrillic { get; } =
    [
        .. Russian,
        .. Of(
            "оаиніевтрсклдупмяьзбгчйхїжцшюєщфґ",
            "аінеыорсктлвуяцдмпзьйшжчгюўэхбфё",
            "аиоетнрсвлкдпмзъугябчщхцжйшюфь",
            "аиоенрсјтувкдмлпзгбшжћчцњљђхфџ"
        ),
    ];

    public static IReadOnlyList<LetterModel> Greek { get; } = Of("αοιετσνηυρπκλμςωδάγίόθχέφήύβώξζψϊΐϋ");

    public static IReadOnlyList<LetterModel> Hebrew { get; } = Of("יוהלארבתשמנםדעקחטפכסןגצזךףץ");

    public static IReadOnlyList<LetterModel> Arabic { get; } = Of("الينمورتةبعدسفهكقأحجىصشطخضذإثزغظءئآؤ");

    /// <summary>Returns the log likelihood of the letters and the number of those that the language doesn't have.</summary>
    public (double Likelihood, int Foreign) Of(IReadOnlyDictionary<char, int> letters)
    {
        var (likelihood, foreign) = (0.0, 0);
        foreach (var (letter, count) in letters)
        {
            var isKnown = _frequencies.TryGetValue(letter, out var frequency);
            likelihood += count * (isKnown ? frequency : Foreign);
            foreign += isKnown ? 0 : count;
        }
        return (likelihood, foreign);
    }

    private static IReadOnlyList<LetterModel> Of(params string[] letters) => [.. letters.Select(l => new LetterModel(l))];
}
