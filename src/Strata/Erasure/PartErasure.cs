using Strata.Blobs;
using Strata.Blobs.Backends;
using Strata.Database;
using Strata.Ledger;
using Strata.Projects;
using Strata.Verification;

namespace Strata.Erasure;

/// <summary>
/// Removes a part of what a user has: rows, index entries, caches, bytes and what was derived of them (docs/adr/0038-erasing-a-part.md).
/// Steps are repeatable: an interrupted erasure goes on with the next call.
/// </summary>
/// <param name="caches">Folder of caches, each with a folder per user.</param>
internal sealed class PartErasure(
    IDatabase database,
    LedgerServices services,
    BlobStore blobs,
    Rebuilder rebuilder,
    ReceiptKey key,
    string caches
)
{
    public const string Erase = "erase_part";
    public const string Lift = "lift_erasure";

    public Task<ErasurePreview> PreviewAsync(UserId user, ErasureScope scope, CancellationToken ct) =>
        database.ReadAsync(user, async c => await PreviewAsync(c, await PartSelection.OfAsync(c, scope)), ct);

    public async Task<PartErasureReceipt> EraseAsync(
        UserId user,
        string actor,
        ErasePart request,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        if (await database.ReadAsync(user, PartErasureRecord.UnfinishedAsync, ct) is { } interrupted)
        {
            await CarryOutAsync(user, interrupted, progress, ct);
        }
        var begun = await database.WriteAsync(user, tx => BeginAsync(tx, actor, request), ct);
        return await CarryOutAsync(user, begun, progress, ct);
    }

    /// <summary>Lets the bytes of an erasure come in again; brings nothing back.</summary>
    public Task<ErasureLifted> LiftAsync(UserId user, string actor, string erasureId, string? reason, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var no = Ids.Number("dec_", erasureId) ?? throw NoErasure(erasureId);
                var session = await LedgerSession.OpenAsync(tx, services);
                var record = await PartErasureRecord.FindAsync(tx, no) ?? throw NoErasure(erasureId);
                if (record.LiftedNo is not null || record.Receipt is null)
                {
                    throw new StrataException(
                        ErrorCode.Conflict,
                        record.Receipt is null ? "The erasure is not finished: erase the part again." : "The erasure is lifted already."
                    );
                }
                var (seq, _) = session.Decide(
                    new Decision(Lift)
                    {
                        Actor = actor,
                        Reason = reason,
                        TargetSeq = no,
                    }
                );
                await tx.ExecuteAsync(
                    "update part_erasures set lifted_no = @seq where user_id = @user and erasure_no = @no",
                    new { seq, no }
                );
                return new ErasureLifted(erasureId, Ids.Decision(seq));
            },
            ct
        );

    public Task<IReadOnlyList<PartErasureReceipt>> ListAsync(UserId user, CancellationToken ct) =>
        database.ReadAsync(user, PartErasureRecord.ReceiptsAsync, ct);

    private static StrataException NoErasure(string id) => new(ErrorCode.SourceNotFound, $"There is no erasure '{id}'.");

    private static async Task<ErasurePreview> PreviewAsync(UserConnection connection, PartSelection selection)
    {
        var counts =
            await connection.QueryFirstOrDefaultAsync<Counts>(
                $"""
                select
                    (select count(*) from documents where user_id = @user and source_no IN_LIST(@sources)) as documents,
                    (select count(*) from runs where user_id = @user and source_no IN_LIST(@sources)) as runs,
                    (select count(*) from observations where user_id = @user and {PartSelection.Observed}) as observations,
                    (select count(distinct entity_no) from observations where user_id = @user and {PartSelection.Observed}) as entities,
                    (select count(*) from (
                        select entity_no from observations where user_id = @user
                        group by entity_no having count(*) = sum(case when {PartSelection.Observed} then 1 else 0 end)) g) as emptied,
                    (select cast(coalesce(sum(b.byte_size), 0) as bigint) from blobs b where b.user_id = @user and b.digest in (
                        select digest from sources where user_id = @user and source_no IN_LIST(@sources)
                        union select text_digest from documents where user_id = @user and source_no IN_LIST(@sources))) as bytes
                """,
                new
                {
                    sources = selection.SourceNos,
                    from = selection.From,
                    to = selection.To,
                }
            ) ?? throw new InvalidDataException("A count has no row.");
        return new ErasurePreview
        {
            Sources =
            [
                .. selection
                    .Sources.Take(Erasure.PreviewErasure.MaxListed)
                    .Select(s => new ErasedSource(s.SourceId, s.FileName, s.ByteSize, s.Why)),
            ],
            SourceCount = selection.Sources.Count,
            Documents = counts.Documents,
            Runs = counts.Runs,
            Observations = counts.Observations,
            EntitiesRemoved = counts.Emptied,
            EntitiesChanged = counts.Entities - counts.Emptied,
            BytesFreed = counts.Bytes,
            BytesFreedByDeleting = 0,
            Afterwards =
                "The same bytes are refused (CONFLICT) until the erasure is lifted. Backups taken before still have them; deleting entities instead hides them, frees nothing, and the same bytes are then known already.",
            Confirm = selection.Fingerprint(counts.Observations),
        };
    }

    private async Task<PartErasureRecord> BeginAsync(UserTransaction tx, string actor, ErasePart request)
    {
        var session = await LedgerSession.OpenAsync(tx, services);
        await session.FlushAsync();
        var asked = request.Scope;
        if (asked.SourceId is { } name)
        {
            // A file's name must not stay behind in the receipt.
            asked = asked with
            {
                SourceId = (await SourceRecords.GetAsync(tx, name)).SourceId,
            };
        }
        var selection = await PartSelection.OfAsync(tx, asked);
        var preview = await PreviewAsync(tx, selection);
        if (!string.Equals(preview.Confirm, request.Confirm, StringComparison.Ordinal))
        {
            throw new StrataException(
                ErrorCode.Conflict,
                "What would be erased is not what was previewed: ask for the preview, and pass its 'confirm'."
            );
        }
        if (selection.Sources.Count == 0 && preview.Observations == 0 && selection.ProjectNo is null)
        {
            throw new StrataException(ErrorCode.SourceNotFound, "There is nothing in that part.");
        }
        var running = await tx.QueryFirstOrDefaultAsync<long?>(
            "select run_no from runs where user_id = @user and status = 'running' and source_no IN_LIST(@sources) limit 1",
            new { sources = selection.SourceNos }
        );
        if (running is { } run)
        {
            throw new StrataException(ErrorCode.Conflict, $"{Ids.Run(run)} is reading one of the sources: wait for it, or cancel it.");
        }
        var scope = JsonSerializer.Serialize(asked, StrataJson.Options);
        var contentKey = await ErasedContents.KeyAsync(tx);
        var (no, _) = session.Decide(
            new Decision(Erase)
            {
                Actor = actor,
                Reason = request.Reason,
                Payload = scope,
            }
        );
        if (selection.ProjectNo is { } project)
        {
            await ProjectService.DeleteAsync(session, project, actor, request.Reason);
        }
        await tx.ExecuteAsync(
            "insert into part_erasures (user_id, erasure_no, scope, content_key) values (@user, @no, @scope, @contentKey)",
            new
            {
                no,
                scope,
                contentKey,
            }
        );
        await tx.BulkAsync(
            ErasedContents.Table,
            BulkMode.Insert,
            [.. selection.Sources.Select(s => new object?[] { no, s.SourceNo, ErasedContents.HashOf(contentKey, s.Digest) })]
        );
        return new PartErasureRecord(no, scope, null, null);
    }

    private async Task<PartErasureReceipt> CarryOutAsync(
        UserId user,
        PartErasureRecord record,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var removal = new PartRemoval(database, services, blobs, user, record, progress, ct);
        await removal.RowsAsync();
        await RemoveCachesAsync(user, ct);
        services.Schemas.Forget(user);
        await rebuilder.RebuildAsync(user, progress, ct);
        await removal.EntitiesAsync();
        await removal.ZonesAsync();
        await removal.IndexAsync();
        var traces = await HasTracesAsync(user, progress, ct);
        var (state, head, backup) = await database.ReadAsync(user, EndAsync, ct);
        var receipt = await key.SignAsync(
            new PartErasureReceipt
            {
                ErasureId = Ids.Decision(record.ErasureNo),
                UserId = user.Value,
                Scope = JsonSerializer.Deserialize<ErasureScope>(record.Scope, StrataJson.Options) ?? new ErasureScope(),
                FinishedAt = services.Time.GetUtcNow(),
                Rows = removal.Removed,
                Blobs = removal.Blobs,
                Bytes = removal.Bytes,
                StateHash = state,
                ChainHead = head,
                TracesInFreeSpace = traces,
                LastBackup = backup,
                Key = "",
                Signature = "",
            },
            ct
        );
        await database.WriteAsync(
            user,
            tx =>
                tx.ExecuteAsync(
                    "update part_erasures set receipt = @receipt where user_id = @user and erasure_no = @ErasureNo",
                    new { receipt = JsonSerializer.Serialize(receipt, StrataJson.Options), record.ErasureNo }
                ),
            ct
        );
        return receipt;
    }

    private static async Task<(string State, string Head, DateTimeOffset? Backup)> EndAsync(UserConnection connection)
    {
        var head = await connection.QueryFirstOrDefaultAsync<byte[]>("select chain_hash from ledger_heads where user_id = @user");
        var backup = await connection.QueryFirstOrDefaultAsync<long?>(
            "select max(recorded_at) as at from decisions where user_id = @user and kind = 'backup'"
        );
        return (await StateHash.OfAsync(connection), Convert.ToHexStringLower(head ?? []), backup is { } at ? UnixTime.Time(at) : null);
    }

    /// <summary>Pictures and copies are made again when they are asked for.</summary>
    private async Task RemoveCachesAsync(UserId user, CancellationToken ct)
    {
        foreach (var cache in Directory.Exists(caches) ? Directory.EnumerateDirectories(caches) : [])
        {
            await new FileBlobBackend(cache).RemoveAllAsync(user, ct);
        }
    }

    /// <summary>Removes traces from the database's files, if no one else keeps it in use.</summary>
    private async Task<bool> HasTracesAsync(UserId user, IProgress<Progress>? progress, CancellationToken ct)
    {
        try
        {
            await using var erasure = await database.OpenErasureAsync(user, ct);
            return (await erasure.ScrubAsync(rewrite: false, progress, ct)).Count > 0;
        }
        catch (StrataException e) when (e.Code is ErrorCode.StoragePending or ErrorCode.Conflict)
        {
            return true;
        }
    }

    private sealed record Counts(long Documents, long Runs, long Observations, long Entities, long Emptied, long Bytes);
}
