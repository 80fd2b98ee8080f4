namespace Strata.Parsing.Detection;

/// <summary>Detects Markdown in unnamed text, only if its first lines leave little doubt.</summary>
internal static class MarkdownDetection
{
    private const int Lines = 200;
    private const int MinSigns = 2;

    /// <param name="withHeadings">True to count lines that begin with <c>#</c>, which are comments in programs.</param>
    public static bool IsMarkdown(string text, bool withHeadings = true)
    {
        var signs = 0;
        var seen = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            if (++seen > Lines)
            {
                break;
            }
            var line = raw.TrimEnd();
            signs +=
                (withHeadings && IsHeading(line))
                || line.StartsWith("```")
                || IsTableRule(line)
                || IsTask(line)
                || line.Contains("](", StringComparison.Ordinal)
                    ? 1
                    : 0;
        }
        return signs >= MinSigns;
    }

    private static bool IsHeading(ReadOnlySpan<char> line)
    {
        var level = line.IndexOfAnyExcept('#');
        return level is >= 1 and <= 6 && line[level] == ' ';
    }

    private static bool IsTableRule(ReadOnlySpan<char> line) =>
        line.StartsWith("|") && line.Contains("---", StringComparison.Ordinal) && !line.ContainsAnyExcept("|-: ");

    private static bool IsTask(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        return line.StartsWith("- [ ] ") || line.StartsWith("- [x] ");
    }
}
