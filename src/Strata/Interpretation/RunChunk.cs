using Strata.Ledger;
using Strata.Parsing;

namespace Strata.Interpretation;

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

    /// <summary>Committed by an earlier attempt: read again only for what the run's end says about its documents.</summary>
    public bool IsCommitted { get; init; }

    /// <summary>Whether the document ends with this chunk.</summary>
    public bool EndsDocument { get; set; }
}

/// <summary>A document of a run, shared by its chunks. Its row number is known once its first chunk is committed.</summary>
internal sealed class RunDocument(ParsedDocument parsed, int index)
{
    public ParsedDocument Parsed { get; } = parsed;

    /// <summary>Which document of the source it is, from 0.</summary>
    public int Index { get; } = index;
    public RulesSession? Rules { get; set; }
}

/// <summary>Consecutive blocks, packed, and their texts for the search index.</summary>
internal sealed record BlockPage(int FirstBlock, int Count, long ByteStart, long ByteEnd, byte[] Packed, IReadOnlyList<string> Texts);
