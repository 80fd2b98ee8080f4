using Strata.Crashes;
using Strata.Jobs.Recovery;
using Strata.Testing;

namespace Strata.Archive;

/// <summary>Archival that is cut short, done twice at once, damaged, or comes round by itself.</summary>
public sealed class ArchiveSafetyTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly UserId Alice = new("alice");

    [Theory, DatabaseData, Trait("req", "N-132")]
    public async Task Processes_that_are_killed_while_they_archive_and_restore_leave_every_answer_as_it_was(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        // The killed processes have the machine's clock.
        store.Time.Advance(TimeProvider.System.GetUtcNow() - store.Time.GetUtcNow() - TimeSpan.FromDays(1));
        var seq = await OldStore.FillAsync(store);
        var (rows, answers) = (await OldStore.RowsAsync(store), await OldStore.AnswersAsync(store.Alice, seq));
        var random = new Random(5);
        var moved = 0;
        for (var kill = 0; kill < TestScale.Pick(quick: 2, all: 12); kill++)
        {
            using var worker = Worker.Start(store, engine, "archive", "w", 0);
            await worker.Busy;
            // All are archived when it says so, so that the first is killed between archiving and restoring.
            await Task.Delay(kill == 0 ? 0 : random.Next(5, 150), None);
            worker.Kill();
            await worker.EndAsync();
            worker.Said.ShouldNotContain(line => line.StartsWith("error", StringComparison.Ordinal));
            moved += await ArchivedAsync(store.Alice);
            (await store.Alice.VerifyAsync()).Faults.ShouldBeEmpty();
        }
        moved.ShouldBeGreaterThan(0, "some were killed between archiving and restoring");
        (await OldStore.AnswersAsync(store.Alice, seq)).ShouldBeSame(answers);

        store.Time.Advance(OldStore.HalfAYear);
        await store.Alice.ArchiveAsync();
        (await ArchivedAsync(store.Alice)).ShouldBeGreaterThan(0);
        (await OldStore.AnswersAsync(store.Alice, seq)).ShouldBeSame(answers);
        await RestoreAllAsync(store.Alice);
        (await OldStore.RowsAsync(store)).ShouldBeSame(rows);
    }

    [Theory, DatabaseData]
    public async Task Archival_that_is_cancelled_keeps_what_it_moved_and_goes_on(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        const int runs = 55; // more than one transaction moves
        for (var i = 0; i < runs; i++)
        {
            await store.Alice.IngestAsync($"{i}.csv", RunSteps.Contacts(2, $"f{i}"));
        }
        store.Time.Advance(OldStore.HalfAYear);
        using var stop = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(() =>
            store.Alice.Archival.ArchiveAsync(new ArchiveRequest(), new Cancel(stop), stop.Token)
        );

        (await store.Alice.VerifyAsync()).Faults.ShouldBeEmpty();
        var rest = (await store.Alice.ArchiveAsync()).Runs;
        rest.ShouldBeInRange(1, runs - 1);
        (await store.Alice.VerifyAsync()).Faults.ShouldBeEmpty();
        // All had the same configuration.
        (await OldStore.CountAsync(store, "run_configurations")).ShouldBe(1);
    }

    [Theory, DatabaseData]
    public async Task A_run_of_many_pages_is_moved_in_several_transactions_each_whole_in_itself(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var taken = await store.Alice.IngestAsync("contacts.csv", RunSteps.Contacts(3));
        var all = await PagesAsync(store, 5_000);
        store.Time.Advance(OldStore.HalfAYear);
        var rows = await OldStore.RowsAsync(store);
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() =>
            store.Alice.Archival.ArchiveAsync(new ArchiveRequest(), new Cancel(stop), stop.Token)
        );

        (await store.Alice.Runs.GetAsync(taken.Run!.RunId, None)).ArchivedAt.ShouldBeNull();
        var moved = await OldStore.CountAsync(store, "run_archives");
        moved.ShouldBeGreaterThan(1);
        await ShouldHoldAsync(store, all);
        // What is moved half can be restored, and moved to its end.
        await store.Alice.Archival.RestoreAsync(taken.Run.RunId, None);
        (await OldStore.RowsAsync(store)).ShouldBeSame(rows);
        store.Time.Advance(OldStore.HalfAYear);
        (await store.Alice.ArchiveAsync()).Pages.ShouldBe(all - 1, "the first alone would not be shorter");
        (await OldStore.CountAsync(store, "run_archives")).ShouldBeGreaterThan(moved);
        await ShouldHoldAsync(store, all);
        await store.Alice.Archival.RestoreAsync(taken.Run.RunId, None);
        (await OldStore.RowsAsync(store)).ShouldBeSame(rows);
    }

    [Theory, DatabaseData]
    public async Task Several_that_archive_and_restore_at_once_do_each_run_once(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var seq = await OldStore.FillAsync(store);
        var (rows, answers) = (await OldStore.RowsAsync(store), await OldStore.AnswersAsync(store.Alice, seq));
        store.Time.Advance(OldStore.HalfAYear);
        await using var other = await StrataStore.OpenAsync(store.Options, store.Time, None);
        var second = other.For(Alice, "alice");

        var reports = await Task.WhenAll(
            new[] { store.Alice, second, store.Alice, second }.Select(s => Task.Run(() => s.ArchiveAsync(), None))
        );

        var archived = (await store.Alice.Runs.ListAsync(null, new PageRequest(), None))
            .Items.Where(r => r.ArchivedAt is not null)
            .ToList();
        reports.Sum(r => r.Runs).ShouldBe(archived.Count);
        reports
            .Sum(r => r.Pages)
            .ShouldBe(
                await store.Store.Database.ReadAsync(
                    Alice,
                    c => c.QueryFirstOrDefaultAsync<long>("select cast(sum(pages) as bigint) from run_archives where user_id = @user"),
                    None
                )
            );
        (await OldStore.AnswersAsync(store.Alice, seq)).ShouldBeSame(answers);
        await Task.WhenAll(
            new[] { store.Alice, second }
                .Select(s => Task.Run(() => RestoreAllAsync(s), None))
                .Append(Task.Run(() => second.ArchiveAsync(0), None))
        );
        (await store.Alice.VerifyAsync()).Faults.ShouldBeEmpty();
        await RestoreAllAsync(store.Alice);
        (await OldStore.RowsAsync(store)).ShouldBeSame(rows);
    }

    [Theory, DatabaseData, Trait("req", "N-132")]
    public async Task Verify_names_what_is_damaged_in_the_archive(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var taken = await store.Alice.IngestAsync("damaged.xlsx", OldStore.Workbook(700));
        await store.Alice.IngestAsync(
            "whole.html",
            "<h1>Whole</h1><p>Zahlung 9 here.</p>" + string.Concat(Enumerable.Range(0, 200).Select(i => $"<p>No. {i}</p>"))
        );
        var run = taken.Run!.RunId;
        var document = (await store.Alice.Documents.ListAsync(new DocumentQuery { SourceId = taken.SourceId }, None)).Items[0].DocumentId;
        store.Time.Advance(OldStore.HalfAYear);
        await store.Alice.ArchiveAsync();
        await OldStore.ExecuteAsync(
            store,
            "update run_archives set packed = @bytes where user_id = @user and run_no = @runNo",
            new { bytes = new byte[] { 1, 2, 3 }, runNo = Ids.Number("run_", run) }
        );

        (await store.Alice.VerifyAsync()).Faults.Select(f => f.Path).ShouldBe([$"archives/{run}/1"]);
        (await StoreSteps.CodeAsync(() => store.Alice.Blocks.ListAsync(document, new BlockQuery(), None))).ShouldBe(
            ErrorCode.StorageUploadFailed
        );
        (await StoreSteps.CodeAsync(() => store.Alice.Archival.RestoreAsync(run, None))).ShouldBe(ErrorCode.StorageUploadFailed);
        // What is whole is still found, and a damaged piece keeps nobody from it.
        (await store.Alice.Search.SearchAsync(new SearchQuery { Text = "zahlung", Kind = "blocks" }, ReadAt.Now, None))
            .Items.ShouldHaveSingleItem()
            .FileName.ShouldBe("whole.html");

        await OldStore.ExecuteAsync(
            store,
            "delete from run_archives where user_id = @user and run_no = @runNo",
            new { runNo = Ids.Number("run_", run) }
        );
        (await store.Alice.VerifyAsync())
            .Faults.Select(f => f.Path)
            .ShouldBe([$"documents/{document}/0", $"documents/{document}/512"], ignoreOrder: true);
        await OldStore.ExecuteAsync(
            store,
            "update run_configurations set packed = @bytes where user_id = @user",
            new { bytes = new byte[] { 6 } }
        );
        (await store.Alice.VerifyAsync())
            .Faults.Count(f => f.Path.StartsWith("archives/configurations/", StringComparison.Ordinal))
            .ShouldBe(1);
        (await StoreSteps.CodeAsync(() => store.Alice.Runs.GetAsync(run, None))).ShouldBe(ErrorCode.StorageUploadFailed);
        await OldStore.ExecuteAsync(store, "delete from run_configurations where user_id = @user");
        (await store.Alice.VerifyAsync()).Faults.Select(f => f.Path).ShouldContain($"runs/{run}");
    }

    [Theory, DatabaseData, Trait("req", "N-132")]
    public async Task Errors_that_are_lost_from_the_archive_are_not_taken_for_none(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var taken = await store.Alice.IngestAsync(
            "messy.jsonl",
            string.Concat(Enumerable.Range(0, 60).Select(i => $"{{\"name\": broken {i}\n"))
        );
        var run = taken.Run!.RunId;
        var errors = (await store.Alice.Runs.GetAsync(run, None)).Errors;
        errors.Count.ShouldBeGreaterThan(10);
        store.Time.Advance(OldStore.HalfAYear);
        await store.Alice.ArchiveAsync();
        (await store.Alice.Runs.GetAsync(run, None)).Errors.ShouldBe(errors);

        await OldStore.ExecuteAsync(store, "delete from run_archives where user_id = @user and document_no is null");

        (await store.Alice.VerifyAsync()).Faults.Select(f => f.Path).ShouldContain($"runs/{run}");
        (await StoreSteps.CodeAsync(() => store.Alice.Runs.GetAsync(run, None))).ShouldBe(ErrorCode.StorageUploadFailed);
        (await StoreSteps.CodeAsync(() => store.Alice.Archival.RestoreAsync(run, None))).ShouldBe(ErrorCode.StorageUploadFailed);
    }

    [Theory, DatabaseData, Trait("req", "N-132")]
    public async Task A_run_that_is_damaged_in_the_archive_is_listed_as_such_among_the_others(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var messy = string.Concat(Enumerable.Range(0, 60).Select(i => $"{{\"name\": broken {i}\n"));
        var damaged = await store.Alice.IngestAsync("messy.jsonl", messy);
        await store.Alice.IngestAsync("whole.csv", RunSteps.Contacts(5), new IngestRequest { EntityType = "contact" });
        store.Time.Advance(OldStore.HalfAYear);
        await store.Alice.ArchiveAsync();
        var runs = (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items.ToDictionary(r => r.RunId);
        var run = runs[damaged.Run!.RunId];

        await OldStore.ExecuteAsync(
            store,
            "update run_configurations set packed = @bytes where user_id = @user and config_hash in (select config_hash from runs where user_id = @user and run_no = @runNo)",
            new { bytes = new byte[] { 6 }, runNo = Ids.Number("run_", run.RunId) }
        );

        var listed = (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items;
        listed.Select(r => r.RunId).ShouldBe(runs.Keys);
        var (other, shown) = (listed.Single(r => r.RunId != run.RunId), listed.Single(r => r.RunId == run.RunId));
        JsonSerializer.Serialize(other, StrataJson.Options).ShouldBe(JsonSerializer.Serialize(runs[other.RunId], StrataJson.Options));
        (shown.Status, shown.ObservationCount, shown.Configuration.ValueKind).ShouldBe(
            (run.Status, run.ObservationCount, JsonValueKind.Null)
        );
        shown.Errors.SkipLast(1).ShouldBe(run.Errors);
        shown.Errors[^1].ShouldStartWith("STORAGE_UPLOAD_FAILED: The archive's row archives/configurations/");
        (await store.Alice.Sources.GetAsync(damaged.SourceId, None))
            .Runs.ShouldNotBeNull()
            .ShouldHaveSingleItem()
            .Errors.ShouldBe(shown.Errors);

        await OldStore.ExecuteAsync(store, "delete from run_archives where user_id = @user and document_no is null");
        listed = (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items;
        listed.Select(r => r.RunId).ShouldBe(runs.Keys);
        listed.Single(r => r.RunId == run.RunId).Errors.ShouldAllBe(e => e.StartsWith("STORAGE_UPLOAD_FAILED: ", StringComparison.Ordinal));
        listed.Single(r => r.RunId == run.RunId).Errors.Count.ShouldBe(2);

        // Nothing was stored of it, so that it is tried anew when it comes again.
        var again = (await store.Alice.IngestAsync("messy.jsonl", messy)).Run.ShouldNotBeNull();
        (again.RunId == run.RunId, again.Status).ShouldBe((false, RunStatus.Failed));
    }

    [Theory, DatabaseData, Trait("req", "N-132")]
    public async Task Archival_and_restoring_stand_in_the_audit_log_with_who_did_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = (await store.Alice.IngestAsync("a.csv", RunSteps.Contacts(5))).Run!.RunId;
        var second = (await store.Alice.IngestAsync("b.csv", RunSteps.Contacts(6))).Run!.RunId;
        store.Time.Advance(OldStore.HalfAYear);

        await store.Alice.ArchiveAsync(dryRun: true);
        (await AuditAsync()).ShouldBeEmpty();
        await store.Alice.ArchiveAsync();
        await store.Alice.ArchiveAsync();
        await store.Alice.Archival.RestoreAsync(second, None);
        await store.ScheduleAsync();
        store.Time.Advance(TimeSpan.FromDays(200));
        await store.WorkAsync();

        (await AuditAsync()).ShouldBe([
            ("archive_runs", "strata", $$"""{"runs":["{{second}}"]}"""),
            ("restore_run", "alice", $$"""{"run":"{{second}}"}"""),
            ("archive_runs", "alice", $$"""{"runs":["{{first}}","{{second}}"]}"""),
        ]);
        (await store.Alice.VerifyAsync()).Faults.ShouldBeEmpty();

        async Task<List<(string, string?, string)>> AuditAsync() =>
            [
                .. (await store.Alice.Audit.ListAsync(new AuditQuery(), None))
                    .Items.Where(e => e.Action is "archive_runs" or "restore_run")
                    .Select(e => (e.Action, e.Actor, e.Detail.ShouldNotBeNull().GetRawText())),
            ];
    }

    [Theory, DatabaseData]
    public async Task A_schedule_that_was_removed_is_not_made_again(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        (await store.ScheduleAsync()).ShouldBe(3);

        (await store.Alice.Schedules.RemoveAsync("archive", None)).Name.ShouldBe("archive");

        (await store.ScheduleAsync()).ShouldBe(0);
        (await store.Alice.Schedules.ListAsync(None)).ShouldBeEmpty();
        (await store.Bob.Schedules.ListAsync(None)).Count.ShouldBe(1);
        (await StoreSteps.CodeAsync(() => store.Alice.Schedules.RemoveAsync("archive", None))).ShouldBe(ErrorCode.SourceNotFound);
        store.Time.Advance(TimeSpan.FromDays(8));
        await store.WorkAsync();
        (await store.Alice.Jobs.ListAsync(new JobQuery { State = JobState.Done, Kind = "archive" }, None)).Items.ShouldBeEmpty();

        (
            await store.Alice.Schedules.PutAsync("archive", new JobScheduleRequest { Cron = "0 5 * * *", Kind = "archive" }, None)
        ).Cron.ShouldBe("0 5 * * *");
        store.Time.Advance(TimeSpan.FromDays(2));
        await store.WorkAsync();
        (await store.Alice.Jobs.ListAsync(new JobQuery { State = JobState.Done, Kind = "archive" }, None)).Items.Count.ShouldBe(1);
    }

    [Theory, DatabaseData, Trait("req", "N-132")]
    public async Task Every_user_has_a_weekly_firing_that_archives_once_on_however_many_nodes(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await using var other = await StrataStore.OpenAsync(store.Options, store.Time, None);
        await store.Alice.IngestAsync("old.csv", RunSteps.Contacts(5));
        await store.Bob.IngestAsync("his.csv", RunSteps.Contacts(5));
        store.Time.Advance(OldStore.HalfAYear);

        (await store.ScheduleAsync()).ShouldBe(3); // and local
        (await store.ScheduleAsync()).ShouldBe(0);
        var schedule = (await store.Alice.Schedules.ListAsync(None)).ShouldHaveSingleItem();
        (schedule.Name, schedule.Kind).ShouldBe(("archive", "archive"));
        schedule.NextAt.ShouldBeInRange(store.Time.GetUtcNow().AddDays(1), store.Time.GetUtcNow().AddDays(8));
        await store.WorkAsync();
        (await ArchivedAsync(store.Alice)).ShouldBe(0, "its time has not come");

        var jobs = new HashSet<string?>();
        for (var week = 0; week < 3; week++)
        {
            store.Time.Advance(TimeSpan.FromDays(8));
            var steps = new[] { store.Store.Jobs, other.Jobs, store.Store.Jobs }.Select(jobs =>
                Task.Run(() => new FireSchedules(jobs).RunAsync(None), None)
            );
            (await Task.WhenAll(steps)).Sum(s => s.Count).ShouldBe(3);
            await store.WorkAsync();
            (await ArchivedAsync(store.Alice), await ArchivedAsync(store.Bob)).ShouldBe((1, 1));
            var job = (
                await store.Alice.Jobs.ListAsync(new JobQuery { State = JobState.Done, Kind = "archive" }, None)
            ).Items.ShouldHaveSingleItem();
            (await store.Alice.Schedules.ListAsync(None)).ShouldHaveSingleItem().LastJobId.ShouldBe(job.JobId);
            jobs.Add(job.JobId).ShouldBeTrue();
        }
        (
            await store.Alice.Schedules.PutAsync("archive", new JobScheduleRequest { Cron = "0 5 * * 3", Kind = "archive" }, None)
        ).Cron.ShouldBe("0 5 * * 3");
        (await store.ScheduleAsync()).ShouldBe(0);
    }

    [Theory, DatabaseData]
    public async Task Nothing_is_archived_by_itself_where_that_is_turned_off(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine, o => o with { ArchiveAfterDays = 0 });
        await store.Alice.IngestAsync("old.csv", RunSteps.Contacts(5));
        store.Time.Advance(OldStore.HalfAYear);

        (await store.ScheduleAsync()).ShouldBe(0);
        await store.Alice.Schedules.PutAsync("archive", new JobScheduleRequest { Cron = "@daily", Kind = "archive" }, None);
        store.Time.Advance(TimeSpan.FromDays(2));
        await store.WorkAsync();

        (await store.Alice.Jobs.ListAsync(new JobQuery { State = JobState.Done, Kind = "archive" }, None)).Items.Count.ShouldBe(1);
        (await ArchivedAsync(store.Alice)).ShouldBe(0);
    }

    private static async Task<int> ArchivedAsync(IStrata user) =>
        (await user.Runs.ListAsync(null, new PageRequest(), None)).Items.Count(r => r.ArchivedAt is not null);

    private static async Task RestoreAllAsync(IStrata user)
    {
        foreach (var run in (await user.Runs.ListAsync(null, new PageRequest(1_000), None)).Items)
        {
            try
            {
                await user.Archival.RestoreAsync(run.RunId, None);
            }
            catch (StrataException e) when (e.Code == ErrorCode.Conflict)
            {
                // Not archived, or another was faster.
            }
        }
    }

    /// <summary>Gives the only document so many pages that compress by half; how many it has then.</summary>
    private static async Task<long> PagesAsync(TestStore store, int bytesOfAPage)
    {
        const int more = 900;
        var random = new Random(9);
        await store.Store.Database.WriteAsync(
            Alice,
            async tx =>
            {
                for (var i = 0; i < more; i++)
                {
                    var details = new byte[bytesOfAPage];
                    for (var b = 1; b < details.Length; b++)
                    {
                        details[b] = (byte)random.Next(16);
                    }
                    details[0] = 1;
                    await tx.ExecuteAsync(
                        """
                        insert into block_pages (user_id, document_no, first_block, page_no, block_count, byte_start, byte_end, packed, details)
                        select @user, document_no, @first, @pageNo, 1, 0, 1, @packed, @details from documents where user_id = @user
                        """,
                        new
                        {
                            first = 10L + i,
                            pageNo = 1_000_000L + i,
                            packed = new byte[] { 0, 0, 1 },
                            details,
                        }
                    );
                }
                return 0;
            },
            None
        );
        return more + 1;
    }

    /// <summary>Every page is in its row or in one piece.</summary>
    private static async Task ShouldHoldAsync(TestStore store, long pages)
    {
        (await OldStore.CountAsync(store, "block_pages")).ShouldBe(pages);
        (await store.Alice.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    private sealed class Cancel(CancellationTokenSource stop) : IProgress<Progress>
    {
        public void Report(Progress value) => stop.Cancel();
    }
}
