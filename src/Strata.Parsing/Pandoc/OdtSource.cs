using System.IO.Compression;
using System.Text.RegularExpressions;
using Strata.Parsing.Zip;

namespace Strata.Parsing.Pandoc;

/// <summary>
/// Rewrites an OpenDocument text so that pandoc reads all of it (<see cref="OdtText"/>), with plain tables: without
/// <c>table:table-header-rows</c> (OpenDocument 1.3 part 3, section 9.1.7), whose rows pandoc skips, and with a cell in each column that a
/// span covers (9.1.5), which pandoc leaves out, so that the cells after it would shift.
/// </summary>
internal static partial class OdtSource
{
    private const string Content = "content.xml";
    private const string Styles = "styles.xml";
    private const string OpenHeader = "<table:table-header-rows>";
    private const string CloseHeader = "</table:table-header-rows>";
    private const string Covered = "<table:covered-table-cell";
    private const string EmptyCell = "<table:table-cell/>";

    /// <summary>Most columns that one element may declare as covered.</summary>
    private const int MaxCovered = 100;

    /// <summary>Null if nothing changes.</summary>
    public static byte[]? Readable(Stream source, ParseBudget budget)
    {
        var entries = ZipDirectory.Read(source).Take(budget.MaxMembers).ToList();
        if (entries.Find(entry => entry.Name == Content) is not { Name: Content } content)
        {
            return null;
        }
        var text = Encoding.UTF8.GetString(Bytes(source, content, budget));
        var styles = entries.Find(entry => entry.Name == Styles) is { Name: Styles } named
            ? Encoding.UTF8.GetString(Bytes(source, named, budget))
            : "";
        var plain = new OdtText(
            text,
            OdtText.HiddenStyles(text).Concat(OdtText.HiddenStyles(styles)).ToHashSet(StringComparer.Ordinal)
        ).Read();
        if (plain.Contains(OpenHeader, StringComparison.Ordinal) || plain.Contains(Covered, StringComparison.Ordinal))
        {
            plain = WithoutSpans(
                plain.Replace(OpenHeader, "", StringComparison.Ordinal).Replace(CloseHeader, "", StringComparison.Ordinal),
                budget
            );
        }
        if (plain == text)
        {
            return null;
        }
        // Unread pictures and previews are left out.
        using var made = new MemoryStream();
        using (var zip = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (
                var entry in entries.Where(entry => entry.Name is "mimetype" or "META-INF/manifest.xml" or Styles or "meta.xml" or Content)
            )
            {
                using var member = zip.CreateEntry(entry.Name, CompressionLevel.Fastest).Open();
                member.Write(entry.Name == Content ? Encoding.UTF8.GetBytes(plain) : Bytes(source, entry, budget));
            }
        }
        return made.ToArray();
    }

    /// <summary>Removes spans, and turns the cells that they cover into empty ones.</summary>
    private static string WithoutSpans(string text, ParseBudget budget)
    {
        var added = 0L;
        return CellTag()
            .Replace(
                text,
                cell =>
                {
                    var attributes = Spans().Replace(cell.Groups["attributes"].Value, "");
                    if (!cell.Groups["covered"].Success || cell.Groups["end"].Length > 0 || !attributes.EndsWith('/'))
                    {
                        return $"<{cell.Groups["end"].Value}table:table-cell{attributes}>";
                    }
                    var columns = Repeated().Match(attributes) is { Success: true } repeated
                        ? Math.Clamp(
                            int.Parse(repeated.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture),
                            1,
                            MaxCovered
                        )
                        : 1;
                    added += (long)columns * EmptyCell.Length;
                    return added <= budget.MaxHeldBytes / 4
                        ? string.Concat(Enumerable.Repeat(EmptyCell, columns))
                        : throw new InvalidDataException(
                            $"the cells that spans cover take more than {budget.MaxHeldBytes / 4} bytes (a quarter of MaxHeldBytes)"
                        );
                }
            );
    }

    // Text can't match: "<" is escaped in it (except in CDATA, which is not handled).
    [GeneratedRegex(
        "<(?<end>/?)table:(?<covered>covered-)?table-cell(?=[ />])(?<attributes>[^<>]*)>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex CellTag();

    [GeneratedRegex(@" table:number-(columns|rows)-spanned=""[0-9]{1,6}""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Spans();

    [GeneratedRegex(
        @" table:number-columns-repeated=""(?<count>[0-9]{1,6})""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Repeated();

    private static byte[] Bytes(Stream source, ZipEntry entry, ParseBudget budget)
    {
        if (entry.IsEncrypted || entry.ExpandedBytes < 0 || entry.ExpandedBytes > budget.MaxHeldBytes / 4)
        {
            throw new InvalidDataException(
                entry.IsEncrypted
                    ? $"'{entry.Name}' is encrypted"
                    : $"'{entry.Name}' is longer than {budget.MaxHeldBytes / 4} bytes (a quarter of MaxHeldBytes)"
            );
        }
        using var member = new ZipMemberStream(source, entry);
        using var bytes = new MemoryStream((int)entry.ExpandedBytes);
        member.CopyTo(bytes);
        return bytes.ToArray();
    }
}
