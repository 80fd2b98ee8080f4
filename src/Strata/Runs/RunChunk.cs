using Strata.Documents;
using Strata.Ledger;
using Strata.Rules;

namespace Strata.Runs;

/// <summary>What one commit of a run takes in: some pages of blocks and the observations found in them.</summary>
internal sealed class RunChunk
{
    /// <summary>The document these blocks belong to; null in the chunk that only closes the run.</summary>
    public RunDocument? Document { get; init; }
    public List<BlockPage> Pages { get; } = [];
    public List<NewObservation> Observations { get; } = [];
    public double ConfidenceSum { get; set; }
    public long UnknownFields { get; set; }

    /// <summary>Blocks of the document that are dealt with once this chunk is committed.</summary>
    public int BlocksDone { get; set; }

    /// <summary>How far the source's bytes are read; null where something else is read, such as what a program made of them.</summary>
    public long? BytesRead { get; set; }

    /// <summary>Committed by an earlier attempt: read again only for what the run's end says about its documents.</summary>
    public bool IsCommitted { get; init; }

    /// <summary>
    /// Whether the pages and their text are all there is to commit: a rendered document is kept whole before it is interpreted.
    /// </summary>
    public bool IsRendering { get; init; }

    /// <summary>Whether the document ends with this chunk.</summary>
    public bool EndsDocument { get; set; }
}

/// <summary>A document of a run, shared by its chunks.</summary>
/// <param name="stored">Its row, where it was kept before it is interpreted.</param>
internal sealed class RunDocument(ParsedDocument parsed, int index, DocumentRecord? stored = null)
{
    public ParsedDocument Parsed { get; } = parsed;
    public DocumentRecord? Stored { get; } = stored;

    /// <summary>Which document of the source it is, from 0.</summary>
    public int Index { get; } = index;
    public RulesSession? Rules { get; set; }

    /// <summary>Of running text; null for records.</summary>
    public QuoteCheck? Quotes { get; set; }

    /// <summary>Why the parse is not whole, in words; complete when the blocks have been read.</summary>
    public IReadOnlyList<string> Errors => Stored is null ? DiagnosticText.Of(Parsed.Diagnostics) : RunRecord.ErrorsOf(Stored.Diagnostics);

    public bool IsFatal => Stored is null ? Parsed.Diagnostics.Any(d => d.Fatal) : Stored.Complete == 0;
}

/// <summary>Consecutive blocks, packed, and their texts for the search index.</summary>
/// <param name="Text">The part of a rendered document's own text that goes with them; null for other documents.</param>
internal sealed record BlockPage(
    int FirstBlock,
    int Count,
    long ByteStart,
    long ByteEnd,
    byte[] Packed,
    byte[]? Details,
    IReadOnlyList<string> Texts,
    byte[]? Text
);
