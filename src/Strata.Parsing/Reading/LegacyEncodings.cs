namespace Strata.Parsing.Reading;

/// <summary>A detected encoding of text without a declared one.</summary>
/// <param name="Title">The name that people know.</param>
internal readonly record struct LegacyEncoding(int CodePage, string Title);

/// <summary>
/// Detects encodings older than UTF-8 if the evidence is strong enough; otherwise the caller reads the text as Windows-1252. Multi-byte
/// encodings go first: hardly any text is valid in one by chance and also made of its most common characters.
/// </summary>
internal static class LegacyEncodings
{
    /// <summary>Fewest letters to judge by.</summary>
    private const int MinLetters = 5;

    /// <summary>Log likelihood ratios: how much likelier a reading must be than Windows-1252 and than any other reading.</summary>
    private const double LeadOfLatin = 8;
    private const double LeadOfOthers = 10;
    private const double LeadOfRare = 16;
    private const double Gap = 4;

    /// <summary>Lowest mean log likelihood per letter of text in a known language.</summary>
    private const double MinLikely = -4.2;

    /// <summary>One in this many letters may belong to another language.</summary>
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

    /// <param name="source">Text that isn't UTF-8.</param>
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
    /// Returns true if a Latin-script text has enough letters that Windows-1252 reads differently: at least two different ones, or a single
    /// one that occurs at least four times and is a letter in both. <c>m³</c> and <c>nº</c> don't make a text Polish or Romanian.
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

        /// <summary>True if the encoding is so rare that it needs more evidence.</summary>
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
