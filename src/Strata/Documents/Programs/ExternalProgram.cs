namespace Strata.Documents.Programs;

/// <summary>A program that reads formats Strata can't: one of the operating system, or one shipped with Strata.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Package">Debian package that contains it.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="VersionOption">Option that prints its version.</param>
public sealed record ExternalProgram(string Name, string Package, string Purpose, string VersionOption)
{
    public static readonly ExternalProgram PdfToText = new("pdftotext", "poppler-utils", "PDF: text with boxes", "-v");
    public static readonly ExternalProgram PdfInfo = new("pdfinfo", "poppler-utils", "PDF: number of pages", "-v");
    public static readonly ExternalProgram PdfImages = new("pdfimages", "poppler-utils", "PDF: telling scans", "-v");
    public static readonly ExternalProgram PdfToPpm = new("pdftoppm", "poppler-utils", "PDF: pages as pictures", "-v");
    public static readonly ExternalProgram Tesseract = new("tesseract", "tesseract-ocr", "OCR of scanned pages", "--version");
    public static readonly ExternalProgram Pandoc = new(
        "pandoc",
        "pandoc",
        "EPUB, ODT, RTF, LaTeX, reStructuredText, Org and more",
        "--version"
    );

    /// <summary>A separate process although it is ours, so that a hostile file can harm only that.</summary>
    public static readonly ExternalProgram PdfReader = new("Strata.PdfReader", "strata", "PDF: text with boxes by PdfPig", "--version")
    {
        Folder = AppContext.BaseDirectory,
    };

    /// <summary>All programs of the operating system that Strata calls.</summary>
    public static IReadOnlyList<ExternalProgram> All { get; } = [PdfToText, PdfInfo, PdfImages, PdfToPpm, Tesseract, Pandoc];

    private string? _location;

    /// <summary>Folder to search; null: those of PATH.</summary>
    private string? Folder { get; init; }

    /// <summary>Full path on this machine; null if not installed. It may be installed, or removed, while Strata runs.</summary>
    public string? Location => _location is { } known && File.Exists(known) ? known : _location = Find(Name, Folder);

    internal static string? Find(string name, string? folder = null)
    {
        var extensions = OperatingSystem.IsWindows() ? [".exe"] : new[] { "" };
        return (folder ?? Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => extensions.Select(extension => Path.Combine(folder, name + extension)))
            .FirstOrDefault(File.Exists);
    }
}
