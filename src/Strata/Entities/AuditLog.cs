using System.Globalization;
using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>Everything that was decided and administered, the latest first. It is the ledger itself, so nothing in it is ever changed.</summary>
internal static class AuditLog
{
    private const string TokenMark = ":tok_";

    public static async Task<Page<AuditEntry>> ListAsync(UserConnection connection, PageRequest page)
    {
        var limit = Paging.Limit(page.Limit);
        var args = new { before = Paging.Number(page.Cursor, long.MaxValue), most = limit + 1L };
        var decisions = await connection.QueryAsync<DecisionRecord>(
            $"""
            select {DecisionRecord.Columns} from decisions
            where user_id = @user and seq < @before order by seq desc limit @most
            """,
            args
        );
        var corrections = await connection.QueryAsync<DecisionRecord>(
            """
            select seq, 'correction' as kind, entity_no, cast(null as bigint) as other_no, cast(null as bigint) as target_seq, fields as payload,
                actor, reason, recorded_at
            from observations
            where user_id = @user and class = 2 and seq < @before order by seq desc limit @most
            """,
            args
        );
        var rows = decisions.Concat(corrections).OrderByDescending(r => r.Seq).Take(limit + 1).ToList();
        var shown = rows.Take(limit).ToList();
        var ids = await ObservationViews.IdsAsync(connection, shown.SelectMany(r => (long?[])[r.EntityNo, r.OtherNo]).OfType<long>());
        return new Page<AuditEntry>(
            shown.ConvertAll(r => Entry(r, ids)),
            rows.Count > limit ? shown[^1].Seq.ToString(CultureInfo.InvariantCulture) : null
        );
    }

    private static AuditEntry Entry(DecisionRecord row, IReadOnlyDictionary<long, string> ids)
    {
        var token = row.Actor?.LastIndexOf(TokenMark, StringComparison.Ordinal) ?? -1;
        return new AuditEntry
        {
            Seq = row.Seq,
            At = UnixTime.Time(row.RecordedAt),
            Action = row.Kind,
            Id = row.Kind == "correction" ? Ids.Observation(row.Seq) : Ids.Decision(row.Seq),
            Actor = token < 0 ? row.Actor : row.Actor![..token], // A place in it was found.
            TokenId = token < 0 ? null : row.Actor![(token + 1)..],
            EntityId = row.EntityNo is { } entity ? ids.GetValueOrDefault(entity) : null,
            OtherId = row.OtherNo is { } other ? ids.GetValueOrDefault(other) : null,
            Target = row.TargetSeq,
            Reason = row.Reason,
            Detail = row.Payload is "{}" or "" ? null : JsonText.Element(row.Payload),
        };
    }
}
