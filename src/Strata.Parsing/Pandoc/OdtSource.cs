using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Strata.Parsing.Zip;

namespace Strata.Parsing.Pandoc;

/// <summary>
/// An OpenDocument text with plain tables: without <c>table:table-header-rows</c> (OpenDocument 1.3 part 3, section 9.1.7), whose rows pandoc
/// passes over, and with a cell of its own in each column that a span covers (9.1.5), which pandoc leaves out, so that the cells behind it
/// would stand in the columns of others.
/// </summary>
internal static partial class OdtSource
{
    private const string Content = "content.xml";
    private const string OpenHeader = "<table:table-header-rows>";
    private const string CloseHeader = "</table:table-header-rows>";
    private const string Covered = "table:covered-table-cell";

    /// <summary>Most columns that one element may say are covered.</summary>
    private const int MostCovered = 100;

    /// <summary>Null where there are none.</summary>
    public static byte[]? WithPlainRows(Stream source, ParseBudget budget)
    {
        var entries = ZipDirectory.Read(source).Take(budget.MaxMembers).ToList();
        if (entries.Find(entry => entry.Name == Content) is not { Name: Content } content)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(Bytes(source, content, budget));
        if (!text.Contains(OpenHeader, StringComparison.Ordinal) && !text.Contains(Covered, StringComparison.Ordinal))
        {
            return null;
        }

        var plain = Spans().Replace(text.Replace(OpenHeader, "", StringComparison.Ordinal).Replace(CloseHeader, "", StringComparison.Ordinal), "");
        plain = EmptyCovered().Replace(plain, cell => string.Concat(Enumerable.Repeat("<table:table-cell/>", Columns(cell))));
        plain = plain.Replace(Covered, "table:table-cell", StringComparison.Ordinal);

        // Pictures and previews are not read.
        using var made = new MemoryStream();
        using (var zip = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in entries.Where(entry => entry.Name is "mimetype" or "META-INF/manifest.xml" or "styles.xml" or "meta.xml" or Content))
            {
                using var member = zip.CreateEntry(entry.Name, CompressionLevel.Fastest).Open();
                member.Write(
                    entry.Name == Content
                        ? Encoding.UTF8.GetBytes(plain)
                        : Bytes(source, entry, budget));
            }
        }

        return made.ToArray();
    }

    private static int Columns(Match cell) =>
        int.TryParse(cell.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 1, MostCovered) : 1;

    [GeneratedRegex(@" table:number-(columns|rows)-spanned=""[0-9]{1,6}""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Spans();

    [GeneratedRegex(@"<table:covered-table-cell(?: table:number-columns-repeated=""(?<count>[0-9]{1,6})""| [a-z:-]+=""[^""<>]{0,200}"")*\s*/>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex EmptyCovered();

    private static byte[] Bytes(Stream source, ZipEntry entry, ParseBudget budget)
    {
        if (entry.IsEncrypted || entry.ExpandedBytes > budget.MaxHeldBytes / 4)
        {
            throw new InvalidDataException(
                entry.IsEncrypted ? $"'{entry.Name}' is encrypted" : $"'{entry.Name}' is longer than {budget.MaxHeldBytes / 4} bytes (a quarter of MaxHeldBytes)");
        }

        using var member = new ZipMemberStream(source, entry);
        using var bytes = new MemoryStream((int)entry.ExpandedBytes);
        member.CopyTo(bytes);
        return bytes.ToArray();
    }
}
