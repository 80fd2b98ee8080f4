namespace Strata.Rendering;

/// <summary>One of the forms in which a source can be shown.</summary>
internal interface ISourceRenderer : IDisposable
{
    /// <summary>Whether <see cref="Look"/> needs all blocks before they are written.</summary>
    bool LooksAhead => false;

    void Look(string documentId, Block block) { }

    /// <summary>Whether nothing more is needed.</summary>
    bool IsFull => false;

    void Begin(string documentId, ParsedDocument document);

    /// <summary>Place of the block's own source text if it is needed; null avoids opening the source.</summary>
    ByteRange? Asked(Block block) => null;

    /// <param name="raw">The block's own source text; null unless <see cref="Asked"/> for.</param>
    void Write(Block block, string? raw);

    void EndDocument(ReadStatus read);

    void End();
}
