using System.Xml;

namespace Strata.Parsing.Docx;

/// <summary>
/// Tells how the sections of the main part begin. The properties at a section's end say how it began (ECMA-376 part 1, 17.6.22), so a page
/// break between two is known only at the end of the later one. The part is therefore read ahead, once, on the first call; documents with a
/// single section never need it.
/// </summary>
internal sealed class Sections(Func<XmlReader> open)
{
    /// <summary>Most sections remembered; later ones are assumed to begin on a new page.</summary>
    private const int Max = 100_000;

    private List<bool>? _onNewPage;

    /// <summary>Returns whether a section (0-based) begins on a new page, which is the default.</summary>
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
            // Reading the body fails at the same place and reports it.
        }
        return starts;
    }

    /// <summary>Reads the section's type and leaves the reader at its end. Skips the nested section of a tracked change.</summary>
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
