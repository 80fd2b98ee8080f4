using System.Text;

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

    public static ParseBudget Default { get; } = new();
}

/// <summary>Why a parse is not whole. The document keeps the blocks that came before.</summary>
/// <param name="Line">1-based line, 0 where lines mean nothing.</param>
/// <param name="Offset">Byte offset into the source.</param>
/// <param name="Fatal">True where parsing could not go on after this point.</param>
public sealed record ParseDiagnostic(long Line, long Offset, string Reason, bool Fatal);

/// <summary>A document while it is being parsed. Enumerate <see cref="Blocks"/> once; <see cref="Diagnostics"/> is complete when the enumeration ends.</summary>
public sealed class ParsedDocument
{
    /// <summary>Which part of the source this is; empty where the source is one document.</summary>
    public string Part { get; init; } = "";
    public string? Title { get; init; }

    /// <summary>Encoding in which slices of the source are decoded.</summary>
    public required Encoding Encoding { get; init; }

    /// <summary>Whether blocks are records (CSV rows, JSON objects) rather than running text.</summary>
    public required bool IsRecords { get; init; }
    public required IEnumerable<Block> Blocks { get; init; }
    public List<ParseDiagnostic> Diagnostics { get; } = [];

    /// <summary>Facts the parser found out (delimiter, header, …), for people and for the run's configuration.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();
}

/// <summary>Bytes → documents. Pure: no clock, no I/O of its own, bounded by the budget; streams.</summary>
public interface IParser
{
    /// <summary>Stable name, part of the document's identity: <c>csv</c>, <c>json</c>, <c>jsonl</c>, <c>text</c>, <c>markdown</c>.</summary>
    string Id { get; }

    /// <summary>Part of the document's identity: another version makes another document.</summary>
    int Version { get; }

    /// <summary>Media types this parser reads.</summary>
    IReadOnlyList<string> MediaTypes { get; }

    /// <param name="source">Seekable, positioned at 0; stays open.</param>
    IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget);
}
