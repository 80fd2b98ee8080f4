using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Strata.Testing;

/// <summary>
/// Changes what is inside an Office package and packs it again: a mutation of the packed bytes seldom gets further than the ZIP. Most
/// changes leave the XML well-formed, since a parser is only as good as what it makes of that.
/// </summary>
internal static class FuzzPackage
{
    private const int Max = 256 * 1024;

    private static readonly string[] Values =
    [
        "",
        "0",
        "1",
        "-1",
        "true",
        "false",
        "9",
        "255",
        "65536",
        "1048577",
        "2147483647",
        "2147483648",
        "-2147483648",
        "99999999999999999999",
        "1e308",
        "NaN",
        "A1",
        "A0",
        "ZZZ1",
        "XFD1048576",
        "A1:XFD1048576",
        "B2:A1",
        "A1:A1048576",
        "rId1",
        "rId2",
        "rId99",
        "restart",
        "continue",
        "none",
        "bullet",
        "s",
        "str",
        "e",
        "d",
        "b",
        "n",
        "inlineStr",
        "title",
        "body",
        "sldNum",
        "begin",
        "separate",
        "end",
        "HYPERLINK \"",
        "%1%9.",
        "../../../../etc/passwd",
        "file:///etc/passwd",
        "/",
        "..",
        "yyyy",
        "[h]:mm",
        "[$-",
        "\"",
        "\u202E",
        "東京",
        "😀",
        "_x0000_",
        "_xD800_",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    ];

    /// <summary>Null where the sample is no package that can be opened.</summary>
    public static byte[]? Of(byte[] sample, IReadOnlyList<byte[]> samples, Random random)
    {
        var parts = Parts(sample);
        if (parts is null)
        {
            return null;
        }

        for (var changes = 1 + random.Next(4); changes > 0 && parts.Count > 0; changes--)
        {
            var at = random.Next(parts.Count);
            var (name, content) = parts[at];
            switch (random.Next(16))
            {
                case 0:
                    parts.RemoveAt(at);
                    break;
                case 1:
                    parts[at] = (Renamed(name, random), content);
                    break;
                case 2:
                    parts.Insert(random.Next(parts.Count + 1), (parts[random.Next(parts.Count)].Name, content));
                    break;
                case 3 or 4:
                    parts[at] = (name, FuzzMutation.Of(content, samples, random));
                    break;
                default:
                    parts[at] = (name, Xml(content, random) ?? FuzzMutation.Of(content, samples, random));
                    break;
            }
        }

        return Packed(parts);
    }

    private static List<(string Name, byte[] Content)>? Parts(byte[] sample)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(sample));
            return [.. zip.Entries.Where(entry => entry.Length <= Max).Select(entry => (entry.FullName, Bytes(entry)))];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var held = new MemoryStream();
        content.CopyTo(held);
        return held.ToArray();
    }

    private static byte[] Packed(List<(string Name, byte[] Content)> parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static string Renamed(string name, Random random) =>
        random.Next(5) switch
        {
            0 => "../../" + name,
            1 => "/" + name,
            2 => name.Replace('/', '\\'),
            3 => name.ToUpperInvariant(),
            _ => "x" + name,
        };

    private static byte[]? Xml(byte[] content, Random random)
    {
        XDocument document;
        try
        {
            document = XDocument.Load(new MemoryStream(content), LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }

        for (var changes = 1 + random.Next(6); changes > 0; changes--)
        {
            Change([.. document.Descendants()], random);
        }

        using var stream = new MemoryStream();
        try
        {
            using var writer = XmlWriter.Create(stream, new() { CheckCharacters = false });
            document.Save(writer);
        }
        catch (ArgumentException)
        {
            // The writer refuses what XML itself refuses: an xml:space of another value.
            return null;
        }

        return stream.Length <= 4 * Max ? stream.ToArray() : null;
    }

    private static void Change(List<XElement> elements, Random random)
    {
        var element = elements[random.Next(elements.Count)];
        var other = elements[random.Next(elements.Count)];
        switch (random.Next(9))
        {
            case 0 or 1 when element.Attributes().FirstOrDefault(a => !a.IsNamespaceDeclaration) is not null:
                var attributes = element.Attributes().Where(a => !a.IsNamespaceDeclaration).ToList();
                attributes[random.Next(attributes.Count)].Value = Value(elements, random);
                break;
            case 2 when element.Parent is not null:
                element.Remove();
                break;
            case 3 when element.Parent is not null:
                for (var copies = random.Next(8) == 0 ? 50 : 1; copies > 0; copies--)
                {
                    element.AddAfterSelf(new XElement(element));
                }

                break;
            case 4 when !other.AncestorsAndSelf().Contains(element):
                other.Add(new XElement(element));
                break;
            case 5 when element.Descendants().Count() < 50:
                Nest(element, random.Next(6) == 0 ? 200 : 3);
                break;
            case 6:
                element.Add(new XText(Value(elements, random)));
                break;
            case 7:
                element.Name = element.Name.Namespace + other.Name.LocalName;
                break;
            case 8:
                element.Attributes().Where(a => !a.IsNamespaceDeclaration).Skip(random.Next(3)).Take(1).Remove();
                break;
        }
    }

    private static string Value(List<XElement> elements, Random random)
    {
        var known = elements[random.Next(elements.Count)].Attributes().FirstOrDefault(a => !a.IsNamespaceDeclaration)?.Value;
        return known is not null && random.Next(3) == 0 ? known : Values[random.Next(Values.Length)];
    }

    private static void Nest(XElement element, int times)
    {
        var shell = new XElement(element.Name, element.Attributes());
        var inner = element;
        for (; times > 0; times--)
        {
            var next = new XElement(shell);
            inner.AddFirst(next);
            inner = next;
        }
    }
}
