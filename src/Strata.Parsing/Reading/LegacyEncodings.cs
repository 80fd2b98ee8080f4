namespace Strata.Parsing.Reading;

/// <summary>The encoding that a text without any sign of it is in.</summary>
/// <param name="Title">As people know it.</param>
internal readonly record struct LegacyEncoding(int CodePage, string Title);

/// <summary>
/// Tells the encodings apart that texts were in before UTF-8, where that is certain enough; what is not certain is for the caller to read
/// as Windows-1252. Encodings of several bytes go first: hardly any text is valid in them by chance, and has their commonest characters.
/// </summary>
internal static class LegacyEncodings
{
    /// <summary>Fewer letters tell nothing.</summary>
    private const int MinLetters = 5;

    /// <summary>Logarithms: what a reading has to be likelier by than Windows-1252, and than any other reading.</summary>
    private const double LeadOfLatin = 8;
    private const double LeadOfOthers = 10;
    private const double LeadOfRare = 16;
    private const double Gap = 4;

    /// <summary>A text in a language that is known is as likely as this for each of its letters.</summary>
    private const double MinLikely = -4.2;

    /// <summary>One of so many letters may be of another language.</summary>
    private const int LettersPerForeign = 12;

    private static readonly Candidate Windows1252 = new(1252, "Windows-1252", LetterModel.Western);

    private static readonly Candidate[] Others =
    [
        new(1251, "Windows-1251", LetterModel.Cyrillic) { IsLatin = false },
        new(20866, "KOI8-R", LetterModel.Russian) { IsLatin = false },
        new(866, "code page 866", LetterModel.Russian) { IsLatin = false },
        new(1253, "Windows-1253", LetterModel.Greek) { IsLatin = false },
        new(1255, "Windows-1255", LetterModel.Hebrew) { IsLatin = false },
        new(1256, "Windows-1256", LetterModel.Arabic) { IsLatin = false },
        new(1254, "Windows-1254", LetterModel.Turkish),
        new(1250, "Windows-1250", LetterModel.Central),
        new(28592, "ISO-8859-2", LetterModel.Central),
        new(1257, "Windows-1257", LetterModel.Baltic),
        new(850, "code page 850", LetterModel.Western) { IsRare = true },
        new(10000, "Mac OS Roman", LetterModel.Western) { IsRare = true },
    ];

    /// <param name="source">Text that is no UTF-8.</param>
    public static LegacyEncoding? Of(Stream source)
    {
        var sample = NonAsciiLines.Of(source);
        return WideEncodings.Of(source, sample) ?? ByLetters(sample);
    }

    private static LegacyEncoding? ByLetters(byte[] sample)
    {
        var usual = Windows1252.Read(sample);
        var ranked = Others
            .Select(candidate => (Candidate: candidate, Reading: candidate.Read(sample)))
            .OrderByDescending(r => r.Reading.Likelihood)
            .ToArray();
        var (best, reading) = ranked[0];
        var next = ranked.Skip(1).Where(r => r.Reading.Text != reading.Text).Max(r => r.Reading.Likelihood);
        var isCertain =
            reading.Letters >= MinLetters
            && reading.Likelihood - usual.Likelihood >= best.Lead
            && reading.Likelihood - next >= Gap
            && reading.Likelihood >= MinLikely * reading.Letters
            && reading.Foreign * LettersPerForeign <= reading.Letters
            && (best.IsLatin ? IsOther(reading.Text, usual.Text, best.IsRare) : reading.DifferentLetters > 2);
        return isCertain ? new(best.CodePage, best.Title) : null;
    }

    /// <summary>
    /// Whether a text in Latin script has enough letters that Windows-1252 reads otherwise: two different ones, or one again and again that
    /// is a letter there too. <c>m³</c> and <c>nº</c> are no Polish and no Romanian.
    /// </summary>
    private static bool IsOther(string text, string usual, bool isRare)
    {
        var other = text.Zip(usual).Where(pair => pair.First != pair.Second && LetterReading.IsLetter(pair.First)).ToList();
        return other.DistinctBy(pair => LetterReading.Folded(pair.First)).Count() switch
        {
            0 => false,
            1 => !isRare && other.Count >= 4 && other.TrueForAll(pair => LetterReading.IsLetter(pair.Second)),
            2 => !isRare,
            _ => true,
        };
    }

    private sealed record Candidate(int CodePage, string Title, IReadOnlyList<LetterModel> Languages)
    {
        public bool IsLatin { get; init; } = true;

        /// <summary>Whether it is met so seldom that more has to speak for it.</summary>
        public bool IsRare { get; init; }

        public double Lead =>
            IsRare ? LeadOfRare
            : IsLatin ? LeadOfLatin
            : LeadOfOthers;

        public LetterReading Read(byte[] sample) =>
            LetterReading.Of(
                (CodePagesEncodingProvider.Instance.GetEncoding(CodePage) ?? Encoding.Latin1).GetString(sample),
                Languages,
                IsLatin
            );
    }
}
