using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;

namespace Strata.Tests.Parsing.Office;

/// <summary>The parts of an Office file as XML, opened without any parser: what a place in them says (ECMA-376 part 1).</summary>
internal sealed partial class OfficeParts
{
    private static readonly XNamespace Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static readonly XNamespace Drawing = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private static readonly XNamespace Chart = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    private static readonly XNamespace Compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    private static readonly XNamespace Sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XName[] Asides = [Word + "tbl", Word + "txbxContent", Word + "moveFrom", Compatibility + "Fallback"];
    private static readonly string[] Names = ["descr", "title", "name"];
    private static readonly XmlNamespaceManager Prefixes = Namespaces();

    private readonly Dictionary<string, XDocument> _parts = [];

    public OfficeParts(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        foreach (var entry in zip.Entries.Where(entry => Path.GetExtension(entry.Name) is ".xml" or ".rels"))
        {
            using var part = entry.Open();
            _parts.Add(entry.FullName, XDocument.Load(part, LoadOptions.PreserveWhitespace));
        }
    }

    /// <summary>
    /// What the element at a path says: its text without what was deleted, hidden in another form or stands in a table or box of its own;
    /// of a picture its name.
    /// </summary>
    /// <param name="withHidden">With what isn't shown.</param>
    public string TextAt(string part, string path, bool withHidden)
    {
        var element = _parts[part].XPathSelectElements(path, Prefixes).ShouldHaveSingleItem($"{path} in {part}");
        if (element.Name == Chart + "chartSpace")
        {
            element = element.Element(Chart + "chart")?.Element(Chart + "title").ShouldNotBeNull() ?? element;
        }

        var texts = element
            .Descendants()
            .Where(inner => inner.Name.LocalName is "t" or "v" && Belongs(inner, element) && (withHidden || IsShown(inner)))
            .Select(inner => inner.Value);
        var text = string.Concat(element.Name.LocalName == "text" && !element.HasElements ? [element.Value] : texts);
        return text.Length > 0
            ? text
            : element
                .DescendantsAndSelf()
                .Where(inner => inner.Name.LocalName is "docPr" or "cNvPr")
                .Select(inner => Names.Select(name => inner.Attribute(name)?.Value).FirstOrDefault(value => value?.Length > 0))
                .FirstOrDefault()
                ?? "";
    }

    /// <summary>Whether a cell holds what is said of it; the first one of a range.</summary>
    public bool IsIn(string sheet, string cells, string text)
    {
        var cell = CellAt(sheet, cells);
        var value = cell?.Element(Sheets + "v")?.Value ?? "";
        return (string?)cell?.Attribute("t") switch
        {
            "s" => Letters(
                Texts(Part("xl/sharedStrings.xml").Root?.Elements(Sheets + "si").ElementAt(int.Parse(value, CultureInfo.InvariantCulture)))
            ) == Letters(text),
            "inlineStr" => Letters(Texts(cell)) == Letters(text),
            "str" or "e" => value == text,
            "b" => text == (value == "1" ? "true" : "false"),
            _ => value.Length > 0 && IsNumber(double.Parse(value, CultureInfo.InvariantCulture), text),
        };
    }

    /// <summary>Whether a cell holds the text or the error that a formula gave.</summary>
    public bool IsComputedText(string sheet, string cells) => (string?)CellAt(sheet, cells)?.Attribute("t") is "str" or "e";

    private XElement? CellAt(string sheet, string cells)
    {
        var part = Related(
            "xl/workbook.xml",
            Part("xl/workbook.xml")
                .Descendants(Sheets + "sheet")
                .Single(s => (string?)s.Attribute("name") == sheet)
                .Attribute(Relations + "id")
                ?.Value
        );
        return Part(part).Descendants(Sheets + "c").SingleOrDefault(c => (string?)c.Attribute("r") == cells.Split(':')[0]);
    }

    /// <summary>What the remark on a cell says.</summary>
    public string Remark(string sheet, string cell)
    {
        var part = Related(
            "xl/workbook.xml",
            Part("xl/workbook.xml")
                .Descendants(Sheets + "sheet")
                .Single(s => (string?)s.Attribute("name") == sheet)
                .Attribute(Relations + "id")
                ?.Value
        );
        var remarks = Relationships(part).Single(r => r.Attribute("Type")?.Value.EndsWith("/comments", StringComparison.Ordinal) == true);
        return Texts(Part(Target(part, remarks)).Descendants(Sheets + "comment").Single(c => (string?)c.Attribute("ref") == cell));
    }

    /// <summary>Letters and digits in order: without marks of notes and addresses of links, which stand elsewhere in the file.</summary>
    public static string Letters(string text) => string.Concat(MarksAndLinks().Replace(text, "").Where(char.IsLetterOrDigit));

    /// <summary>A serial number of the 1900 system may be told as a date, a time or a duration; a number with its currency.</summary>
    private static bool IsNumber(double value, string text) =>
        text.Split(' ') is { Length: 1 or 2 } words && double.TryParse(words[0], CultureInfo.InvariantCulture, out var said)
            ? Math.Abs(said - value) <= Math.Abs(value) * 1e-14
        : DateTime.TryParse(text, CultureInfo.InvariantCulture, out var moment)
            ? Math.Abs((moment - DateTime.FromOADate(value)).TotalSeconds) < 1 || Math.Abs(moment.TimeOfDay.TotalDays - value) < 1e-5
        : text.Split(':') is [var hours, var minutes, var seconds]
            && Math.Abs(
                (double.Parse(hours, CultureInfo.InvariantCulture) / 24)
                    + (double.Parse(minutes, CultureInfo.InvariantCulture) / 1440)
                    + (double.Parse(seconds, CultureInfo.InvariantCulture) / 86400)
                    - value
            ) < 1e-5;

    [GeneratedRegex(@"\[[0-9ivx]+\]| ?<[^>\s]+>")]
    private static partial Regex MarksAndLinks();

    private XDocument Part(string name) => _parts[name];

    private IEnumerable<XElement> Relationships(string part) =>
        Part($"{part[..part.LastIndexOf('/')]}/_rels{part[part.LastIndexOf('/')..]}.rels").Root.ShouldNotBeNull().Elements();

    private string Related(string part, string? id) => Target(part, Relationships(part).Single(r => (string?)r.Attribute("Id") == id));

    private static string Target(string part, XElement relationship) =>
        new Uri(new Uri($"file:///{part}"), (string?)relationship.Attribute("Target")).LocalPath[1..];

    private static string Texts(XElement? element) => string.Concat(element?.Descendants(Sheets + "t").Select(text => text.Value) ?? []);

    private static bool IsShown(XElement inner) =>
        !inner
            .Ancestors(Word + "r")
            .Elements(Word + "rPr")
            .Elements(Word + "vanish")
            .Any(vanish => (string?)vanish.Attribute(Word + "val") != "0");

    private static bool Belongs(XElement inner, XElement outer) =>
        inner.Ancestors().TakeWhile(element => element != outer).All(element => !Asides.Contains(element.Name));

    private static XmlNamespaceManager Namespaces()
    {
        var names = new XmlNamespaceManager(new NameTable());
        names.AddNamespace("w", Word.NamespaceName);
        names.AddNamespace("a", Drawing.NamespaceName);
        names.AddNamespace("c", Chart.NamespaceName);
        names.AddNamespace("mc", Compatibility.NamespaceName);
        names.AddNamespace("p", "http://schemas.openxmlformats.org/presentationml/2006/main");
        names.AddNamespace("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing");
        names.AddNamespace("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape");
        return names;
    }
}
