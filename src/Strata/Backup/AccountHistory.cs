using System.Text.Json.Nodes;
using Strata.Database;
using Strata.Ledger;

namespace Strata.Backup;

/// <summary>
/// The account's history, of a user without data, into whom a backup is restored. It continues behind the restored history, since tokens
/// and plan stay and the audit log keeps its entries with their times.
/// </summary>
internal sealed record AccountHistory(IReadOnlyList<AccountHistory.Entry> Entries)
{
    public static async Task<AccountHistory> ReadAsync(UserConnection connection) =>
        new(
            await connection.QueryAsync<Entry>(
                "select kind, payload, actor, reason, recorded_at from decisions where user_id = @user and kind IN_LIST(@kinds) order by seq",
                new { kinds = AdministrativeActions.OfAccounts }
            )
        );

    /// <summary>Returns the history with the restore added.</summary>
    /// <param name="now">Unix microseconds.</param>
    /// <param name="actor">Who restores.</param>
    public AccountHistory With(BackupManifest manifest, string actor, long now)
    {
        var detail = new JsonObject
        {
            ["taken_from"] = manifest.UserId,
            ["taken_at"] = manifest.TakenAt.ToString("O", CultureInfo.InvariantCulture),
            ["seq"] = manifest.Seq,
        };
        return new([.. Entries, new Entry(AdministrativeActions.RestoreBackup, detail.ToJsonString(StrataJson.Options), actor, null, now)]);
    }

    /// <param name="seq">End of the restored ledger.</param>
    /// <param name="recordedAt">When that entry was recorded, Unix microseconds.</param>
    /// <returns>The end of the ledger afterwards.</returns>
    public async Task<long> AppendAsync(UserTransaction tx, long seq, long recordedAt)
    {
        var rows = new List<object?[]>();
        foreach (var entry in Entries)
        {
            // Times in the ledger rise with its positions.
            recordedAt = Math.Max(recordedAt + 1, entry.RecordedAt);
            var payload =
                recordedAt == entry.RecordedAt ? entry.Payload : AdministrativeActions.DetailDoneAt(entry.Payload, entry.RecordedAt);
            var decision = new Decision(entry.Kind)
            {
                Payload = payload,
                Actor = entry.Actor,
                Reason = entry.Reason,
            };
            rows.Add(decision.Row(++seq, recordedAt));
        }
        await tx.BulkAsync(LedgerTables.Decisions, BulkMode.Insert, rows);
        await tx.ExecuteAsync(
            "update ledger_heads set seq = @seq, recorded_at = @recordedAt where user_id = @user",
            new { seq, recordedAt }
        );
        await LedgerChain.AppendAsync(
            tx,
            seq,
            add =>
            {
                rows.ForEach(row => add(ChainedTable.Decisions, row));
                return Task.CompletedTask;
            }
        );
        return seq;
    }

    internal sealed record Entry(string Kind, string Payload, string? Actor, string? Reason, long RecordedAt);
}
