namespace Strata.Documents;

/// <summary>A row of <c>documents</c>.</summary>
/// <param name="IsRendered">1 if the document has its own text, to which its ranges refer; 0 if they refer to the source's bytes.</param>
/// <param name="TextDigest">Blob of the document's own text; empty if the text is; null until it is parsed to its end.</param>
/// <param name="IsLast">1 for the last document of a rendered source: all of them have been parsed.</param>
internal sealed record DocumentRecord(
    long DocumentNo,
    string DocumentId,
    long SourceNo,
    string Parser,
    long ParserVersion,
    string Part,
    string? Title,
    string Encoding,
    long IsRecords,
    long BlockCount,
    long Complete,
    string Facts,
    string Diagnostics,
    long RecordedAt,
    long IsRendered,
    string? TextDigest,
    long IsLast
)
{
    public const string Columns =
        "document_no, document_id, source_no, parser, parser_version, part, title, encoding, is_records, block_count, complete, facts, "
        + "diagnostics, recorded_at, is_rendered, text_digest, is_last";

    public const string InSource = "source";
    public const string InText = "text";

    /// <summary>What a document's ranges refer to; for null (a structured record) the source.</summary>
    public static string LocatorIn(DocumentRecord? document) => document is { IsRendered: 1 } ? InText : InSource;

    /// <summary>Returns the digest of the bytes that the ranges refer to.</summary>
    public static string BytesOf(DocumentRecord? document, string sourceDigest) =>
        document is { TextDigest: { Length: > 0 } digest } ? digest : sourceDigest;

    /// <summary>Whether the source's bytes are text, so that they can be revised.</summary>
    public static bool IsOfText(DocumentRecord document) =>
        document.IsRendered == 0 || DocumentQueries.Texts(document.Facts).ContainsKey(ParsedDocument.EncodingFact);

    /// <summary>Encoding of the source's slices; a rendered document has it as a fact if its source is text.</summary>
    public static Encoding EncodingOfSource(DocumentRecord? document) =>
        Encodings.Get(
            document is { IsRendered: 1 }
                ? DocumentQueries.Texts(document.Facts).GetValueOrDefault(ParsedDocument.EncodingFact)
                : document?.Encoding
        );

    /// <summary>Whether the blocks can be read: those of a rendered document once its text is stored.</summary>
    public bool IsReadable => IsRendered == 0 || TextDigest is not null;
}

/// <summary>Encodings by their stored names.</summary>
internal static class Encodings
{
    /// <param name="name">Null: UTF-8, the encoding of structured records.</param>
    public static Encoding Get(string? name) =>
        name is null ? Encoding.UTF8
        : CodePagesEncodingProvider.Instance.GetEncoding(name) is { } paged ? paged
        : Encoding.GetEncoding(name);
}
