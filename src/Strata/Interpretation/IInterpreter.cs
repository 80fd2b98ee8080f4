using Strata.Schemas;

namespace Strata.Interpretation;

/// <summary>
/// Reads a document's blocks and states findings: deterministic rules, or a language model. Stateless; one instance serves all runs
/// (docs/adr/0034-interpreters.md).
/// </summary>
internal interface IInterpreter
{
    /// <summary>The name by which runs refer to it.</summary>
    string Name { get; }

    /// <summary>Rises whenever the same input could give other findings.</summary>
    int Version { get; }

    /// <summary>Whether what it finds is staged unless the caller accepts it.</summary>
    bool Stages => false;

    /// <summary>Whether it fills in annotation schemas, and nothing else.</summary>
    bool Annotates => false;

    /// <summary>Divides a document into packs, in the order of its blocks and without gaps. Pure.</summary>
    IEnumerable<Pack> Plan(ParsedDocument document);

    /// <summary>Starts to read one document.</summary>
    /// <param name="schemas">The active schema of every type, <c>generic</c> among them.</param>
    /// <param name="fileName">Null if the source has none.</param>
    /// <param name="slice">Returns the source's decoded text at a range.</param>
    IReading Start(
        IReadOnlyList<SchemaDefinition> schemas,
        InterpretationOptions options,
        ParsedDocument document,
        string? fileName,
        Func<ByteRange, string> slice
    );
}

/// <summary>One document being read by an interpreter. Not for concurrent use.</summary>
internal interface IReading
{
    /// <summary>Returns the findings of the next pack, in the order of its blocks.</summary>
    IEnumerable<Finding> Interpret(IEnumerable<Block> pack);

    /// <summary>Takes the answers that the findings since the last call were made of; for interpreters that ask.</summary>
    IReadOnlyList<PackAnswer> TakeAnswers() => [];

    /// <summary>Whether some finding has a type other than <c>generic</c>.</summary>
    bool HasTyped { get; }

    /// <summary>Number of blocks that gave no finding.</summary>
    long SkippedCount { get; }

    /// <summary>Values that did not fit and fields that were missing, with reason, count and first place. Complete after the last pack.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>Notes on how the document was read that don't put a value in doubt. Complete after the last pack.</summary>
    IReadOnlyList<string> Remarks { get; }
}

/// <summary>Consecutive blocks that one call of an interpreter handles.</summary>
/// <param name="LastBlock">Index of the last block; null: to the end of the document.</param>
internal sealed record Pack(int? LastBlock)
{
    public static readonly Pack WholeDocument = new(LastBlock: null);

    /// <summary>Takes the pack's blocks from those that earlier packs have left.</summary>
    public IEnumerable<Block> TakeFrom(IEnumerator<Block> blocks)
    {
        while (blocks.MoveNext())
        {
            yield return blocks.Current;
            if (blocks.Current.Index == LastBlock)
            {
                yield break;
            }
        }
    }
}
