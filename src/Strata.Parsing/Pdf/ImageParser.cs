namespace Strata.Parsing.Pdf;

/// <summary>Parses a picture as a scanned page, or a TIFF as several. Only OCR reads pictures, so it is used only if OCR is asked for.</summary>
/// <param name="language">Languages for OCR (<c>deu+eng</c>); null for the machine's defaults.</param>
public sealed class ImageParser(string? language) : IParser
{
    public const string Ocr = "image-ocr";

    private static readonly PdfParser Pages = new(ocr: true);

    /// <summary>The pictures that tesseract reads.</summary>
    public static IReadOnlyList<string> Types { get; } = ["image/png", "image/jpeg", "image/tiff", "image/webp", "image/gif", "image/bmp"];

    public string Id => language is null ? Ocr : $"{Ocr}-{language}";
    public int Version => Pages.Version;
    public IReadOnlyList<string> MediaTypes => [];
    public IReadOnlyList<BlockType> BlockTypes => Pages.BlockTypes;
    public string? Conversion => language is null ? Ocr : $"{Ocr}{PdfParser.Language}{language}";

    public static bool Reads(string mediaType) => Types.Contains(mediaType.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget) => Pages.Parse(source, fileName, budget);
}
