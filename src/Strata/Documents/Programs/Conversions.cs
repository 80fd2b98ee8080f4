using Strata.Parsing.Pandoc;
using Strata.Parsing.Pdf;

namespace Strata.Documents.Programs;

/// <summary>Output of an external program, which a parser reads instead of the source. Disposing it removes the temporary files.</summary>
internal sealed class Converted(WorkFolder folder, FileStream content) : IAsyncDisposable
{
    /// <summary>Seekable, at 0.</summary>
    public Stream Content => content;

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>Conversions that parsers require by <see cref="IParser.Conversion"/>.</summary>
internal static class Conversions
{
    /// <summary>Returns the programs that a conversion needs.</summary>
    public static IReadOnlyList<ExternalProgram> Programs(string conversion) =>
        Name(conversion) switch
        {
            PdfParser.Layout => [ExternalProgram.PdfToText, ExternalProgram.PdfInfo],
            PdfParser.LayoutByPdfPig => [ExternalProgram.PdfReader],
            PdfParser.LayoutWithOcr =>
            [
                ExternalProgram.PdfToText,
                ExternalProgram.PdfInfo,
                ExternalProgram.PdfToPpm,
                ExternalProgram.Tesseract,
            ],
            PandocParser.Tree => [ExternalProgram.Pandoc],
            ImageParser.Ocr => [ExternalProgram.Tesseract],
            _ => throw new ArgumentOutOfRangeException(nameof(conversion), conversion, "no such conversion"),
        };

    /// <summary>Returns the parser, or its stand-in if its programs are not installed.</summary>
    public static IParser Here(IParser parser) =>
        parser.Conversion == PdfParser.Layout && !AreHere(PdfParser.Layout) && AreHere(PdfParser.LayoutByPdfPig)
            ? new PdfParser { ByPdfPig = true }
            : parser;

    /// <param name="source">Seekable; stays open.</param>
    /// <exception cref="StrataException">UNSUPPORTED_MEDIA_TYPE where a program is missing.</exception>
    /// <exception cref="InvalidDataException">The source can't be read, with the program's reason.</exception>
    public static async Task<Converted> ConvertAsync(
        string conversion,
        Stream source,
        string mediaType,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        if (Programs(conversion).FirstOrDefault(program => program.Location is null) is { } missing)
        {
            throw ProgramRunner.Missing(missing);
        }
        var folder = new WorkFolder();
        FileStream? output = null;
        try
        {
            var path = await folder.PlaceAsync(source, ct);
            output = new FileStream(folder.File("converted"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
            await (
                Name(conversion) switch
                {
                    ImageParser.Ocr => new ImageConversion(path, folder, Language(conversion)).WriteAsync(output, ct),
                    PandocParser.Tree => PandocConversion.WriteAsync(path, mediaType, folder, output, ct),
                    PdfParser.LayoutByPdfPig => PdfPigConversion.WriteAsync(path, folder, output, ct),
                    _ => new PdfConversion(
                        path,
                        folder,
                        Name(conversion) == PdfParser.LayoutWithOcr,
                        progress,
                        Language(conversion)
                    ).WriteAsync(output, ct),
                }
            );
            await output.FlushAsync(ct);
            output.Position = 0;
            return new Converted(folder, output);
        }
        catch
        {
            if (output is not null)
            {
                await output.DisposeAsync();
            }
            folder.Dispose();
            throw;
        }
    }

    private static bool AreHere(string conversion) => Programs(conversion).All(program => program.Location is not null);

    private static string Name(string conversion) => conversion.Split(PdfParser.Language)[0];

    private static string? Language(string conversion) =>
        conversion.IndexOf(PdfParser.Language, StringComparison.Ordinal) is >= 0 and var at ? conversion[(at + 1)..] : null;
}
