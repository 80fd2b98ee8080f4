using System.Reflection;
using Strata.Parsing.Pdf;
using Strata.PdfReader;
using UglyToad.PdfPig;

// Strata.PdfReader FILE: lays out a PDF where poppler is not installed. A separate program, so that a hostile file can't take the time,
// memory or stack of its caller.
var reader =
    $"PdfPig {typeof(PdfDocument).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";
if (args is not [var file])
{
    Console.Error.WriteLine("Strata.PdfReader FILE | --version");
    return 2;
}

if (file == "--version")
{
    Console.WriteLine(reader);
    return 0;
}

try
{
    using var source = File.OpenRead(file);
    if (source.Length == 0)
    {
        throw new InvalidDataException("it is empty");
    }

    var options = new ParsingOptions
    {
        UseLenientParsing = true,
        SkipMissingFonts = true,
        UseActualText = true,
        FilterProvider = new BoundedFilters(),
    };
    using var pdf = PdfDocument.Open(source, options);
    using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
    output.Write(Print(pdf, new LayoutWriter(output)).Write());
    return 0;
}
catch (Exception e)
{
    Console.Error.WriteLine(e is OutOfMemoryException ? "it takes more memory than it may" : e.Message);
    return 1;
}

PdfTrailer Print(PdfDocument pdf, LayoutWriter layout)
{
    var (scanned, stamped) = (new List<int>(), new List<int>());
    string? stopped = null;
    layout.Begin(pdf.Information.Title);
    for (var number = 1; number <= pdf.NumberOfPages && stopped is null; number++)
    {
        try
        {
            var page = pdf.GetPage(number);
            var words = layout.Write(page);
            if (
                ScannedPage.Is(
                    words,
                    page.NumberOfImages > 0,
                    page.Width * page.Height,
                    () => page.GetImages().Sum(image => image.BoundingBox.Width * image.BoundingBox.Height)
                )
            )
            {
                (words == 0 ? scanned : stamped).Add(number);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            stopped = $"page {number} can't be read: {e.Message}";
        }
    }

    layout.End();
    return new PdfTrailer
    {
        Pages = pdf.NumberOfPages,
        Scanned = [.. scanned.Concat(stamped).Order()],
        Stamped = stamped,
        Stopped = stopped,
        Programs = reader,
    };
}
