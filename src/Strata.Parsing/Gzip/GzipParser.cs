using System.IO.Compression;

namespace Strata.Parsing.Gzip;

/// <summary>Parses one compressed file (RFC 1952); its content becomes a source of its own.</summary>
public sealed class GzipParser : IContainerParser
{
    private const byte HasExtra = 4;
    private const byte HasName = 8;
    private const int HeaderBytes = 10;
    private const int MaxNameLength = 1024;

    public string Id => "gzip";
    public int Version => 1;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.Gzip];
    public IReadOnlyList<BlockType> BlockTypes { get; } = [BlockType.ListItem];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        var name = NameOf(source, fileName);
        yield return new()
        {
            Encoding = Encoding.UTF8,
            IsRendered = true,
            IsRecords = false,
            Facts = new Dictionary<string, string> { [ParsedDocument.MembersFact] = "1" },
            Blocks =
            [
                new RenderedText().Add(BlockType.ListItem, name, new() { Part = name }, traits: new() { Target = name, Ordered = false }),
            ],
        };
    }

    public IEnumerable<SourceMember> Members(Stream source, string? fileName, ParseBudget budget)
    {
        var name = NameOf(source, fileName);
        var limit = Math.Min(budget.MaxExpandedBytes, Math.Max(Zip.ZipMembers.MaxRatio * source.Length, Zip.ZipMembers.RatioCounts));
        var reason =
            limit == budget.MaxExpandedBytes
                ? $"{name} expands to more than {limit} bytes (MaxExpandedBytes)"
                : $"{name} expands to more than {Zip.ZipMembers.MaxRatio} times its size";
        yield return new(
            name,
            name,
            null,
            () =>
                new BoundedStream(
                    new Inflated(new GZipStream(new RangeStream(source, 0, source.Length), CompressionMode.Decompress), name),
                    limit,
                    reason
                )
        );
    }

    /// <summary>Returns the name in the header, else the file's own without the extension for compression.</summary>
    private static string NameOf(Stream source, string? fileName)
    {
        var outer = Path.GetExtension(fileName)?.ToLowerInvariant() switch
        {
            ".gz" or ".gzip" => Path.GetFileNameWithoutExtension(fileName),
            ".tgz" => Path.GetFileNameWithoutExtension(fileName) + ".tar",
            ".svgz" => Path.GetFileNameWithoutExtension(fileName) + ".svg",
            _ => fileName,
        };
        return FileNames.Of(Written(source)) ?? FileNames.Of(outer) ?? "content";
    }

    private static string? Written(Stream source)
    {
        Span<byte> head = stackalloc byte[HeaderBytes + MaxNameLength];
        source.Position = 0;
        head = head[..source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (head.Length < HeaderBytes || (head[3] & HasName) == 0 || (head[3] & HasExtra) != 0)
        {
            return null;
        }
        var end = head[HeaderBytes..].IndexOf((byte)0);
        return end <= 0 ? null : Encoding.Latin1.GetString(head.Slice(HeaderBytes, end));
    }
}
