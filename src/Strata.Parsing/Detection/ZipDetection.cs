using System.Buffers.Binary;
using Strata.Parsing.Zip;

namespace Strata.Parsing.Detection;

/// <summary>
/// Detects the format of a ZIP: Office Open XML by the path of its main part (ECMA-376, part 2), OpenDocument and EPUB by the uncompressed
/// first member <c>mimetype</c> (OpenDocument 1.3 part 2, section 3.3; EPUB OCF, section 4.3), JAR by its manifest.
/// </summary>
internal static class ZipDetection
{
    private const int LocalHeader = 30;
    private const int MaxNames = 5_000;

    private static readonly Dictionary<string, string> ByMember = new(StringComparer.OrdinalIgnoreCase)
    {
        ["word/document.xml"] = MediaTypes.Docx,
        ["word/document2.xml"] = MediaTypes.Docx,
        ["xl/workbook.xml"] = MediaTypes.Xlsx,
        ["xl/workbook.bin"] = "application/vnd.ms-excel.sheet.binary.macroenabled.12",
        ["ppt/presentation.xml"] = MediaTypes.Pptx,
        ["META-INF/container.xml"] = MediaTypes.Epub,
        ["AndroidManifest.xml"] = "application/vnd.android.package-archive",
        ["META-INF/MANIFEST.MF"] = MediaTypes.Jar,
    };

    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".docx"] = MediaTypes.Docx,
        [".docm"] = MediaTypes.Docx,
        [".dotx"] = MediaTypes.Docx,
        [".xlsx"] = MediaTypes.Xlsx,
        [".xlsm"] = MediaTypes.Xlsx,
        [".xltx"] = MediaTypes.Xlsx,
        [".pptx"] = MediaTypes.Pptx,
        [".pptm"] = MediaTypes.Pptx,
        [".ppsx"] = MediaTypes.Pptx,
        [".odt"] = MediaTypes.Odt,
        [".ods"] = MediaTypes.Ods,
        [".odp"] = MediaTypes.Odp,
        [".epub"] = MediaTypes.Epub,
        [".jar"] = MediaTypes.Jar,
    };

    /// <summary>Detects by the members in a head, else by the name.</summary>
    public static DetectedType Explain(IEnumerable<(string Name, string? Content)> members, string? fileName) =>
        ByMembers(members)
        ?? (
            ByExtension.GetValueOrDefault(Path.GetExtension(fileName) ?? "") is { } named
                ? new(named, DetectedBy.Name, $"a ZIP whose name ends in {Path.GetExtension(fileName)}")
                : DetectedType.FromContent(MediaTypes.Zip, "a ZIP of nothing more particular")
        );

    /// <summary>Detects by the directory; the name is not needed.</summary>
    public static DetectedType Explain(Stream source)
    {
        source.Position = 0;
        var head = new byte[(int)Math.Min(4096, source.Length)];
        source.ReadExactly(head);
        var mimetype = Names(head).Take(1).Where(member => member.Content is not null);
        try
        {
            return Explain(
                mimetype.Concat(ZipDirectory.Read(source).Take(MaxNames).Select(entry => (entry.Name, (string?)null))),
                fileName: null
            );
        }
        catch (InvalidDataException)
        {
            return Explain(Names(head), fileName: null);
        }
    }

    /// <summary>Returns the members with headers in the head, with the content of <c>mimetype</c>.</summary>
    public static IReadOnlyList<(string Name, string? Content)> Names(ReadOnlySpan<byte> head)
    {
        var names = new List<(string, string?)>();
        for (var at = 0; at + LocalHeader <= head.Length && head[at..].IndexOf("PK\u0003\u0004"u8) is >= 0 and var next; at++)
        {
            at += next;
            if (at + LocalHeader > head.Length)
            {
                break;
            }
            var header = head[at..];
            var name = LocalHeader..(LocalHeader + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]));
            if (name.End.Value > header.Length)
            {
                break;
            }
            names.Add(
                (Encoding.UTF8.GetString(header[name]), header[name].SequenceEqual("mimetype"u8) ? Stored(header, name.End.Value) : null)
            );
        }
        return names;
    }

    private static string? Stored(ReadOnlySpan<byte> header, int nameEnd)
    {
        var start = nameEnd + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header[18..]);
        var isStored = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) == 0;
        return isStored && length is > 0 and < 200 && start + length <= header.Length
            ? Encoding.ASCII.GetString(header.Slice(start, (int)length)).Trim()
            : null;
    }

    private static DetectedType? ByMembers(IEnumerable<(string Name, string? Content)> members)
    {
        DetectedType? weak = null;
        foreach (var (name, content) in members)
        {
            if (content is not null && content.StartsWith("application/", StringComparison.Ordinal))
            {
                return DetectedType.FromContent(content, $"a ZIP whose mimetype says {content}");
            }
            if (ByMember.GetValueOrDefault(name) is { } type)
            {
                var found = DetectedType.FromContent(type, $"a ZIP that holds {name}");
                if (type != MediaTypes.Jar)
                {
                    return found;
                }
                // Other packages have manifests too, so any more specific member wins.
                weak = found;
            }
        }
        return weak;
    }
}
