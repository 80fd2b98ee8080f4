using Strata.Database;
using Strata.Documents;

namespace Strata.Ledger;

internal static class SourceRecords
{
    public const string Stored = "stored";

    private static readonly BulkTable Table = new(
        "sources",
        ["source_no"],
        [
            new("source_no", BulkType.Integer),
            new("source_id", BulkType.Text),
            new("digest", BulkType.Text),
            new("media_type", BulkType.Text),
            new("file_name", BulkType.Text),
            new("origin", BulkType.Text),
            new("byte_size", BulkType.Integer),
            new("storage_status", BulkType.Text),
            new("observed_at", BulkType.Integer),
            new("recorded_at", BulkType.Integer),
            new("id_origin", BulkType.Text),
        ]
    );

    /// <summary>Returns null if these bytes are new.</summary>
    /// <exception cref="StrataException">CONFLICT: they were erased.</exception>
    public static async Task<SourceRecord?> FindByDigestAsync(LedgerSession session, string digest)
    {
        if (session.NewSources.TryGetValue(digest, out var added))
        {
            return added;
        }
        var held = await session.Transaction.QueryFirstOrDefaultAsync<SourceRecord>(
            $"select {SourceRecord.Columns} from sources where user_id = @user and digest = @digest",
            new { digest }
        );
        if (held is null)
        {
            await ErasedContents.RefuseAsync(session.Transaction, digest);
        }
        return held;
    }

    public static async Task<SourceRecord> ByNumberAsync(UserConnection connection, long sourceNo) =>
        await connection.QueryFirstOrDefaultAsync<SourceRecord>(
            $"select {SourceRecord.Columns} from sources where user_id = @user and source_no = @sourceNo",
            new { sourceNo }
        ) ?? throw new InvalidDataException($"Source {sourceNo} is missing.");

    /// <param name="source">Its id, or what else <see cref="SourceNames"/> knows it by.</param>
    public static async Task<SourceRecord> GetAsync(UserConnection connection, string source) =>
        await connection.QueryFirstOrDefaultAsync<SourceRecord>(
            $"select {SourceRecord.Columns} from sources where user_id = @user and source_id = @source",
            new { source }
        ) ?? await ByNumberAsync(connection, await SourceNames.NumberAsync(connection, source));

    /// <summary>Adds the source; its blob must have been added before.</summary>
    public static SourceRecord Add(LedgerSession session, NewSource source, long seq, long recordedAt)
    {
        var record = new SourceRecord(
            seq,
            Ids.Source(session.Transaction.User, source.Digest),
            source.Digest,
            source.MediaType,
            source.FileName,
            source.Origin,
            source.ByteSize,
            source.StorageStatus,
            source.ObservedAt ?? recordedAt,
            recordedAt,
            source.IdOrigin
        );
        session.Add(
            Table,
            [
                record.SourceNo,
                record.SourceId,
                record.Digest,
                record.MediaType,
                record.FileName,
                record.Origin,
                record.ByteSize,
                record.StorageStatus,
                record.ObservedAt,
                record.RecordedAt,
                record.IdOrigin,
            ]
        );
        Origins.Add(session, record.IdOrigin ?? Origins.Shared);
        session.Chain(
            ChainedTable.Sources,
            record.SourceNo,
            record.SourceId,
            record.Digest,
            record.MediaType,
            record.FileName,
            record.Origin,
            record.ByteSize,
            record.ObservedAt,
            record.RecordedAt
        );
        session.NewSources[record.Digest] = record;
        session.Tally.TookIn(record);
        return record;
    }
}
