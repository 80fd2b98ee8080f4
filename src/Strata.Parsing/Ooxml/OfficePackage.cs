using System.IO.Compression;
using System.Xml;
using Strata.Parsing.Zip;

namespace Strata.Parsing.Ooxml;

/// <summary>
/// An Open Packaging container (ECMA-376 part 2): a ZIP whose parts refer to one another. Streams its parts within the budget. DTDs are
/// refused, nothing outside the package is ever opened, and parts not requested (macros, embedded objects) are never unpacked.
/// </summary>
internal sealed class OfficePackage
{
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ParseBudget _budget;
    private readonly Expansion _expansion;

    private OfficePackage(ZipArchive archive, ParseBudget budget, Expansion expansion, string prefix)
    {
        (_budget, _expansion, Prefix) = (budget, expansion, prefix);
        foreach (var entry in archive.Entries)
        {
            _parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        }
    }

    /// <summary>Name of the main part (<c>word/document.xml</c>). Null if the package has none.</summary>
    public string? Main => Find("", "officeDocument");

    /// <exception cref="InvalidDataException">Not a ZIP, encrypted, or over a limit; the message says which.</exception>
    /// <param name="around">The enclosing package: both share one expansion limit.</param>
    /// <param name="prefix">Prefix of part names in messages and places.</param>
    public static OfficePackage Open(Stream source, ParseBudget budget, OfficePackage? around = null, string prefix = "")
    {
        if (MediaTypes.Explain(source, null, null) is { MediaType: MediaTypes.EncryptedOffice })
        {
            throw new InvalidDataException("the document is encrypted with a password");
        }
        if (ZipDirectory.Read(source).Skip(budget.MaxMembers).Any())
        {
            throw new InvalidDataException($"the package has more than {budget.MaxMembers} parts (MaxMembers)");
        }
        source.Position = 0;
        return new(
            Unpacked("the package", () => new ZipArchive(source, ZipArchiveMode.Read, leaveOpen: true)),
            budget,
            around?._expansion ?? new(budget),
            prefix
        );
    }

    /// <summary>Says what is damaged; the framework's reasons name its own structures and options.</summary>
    private static T Unpacked<T>(string what, Func<T> unpack)
    {
        try
        {
            return unpack();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{what} is damaged: it can't be unpacked", e);
        }
    }

    /// <summary>Prefix of part names in messages and places: the enclosing parts.</summary>
    public string Prefix { get; }

    /// <summary>Whether the package exceeded its expansion limit.</summary>
    public bool IsSpent => _expansion.IsSpent;

    public bool Has(string part) => _parts.ContainsKey(part);

    /// <summary>Opens a part's unpacked bytes. The stream throws <see cref="InvalidDataException"/> at a limit.</summary>
    public Stream Bytes(string part)
    {
        if (!_parts.TryGetValue(part, out var entry))
        {
            throw new InvalidDataException($"the package has no part '{Prefix}{part}'");
        }
        return new BoundedPart(
            new Inflated(Unpacked($"'{Prefix}{part}'", entry.Open), $"'{Prefix}{part}'"),
            Prefix + part,
            entry.CompressedLength,
            _expansion
        );
    }

    /// <summary>
    /// Opens a reader of a part's XML, which throws <see cref="XmlException"/> or <see cref="InvalidDataException"/> if it is malformed.
    /// </summary>
    public XmlReader Xml(string part) =>
        new DepthLimitedReader(
            XmlReader.Create(
                Bytes(part),
                new XmlReaderSettings
                {
                    DtdProcessing = DtdProcessing.Prohibit,
                    XmlResolver = null,
                    IgnoreComments = true,
                    IgnoreProcessingInstructions = true,
                    CloseInput = true,
                }
            ),
            part,
            _budget
        );

    /// <summary>Returns the relationships of a part (for "", the package) in file order. Empty if there are none.</summary>
    public IReadOnlyList<Relationship> Relationships(string part)
    {
        var folder = part[..(part.LastIndexOf('/') + 1)];
        var rels = $"{folder}_rels/{part[folder.Length..]}.rels";
        if (!Has(rels))
        {
            return [];
        }
        var found = new List<Relationship>();
        using var reader = Xml(rels);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Relationship" && reader.GetAttribute("Target") is { } target)
            {
                var isExternal = reader.GetAttribute("TargetMode") == "External";
                var type = reader.GetAttribute("Type") ?? "";
                found.Add(
                    new(
                        reader.GetAttribute("Id") ?? "",
                        type[(type.LastIndexOf('/') + 1)..],
                        isExternal ? target : Resolve(folder, target),
                        isExternal
                    )
                );
            }
        }
        return found;
    }

    /// <summary>Returns a part's declared media type (ECMA-376 part 2, 10.1.2.2), by its name or extension.</summary>
    public string? TypeOf(string part)
    {
        const string Types = "[Content_Types].xml";
        if (!Has(Types))
        {
            return null;
        }
        var extension = part[(part.LastIndexOf('.') + 1)..];
        string? usual = null;
        using var reader = Xml(Types);
        while (reader.Read())
        {
            if (
                reader is { NodeType: XmlNodeType.Element, LocalName: "Override" }
                && part.Equals(reader.GetAttribute("PartName")?.TrimStart('/'), StringComparison.OrdinalIgnoreCase)
            )
            {
                return reader.GetAttribute("ContentType");
            }
            if (
                reader is { NodeType: XmlNodeType.Element, LocalName: "Default" }
                && extension.Equals(reader.GetAttribute("Extension"), StringComparison.OrdinalIgnoreCase)
            )
            {
                usual ??= reader.GetAttribute("ContentType");
            }
        }
        return usual;
    }

    /// <summary>Returns the first existing target of a relationship type, or null.</summary>
    public string? Find(string part, string type) =>
        Relationships(part).FirstOrDefault(r => r.Type == type && !r.IsExternal && Has(r.Target))?.Target;

    /// <summary>The document's own title, from its core properties.</summary>
    public string? Title()
    {
        if (Find("", "core-properties") is not { } core)
        {
            return null;
        }
        try
        {
            using var reader = Xml(core);
            return
                reader.ReadToFollowing("title", "http://purl.org/dc/elements/1.1/")
                && reader.ReadElementContentAsString().Trim() is { Length: > 0 } title
                ? title
                : null;
        }
        catch (Exception e) when (e is XmlException or InvalidDataException)
        {
            // A title can't fail the document.
            return null;
        }
    }

    private static string Resolve(string folder, string target)
    {
        var segments = new List<string>();
        var path = target.Split('#')[0].Replace('\\', '/');
        foreach (var segment in (path.StartsWith('/') ? path : folder + path).Split('/'))
        {
            if (segment == ".." && segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment.Length > 0 && segment is not ("." or ".."))
            {
                segments.Add(Uri.UnescapeDataString(segment));
            }
        }
        return string.Join('/', segments);
    }
}
