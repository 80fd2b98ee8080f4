using System.Text.RegularExpressions;

namespace Strata.Parsing.Pandoc;

/// <summary>Removes references to files from reStructuredText, which pandoc refuses entirely if it may not read them.</summary>
public static partial class RstSource
{
    private const int MaxNames = 20;

    /// <summary>
    /// Returns the source without the lines that name files, and those files, if any. An include becomes a comment, which its options
    /// belong to.
    /// </summary>
    /// <param name="source">In UTF-8.</param>
    public static (byte[] Source, IReadOnlyList<string> Files) WithoutFiles(byte[] source)
    {
        var files = new List<string>();
        var text = Encoding.UTF8.GetString(source);
        var rest = new StringBuilder(text.Length);
        int? directive = null;
        for (var at = 0; at < text.Length; )
        {
            var end = text.IndexOf('\n', at) is >= 0 and var stop ? stop + 1 : text.Length;
            var line = text.AsSpan(at, end - at);
            var said = line.TrimStart(" \t");
            var indent = line.Length - said.Length;
            if (said.IsWhiteSpace() || indent <= directive)
            {
                directive = null;
            }
            if (Include().IsMatch(said))
            {
                Name(said[(said.IndexOf("::") + 2)..]);
                rest.Append(line[..indent]).Append("..\n");
            }
            else if (directive is not null && FileOption().IsMatch(said))
            {
                Name(said[(said[1..].IndexOf(':') + 2)..]);
            }
            else
            {
                rest.Append(line);
                directive = TakesFile().IsMatch(said) ? indent : directive;
            }
            at = end;
        }
        return (Encoding.UTF8.GetBytes(rest.ToString()), files);

        void Name(ReadOnlySpan<char> file)
        {
            if (files.Count < MaxNames)
            {
                files.Add(file.Trim().ToString());
            }
        }
    }

    // docutils.sourceforge.io, directives: include, and the options of csv-table and raw.
    [GeneratedRegex(@"^\.\.[ \t]+include::[ \t]*\S", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Include();

    [GeneratedRegex(
        @"^\.\.[ \t]+(\|[^|\r\n]+\|[ \t]+)?(csv-table|raw)::",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1_000
    )]
    private static partial Regex TakesFile();

    [GeneratedRegex(@"^:(file|url):[ \t]*\S", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex FileOption();
}
