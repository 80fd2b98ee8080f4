using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>An observation or a decision in an entity's history.</summary>
internal sealed record HistoryStep(
    long Seq,
    long IsObservation,
    string Kind,
    long EntityNo,
    long? OtherNo,
    long? TargetSeq,
    long? SourceNo,
    long? RunNo,
    string? Actor,
    string? Reason,
    long RecordedAt
);

/// <summary>
/// The steps of an entity's history, a page at a time: those of current members of the root, those of former members from merge to unmerge,
/// and the activations that had its type reduced again.
/// </summary>
internal sealed class HistorySteps(UserConnection connection, GroupHistory groups, IReadOnlyList<Activation> activations, ReadPoint point)
{
    private const string ObservationColumns =
        "seq, 1 as is_observation, case when class = 2 then 'correction' else 'observation' end as kind, entity_no, "
        + "cast(null as bigint) as other_no, cast(null as bigint) as target_seq, source_no, run_no, actor, reason, recorded_at";

    private const string DecisionColumns =
        "seq, 0 as is_observation, kind, entity_no, other_no, target_seq, cast(null as bigint) as source_no, "
        + "cast(null as bigint) as run_no, actor, reason, recorded_at";

    /// <summary>Returns the first steps after position <paramref name="after"/>, in order.</summary>
    public async Task<IReadOnlyList<HistoryStep>> AfterAsync(long after, int most)
    {
        var steps = new SortedDictionary<long, HistoryStep>();
        foreach (var activation in activations.Where(a => a.Reduces && a.Seq > after && a.Seq > groups.RootNo).Take(most))
        {
            steps[activation.Seq] = new(
                activation.Seq,
                0,
                DecisionKind.ActivateSchema,
                groups.RootNo,
                null,
                null,
                null,
                null,
                activation.Actor,
                activation.Reason,
                activation.RecordedAt
            );
        }
        await AddAsync(steps, groups.Standing, after, point.Seq, most);
        Add(
            steps,
            await connection.QueryAsync<HistoryStep>(
                $"""
                select {DecisionColumns} from decisions
                where user_id = @user and other_no = @root and entity_no is not null and seq > @after and seq <= @seq order by +seq limit @most
                """,
                new
                {
                    root = groups.RootNo,
                    after,
                    seq = point.Seq,
                    most = (long)most,
                }
            )
        );
        foreach (var stay in groups.Stays.Where(s => s.To > after))
        {
            if (steps.Count >= most && steps.Keys.ElementAt(most - 1) < stay.From)
            {
                break; // Later stays belong to later pages.
            }
            await AddAsync(steps, [stay.EntityNo], Math.Max(after, stay.From - 1), stay.To, most);
        }
        return [.. steps.Values.Take(most)];
    }

    /// <summary>Whether any member at the point had been observed by then.</summary>
    public async Task<bool> AnyObservedAsync() =>
        await connection.QueryFirstOrDefaultAsync<long?>(
            """
            select seq from observations
            where user_id = @user and entity_no IN_LIST(@members) and seq <= @seq and observed_at <= @observedBy limit 1
            """,
            new
            {
                members = groups.Standing,
                seq = point.Seq,
                observedBy = point.ObservedBy,
            }
        )
            is not null;

    private async Task AddAsync(SortedDictionary<long, HistoryStep> steps, IReadOnlyList<long> members, long after, long to, int most)
    {
        // For one entity the index returns rows in order. For several, ordering by a plain seq would make the engine walk the whole ledger.
        var (are, order) = members.Count == 1 ? ("= @member", "seq") : ("IN_LIST(@members)", "+seq");
        object Arguments(long most) =>
            members.Count == 1
                ? new
                {
                    member = members[0],
                    after,
                    to,
                    observedBy = point.ObservedBy,
                    most,
                }
                : new
                {
                    members,
                    after,
                    to,
                    observedBy = point.ObservedBy,
                    most,
                };
        var observations = connection.Ask<HistoryStep>(
            $"""
            select {ObservationColumns} from observations
            where user_id = @user and entity_no {are} and seq > @after and seq <= @to and observed_at <= @observedBy order by {order} limit @most
            """,
            Arguments(most)
        );
        var decisions = await connection.QueryAsync<HistoryStep>(
            $"""
            select {DecisionColumns} from decisions
            where user_id = @user and entity_no {are} and seq > @after and seq <= @to order by {order} limit @most
            """,
            Arguments(most)
        );
        Add(steps, await observations.RowsAsync());
        Add(steps, decisions);
    }

    private static void Add(SortedDictionary<long, HistoryStep> steps, IReadOnlyList<HistoryStep> rows)
    {
        foreach (var row in rows)
        {
            steps[row.Seq] = row;
        }
    }
}
