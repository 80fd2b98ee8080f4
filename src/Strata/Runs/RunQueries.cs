using Strata.Database;
using Strata.Entities;
using Strata.Ledger;
using Strata.Projects.Filtering;

namespace Strata.Runs;

/// <summary>Queries of runs and their results.</summary>
internal static class RunQueries
{
    private const int ShownEntities = 100;

    /// <summary>Whether an earlier run of the same configuration has read the whole source.</summary>
    public static async Task<bool> IsRepeatedAsync(UserConnection connection, RunRecord run) =>
        await connection.QueryFirstOrDefaultAsync<long?>(
            $"""
            select run_no from runs
            where user_id = @user and source_no = @sourceNo and config_hash = @hash and run_no < @runNo and {RunRecord.IsWholeSql}
            order by run_no desc limit 1
            """,
            new
            {
                sourceNo = run.SourceNo,
                hash = run.ConfigHash,
                runNo = run.RunNo,
            }
        )
            is not null;

    /// <summary>Whether the run is in progress and belongs to this attempt.</summary>
    public static async Task<bool> IsCarriedAsync(UserConnection connection, RunRecord run) =>
        await connection.QueryFirstOrDefaultAsync<long?>(
            "select run_no from runs where user_id = @user and run_no = @runNo and attempt = @attempt and status = 'running' and owner is not null",
            new { runNo = run.RunNo, attempt = run.Attempt }
        )
            is not null;

    /// <summary>Returns the result of an ended run from its stored data.</summary>
    public static async Task<RunResult> ResultAsync(UserConnection connection, RunRecord run)
    {
        var rows = run.LastSeq == run.RunNo ? [] : await TouchedAsync(connection, run);
        var entities = new List<IngestedEntity>();
        await foreach (
            var record in EntityRecords.RecordsAsync(connection, [.. rows.Take(ShownEntities).Select(r => r.RootNo)], ShownEntities)
        )
        {
            entities.Add(
                new IngestedEntity
                {
                    EntityId = record.EntityId,
                    EntityType = record.EntityType,
                    Created = record.EntityNo > run.RunNo,
                    Fields = FieldList.Parse(record.Fields).ToElements(),
                }
            );
        }
        var distinct =
            run.Observations <= 500
                ? rows.Count
                : await connection.QueryFirstOrDefaultAsync<long>(
                    """
                    select count(distinct e.root_no) as n from observations o
                    join entities e on e.user_id = o.user_id and e.entity_no = o.entity_no
                    where o.user_id = @user and o.seq > @runNo and o.seq <= @lastSeq and o.run_no = @runNo
                    """,
                    new { runNo = run.RunNo, lastSeq = run.LastSeq }
                );
        return new RunResult
        {
            RunId = Ids.Run(run.RunNo),
            Status = EnumNames.Parse<RunStatus>(run.ShownStatus),
            ExtractionCompleteness = EnumNames.Parse<Completeness>(run.Completeness),
            Entities = entities,
            EntityCount = distinct,
            StagedCount = run.Staged,
            ObservationCount = run.Observations,
            BlockCount = run.BlocksSoFar,
            SkippedCount = run.Skipped,
            UnknownFieldCount = run.UnknownFields,
            Confidence = Math.Round(run.Confidence, 4),
            Errors = run.ErrorList,
        };
    }

    /// <summary>
    /// Returns notes on how the records of a file became entities: fewer entities than records.
    /// </summary>
    public static async Task<IReadOnlyList<string>> IdentityNotesAsync(UserConnection connection, RunRecord run, RunResult told)
    {
        var notes = new List<string>();
        var same = run.Observations - told.EntityCount;
        if (
            same > 0
            && await connection.QueryFirstOrDefaultAsync<long?>(
                "select min(is_records) from documents where user_id = @user and source_no = @sourceNo",
                new { sourceNo = run.SourceNo }
            ) == 1
        )
        {
            notes.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{same} {(same == 1 ? "record is" : "records are")} the same entity as another record of this file"
                )
            );
        }
        return notes;
    }

    /// <summary>Returns the roots of the run's first 500 observations, in order.</summary>
    private static Task<IReadOnlyList<Touched>> TouchedAsync(UserConnection connection, RunRecord run) =>
        connection.QueryAsync<Touched>(
            """
            select e.root_no, min(o.seq) as first_seq from (
                select seq, entity_no from observations
                where user_id = @user and seq > @runNo and seq <= @lastSeq and run_no = @runNo order by seq limit 500) o
            join entities e on e.user_id = @user and e.entity_no = o.entity_no
            group by e.root_no order by 2
            """,
            new { runNo = run.RunNo, lastSeq = run.LastSeq }
        );

    public static async Task<Page<RunView>> ListAsync(UserConnection connection, ListRuns query)
    {
        var limit = Paging.Limit(query.Limit);
        var sort = ListSort.Of(query.Sort, "run_no");
        var source = query.SourceId is { } sourceId ? await SourceRecords.GetAsync(connection, sourceId) : null;
        var project = await ProjectRecord.NumberAsync(connection, query.Project);
        var args = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["sourceNo"] = source?.SourceNo,
            ["project"] = project,
            ["interpreter"] = query.Interpreter,
            ["most"] = Total.MaxExact + 1L,
        };
        var where = $"""
            user_id = @user {(source is null ? "" : "and source_no = @sourceNo")}
                {(project is null ? "" : $"and {ProjectRecord.HasSource}")} {(query.IncludeDeleted ? "" : "and deleted_seq is null")}
                {(query.State is { } state ? $"and {RunRecord.IsShown(state.Name())}" : "")}
                {(query.Interpreter is null ? "" : "and interpreter = @interpreter")}
            """;
        var search = SourceNameSearch.Of(query.Text);
        var rows = await FirstAsync(connection, search, $"{where} and {sort.After(query.Cursor, args)}", sort.Order, args, limit + 1);
        var count =
            !query.Count ? (long?)null
            : search is null
                ? await connection.QueryFirstOrDefaultAsync<long>(
                    $"select count(*) from (select 1 as one from runs where {where} limit @most) as counted",
                    args
                )
            : (await search.FirstAsync(connection, "runs", "run_no", where, args, Total.MaxExact + 1)).Count;
        var shown = await ArchivedRuns.ShownAsync(connection, rows.Take(limit).ToList());
        var ids = await ObservationViews.SourceIdsAsync(connection, shown.Select(r => (long?)r.SourceNo));
        return new Page<RunView>(
            [.. shown.Select(r => View(r, ids.Or(r.SourceNo, MissingRow.Source)))],
            rows.Count > limit ? sort.Cursor("", shown[^1].RunNo) : null
        )
        {
            Total = count is { } found ? Total.Of(found) : null,
        };
    }

    private static async Task<IReadOnlyList<RunRecord>> FirstAsync(
        UserConnection connection,
        SourceNameSearch? search,
        string where,
        string order,
        Dictionary<string, object?> args,
        int most
    )
    {
        args["limit"] = (long)most;
        if (search is null)
        {
            return await connection.QueryAsync<RunRecord>(
                $"select {RunRecord.Columns} from runs where {where} order by {order} limit @limit",
                args
            );
        }
        var nos = await search.FirstAsync(connection, "runs", "run_no", $"{where} order by {order}", args, most);
        return await connection.QueryAsync<RunRecord>(
            $"select {RunRecord.Columns} from runs where user_id = @user and run_no IN_LIST(@nos) order by {order}",
            new { nos }
        );
    }

    public static async Task<RunView> GetAsync(UserConnection connection, string runId)
    {
        var run = await FindAsync(connection, runId);
        var ids = await ObservationViews.SourceIdsAsync(connection, [run.SourceNo]);
        return View(run, ids.Or(run.SourceNo, MissingRow.Source));
    }

    public static async Task<RunState> StateAsync(UserConnection connection, string runId)
    {
        var run = await FindAsync(connection, runId);
        var ids = await ObservationViews.SourceIdsAsync(connection, [run.SourceNo]);
        return new RunState
        {
            RunId = runId,
            SourceId = ids.Or(run.SourceNo, MissingRow.Source),
            Status = EnumNames.Parse<RunStatus>(run.ShownStatus),
            Attempt = (int)run.Attempt,
            BlockCount = run.BlocksSoFar,
            ObservationCount = run.Observations,
            EntityCount = run.Entities,
            StagedCount = run.Staged,
            SkippedCount = run.Skipped,
            UnknownFieldCount = run.UnknownFields,
            HeartbeatAt = RunLease.HeartbeatOf(run),
            FinishedAt = UnixTime.Time(run.FinishedAt),
            Errors = run.ErrorList,
            Version = string.Create(CultureInfo.InvariantCulture, $"{run.Attempt}-{run.LastSeq}-{run.LeaseUntil}-{run.ShownStatus}"),
        };
    }

    /// <exception cref="StrataException">RUN_NOT_FOUND.</exception>
    public static async Task<RunRecord> FindAsync(UserConnection connection, string runId)
    {
        var runNo = Ids.Number("run_", runId);
        var run = runNo is null
            ? null
            : await connection.QueryFirstOrDefaultAsync<RunRecord>(
                $"select {RunRecord.Columns} from runs where user_id = @user and run_no = @runNo",
                new { runNo }
            );
        return await ArchivedRuns.WholeAsync(connection, run)
            ?? throw new StrataException(ErrorCode.RunNotFound, $"There is no run '{runId}'.");
    }

    private static RunView View(RunRecord run, string sourceId) => RunViews.Of(run, sourceId, RunLease.HeartbeatOf(run));

    private sealed record Touched(long RootNo, long FirstSeq);
}
