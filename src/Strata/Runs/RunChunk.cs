using Strata.Documents;
using Strata.Indexing.Postings;
using Strata.Interpretation;
using Strata.Ledger;

namespace Strata.Runs;

/// <summary>One commit of a run: pages of blocks and the observations found in them.</summary>
internal sealed class RunChunk
{
    /// <summary>The document these blocks belong to; null in the chunk that only closes the run.</summary>
    public RunDocument? Document { get; init; }
    public List<BlockPage> Pages { get; } = [];
    public List<NewObservation> Observations { get; } = [];

    /// <summary>The findings that the observations state, in the same order, of a run that stages them; else empty.</summary>
    public List<Finding> Staged { get; } = [];

    /// <summary>Requests to the interpreter and their answers.</summary>
    public List<PackAnswer> Packs { get; } = [];
    public double ConfidenceSum { get; set; }
    public long UnknownFields { get; set; }

    /// <summary>Blocks of the document processed once this chunk is committed.</summary>
    public int BlocksDone { get; set; }

    /// <summary>Bytes of the source read so far; null if something else is read, such as the output of a converter.</summary>
    public long? BytesRead { get; set; }

    /// <summary>Whether an earlier attempt committed this chunk; it is read again only for the messages at the run's end.</summary>
    public bool IsCommitted { get; init; }

    /// <summary>Whether only pages and their text are committed: a rendered document is stored whole before it is interpreted.</summary>
    public bool IsRendering { get; init; }

    /// <summary>Whether the document ends with this chunk.</summary>
    public bool EndsDocument { get; set; }
}

/// <summary>A document of a run, shared by its chunks.</summary>
/// <param name="stored">Row of the document, if it was stored before being interpreted.</param>
internal sealed class RunDocument(ParsedDocument parsed, int index, DocumentRecord? stored = null)
{
    public ParsedDocument Parsed { get; } = parsed;
    public DocumentRecord? Stored { get; } = stored;

    /// <summary>Index of the document in the source, from 0.</summary>
    public int Index { get; } = index;
    public IReading? Reading { get; set; }

    /// <summary>Whether some finding has a doubtful value.</summary>
    public bool HasDoubts { get; set; }

    /// <summary>Quote check for running text; null for records.</summary>
    public QuoteCheck? Quotes { get; set; }

    /// <summary>Messages about an incomplete parse; final once all blocks have been read.</summary>
    public IReadOnlyList<string> Errors => Stored is null ? DiagnosticText.Of(Parsed.Diagnostics) : RunRecord.ErrorsOf(Stored.Diagnostics);

    public bool IsFatal => Stored is null ? Parsed.Diagnostics.Any(d => d.Fatal) : Stored.Complete == 0;
}

/// <summary>Consecutive blocks, packed, and their terms for the search index: all that costs by their length is done before they are written.</summary>
/// <param name="Text">The pages' part of a rendered document's text; null for other documents.</param>
internal sealed record BlockPage(
    int FirstBlock,
    int Count,
    long ByteStart,
    long ByteEnd,
    byte[] Packed,
    byte[]? Details,
    IReadOnlyList<DocumentTerms> Terms,
    byte[]? Text
);
