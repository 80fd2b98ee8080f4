namespace Strata.Parsing;

/// <summary>What may be spent on one source. What exceeds it ends the parse with a diagnostic that names the limit.</summary>
public sealed record ParseBudget
{
    /// <summary>Longest single block (a line, a record, a paragraph), in bytes.</summary>
    public int MaxBlockBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Most blocks in one document.</summary>
    public long MaxBlocks { get; init; } = 50_000_000;

    /// <summary>Deepest nesting of JSON values or Markdown containers.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Most fields in one record.</summary>
    public int MaxFields { get; init; } = 10_000;

    /// <summary>Most bytes that a compressed container may expand to, members together.</summary>
    public long MaxExpandedBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>
    /// Most bytes of what must be held whole to read the rest: the shared strings of a workbook, the footnotes of a text.
    /// </summary>
    public long MaxHeldBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Most members of a container, at all depths.</summary>
    public int MaxMembers { get; init; } = 10_000;

    /// <summary>Most pages, slides or sheets of a document.</summary>
    public int MaxPages { get; init; } = 10_000;

    /// <summary>Longest that a parser may work on a source of up to a gigabyte, without what is done with its blocks in between.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Tells when that time is over; stands still where nobody watches (<see cref="TimedParse"/> does).</summary>
    public ParseClock Clock { get; init; } = ParseClock.Unbounded;

    public static ParseBudget Default { get; } = new();
}

/// <summary>Why a parse is not whole. The document keeps the blocks that came before.</summary>
/// <param name="Line">1-based line, 0 where lines mean nothing.</param>
/// <param name="Offset">Byte offset into the source.</param>
/// <param name="Fatal">True where parsing could not go on after this point.</param>
public sealed record ParseDiagnostic(long Line, long Offset, string Reason, bool Fatal);

/// <summary>
/// A document while it is being parsed. Enumerate <see cref="Blocks"/> once; <see cref="Diagnostics"/> is complete when the enumeration
/// ends.
/// </summary>
public sealed class ParsedDocument
{
    private IEnumerable<Block> _blocks = [];

    /// <summary>Which part of the source this is; empty where the source is one document.</summary>
    public string Part { get; init; } = "";
    public string? Title { get; init; }

    /// <summary>Encoding in which slices of the source are decoded.</summary>
    public required Encoding Encoding { get; init; }

    /// <summary>
    /// Whether the source's bytes are not its text (DOCX, PDF, mail, HTML by its tree…): then the document has a text of its own, UTF-8,
    /// made of its blocks' texts as <see cref="RenderedText"/> lays them out. Ranges are into that text, and <see cref="Block.Spans"/>
    /// lead on to the original.
    /// </summary>
    public bool IsRendered { get; init; }

    /// <summary>The fact that names the encoding of a text source, in which <see cref="Block.Source"/> is decoded.</summary>
    public const string EncodingFact = "encoding";

    /// <summary>
    /// The fact that names the markup of a text source whose text stands between tags: a range over several blocks holds tags too.
    /// </summary>
    public const string MarkupFact = "markup";

    /// <summary>Whether blocks are records (CSV rows, JSON objects) rather than running text.</summary>
    public required bool IsRecords { get; init; }
    public required IEnumerable<Block> Blocks
    {
        get => _blocks;
        init => _blocks = value;
    }

    public List<ParseDiagnostic> Diagnostics { get; } = [];

    /// <summary>
    /// Where the names of records' values stand in the source, where that is one place for all records: the header of a table.
    /// </summary>
    public IReadOnlyDictionary<string, ByteRange> NameRanges { get; init; } = new Dictionary<string, ByteRange>();

    /// <summary>
    /// What people should know of how it was read though nothing of it is missing; complete when the enumeration ends. Rendered documents
    /// keep none.
    /// </summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The fact that says how many members a container has whose blocks only list them: they state nothing of their own.</summary>
    public const string MembersFact = "members";

    /// <summary>Facts the parser found out (delimiter, header, …), for people and for the run's configuration.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    internal void Watch(Func<IEnumerable<Block>, IEnumerable<Block>> watched) => _blocks = watched(_blocks);
}

/// <summary>Bytes → documents. Pure: no clock but the budget's, no I/O of its own, bounded by the budget; streams.</summary>
public interface IParser
{
    /// <summary>
    /// Stable name, part of the document's identity: <c>csv</c>, <c>json</c>, <c>jsonl</c>, <c>text</c>, <c>markdown</c>.
    /// </summary>
    string Id { get; }

    /// <summary>Part of the document's identity: another version makes another document.</summary>
    int Version { get; }

    /// <summary>Media types this parser reads.</summary>
    IReadOnlyList<string> MediaTypes { get; }

    /// <summary>The types of the blocks that it makes, of whatever source, in the order of the type's values.</summary>
    IReadOnlyList<BlockType> BlockTypes { get; }

    /// <summary>
    /// The external program's output that this parser reads instead of the source itself (<c>pdf-layout</c>, <c>pandoc</c>), or null.
    /// The document's text and places still speak of the source.
    /// </summary>
    string? Conversion => null;

    /// <param name="source">Seekable, positioned at 0; stays open.</param>
    IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget);
}

/// <summary>A parser whose sources hold other sources: a ZIP's members, a mail's attachments.</summary>
public interface IContainerParser : IParser
{
    /// <summary>
    /// The members in order, without those that a limit or a rule of safety refuses; those are diagnostics of the document.
    /// </summary>
    IEnumerable<SourceMember> Members(Stream source, string? fileName, ParseBudget budget);
}

/// <summary>Bytes inside a source that become a source of their own, linked to it.</summary>
/// <param name="Path">Where it stands: the path inside the ZIP, the MIME part.</param>
/// <param name="FileName">Its last path segment or declared name; never a path.</param>
/// <param name="MediaType">As declared; content decides where the two disagree.</param>
/// <param name="Open">
/// Opens its decoded bytes, bounded by the budget: reading beyond it throws <see cref="InvalidDataException"/> with the limit named. The
/// source must stay open.
/// </param>
public sealed record SourceMember(string Path, string? FileName, string? MediaType, Func<Stream> Open);
