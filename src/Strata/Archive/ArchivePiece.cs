using System.Security.Cryptography;
using Strata.Database;

namespace Strata.Archive;

/// <summary>A row of <c>run_archives</c>: pages of a document, or (without a document) errors of the run.</summary>
/// <param name="LastBlock">First block of the last page.</param>
/// <param name="Digest">SHA-256 of the plain bytes.</param>
internal sealed record ArchivePiece(
    long RunNo,
    long PieceNo,
    long? DocumentNo,
    long? FirstBlock,
    long? LastBlock,
    long Pages,
    long PlainSize,
    byte[] Digest,
    byte[] Packed,
    long ArchivedAt
)
{
    public const string Columns = "run_no, piece_no, document_no, first_block, last_block, pages, plain_size, digest, packed, archived_at";

    /// <summary>Approximate bytes of a row besides <see cref="Size"/>, with its indexes.</summary>
    public const int RowBytes = 128;

    private static readonly BulkTable Table = new(
        "run_archives",
        ["run_no", "piece_no"],
        [
            new("run_no", BulkType.Integer),
            new("piece_no", BulkType.Integer),
            new("document_no", BulkType.Integer),
            new("first_block", BulkType.Integer),
            new("last_block", BulkType.Integer),
            new("pages", BulkType.Integer),
            new("plain_size", BulkType.Integer),
            new("digest", BulkType.Bytes),
            new("packed", BulkType.Bytes),
            new("archived_at", BulkType.Integer),
        ]
    );

    /// <summary>Bytes of the archived content in the row.</summary>
    public long Size => Packed.Length + Digest.Length;

    public string Path => PathOf(RunNo, PieceNo);

    public static string PathOf(long runNo, long pieceNo) =>
        string.Create(CultureInfo.InvariantCulture, $"archives/{Ids.Run(runNo)}/{pieceNo}");

    /// <summary>Creates a piece without number and time.</summary>
    public static ArchivePiece Of(long runNo, ReadOnlySpan<byte> plain) =>
        new(runNo, 0, null, null, null, 0, plain.Length, SHA256.HashData(plain), ArchiveCompression.Pack(plain), 0);

    /// <exception cref="StrataException">STORAGE_UPLOAD_FAILED: the piece is damaged.</exception>
    public byte[] Unpack() => ArchiveCompression.Unpack(Packed, PlainSize, Digest, Path);

    public static Task AddAsync(UserTransaction tx, IReadOnlyList<ArchivePiece> pieces) =>
        tx.BulkAsync(
            Table,
            BulkMode.Insert,
            [
                .. pieces.Select(p =>
                    new object?[]
                    {
                        p.RunNo,
                        p.PieceNo,
                        p.DocumentNo,
                        p.FirstBlock,
                        p.LastBlock,
                        p.Pages,
                        p.PlainSize,
                        p.Digest,
                        p.Packed,
                        p.ArchivedAt,
                    }
                ),
            ]
        );
}
