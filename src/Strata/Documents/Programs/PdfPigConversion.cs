using Strata.Parsing.Pdf;

namespace Strata.Documents.Programs;

/// <summary>Converts a PDF to the layout that <see cref="PdfParser"/> reads with the bundled reader, if poppler is not installed.</summary>
internal static class PdfPigConversion
{
    // The reader limits its own heap; the address space that the runtime reserves says nothing about use.
    private static readonly ProgramLimits Limits = new() { Memory = 8L * 1024 * 1024 * 1024 };

    /// <exception cref="InvalidDataException">The source can't be read, with the reason.</exception>
    public static async Task WriteAsync(string path, WorkFolder folder, Stream output, CancellationToken ct)
    {
        var end = await ProgramRunner.RunAsync(ExternalProgram.PdfReader, [path], folder.Path, output, Limits, ct);
        if (end.Ok)
        {
            return;
        }
        if (output.Length == 0)
        {
            throw new InvalidDataException($"PdfPig can't read the PDF: {end.Reason}");
        }
        // the pages before are complete
        output.Position = output.Length;
        await output.WriteAsync(Encoding.UTF8.GetBytes(new PdfTrailer { Stopped = end.Reason, Programs = "PdfPig" }.Write()), ct);
    }
}
