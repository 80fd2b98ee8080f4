using Strata.Database;
using Strata.Documents;
using Strata.Ledger;
using Strata.Parsing;

namespace Strata.Rendering;

/// <summary>What is to be rendered: a source, or one document of it.</summary>
/// <param name="Document">Null: all documents of the source.</param>
/// <param name="Parser">Null where nothing reads the source's format.</param>
/// <param name="Kept">The source's rendered documents, where all of them are kept.</param>
internal sealed record Subject(SourceRecord Source, DocumentRecord? Document, IParser? Parser, IReadOnlyList<DocumentRecord> Kept)
{
    /// <param name="id">A source's id or a document's.</param>
    /// <exception cref="StrataException">SOURCE_NOT_FOUND.</exception>
    public static async Task<Subject> FindAsync(UserConnection connection, string id)
    {
        DocumentRecord? document = null;
        SourceRecord source;
        if (id.StartsWith("doc_", StringComparison.Ordinal))
        {
            document = await DocumentQueries.FindAsync(connection, id);
            source = await SourceRecords.ByNumberAsync(connection, document.SourceNo);
        }
        else
        {
            source = await SourceRecords.GetAsync(connection, id);
        }
        var parser = document is null ? Parsers.For(source.MediaType) : Parsers.All.FirstOrDefault(p => p.Id == document.Parser);
        if (document is { IsRendered: 1 })
        {
            return new Subject(source, document, parser, [document]);
        }
        return new Subject(source, document, parser, await StoredDocuments.LatestAsync(connection, source.SourceNo));
    }
}
