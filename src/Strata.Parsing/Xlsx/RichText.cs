using System.Xml;

namespace Strata.Parsing.Xlsx;

/// <summary>
/// Reads text runs (CT_Rst) of a shared string, inline string or comment. Skips Japanese phonetic readings (<c>rPh</c>) and marks
/// superscripts and subscripts.
/// </summary>
internal static class RichText
{
    /// <summary>Appends the texts inside the reader's element and leaves the reader at its end.</summary>
    public static void Append(XmlReader reader, StringBuilder into)
    {
        if (reader.IsEmptyElement)
        {
            return;
        }
        var depth = reader.Depth;
        var (inText, reading, mark) = (false, 0, default(char));
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName is "r" or "vertAlign":
                    mark = reader.GetAttribute("val") switch
                    {
                        "superscript" => RaisedText.Up,
                        "subscript" => RaisedText.Down,
                        _ => default,
                    };
                    break;
                case XmlNodeType.Element when !reader.IsEmptyElement:
                    inText = reader.LocalName == "t";
                    reading = reading == 0 && reader.LocalName == "rPh" ? reader.Depth : reading;
                    break;
                case XmlNodeType.EndElement:
                    inText = false;
                    reading = reader.Depth == reading ? 0 : reading;
                    break;
                case XmlNodeType.Text
                or XmlNodeType.CDATA
                or XmlNodeType.SignificantWhitespace
                or XmlNodeType.Whitespace when inText && reading == 0:
                    var start = into.Length;
                    into.Append(reader.Value);
                    if (mark != default)
                    {
                        RaisedText.Mark(into, start, mark);
                    }
                    break;
            }
        }
    }
}
