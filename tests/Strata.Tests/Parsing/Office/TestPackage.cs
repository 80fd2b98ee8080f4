using System.IO.Compression;

namespace Strata.Tests.Parsing.Office;

/// <summary>
/// An Office package written part by part, so that a test can say exactly what is in it: also what no program would write.
/// </summary>
internal sealed class TestPackage
{
    private const string Types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private readonly List<(string Name, byte[] Content)> _parts = [];
    private readonly Dictionary<string, List<string>> _relationships = [];

    public TestPackage Part(string name, string content) => Part(name, Encoding.UTF8.GetBytes(content));

    public TestPackage Part(string name, byte[] content)
    {
        _parts.Add((name, content));
        return this;
    }

    /// <summary>Relationships of a part ("" for the package) get the ids rId1, rId2… in order.</summary>
    public TestPackage Relate(string part, string type, string target, bool external = false)
    {
        var list = _relationships.TryGetValue(part, out var known) ? known : _relationships[part] = [];
        list.Add(
            $"""<Relationship Id="rId{list.Count + 1}" Type="{Types}{type}" Target="{target}"{(external ? " TargetMode=\"External\"" : "")}/>"""
        );
        return this;
    }

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (part, relationships) in _relationships)
            {
                var folder = part[..(part.LastIndexOf('/') + 1)];
                Write(
                    zip,
                    $"{folder}_rels/{part[folder.Length..]}.rels",
                    Encoding.UTF8.GetBytes(
                        $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(relationships)}</Relationships>"""
                    )
                );
            }

            foreach (var (name, content) in _parts)
            {
                Write(zip, name, content);
            }
        }

        return bytes.ToArray();
    }

    private static void Write(ZipArchive zip, string name, byte[] content)
    {
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(content);
    }
}
