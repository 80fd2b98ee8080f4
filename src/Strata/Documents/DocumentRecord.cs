using System.Text;

namespace Strata.Documents;

/// <summary>A row of <c>documents</c>.</summary>
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
    long RecordedAt
)
{
    public const string Columns =
        "document_no, document_id, source_no, parser, parser_version, part, title, encoding, is_records, block_count, complete, facts, diagnostics, recorded_at";
}

/// <summary>Encodings by the name that a document keeps.</summary>
internal static class Encodings
{
    /// <param name="name">Null: UTF-8, the encoding of structured records.</param>
    public static Encoding Get(string? name) =>
        name is null ? Encoding.UTF8
        : CodePagesEncodingProvider.Instance.GetEncoding(name) is { } paged ? paged
        : Encoding.GetEncoding(name);
}
