using System.Text.RegularExpressions;

namespace Strata.Documents.Programs;

/// <summary>Facts of pdfinfo about a PDF's pages.</summary>
/// <param name="Count">Number of pages.</param>
/// <param name="Turned">
/// Pages shown rotated by a quarter turn, 1-based, ascending: pdftotext rotates their words, but not their size.
/// </param>
/// <param name="Areas">Their areas in square points.</param>
internal sealed partial record PdfPages(int Count, IReadOnlyList<int> Turned, IReadOnlyDictionary<int, double> Areas)
{
    /// <summary>Asks for each page that a parse may reach.</summary>
    public static IReadOnlyList<string> Arguments(string path) =>
        ["-f", "1", "-l", ParseBudget.Default.MaxPages.ToString(CultureInfo.InvariantCulture), path];

    public static PdfPages Read(string printed)
    {
        var count =
            PageCount().Match(printed) is { Success: true } match
            && int.TryParse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var pages)
                ? pages
                : throw new InvalidDataException($"{ExternalProgram.PdfInfo.Name} doesn't say how many pages the PDF has");
        var areas = new Dictionary<int, double>();
        foreach (Match size in PageSize().Matches(printed))
        {
            areas[(int)Number(size, "page")] = Number(size, "width") * Number(size, "height");
        }
        return new(
            count,
            [.. PageRotation().Matches(printed).Where(turn => Number(turn, "by") % 180 != 0).Select(turn => (int)Number(turn, "page"))],
            areas
        );
    }

    private static double Number(Match match, string group) =>
        double.TryParse(match.Groups[group].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"^Pages:\s+(?<n>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex PageCount();

    [GeneratedRegex(
        @"^Page\s+(?<page>\d{1,9}) size:\s+(?<width>[\d.e+]+) x (?<height>[\d.e+]+) pts",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex PageSize();

    [GeneratedRegex(
        @"^Page\s+(?<page>\d{1,9}) rot:\s+(?<by>-?\d{1,9})",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex PageRotation();
}
