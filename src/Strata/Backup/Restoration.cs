using Strata.Accounts;
using Strata.Blobs;
using Strata.Database;
using Strata.Ledger;
using Strata.Search;
using Strata.Verification;

namespace Strata.Backup;

/// <summary>
/// Restores a backup of either engine for a user who is new or has no data, in one transaction. All numbers and ids stay, so the state is
/// the same byte for byte.
/// </summary>
/// <param name="folder">Holds a backup that comes as a stream, while it is read.</param>
/// <param name="plan">Plan of new users.</param>
internal sealed class Restoration(
    IDatabase database,
    LedgerServices services,
    BlobStore blobs,
    BackupOrder tables,
    Verifier verifier,
    string folder,
    Plan plan
)
{
    private const int RowsAtOnce = 5_000;
    private const long BytesAtOnce = 8 << 20;

    private readonly SearchRebuild _search = new(blobs);

    /// <param name="user">Null: the user of the backup.</param>
    /// <exception cref="StrataException">INVALID_CONTENT: it is no whole backup. CONFLICT: the user has something already.</exception>
    public async Task<RestoreReport> RestoreAsync(UserId? user, Stream archive, IProgress<Progress>? progress, CancellationToken ct)
    {
        if (!archive.CanSeek)
        {
            await using var file = await SpoolAsync(archive, ct);
            return await RestoreAsync(user, file, progress, ct);
        }
        await using var backup = await BackupReader.OpenAsync(archive, tables, Migration.Embedded(database.Engine)[^1].Number, ct);
        var target = user ?? new UserId(backup.Manifest.UserId);
        var exists = await database.UserExistsAsync(target, ct);
        if (exists)
        {
            await database.ReadAsync(target, RefuseUsedAsync, ct);
        }
        await backup.CheckAsync(progress, ct);
        var kept = await KeepAsync(backup, target, progress, ct);
        var seq = 0L;
        if (exists)
        {
            seq = await database.WriteAsync(target, tx => ReplaceAsync(tx, backup, kept, progress), ct);
        }
        else
        {
            var name = backup.Manifest.DisplayName;
            await database.AddUserAsync(target, name, Now, async tx => seq = await AddAsync(tx, backup, kept, progress), ct);
        }
        services.Schemas.Forget(target);
        return new RestoreReport
        {
            UserId = target.Value,
            TakenFrom = backup.Manifest.UserId,
            TakenAt = backup.Manifest.TakenAt,
            Seq = seq,
            StateHash = backup.Manifest.StateHash,
            Rows = backup.Manifest.Tables.Sum(t => t.Rows),
            Blobs = backup.Manifest.Blobs,
            Bytes = backup.Manifest.BlobBytes,
            Verified = await verifier.VerifyAsync(target, deep: false, progress, ct),
        };
    }

    private long Now => UnixTime.Microseconds(services.Time.GetUtcNow());

    /// <summary>Stores contents before the rows that name them; a restore after an interrupted one finds them again.</summary>
    private async Task<Dictionary<string, StoredBlob>> KeepAsync(
        BackupReader backup,
        UserId user,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var kept = new Dictionary<string, StoredBlob>(StringComparer.Ordinal);
        await foreach (var row in backup.RowsAsync(BackupOrder.Blobs, ct))
        {
            if (row.Text("location") == BackupRow.Inline || row.Text("digest") is not { } digest)
            {
                continue;
            }
            await using var content = await backup.OpenBlobAsync(digest, ct);
            var blob = await blobs.KeepAsync(user, content, row.Integer("byte_size") ?? 0, progress: null, ct, ofNewUser: true);
            kept.Add(digest, blob with { Head = [] });
            progress?.Report(new Progress(BackupOrder.Blobs, kept.Count, backup.Manifest.Blobs));
        }
        return kept;
    }

    private async Task<long> ReplaceAsync(
        UserTransaction tx,
        BackupReader backup,
        Dictionary<string, StoredBlob> kept,
        IProgress<Progress>? progress
    )
    {
        await RefuseUsedAsync(tx);
        var account = await AccountHistory.ReadAsync(tx);
        await ClearAsync(tx);
        await FillAsync(tx, backup, kept, progress);
        return await account.With(backup.Manifest, services.Operator, Now).AppendAsync(tx, backup.Manifest.Seq, backup.Manifest.RecordedAt);
    }

    /// <summary>Empties the tables of a user without data. The ledger allows deletion for an erasure only, so this counts as one.</summary>
    private async Task ClearAsync(UserTransaction tx)
    {
        await tx.ExecuteAsync("insert into erasures (user_id, begun_at, seq, blobs, bytes, removed) values (@user, 0, 0, 0, 0, '{}')");
        foreach (var table in tables.All.Reverse())
        {
            var sql = $"delete from {table.Name} where user_id = @user";
            await (LedgerTables.AppendOnly.Contains(table.Name) ? tx.RemoveAsync(sql) : tx.ExecuteAsync(sql));
        }
        await tx.ExecuteAsync("delete from erasures where user_id = @user");
    }

    private async Task<long> AddAsync(
        UserTransaction tx,
        BackupReader backup,
        Dictionary<string, StoredBlob> kept,
        IProgress<Progress>? progress
    )
    {
        if (tx.User != UserId.Local)
        {
            await tx.ExecuteAsync("update ledger_heads set plan = @plan where user_id = @user", new { plan = plan.Name });
        }
        await FillAsync(tx, backup, kept, progress);
        return await new AccountHistory([])
            .With(backup.Manifest, services.Operator, Now)
            .AppendAsync(tx, backup.Manifest.Seq, backup.Manifest.RecordedAt);
    }

    private async Task FillAsync(
        UserTransaction tx,
        BackupReader backup,
        Dictionary<string, StoredBlob> kept,
        IProgress<Progress>? progress
    )
    {
        var ended = new List<long>();
        foreach (var table in tables.All)
        {
            var batch = new List<object?[]>();
            (long bytes, long done) = (0, 0);
            BulkTable? into = null;
            await foreach (var row in backup.RowsAsync(table.Name, tx.Cancellation))
            {
                into ??= new BulkTable(table.Name, table.Key, row.Columns);
                await ReadyAsync(tx, table.Name, row, kept, batch, ended);
                bytes += row.Values.Sum(v =>
                    v is byte[] b ? b.Length
                    : v is string s ? s.Length
                    : 8L
                );
                if (batch.Count >= RowsAtOnce || bytes >= BytesAtOnce)
                {
                    await tx.BulkAsync(into, BulkMode.Insert, batch);
                    done += batch.Count;
                    progress?.Report(new Progress(table.Name, done, null));
                    batch.Clear();
                    bytes = 0;
                }
            }
            if (into is not null && batch.Count > 0)
            {
                await tx.BulkAsync(into, BulkMode.Insert, batch);
            }
        }
        await _search.RunAsync(tx, progress);
        await HeadAsync(tx, backup.Manifest);
        await ChainAsync(tx, backup.Manifest, ended);
        var hash = await StateHash.OfAsync(tx);
        if (!string.Equals(hash, backup.Manifest.StateHash, StringComparison.Ordinal))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"The restored data has state hash {hash}, but the backup states {backup.Manifest.StateHash}. Nothing was restored."
            );
        }
    }

    /// <summary>Adds a row to the batch, adapted to this store.</summary>
    /// <param name="ended">Takes the numbers of runs that ended by the restore.</param>
    private async Task ReadyAsync(
        UserTransaction tx,
        string table,
        BackupRow row,
        Dictionary<string, StoredBlob> kept,
        List<object?[]> batch,
        List<long> ended
    )
    {
        switch (table)
        {
            case BackupOrder.Blobs when row.Text("location") != BackupRow.Inline:
                // The location is this store's.
                var blob = kept[row.Text("digest") ?? ""];
                var added = new List<(BulkTable Table, object?[] Row)>();
                await blobs.AddAsync(tx, (into, values) => added.Add((into, values)), blob, row.Integer("recorded_at") ?? 0);
                foreach (var (into, values) in added)
                {
                    await tx.BulkAsync(into, BulkMode.Insert, [values]);
                }
                return;
            case "sources":
                row.Set("storage_status", (kept.GetValueOrDefault(row.Text("digest") ?? "")?.StorageStatus ?? StorageStatus.Stored).Name());
                break;
            case "runs" when row.Text("status") == RunRecord.Running:
                // A run under way belongs to the other store.
                ended.Add(row.Integer("run_no") ?? 0);
                row.Set("status", RunRecord.Failed);
                row.Set("completeness", RunRecord.Failed);
                row.Set("owner", null);
                row.Set("lease_until", null);
                row.Set("finished_at", row.Integer("started_at"));
                row.Set("errors", """["It was under way when the backup was taken; interpret the source again."]""");
                break;
            case "job_schedules":
                row.Set("last_job", null);
                break;
        }
        batch.Add(row.Values);
    }

    private async Task HeadAsync(UserTransaction tx, BackupManifest manifest)
    {
        var month = UsageMonth.Of(Now);
        var counts = await UsageCounts.OfAsync(tx, month);
        await tx.ExecuteAsync(
            """
            update ledger_heads set seq = @seq, recorded_at = @recordedAt, storage_bytes = @bytes, usage_month = @month, interpretations = @runs
            where user_id = @user
            """,
            new
            {
                seq = manifest.Seq,
                recordedAt = manifest.RecordedAt,
                bytes = counts.StorageBytes,
                month,
                runs = counts.Interpretations,
            }
        );
    }

    /// <summary>
    /// Continues the backup's hash chain with what the restore changed: runs that it ended, and all rows of a backup that is older than the
    /// chain.
    /// </summary>
    private static async Task ChainAsync(UserTransaction tx, BackupManifest manifest, IReadOnlyList<long> ended)
    {
        var last = await tx.QueryFirstOrDefaultAsync<LastLink>(
            "select link_no, hash from ledger_chain where user_id = @user order by link_no desc limit 1"
        );
        var head = Convert.ToHexStringLower(last?.Hash ?? []);
        if (manifest.ChainHead is { } stated && !string.Equals(stated, head, StringComparison.Ordinal))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"The chain of the restored ledger ends with {head}, but the backup states {stated}. Nothing was restored."
            );
        }
        await tx.ExecuteAsync(
            "update ledger_heads set chain_no = @no, chain_hash = @hash where user_id = @user",
            new { no = last?.LinkNo ?? 0, hash = last?.Hash }
        );
        if (manifest.ChainHead is null)
        {
            await ChainBackfill.BeginAsync(tx);
        }
        await LedgerChain.AppendAsync(
            tx,
            manifest.Seq,
            async add =>
            {
                foreach (var row in await ChainedRows.OfAsync(tx, ChainedTable.Outcomes, ended))
                {
                    add(ChainedTable.Outcomes, row);
                }
                while (await ChainBackfill.NextAsync(tx, add) > 0) { }
            }
        );
    }

    private sealed record LastLink(long LinkNo, byte[] Hash);

    /// <summary>Refuses a user with more than what every user starts with, tokens and a plan aside.</summary>
    private static async Task<bool> RefuseUsedAsync(UserConnection connection)
    {
        var used = await connection.QueryFirstOrDefaultAsync<long>(
            """
            select
                (select count(*) from (select 1 from blobs where user_id = @user limit 1) b)
                + (select count(*) from (select 1 from entities where user_id = @user limit 1) e)
                + (select count(*) from (select 1 from decisions where user_id = @user and (actor is null or actor <> 'strata')
                    and not (kind IN_LIST(@accounts)) limit 1) d)
                + (select count(*) from (select 1 from schemas where user_id = @user and version > 1 limit 1) s)
                + (select count(*) from (select 1 from receipts where user_id = @user limit 1) r)
                + (select count(*) from (select 1 from jobs where user_id = @user limit 1) j)
                + (select count(*) from (select 1 from job_schedules where user_id = @user and (actor is null or actor <> 'strata') limit 1) c)
                + (select count(*) from (select 1 from job_pauses where user_id = @user limit 1) p) as used
            """,
            new { accounts = AdministrativeActions.OfAccounts }
        );
        return used == 0
            ? true
            : throw new StrataException(
                ErrorCode.Conflict,
                $"'{connection.User}' already has data; restore a backup to a user that has only tokens and a plan, such as a new user: --as NAME."
            );
    }

    private async Task<FileStream> SpoolAsync(Stream archive, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var file = new FileStream(
            Path.Combine(folder, Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            }
        );
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(file.Name); // an open file needs no name, and is gone when the process dies
            }
            await archive.CopyToAsync(file, ct);
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
