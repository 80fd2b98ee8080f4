using System.IO.Compression;
using System.Text;
using Strata.Parsing.Zip;

namespace Strata.Parsing.Pandoc;

/// <summary>
/// An OpenDocument text without <c>table:table-header-rows</c> (OpenDocument 1.3 part 3, section 9.1.7): pandoc passes over the rows in it.
/// </summary>
internal static class OdtSource
{
    private const string Content = "content.xml";
    private const string OpenHeader = "<table:table-header-rows>";
    private const string CloseHeader = "</table:table-header-rows>";

    /// <summary>Null where there are none.</summary>
    public static byte[]? WithPlainRows(Stream source, ParseBudget budget)
    {
        var entries = ZipDirectory.Read(source).Take(budget.MaxMembers).ToList();
        if (entries.Find(entry => entry.Name == Content) is not { Name: Content } content)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(Bytes(source, content, budget));
        if (!text.Contains(OpenHeader, StringComparison.Ordinal))
        {
            return null;
        }

        // Pictures and previews are not read.
        using var made = new MemoryStream();
        using (var zip = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in entries.Where(entry => entry.Name is "mimetype" or "META-INF/manifest.xml" or "styles.xml" or "meta.xml" or Content))
            {
                using var member = zip.CreateEntry(entry.Name, CompressionLevel.Fastest).Open();
                member.Write(
                    entry.Name == Content
                        ? Encoding.UTF8.GetBytes(text.Replace(OpenHeader, "", StringComparison.Ordinal).Replace(CloseHeader, "", StringComparison.Ordinal))
                        : Bytes(source, entry, budget));
            }
        }

        return made.ToArray();
    }

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
