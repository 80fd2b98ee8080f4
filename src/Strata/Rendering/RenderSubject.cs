using Strata.Database;
using Strata.Documents;
using Strata.Documents.Programs;
using Strata.Ledger;
using Strata.Parsing.Csv;

namespace Strata.Rendering;

/// <summary>What to render: a source, or one document of it.</summary>
/// <param name="Document">Null: all documents of the source.</param>
/// <param name="Parser">Null if nothing reads the source's format.</param>
/// <param name="Kept">The source's rendered documents, if all are stored.</param>
internal sealed record RenderSubject(SourceRecord Source, DocumentRecord? Document, IParser? Parser, IReadOnlyList<DocumentRecord> Kept)
{
    /// <param name="id">A source's id or a document's.</param>
    /// <exception cref="StrataException">SOURCE_NOT_FOUND.</exception>
    public static async Task<RenderSubject> FindAsync(UserConnection connection, string id)
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
        var parser = document is null ? Reader(source.MediaType) : Parsers.All.FirstOrDefault(p => p.Id == document.Parser);
        if (parser is CsvParser)
        {
            parser = CsvParser.ForPart(document?.Part ?? await LatestPartAsync(connection, source.SourceNo, parser));
        }
        if (document is { IsRendered: 1 })
        {
            return new RenderSubject(source, document, parser, [document]);
        }
        return new RenderSubject(source, document, parser, await StoredDocuments.LatestAsync(connection, source.SourceNo));
    }

    private static IParser? Reader(string mediaType) => Parsers.For(mediaType) is { } parser ? Conversions.Here(parser) : null;

    /// <summary>Returns the part that the source was last read as, with its header as stated; empty if it was not read.</summary>
    private static async Task<string> LatestPartAsync(UserConnection connection, long sourceNo, IParser parser) =>
        await connection.QueryFirstOrDefaultAsync<string>(
            """
            select part from documents
            where user_id = @user and source_no = @sourceNo and parser = @parser
            order by document_no desc limit 1
            """,
            new { sourceNo, parser = parser.Id }
        ) ?? "";
}
