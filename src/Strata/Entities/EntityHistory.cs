using System.Globalization;
using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>What changed about an entity, when, and by what: its observations and decisions in ledger order, with their effect.</summary>
internal sealed class EntityHistory(EntityReader reader)
{
    private const int MaxReplayed = 20_000;

    public async Task<Page<HistoryEntry>> ListAsync(UserConnection connection, string entityId, PageRequest page, ReadPoint point)
    {
        var limit = Paging.Limit(page.Limit);
        var after = Paging.Number(page.Cursor);
        var record = await EntityReader.RecordAsync(connection, entityId);
        var rootNo = point.Seq == long.MaxValue ? record.RootNo : await EntityGroups.RootAtAsync(connection, record.EntityNo, point.Seq);
        var root = rootNo == record.EntityNo ? record : await EntityReader.RecordAsync(connection, rootNo);
        var steps = await StepsAsync(connection, root, point);
        var shown = steps.Where(s => s.Seq > after).Take(limit + 1).ToList();
        var ids = await ObservationViews.IdsAsync(connection, shown.Select(s => s.OtherNo ?? s.EntityNo));
        var sources = await ObservationViews.SourceIdsAsync(connection, shown.Select(s => s.SourceNo));
        var entries = new List<HistoryEntry>(shown.Count);
        var before = await FieldsAtAsync(connection, root, shown.Count > 0 ? shown[0].Seq - 1 : 0, point);
        foreach (var step in shown.Take(limit))
        {
            var state = await FieldsAtAsync(connection, root, step.Seq, point);
            entries.Add(
                new HistoryEntry
                {
                    Seq = step.Seq,
                    RecordedAt = UnixTime.Time(step.RecordedAt),
                    Kind = step.Kind,
                    Id = step.IsObservation != 0 ? Ids.Observation(step.Seq) : Ids.Decision(step.Seq),
                    Actor = step.Actor,
                    Reason = step.Reason,
                    SourceId = step.SourceNo is { } no ? sources[no] : null,
                    RunId = step.RunNo is { } run ? Ids.Run(run) : null,
                    Changes = Changes(before, state),
                    Other = step.OtherNo is { } other ? ids.GetValueOrDefault(other == root.EntityNo ? step.EntityNo : other) : null,
                }
            );
            before = state;
        }
        return new Page<HistoryEntry>(
            entries,
            shown.Count > limit ? entries[^1].Seq.ToString(CultureInfo.InvariantCulture) : null
        );
    }

    /// <summary>Observations and decisions of everything that ever stood under the root up to the point.</summary>
    private static async Task<IReadOnlyList<Step>> StepsAsync(UserConnection connection, EntityRecord root, ReadPoint point)
    {
        var members = (await EntityGroups.MembersAtAsync(connection, root.EntityNo, point.Seq)).ToList();
        return await connection.QueryAsync<Step>(
            """
            select * from (
                select seq, 1 as is_observation, case when class = 2 then 'correction' else 'observation' end as kind, entity_no,
                    cast(null as bigint) as other_no, source_no, run_no, actor, reason, recorded_at
                from observations
                where user_id = @user and entity_no IN_LIST(@members) and seq <= @seq and observed_at <= @observedBy
                union all
                select seq, 0 as is_observation, kind, entity_no, other_no, cast(null as bigint) as source_no,
                    cast(null as bigint) as run_no, actor, reason, recorded_at
                from decisions
                where user_id = @user and entity_no IN_LIST(@members) and seq <= @seq
                union all
                select seq, 0 as is_observation, kind, entity_no, other_no, cast(null as bigint) as source_no,
                    cast(null as bigint) as run_no, actor, reason, recorded_at
                from decisions
                where user_id = @user and other_no = @root and seq <= @seq
            ) as steps
            group by seq, is_observation, kind, entity_no, other_no, source_no, run_no, actor, reason, recorded_at
            order by seq
            limit @max
            """,
            new
            {
                members,
                root = root.EntityNo,
                seq = point.Seq,
                observedBy = point.ObservedBy,
                max = (long)MaxReplayed,
            }
        );
    }

    private async Task<FieldList> FieldsAtAsync(UserConnection connection, EntityRecord root, long seq, ReadPoint point)
    {
        if (seq < root.EntityNo)
        {
            return FieldList.Empty;
        }
        var at = new ReadPoint(seq, point.ObservedBy, await reader.Schemas.AtAsync(connection, seq));
        return (await PastStates.OfRootAsync(connection, root, at))?.Fields ?? FieldList.Empty;
    }

    private static List<FieldChange> Changes(FieldList before, FieldList after)
    {
        var changes = new List<FieldChange>();
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, _) in before.Span)
        {
            names.Add(name);
        }
        foreach (var (name, _) in after.Span)
        {
            names.Add(name);
        }
        foreach (var name in names)
        {
            var (was, now) = (before[name], after[name]);
            if (!string.Equals(was, now, StringComparison.Ordinal))
            {
                changes.Add(
                    new FieldChange(name, was is null ? null : JsonText.Element(was), now is null ? null : JsonText.Element(now))
                );
            }
        }
        return changes;
    }

    private sealed record Step(
        long Seq,
        long IsObservation,
        string Kind,
        long EntityNo,
        long? OtherNo,
        long? SourceNo,
        long? RunNo,
        string? Actor,
        string? Reason,
        long RecordedAt
    );
}
