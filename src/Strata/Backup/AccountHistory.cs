using System.Text.Json.Nodes;
using Strata.Database;
using Strata.Ledger;

namespace Strata.Backup;

/// <summary>
/// What was done about the account of a user who has nothing else yet, and that a backup was taken in. It goes on behind the history that
/// is restored, since tokens and plan stay as they are, and what is in the audit log stays in it, with the time that it was done at.
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

    /// <summary>With the restoring itself.</summary>
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

    /// <param name="seq">Where the restored ledger stands.</param>
    /// <param name="recordedAt">When that was recorded, Unix microseconds.</param>
    /// <returns>Where the ledger stands then.</returns>
    public async Task<long> AppendAsync(UserTransaction tx, long seq, long recordedAt)
    {
        foreach (var entry in Entries)
        {
            // Times in the ledger ascend with its positions.
            recordedAt = Math.Max(recordedAt + 1, entry.RecordedAt);
            var payload =
                recordedAt == entry.RecordedAt ? entry.Payload : AdministrativeActions.DetailDoneAt(entry.Payload, entry.RecordedAt);
            await tx.ExecuteAsync(
                """
                insert into decisions (user_id, seq, kind, payload, actor, reason, recorded_at)
                values (@user, @seq, @Kind, @payload, @Actor, @Reason, @recordedAt)
                """,
                new
                {
                    seq = ++seq,
                    entry.Kind,
                    payload,
                    entry.Actor,
                    entry.Reason,
                    recordedAt,
                }
            );
        }
        await tx.ExecuteAsync(
            "update ledger_heads set seq = @seq, recorded_at = @recordedAt where user_id = @user",
            new { seq, recordedAt }
        );
        return seq;
    }

    internal sealed record Entry(string Kind, string Payload, string? Actor, string? Reason, long RecordedAt);
}
