using System.Text.Json.Serialization;

namespace Strata.Parsing.Pdf;

/// <summary>
/// What the layout program's output lacks, as a comment after it: <c>&lt;!--strata {…}--&gt;</c>. Written by the conversion, read by
/// <see cref="PdfParser"/>.
/// </summary>
public sealed record PdfTrailer
{
    private const string Open = "<!--strata ";
    private const string Close = "-->";

    /// <summary>Longest trailer read: the words of some thousand pages of OCR.</summary>
    private const int MaxBytes = 256 * 1024 * 1024;

    /// <summary>Number of pages; null if unknown.</summary>
    public int? Pages { get; init; }

    /// <summary>1-based pages shown rotated by a quarter turn; the layout has their unrotated size.</summary>
    public IReadOnlyList<int> Turned { get; init; } = [];

    /// <summary>1-based pages that are scans: a picture with no text, or a few words.</summary>
    public IReadOnlyList<int> Scanned { get; init; } = [];

    /// <summary>The scans that have a few words of text.</summary>
    public IReadOnlyList<int> Stamped { get; init; } = [];

    /// <summary>Why it isn't known which pages are scans; null if it is.</summary>
    public string? ScansUnknown { get; init; }

    /// <summary>Words read by OCR, by page.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<OcrWord>> Ocr { get; init; } = new Dictionary<int, IReadOnlyList<OcrWord>>();

    /// <summary>Why OCR could not read a scan, by page.</summary>
    public IReadOnlyDictionary<int, string> OcrFailed { get; init; } = new Dictionary<int, string>();

    /// <summary>Languages that OCR read in (<c>deu+eng</c>); null if it read nothing.</summary>
    public string? OcrLanguages { get; init; }

    /// <summary>Why OCR ended before the last scan; null if it didn't, or wasn't requested.</summary>
    public string? OcrStopped { get; init; }

    /// <summary>Why the output ends before the last page; null if it doesn't.</summary>
    public string? Stopped { get; init; }

    /// <summary>The programs and versions that read the PDF.</summary>
    public string? Programs { get; init; }

    /// <summary>Returns the text to append to the program's output.</summary>
    public string Write() =>
        $"\n{Open}{JsonSerializer.Serialize(this, PdfTrailerJson.Default.PdfTrailer).Replace("--", "\\u002d\\u002d", StringComparison.Ordinal)}{Close}\n";

    /// <summary>Reads the trailer at the end of the output; empty if there is none. Moves the stream's position.</summary>
    public static PdfTrailer Read(Stream layout)
    {
        // Most trailers are short; only one with OCR words needs a larger read.
        for (var look = 64L * 1024; ; look *= 16)
        {
            var length = (int)Math.Min(look, Math.Min(layout.Length, MaxBytes));
            var tail = Encoding.UTF8.GetString(SourceSlices.ReadBytes(layout, new(layout.Length - length, length)));
            var start = tail.LastIndexOf(Open, StringComparison.Ordinal);
            if (start >= 0)
            {
                var end = tail.LastIndexOf(Close, StringComparison.Ordinal);
                return end > start ? Parse(tail[(start + Open.Length)..end]) : new();
            }
            if (length >= layout.Length || length >= MaxBytes || !tail.TrimEnd().EndsWith(Close, StringComparison.Ordinal))
            {
                return new();
            }
        }
    }

    private static PdfTrailer Parse(string json)
    {
        PdfTrailer? trailer = null;
        try
        {
            trailer = JsonSerializer.Deserialize(json, PdfTrailerJson.Default.PdfTrailer);
        }
        catch (JsonException)
        {
            // Cut off or damaged: reported below.
        }
        // JSON may hold null where these properties must not.
        var isWhole =
            trailer is { Turned: not null, Scanned: not null, Stamped: not null, Ocr: not null, OcrFailed: not null }
            && trailer.Ocr.Values.All(words => words is not null && words.All(word => word is { Text: not null } && word.IsOnPage));
        return isWhole && trailer is not null ? trailer : new() { Stopped = "what the conversion says of the pages can't be read" };
    }
}

/// <summary>A word read by OCR, in points from the page's upper left corner.</summary>
/// <param name="Block">Number of its block on the page, in reading order.</param>
/// <param name="Line">Number of its line in the block.</param>
/// <param name="Confidence">0..1.</param>
public sealed record OcrWord(string Text, double Left, double Top, double Right, double Bottom, int Block, int Line, double Confidence)
{
    /// <summary>Longest page of a PDF (ISO 32000-1, annex C.2) and a margin, in points.</summary>
    private const double Farthest = 20_000;

    [JsonIgnore]
    public bool IsOnPage =>
        Math.Abs(Left) < Farthest
        && Math.Abs(Top) < Farthest
        && Math.Abs(Right) < Farthest
        && Math.Abs(Bottom) < Farthest
        && double.IsFinite(Confidence);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(PdfTrailer))]
internal sealed partial class PdfTrailerJson : JsonSerializerContext;
