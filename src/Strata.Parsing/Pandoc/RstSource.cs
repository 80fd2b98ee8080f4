using System.Text;
using System.Text.RegularExpressions;

namespace Strata.Parsing.Pandoc;

/// <summary>reStructuredText that takes text from files, which pandoc refuses as a whole where it may not read them.</summary>
public static partial class RstSource
{
    private const int MostNames = 20;

    /// <summary>Without the lines that name a file, and which files these are; none where there is no such line.</summary>
    /// <param name="source">In UTF-8.</param>
    public static (byte[] Source, IReadOnlyList<string> Files) WithoutFiles(byte[] source)
    {
        var files = new List<string>();
        var text = FileLine().Replace(
            Encoding.UTF8.GetString(source),
            line =>
            {
                if (files.Count < MostNames)
                {
                    files.Add(line.Groups["file"].Value.TrimEnd());
                }

                return "";
            });
        return (Encoding.UTF8.GetBytes(text), files);
    }

    // docutils.sourceforge.io, directives: include, and the options of csv-table and raw.
    [GeneratedRegex(@"^[ \t]*(\.\.[ \t]+include::|:(file|url):)[ \t]*(?<file>\S[^\r\n]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FileLine();
}
