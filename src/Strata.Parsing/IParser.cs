namespace Strata.Parsing;

/// <summary>Why a parse is incomplete. The document keeps the blocks before this point.</summary>
/// <param name="Line">1-based line, 0 if the format has no lines.</param>
/// <param name="Offset">Byte offset into the source.</param>
/// <param name="Fatal">True if parsing stopped at this point.</param>
public sealed record ParseDiagnostic(long Line, long Offset, string Reason, bool Fatal);

/// <summary>
/// A document being parsed. Enumerate <see cref="Blocks"/> once; <see cref="Diagnostics"/> is complete when the enumeration ends.
/// </summary>
public sealed class ParsedDocument
{
    private IEnumerable<Block> _blocks = [];

    /// <summary>The part of the source; empty if the source is one document.</summary>
    public string Part { get; init; } = "";
    public string? Title { get; init; }

    /// <summary>The encoding of the source's slices.</summary>
    public required Encoding Encoding { get; init; }

    /// <summary>
    /// True if the source's bytes are not its text (DOCX, PDF, mail, HTML by its tree…). The document then has a UTF-8 text of its own,
    /// laid out from its blocks by <see cref="RenderedText"/>. Ranges refer to that text; <see cref="Block.Spans"/> map it to the original.
    /// </summary>
    public bool IsRendered { get; init; }

    /// <summary>Key of the fact with the encoding of a text source, in which to decode <see cref="Block.Source"/>.</summary>
    public const string EncodingFact = "encoding";

    /// <summary>
    /// Key of the fact with the markup of a text source whose text is between tags, so that a range over several blocks includes tags.
    /// </summary>
    public const string MarkupFact = "markup";

    /// <summary>True if blocks are records (CSV rows, JSON objects) rather than running text.</summary>
    public required bool IsRecords { get; init; }
    public required IEnumerable<Block> Blocks
    {
        get => _blocks;
        init => _blocks = value;
    }

    public List<ParseDiagnostic> Diagnostics { get; } = [];

    /// <summary>Ranges of the field names in the source, if all records share them: the header of a table.</summary>
    public IReadOnlyDictionary<string, ByteRange> NameRanges { get; init; } = new Dictionary<string, ByteRange>();

    /// <summary>
    /// Notes on how the source was read although nothing is missing; complete when the enumeration ends. Rendered documents keep none.
    /// </summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Key of the fact with the number of members of a container whose blocks only list them.</summary>
    public const string MembersFact = "members";

    /// <summary>Facts that the parser found (delimiter, header, …), for people and for the run's configuration.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    internal void Watch(Func<IEnumerable<Block>, IEnumerable<Block>> watched) => _blocks = watched(_blocks);
}

/// <summary>
/// Turns bytes into documents. Streams, stays within the budget, and uses no clock but the budget's and no I/O of its own.
/// </summary>
public interface IParser
{
    /// <summary>
    /// Stable name, part of the document's identity: <c>csv</c>, <c>json</c>, <c>jsonl</c>, <c>text</c>, <c>markdown</c>.
    /// </summary>
    string Id { get; }

    /// <summary>Parser version, part of the document's identity: another version creates another document.</summary>
    int Version { get; }

    /// <summary>Media types this parser reads.</summary>
    IReadOnlyList<string> MediaTypes { get; }

    /// <summary>All block types that the parser may emit, in enum order.</summary>
    IReadOnlyList<BlockType> BlockTypes { get; }

    /// <summary>
    /// The external program's output that this parser reads instead of the source (<c>pdf-layout</c>, <c>pandoc</c>), or null. The
    /// document's text and places still refer to the source.
    /// </summary>
    string? Conversion => null;

    /// <param name="source">Seekable, at position 0; left open.</param>
    IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget);
}

/// <summary>A parser whose sources hold other sources: a ZIP's members, a mail's attachments.</summary>
public interface IContainerParser : IParser
{
    /// <summary>
    /// Returns the members in order, except those that a limit or safety rule refuses; the document has diagnostics for these.
    /// </summary>
    IEnumerable<SourceMember> Members(Stream source, string? fileName, ParseBudget budget);
}

/// <summary>Bytes inside a source that become a linked source of their own.</summary>
/// <param name="Path">The path inside the ZIP, or the MIME part.</param>
/// <param name="FileName">The last path segment or declared name; never a path.</param>
/// <param name="MediaType">The declared type; the content wins if the two disagree.</param>
/// <param name="Open">
/// Opens the decoded bytes. Reading beyond the budget throws <see cref="InvalidDataException"/> naming the limit. The source must stay
/// open.
/// </param>
public sealed record SourceMember(string Path, string? FileName, string? MediaType, Func<Stream> Open);
