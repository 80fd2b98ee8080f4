using System.Xml;

namespace Strata.Parsing.Docx;

/// <summary>
/// How the sections of the main part begin. What is written at the end of a section says how that section began (ECMA-376 part 1,
/// 17.6.22), so that a page break between two is known only from the end of the later one: the part is read ahead once, at the first
/// question, which documents of a single section never ask.
/// </summary>
internal sealed class Sections(Func<XmlReader> open)
{
    /// <summary>Most sections that are remembered; those after are taken to begin on a new page.</summary>
    private const int Max = 100_000;

    private List<bool>? _onNewPage;

    /// <summary>Whether a section, counted from 0, begins on a new page, as one does of which nothing is said.</summary>
    public bool BeginsOnNewPage(int section)
    {
        _onNewPage ??= Read();
        return section >= _onNewPage.Count || _onNewPage[section];
    }

    private List<bool> Read()
    {
        var starts = new List<bool>();
        try
        {
            using var reader = open();
            while (starts.Count < Max && reader.Read())
            {
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "sectPr" })
                {
                    starts.Add(Type(reader) is not ("continuous" or "nextColumn"));
                }
            }
        }
        catch (Exception e) when (BoundedBlocks.IsOfSource(e))
        {
            // The body is read up to the same place and tells what is wrong there.
        }
        return starts;
    }

    /// <summary>Leaves the reader at the section's end: what it was before a tracked change (a section in it) is passed over.</summary>
    private static string? Type(XmlReader reader)
    {
        var (depth, isEmpty) = (reader.Depth, reader.IsEmptyElement);
        string? type = null;
        while (!isEmpty && reader.Read() && reader.Depth > depth)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "type" } && reader.Depth == depth + 1)
            {
                type = Attribute(reader);
            }
        }
        return type;
    }

    private static string? Attribute(XmlReader reader)
    {
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.LocalName == "val")
            {
                var value = reader.Value;
                reader.MoveToElement();
                return value;
            }
        }
        reader.MoveToElement();
        return null;
    }
}
