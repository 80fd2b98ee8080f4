using Strata.Database;
using Strata.Entities;
using Strata.Findings;
using Strata.Ledger;

namespace Strata.Review;

/// <summary>A finding and the state that a decision gives it.</summary>
/// <param name="StateSeq">The earlier decision whose state is restored; null: the state is of this one.</param>
internal sealed record FindingMove(FindingRecord Finding, string Review, string? Reviewed, long? StateSeq = null);

/// <summary>Gives findings new states by a decision, and settles what stands of their subjects. All changes go this way.</summary>
internal static class FindingDecisions
{
    /// <param name="seq">The decision, which is later than those that the findings' states come from.</param>
    public static async Task MoveAsync(LedgerSession session, IReadOnlyList<FindingMove> moves, long seq, Decision by)
    {
        var tx = session.Transaction;
        foreach (var move in moves)
        {
            await tx.PostAsync(
                """
                update findings set review = @review, reviewed = @reviewed, review_seq = @seq, state_seq = @state, leased_by = null, leased_until = null
                where user_id = @user and finding_no = @no
                """,
                new
                {
                    review = move.Review,
                    reviewed = move.Reviewed,
                    seq,
                    state = move.StateSeq ?? seq,
                    no = move.Finding.FindingNo,
                }
            );
        }
        await tx.BulkAsync(
            FindingStates.Table,
            BulkMode.Insert,
            [.. moves.Select(m => new object?[] { m.Finding.FindingNo, seq, m.StateSeq ?? seq, m.Review, m.Reviewed })]
        );
        await SettleAsync(session, [.. moves.Select(m => m.Finding.SubjectNo).Distinct().Order()], by);
        var followed = await tx.QueryAsync<long>(
            """
            select distinct o.subject_no from finding_follows w join findings o on o.user_id = w.user_id and o.finding_no = w.follows_no
            where w.user_id = @user and w.finding_no IN_LIST(@nos) order by o.subject_no
            """,
            new { nos = moves.Select(m => m.Finding.FindingNo).ToList() }
        );
        await SettleAsync(session, followed, by);
    }

    /// <summary>Makes the standing observations of subjects those of their confirmed and corrected findings.</summary>
    public static async Task SettleAsync(LedgerSession session, IReadOnlyList<long> subjectNos, Decision by)
    {
        if (subjectNos.Count == 0)
        {
            return;
        }
        var tx = session.Transaction;
        var subjects = await tx.QueryAsync<SubjectRecord>(
            $"select {SubjectRecord.Columns} from finding_subjects where user_id = @user and subject_no IN_LIST(@subjectNos) order by subject_no",
            new { subjectNos }
        );
        var findings = (
            await tx.QueryAsync<FindingRecord>(
                $"""
                select {FindingRecord.Columns} from findings f
                where f.user_id = @user and f.subject_no IN_LIST(@subjectNos) and f.review in ('confirmed', 'corrected')
                    and {FindingFollows.Stands}
                order by f.finding_no
                """,
                new { subjectNos }
            )
        ).ToLookup(f => f.SubjectNo);
        // What all subjects need is asked for at once; of most, nothing was stated before.
        var stated = (
            await tx.QueryAsync<long>(
                "select distinct subject_no from subject_observations where user_id = @user and subject_no IN_LIST(@nos)",
                new { nos = subjectNos.ToList() }
            )
        ).ToHashSet();
        var sources = (
            await tx.QueryAsync<SourceRecord>(
                $"select {SourceRecord.Columns} from sources where user_id = @user and source_no IN_LIST(@nos)",
                new { nos = subjects.Select(s => s.SourceNo).Distinct().ToList() }
            )
        ).ToDictionary(s => s.SourceNo);
        var all = subjects.Select(s => new StatedSubject(s, sources[s.SourceNo], stated.Contains(s.SubjectNo))).ToList();
        await PrefetchAsync(session, all, findings, by);
        foreach (var of in all)
        {
            var subject = of.Record;
            var confirmed = findings[subject.SubjectNo].Where(f => f.Review == FindingRecord.Confirmed).ToList();
            var corrected = findings[subject.SubjectNo].Where(f => f.Review == FindingRecord.Corrected).ToList();
            var facts = await StandAsync(session, of, subject.ConfirmedSeq, confirmed, entityNo: null, by);
            var corrections = await StandAsync(session, of, subject.CorrectedSeq, corrected, facts?.EntityNo, by);
            if ((facts?.Seq, corrections?.Seq) != (subject.ConfirmedSeq, subject.CorrectedSeq))
            {
                await tx.PostAsync(
                    "update finding_subjects set confirmed_seq = @facts, corrected_seq = @corrections where user_id = @user and subject_no = @no",
                    new
                    {
                        facts = facts?.Seq,
                        corrections = corrections?.Seq,
                        no = subject.SubjectNo,
                    }
                );
            }
        }
        await IdentityJoins.ApplyAsync(session);
    }

    /// <summary>Loads what the first confirmations of subjects will touch, in a few queries.</summary>
    private static async Task PrefetchAsync(
        LedgerSession session,
        IReadOnlyList<StatedSubject> subjects,
        ILookup<long, FindingRecord> findings,
        Decision by
    )
    {
        var expected = new List<NewObservation>();
        foreach (var of in subjects.Where(s => !s.HasStated))
        {
            var confirmed = findings[of.Record.SubjectNo].Where(f => f.Review == FindingRecord.Confirmed).ToList();
            if (confirmed.Count > 0)
            {
                expected.Add(await ObservationOfAsync(session, of, confirmed, FieldsOf(confirmed), isCorrection: false, null, by));
            }
        }
        if (expected.Count > 1)
        {
            await session.PrefetchAsync(expected);
        }
    }

    private static FieldList FieldsOf(IEnumerable<FindingRecord> findings) =>
        FieldList.From(findings.Select(f => KeyValuePair.Create(f.Field, f.Reviewed ?? f.Value)));

    /// <summary>Returns the observation that states the values; null if there are none.</summary>
    /// <param name="current">The one that stands now.</param>
    /// <param name="entityNo">The entity that it must be about; null: the one that it resolves to.</param>
    private static async Task<Standing?> StandAsync(
        LedgerSession session,
        StatedSubject of,
        long? current,
        IReadOnlyList<FindingRecord> findings,
        long? entityNo,
        Decision by
    )
    {
        if (current is null && findings.Count == 0)
        {
            return null;
        }
        var (subject, fields) = (of.Record, FieldsOf(findings));
        var content = fields.ToJson();
        var isCorrection = findings is [{ Review: FindingRecord.Corrected }, ..];
        if (current is not null)
        {
            await session.FlushAsync();
        }
        var held = current is { } seq ? await StandingAsync(session.Transaction, seq) : null;
        // A record of which less stands is about the same entity, with or without the fields that identify it.
        entityNo ??= held is not null && findings.Count > 0 && IsWithin(fields, FieldList.Parse(held.Fields)) ? held.EntityNo : null;
        if (held is not null && !await Retractions.IsRetractedAsync(session, held.EntityNo, held.Seq))
        {
            if (held.Fields == content && (entityNo is null || held.EntityNo == entityNo))
            {
                return held;
            }
            await Retractions.RetractAsync(session, held.Seq, by);
        }
        if (findings.Count == 0)
        {
            return null;
        }
        var earlier = !of.HasStated
            ? null
            : await session.Transaction.QueryFirstOrDefaultAsync<Standing>(
                """
                select o.seq, o.entity_no, o.fields from subject_observations s
                join observations o on o.user_id = s.user_id and o.seq = s.seq
                where s.user_id = @user and s.subject_no = @subject and o.class = @class and o.fields = @content
                    and (cast(@entityNo as bigint) is null or o.entity_no = @entityNo)
                order by o.seq desc limit 1
                """,
                new
                {
                    subject = subject.SubjectNo,
                    @class = (long)(isCorrection ? ObservationClass.Correction : ObservationClass.Interpretation),
                    content,
                    entityNo,
                }
            );
        if (earlier is not null)
        {
            if (await Retractions.IsRetractedAsync(session, earlier.EntityNo, earlier.Seq))
            {
                await Retractions.ReinstateAsync(session, earlier.Seq, by);
            }
            return earlier;
        }
        entityNo ??= await FollowedAsync(session, subject, fields);
        var stored = await session.ObserveAsync(await ObservationOfAsync(session, of, findings, fields, isCorrection, entityNo, by));
        await session.Transaction.PostAsync(
            "insert into subject_observations (user_id, subject_no, seq) values (@user, @subject, @seq)",
            new { subject = subject.SubjectNo, seq = stored.Seq }
        );
        return new Standing(stored.Seq, stored.Entity.No, content);
    }

    /// <summary>
    /// Returns the entity of the earlier subject that this one follows, if its own values identify none: a row of which a changed amount is
    /// confirmed before its number.
    /// </summary>
    private static Task<long?> FollowedAsync(LedgerSession session, SubjectRecord subject, FieldList fields) =>
        EntityKeys.Of(session.Schemas.Get(subject.EntityType), fields, subject.Repeats, subject.Origin) is { Count: > 0 }
            ? Task.FromResult<long?>(null)
            : session.Transaction.QueryFirstOrDefaultAsync<long?>(
                """
                select o.entity_no from findings f
                join finding_follows w on w.user_id = f.user_id and w.finding_no = f.finding_no
                join findings e on e.user_id = w.user_id and e.finding_no = w.follows_no
                join subject_observations s on s.user_id = e.user_id and s.subject_no = e.subject_no
                join observations o on o.user_id = s.user_id and o.seq = s.seq
                where f.user_id = @user and f.subject_no = @no order by o.seq desc limit 1
                """,
                new { no = subject.SubjectNo }
            );

    private static bool IsWithin(FieldList fields, FieldList all)
    {
        foreach (var (name, value) in fields.Span)
        {
            if (all[name] != value)
            {
                return false;
            }
        }
        return true;
    }

    private static async Task<NewObservation> ObservationOfAsync(
        LedgerSession session,
        StatedSubject of,
        IReadOnlyList<FindingRecord> findings,
        FieldList fields,
        bool isCorrection,
        long? entityNo,
        Decision by
    )
    {
        var (subject, source) = (of.Record, of.Source);
        if (entityNo is { } no)
        {
            await session.GetAsync(no);
        }
        return new NewObservation
        {
            Schema = session.Schemas.Get(subject.EntityType),
            Fields = fields,
            Fragments = isCorrection ? null : subject.Fragments,
            Evidence = isCorrection
                ? null
                : Evidence.Write(
                    [
                        .. findings
                            .Where(f => f.Range is not null)
                            .Select(f => new FieldEvidence(f.Field, f.Range ?? default, f.Quote ?? "")),
                    ],
                    fields
                ),
            Class = isCorrection ? ObservationClass.Correction : ObservationClass.Interpretation,
            IsConfirmed = !isCorrection,
            ObservedAt = isCorrection ? null : subject.ObservedAt,
            RunNo = subject.RunNo,
            SourceNo = subject.SourceNo,
            SourceDigest = source.Digest,
            DocumentNo = subject.DocumentNo,
            Block = (int)subject.Block,
            Actor = by.Actor,
            Reason = by.Reason,
            EntityNo = entityNo,
            // An entity that is given has its own keys; a place would be one that nothing else gives it.
            Place = entityNo is null ? subject.Place : null,
            Repeats = subject.Repeats,
            Origin = source.IdOrigin ?? subject.Origin,
        };
    }

    private static Task<Standing?> StandingAsync(UserConnection connection, long seq) =>
        connection.QueryFirstOrDefaultAsync<Standing>(
            "select seq, entity_no, fields from observations where user_id = @user and seq = @seq",
            new { seq }
        );

    /// <param name="HasStated">Whether an observation was ever made of it.</param>
    private sealed record StatedSubject(SubjectRecord Record, SourceRecord Source, bool HasStated);

    private sealed record Standing(long Seq, long EntityNo, string Fields);
}
