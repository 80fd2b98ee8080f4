using Strata.Database;

namespace Strata.Ledger;

/// <param name="Standing">Observations that are not retracted and fall within the bounds.</param>
/// <param name="Retracted">Seqs of the retracted observations.</param>
internal sealed record StandingObservations(
    IReadOnlyList<Observed> Standing,
    IReadOnlyList<ObservationRecord> Records,
    IReadOnlySet<long> Retracted
)
{
    public long Total => Records.Count;
}

internal static class ObservationReader
{
    /// <summary>
    /// Returns a group's observations as known at ledger position <paramref name="seq"/>, observed by <paramref name="observedBy"/> (Unix
    /// microseconds).
    /// </summary>
    public static Task<StandingObservations> StandingAsync(
        UserConnection connection,
        IReadOnlyList<long> members,
        long seq,
        long observedBy
    ) => AskStanding(connection, members, seq, observedBy)();

    /// <summary>Like <see cref="StandingAsync"/>; call the result to await it.</summary>
    public static Func<Task<StandingObservations>> AskStanding(
        UserConnection connection,
        IReadOnlyList<long> members,
        long seq,
        long observedBy
    )
    {
        var asked = connection.Ask<ObservationRecord>(
            $"""
            select {ObservationRecord.Columns} from {ObservationRecord.From}
            where o.user_id = @user and o.entity_no IN_LIST(@members) and o.seq <= @seq and o.observed_at <= @observedBy
            order by o.seq
            """,
            new
            {
                members,
                seq,
                observedBy,
            }
        );
        var decisions = AskRetractions(connection, members, seq);
        return async () =>
        {
            var records = await asked.RowsAsync();
            var retracted = Retracted(await decisions.RowsAsync());
            return new StandingObservations(
                [.. records.Where(r => !retracted.Contains(r.Seq)).Select(r => r.ToObserved())],
                records,
                retracted
            );
        };
    }

    /// <summary>Returns the observations recorded against each entity within the bounds, in ledger order.</summary>
    public static async Task<ILookup<long, ObservationRecord>> OfEachAsync(
        UserConnection connection,
        IReadOnlyList<long> entityNos,
        long seq,
        long observedBy
    ) =>
        (
            await connection.QueryAsync<ObservationRecord>(
                $"""
                select {ObservationRecord.Columns} from {ObservationRecord.From}
                where o.user_id = @user and o.entity_no IN_LIST(@entityNos) and o.seq <= @seq and o.observed_at <= @observedBy
                order by o.entity_no, o.seq
                """,
                new
                {
                    entityNos,
                    seq,
                    observedBy,
                }
            )
        ).ToLookup(r => r.EntityNo);

    /// <summary>
    /// Streams the observations recorded against the entities within the bounds, unordered, for results that may not fit in memory.
    /// </summary>
    public static IAsyncEnumerable<ObservationRecord> StreamAsync(
        UserConnection connection,
        IReadOnlyList<long> members,
        long seq,
        long observedBy
    ) =>
        connection.StreamAsync<ObservationRecord>(
            $"""
            select {ObservationRecord.Columns} from {ObservationRecord.From}
            where o.user_id = @user and o.entity_no IN_LIST(@members) and o.seq <= @seq and o.observed_at <= @observedBy
            """,
            new
            {
                members,
                seq,
                observedBy,
            }
        );

    /// <summary>
    /// Streams all observations recorded against a range of entity numbers, unordered, with only the columns of <see
    /// cref="ObservationRecord.Deciding"/>.
    /// </summary>
    public static IAsyncEnumerable<ObservationRecord> StreamAsync(UserConnection connection, long first, long last) =>
        connection.StreamAsync<ObservationRecord>(
            $"""
            select {ObservationRecord.Deciding} from observations o
            left join sources s on s.user_id = o.user_id and s.source_no = o.source_no
            where o.user_id = @user and o.entity_no >= @first and o.entity_no <= @last
            """,
            new { first, last }
        );

    /// <summary>Returns the retractions and reinstatements in a range.</summary>
    public static async Task<Retracted> RetractionsAsync(UserConnection connection, long first, long last) =>
        Take(
            await connection.QueryAsync<KeyDecision>(
                """
                select seq, recorded_at, entity_no, kind, target_seq, payload from decisions
                where user_id = @user and entity_no >= @first and entity_no <= @last and kind in ('retract', 'reinstate')
                order by seq
                """,
                new { first, last }
            )
        );

    /// <summary>Returns observations by position.</summary>
    public static async Task<IReadOnlyDictionary<long, ObservationRecord>> AtAsync(UserConnection connection, IReadOnlyList<long> seqs) =>
        seqs.Count == 0
            ? new Dictionary<long, ObservationRecord>()
            : (
                await connection.QueryAsync<ObservationRecord>(
                    $"select {ObservationRecord.Columns} from {ObservationRecord.From} where o.user_id = @user and o.seq IN_LIST(@seqs)",
                    new { seqs }
                )
            ).ToDictionary(r => r.Seq);

    public static async Task<IReadOnlySet<long>> RetractedAsync(UserConnection connection, IReadOnlyList<long> members, long seq) =>
        Retracted(await AskRetractions(connection, members, seq).RowsAsync());

    /// <summary>Returns the retractions and reinstatements of the entities' observations, by the decisions up to a position.</summary>
    public static async Task<Retracted> RetractionsAsync(UserConnection connection, IReadOnlyList<long> members, long seq) =>
        Take(
            await connection.QueryAsync<KeyDecision>(
                """
                select seq, recorded_at, entity_no, kind, target_seq, payload from decisions
                where user_id = @user and entity_no IN_LIST(@members) and kind in ('retract', 'reinstate') and seq <= @seq
                order by seq
                """,
                new { members, seq }
            )
        );

    /// <summary>Returns the entities with an unretracted observation other than a correction.</summary>
    public static Task<IReadOnlyList<long>> DescribedAsync(UserConnection connection, IReadOnlyList<long> entityNos) =>
        connection.QueryAsync<long>(
            """
            select e.entity_no from entities e
            where e.user_id = @user and e.entity_no IN_LIST(@entityNos) and exists (
                select 1 from observations o
                where o.user_id = e.user_id and o.entity_no = e.entity_no and o.class <> @correction
                  and coalesce(
                      (select d.kind from decisions d
                       where d.user_id = o.user_id and d.target_seq = o.seq and d.kind in ('retract', 'reinstate')
                       order by d.seq desc limit 1),
                      'reinstate') = 'reinstate')
            """,
            new { entityNos, correction = (long)ObservationClass.Correction }
        );

    private static Retracted Take(IReadOnlyList<KeyDecision> decisions)
    {
        var retracted = new Retracted();
        foreach (var decision in decisions)
        {
            retracted.Take(
                decision.EntityNo,
                new LastTouch(decision.Seq, decision.RecordedAt),
                decision.Kind,
                decision.TargetSeq,
                decision.Payload
            );
        }
        return retracted;
    }

    private static PendingResult<Retraction> AskRetractions(UserConnection connection, IReadOnlyList<long> members, long seq) =>
        connection.Ask<Retraction>(
            """
            select kind, target_seq from decisions
            where user_id = @user and entity_no IN_LIST(@members) and kind in ('retract', 'reinstate') and seq <= @seq
            order by seq
            """,
            new { members, seq }
        );

    private static HashSet<long> Retracted(IReadOnlyList<Retraction> decisions)
    {
        var retracted = new HashSet<long>();
        foreach (var decision in decisions)
        {
            _ = string.Equals(decision.Kind, DecisionKind.Retract, StringComparison.Ordinal)
                ? retracted.Add(decision.TargetSeq)
                : retracted.Remove(decision.TargetSeq);
        }
        return retracted;
    }

    private sealed record Retraction(string Kind, long TargetSeq);

    private sealed record KeyDecision(long Seq, long RecordedAt, long EntityNo, string Kind, long TargetSeq, string Payload);
}
