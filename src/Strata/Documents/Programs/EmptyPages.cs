using System.Text;

namespace Strata.Documents.Programs;

/// <summary>Finds the pages without a word in pdftotext's layout, which prints one element a line.</summary>
internal static class EmptyPages
{
    /// <summary>1-based, ascending.</summary>
    public static async Task<IReadOnlyList<int>> FindAsync(Stream layout, CancellationToken ct)
    {
        layout.Position = 0;
        using var reader = new StreamReader(layout, Encoding.UTF8, false, 1 << 16, leaveOpen: true);
        var empty = new List<int>();
        var (page, words) = (0, false);
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            var element = line.AsSpan().TrimStart();
            if (element.StartsWith("<page ", StringComparison.Ordinal))
            {
                (page, words) = (page + 1, false);
            }
            else if (!words && element.StartsWith("<word ", StringComparison.Ordinal))
            {
                words = true;
            }
            else if (element.StartsWith("</page>", StringComparison.Ordinal) && !words)
            {
                empty.Add(page);
            }
        }

        return empty;
    }
}
