using Strata.Interpretation;
using Strata.Ledger;
using Strata.Runs;
using static Strata.Sources.IngestAnswer;

namespace Strata.Sources;

internal sealed partial class Ingestion
{
    /// <param name="Follows">Whether decisions about an earlier run are to follow into this one.</param>
    private sealed record CarriedRun(IngestResult Result, bool Follows);

    /// <summary>Executes a run that a job has taken, and returns its result.</summary>
    public async Task<IngestResult> CarryAsync(UserId user, string actor, RunRecord run, CancellationToken ct)
    {
        var source = await database.ReadAsync(user, connection => SourceRecords.ByNumberAsync(connection, run.SourceNo), ct);
        var asked = InterpretationConfiguration.OptionsOf(run.Configuration);
        var request = new IngestOptions
        {
            EntityType = asked.EntityType,
            DayFirst = asked.DayFirst,
            Header = asked.Header,
            Ocr = asked.Ocr,
            OcrLanguage = asked.OcrLanguage,
            Interpreter = asked.Interpreter,
            Stage = asked.Stage,
            ObservedAt = asked.ObservedAt,
        };
        return await CarryAsync(
            user,
            actor,
            source,
            run,
            held: true,
            request,
            MemberBudget.OfJob(options, asked.ObservedAt is not null),
            (session, told, inside) => Task.FromResult(Result(source, held: true, told, session) with { Members = inside }),
            progress: null,
            ct
        );
    }

    private async Task<IngestResult> CarryAsync(
        UserId user,
        string actor,
        SourceRecord source,
        RunRecord run,
        bool held,
        IngestOptions request,
        MemberBudget budget,
        Func<LedgerSession, RunResult, MembersResult?, Task<IngestResult>> keep,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        CarriedRun done;
        await using var heartbeat = new RunHeartbeat(runService, services.Time, user, run, ct);
        try
        {
            var ended = await runs.CarryAsync(user, actor, source, run, progress, heartbeat.Work);
            // If an equal run came before, the members were already read with the container.
            var again = await database.ReadAsync(user, connection => RunQueries.IsRepeatedAsync(connection, run), heartbeat.Work);
            var inside = await MembersAsync(user, actor, source, run, request, held, budget, again, progress, heartbeat.Work);
            ended = RunEnd.WithMembers(ended, inside);
            done = await database.WriteAsync(
                user,
                async tx =>
                {
                    var session = await LedgerSession.OpenAsync(tx, services);
                    if (inside is not null && SourceLinks.HasAttachments(source))
                    {
                        await AttachedPapers.JoinAsync(session, source);
                    }
                    await session.FlushAsync();
                    var told = await RunQueries.ResultAsync(tx, ended);
                    if (await RunQueries.IdentityNotesAsync(tx, ended, told) is { Count: > 0 } notes)
                    {
                        ended = ended with { Errors = RunRecord.ErrorsJson([.. ended.ErrorList, .. notes]) };
                        told = told with { Errors = ended.ErrorList };
                    }
                    if (!await RunRecord.UpdateAsync(session, ended with { Entities = told.EntityCount }))
                    {
                        throw RunService.Lost(run);
                    }
                    return new CarriedRun(await keep(session, told, inside), await runService.LineUpFollowingAsync(tx, ended));
                },
                heartbeat.Work
            );
        }
        catch (Exception e) when (!ct.IsCancellationRequested && (heartbeat.IsLost || e is StrataException { Code: ErrorCode.Conflict }))
        {
            // Cancelled, or ended by another attempt: return the stored result, whoever produced it.
            return await database.ReadAsync(
                user,
                async connection =>
                    await RunQueries.FindAsync(connection, Ids.Run(run.RunNo)) is { IsRunning: false } settled
                        ? Result(source, held, await RunQueries.ResultAsync(connection, settled))
                        : throw RunService.Lost(run),
                ct
            );
        }
        catch
        {
            await runService.ReleaseAsync(user, run);
            throw;
        }
        // The run has ended, and with it the heartbeat's work.
        await (done.Follows ? runService.FollowAsync(user, run.RunNo, ct) : Task.CompletedTask);
        return done.Result;
    }

    /// <summary>
    /// Continues the unfinished run of an earlier attempt with the same key: takes it over, reads its result if another attempt ended it,
    /// or enqueues it for a caller that doesn't wait.
    /// </summary>
    private async Task<BegunIngestion> ContinueAsync(
        LedgerSession session,
        IngestResult known,
        RunResult unfinished,
        RunRequestOptions asked
    )
    {
        var source = await SourceRecords.GetAsync(session.Transaction, known.SourceId);
        var (run, turn) = await runService.ContinueAsync(session, source, unfinished.RunId, asked);
        return turn == RunTurn.Mine ? new BegunIngestion(source, known.Deduplicated, null, run) { IsKept = true }
            : asked.Wait
                ? new BegunIngestion(
                    source,
                    known.Deduplicated,
                    known with
                    {
                        Run = await RunQueries.ResultAsync(session.Transaction, run),
                    },
                    null
                )
            : new BegunIngestion(source, known.Deduplicated, known, null);
    }
}
