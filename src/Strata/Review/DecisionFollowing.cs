using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Interpretation;
using Strata.Ledger;
using Strata.Runs;

namespace Strata.Review;

/// <summary>
/// Gives the findings of a run the decisions about those of an earlier run whose content is the same, in small steps
/// (docs/adr/0057-decisions-follow-content.md). Any number of callers may work on the same run: each step goes on where the last one ended.
/// </summary>
internal sealed class DecisionFollowing(IDatabase database, LedgerServices services, BlobStore blobs)
{
    public const string Actor = "strata";

    /// <summary>Subjects at once: each reduces two entities.</summary>
    private const int AtOnce = 20;

    /// <summary>Returns how far it got; null if the run follows none.</summary>
    public async Task<RunFollow?> FollowAsync(IUserWrites writes, long runNo, CancellationToken ct)
    {
        var follow = await writes.WriteAsync(tx => BeginAsync(tx, runNo));
        if (follow is null or { State: RunFollow.Applied })
        {
            return follow;
        }
        var plan = await PlanAsync(writes.User, follow, ct);
        while (follow is { State: RunFollow.Applying })
        {
            ct.ThrowIfCancellationRequested();
            follow = await writes.WriteAsync(tx => StepAsync(tx, runNo, plan));
        }
        return follow;
    }

    private async Task<RunFollow?> BeginAsync(UserTransaction tx, long runNo)
    {
        var session = await LedgerSession.OpenAsync(tx, services);
        await session.FlushAsync();
        if (await RunFollow.FindAsync(tx, runNo) is { } begun)
        {
            return begun;
        }
        var run = await RunQueries.FindAsync(tx, Ids.Run(runNo));
        if (await RunService.PreviousAsync(tx, run) is not { } previous)
        {
            return null;
        }
        var isDecided = await tx.QueryFirstOrDefaultAsync<long>(
            """
            select count(*) from (
                select f.finding_no from findings f
                where f.user_id = @user and f.run_no = @previous and (f.review <> 'staged' or exists (
                    select 1 from finding_follows w where w.user_id = @user and w.finding_no = f.finding_no)) limit 1) d
            """,
            new { previous = previous.RunNo }
        );
        var seq =
            isDecided == 0
                ? session.Next().Seq
                : session
                    .Decide(
                        new Decision(DecisionKind.ReviewFindings)
                        {
                            Actor = Actor,
                            Reason = ReasonOf(runNo, previous.RunNo),
                            Payload = $$"""{"follows":"{{Ids.Run(previous.RunNo)}}","run":"{{Ids.Run(runNo)}}"}""",
                        }
                    )
                    .Seq;
        var follow = new RunFollow(
            runNo,
            previous.RunNo,
            seq,
            isDecided == 0 ? null : seq,
            AfterNo: 0,
            GoneNo: 0,
            Kept: 0,
            Asked: 0,
            Gone: 0,
            IsWhole: InterpretationConfiguration.OptionsOf(run.Configuration).Retry is null ? 1 : 0,
            isDecided == 0 ? RunFollow.Applied : RunFollow.Applying
        );
        await follow.AddAsync(tx);
        return follow;
    }

    private static string ReasonOf(long runNo, long previousNo) =>
        $"{Ids.Run(runNo)} follows {Ids.Run(previousNo)}: what was decided about unchanged content holds.";

    private async Task<FollowPlan> PlanAsync(UserId user, RunFollow follow, CancellationToken ct)
    {
        var (newer, older, isStated) = await database.ReadAsync(
            user,
            async c =>
            {
                var read = await ReadAsync(c, follow.RunNo);
                var before = await ReadAsync(c, follow.PreviousNo);
                var same = read.Source.SourceNo == before.Source.SourceNo;
                return (read, before, same || await SourceVersions.IsStatedAsync(c, read.Source.SourceNo, before.Source.SourceNo));
            },
            ct
        );
        var blocks = await BlocksAsync(newer);
        var isSame = newer.Documents.Select(d => d.DocumentNo).SequenceEqual(older.Documents.Select(d => d.DocumentNo));
        return new FollowPlan((isSame ? blocks : await BlocksAsync(older), older.Subjects), (blocks, newer.Subjects), isStated);

        Task<ReadBlocks> BlocksAsync(RunReading reading) =>
            ReadBlocks.OfAsync(database, blobs, user, reading.Source.Digest, reading.Documents, ct);
    }

    private static async Task<RunReading> ReadAsync(UserConnection connection, long runNo)
    {
        var source = await SourceRecords.ByNumberAsync(connection, (await RunQueries.FindAsync(connection, Ids.Run(runNo))).SourceNo);
        var subjects = await connection.QueryAsync<PlacedSubject>(
            """
            select subject_no, kind, document_no, block, entity_type, place from finding_subjects
            where user_id = @user and source_no = @sourceNo and run_no = @runNo order by subject_no
            """,
            new { sourceNo = source.SourceNo, runNo }
        );
        var documents = await connection.QueryAsync<DocumentRecord>(
            $"select {DocumentRecord.Columns} from documents where user_id = @user and document_no IN_LIST(@nos) order by document_no",
            new { nos = subjects.Select(s => s.DocumentNo).Distinct().ToList() }
        );
        return new(source, subjects, documents);
    }

    /// <summary>Does the next subjects; the row after that.</summary>
    private async Task<RunFollow?> StepAsync(UserTransaction tx, long runNo, FollowPlan plan)
    {
        var session = await LedgerSession.OpenAsync(tx, services);
        await session.FlushAsync();
        // Erased meanwhile, or another caller was faster.
        if (await RunFollow.FindAsync(tx, runNo) is not { State: RunFollow.Applying, DecisionNo: { } decision } follow)
        {
            return await RunFollow.FindAsync(tx, runNo);
        }
        var by = new Decision("") { Actor = Actor, Reason = ReasonOf(runNo, follow.PreviousNo) };
        var pairs = plan.Pairs.SkipWhile(p => p.Subject.SubjectNo <= follow.AfterNo).Take(AtOnce).ToList();
        if (pairs.Count > 0)
        {
            var (kept, asked, gone) = await new FollowStep(session, plan, decision, by).PairsAsync(pairs, follow);
            follow = follow with
            {
                AfterNo = pairs[^1].Subject.SubjectNo,
                Kept = follow.Kept + kept,
                Asked = follow.Asked + asked,
                Gone = follow.Gone + gone,
            };
        }
        else if (
            follow.IsWhole != 0
            && plan.Gone.SkipWhile(s => s.SubjectNo <= follow.GoneNo).Take(AtOnce).ToList() is { Count: > 0 } subjects
        )
        {
            var gone = await new FollowStep(session, plan, decision, by).GoneAsync([.. subjects.Select(s => s.SubjectNo)]);
            follow = follow with { GoneNo = subjects[^1].SubjectNo, Gone = follow.Gone + gone };
        }
        else
        {
            follow = follow with { State = RunFollow.Applied };
        }
        await follow.WriteAsync(tx);
        await session.FlushAsync();
        session.ForgetClean();
        return follow;
    }

    private sealed record RunReading(SourceRecord Source, IReadOnlyList<PlacedSubject> Subjects, IReadOnlyList<DocumentRecord> Documents);
}
