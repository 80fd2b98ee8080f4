using System.Xml;
using Strata.Parsing.Ooxml;
using Strata.Parsing.Sheets;

namespace Strata.Parsing.Xlsx;

/// <summary>
/// Reads comments on a sheet's cells: threads, with author and time, and notes (ECMA-376 part 1, 18.7). Files repeat a thread as a note for
/// older programs; that note is skipped.
/// </summary>
internal static class XlsxComments
{
    private const int Max = 100_000;

    public static IReadOnlyList<SheetComment> Of(OfficePackage package, string workbook, string sheet, DiagnosticLog log)
    {
        var threads = Read(
            () => package.Find(sheet, "threadedComment") is { } part ? Threads(package, part, Persons(package, workbook)) : [],
            log
        );
        var threaded = threads.Select(thread => thread.Address).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var notes = Read(() => package.Find(sheet, "comments") is { } part ? Notes(package, part) : [], log);
        return [.. threads, .. notes.Where(note => !threaded.Contains(note.Address))];
    }

    private static List<SheetComment> Read(Func<List<SheetComment>> read, DiagnosticLog log)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (BoundedBlocks.IsOfSource(e))
        {
            log.Add(0, 0, $"the sheet's comments can't be read: {SourceFault.Of(e)}");
            return [];
        }
    }

    private static Dictionary<string, string> Persons(OfficePackage package, string workbook)
    {
        var persons = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (package.Find(workbook, "person") is { } part)
        {
            using var reader = package.Xml(part);
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "person" && reader.GetAttribute("id") is { } id)
                {
                    persons[id] = reader.GetAttribute("displayName") ?? "";
                }
            }
        }
        return persons;
    }

    private static List<SheetComment> Threads(OfficePackage package, string part, Dictionary<string, string> persons)
    {
        var comments = new List<SheetComment>();
        using var reader = package.Xml(part);
        var (address, author, time) = ("", (string?)null, (DateTimeOffset?)null);
        while (reader.Read() && comments.Count < Max)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "threadedComment")
            {
                address = reader.GetAttribute("ref") ?? "";
                author = persons.GetValueOrDefault(reader.GetAttribute("personId") ?? "");
                time = DateTimeOffset.TryParse(
                    reader.GetAttribute("dT"),
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var at
                )
                    ? at
                    : null;
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "text" && !reader.IsEmptyElement)
            {
                comments.Add(new(address, reader.ReadString(), author, time));
            }
        }
        return comments;
    }

    private static List<SheetComment> Notes(OfficePackage package, string part)
    {
        var (authors, comments, text) = (new List<string>(), new List<SheetComment>(), new StringBuilder());
        using var reader = package.Xml(part);
        var (address, author) = ("", "");
        while (reader.Read() && comments.Count < Max)
        {
            switch (reader.NodeType == XmlNodeType.Element ? reader.LocalName : "")
            {
                case "author":
                    authors.Add(reader.IsEmptyElement ? "" : reader.ReadString());
                    break;
                case "comment":
                    address = reader.GetAttribute("ref") ?? "";
                    author =
                        int.TryParse(reader.GetAttribute("authorId"), CultureInfo.InvariantCulture, out var id)
                        && (uint)id < (uint)authors.Count
                            ? authors[id]
                            : "";
                    break;
                case "text":
                    text.Clear();
                    RichText.Append(reader, text);
                    comments.Add(new(address, XlsxText.Unescaped(text.ToString()).Trim(), author.Length == 0 ? null : author, null));
                    break;
            }
        }
        return comments;
    }
}
