using Strata.Testing;

namespace Strata.Archive;

/// <summary>Old runs go to the archive, and nobody who asks can tell.</summary>
public sealed class ArchiveTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly UserId Alice = new("alice");

    [Theory, DatabaseData, Trait("req", "N-132")]
    public async Task History_answers_the_same_when_its_runs_are_archived_and_whatever_is_done_after_that(Engine engine)
    {
        await using var plain = await TestStore.CreateAsync(engine);
        await using var archived = await TestStore.CreateAsync(engine);
        var seq = await OldStore.FillAsync(plain);
        (await OldStore.FillAsync(archived)).ShouldBe(seq);
        var before = await OldStore.AnswersAsync(archived.Alice, seq);
        before.ShouldBeSame(await OldStore.AnswersAsync(plain.Alice, seq));
        plain.Time.Advance(OldStore.HalfAYear);
        archived.Time.Advance(OldStore.HalfAYear);

        var foreseen = await archived.Alice.ArchiveAsync(dryRun: true);
        var report = await archived.Alice.ArchiveAsync();

        foreseen.ShouldBe(report with { DryRun = true });
        report.OlderThanDays.ShouldBe(180);
        report.Runs.ShouldBe(await RunsAsync(archived, "interpreter <> 'structured'"));
        report.Pages.ShouldBe(await OldStore.CountAsync(archived, "block_pages") - await RowsLeftAsync(archived));
        report.Pages.ShouldBeGreaterThan(5);
        report.BytesAfter.ShouldBeLessThan(report.BytesBefore / 2);
        (await archived.Alice.VerifyAsync()).Archived.ShouldBeGreaterThan(5);
        (await OldStore.AnswersAsync(archived.Alice, seq)).ShouldBeSame(before);
        (await archived.Alice.ArchiveAsync()).Runs.ShouldBe(0);

        // Archival took one position of the ledger, for the audit log; so does this.
        (await archived.Alice.Audit.ListAsync(new AuditQuery(), None))
            .Items.Count(e => e.Action == "archive_runs")
            .ShouldBe(1);
        await plain.Alice.Jobs.PauseAsync("verify", None);

        // The same is done in both, one with an archive and one without.
        foreach (var store in new[] { plain, archived })
        {
            foreach (
                var source in (await store.Alice.Sources.ListAsync(new PageRequest(), None)).Items.Where(s =>
                    s.FileName is "transactions.xlsx" or "people.csv" or "invoice.pdf"
                )
            )
            {
                (await store.Alice.Sources.ReinterpretAsync(new() { SourceId = source.SourceId }, null, None))
                    .Run.ShouldNotBeNull()
                    .Status.ShouldBeOneOf(RunStatus.Completed, RunStatus.Partial);
            }
            var transaction = (await store.Alice.ListAsync("transaction"))[0];
            await store.Alice.CorrectAsync(transaction.EntityId, """{"description":"corrected"}""");
            await store.Alice.DeleteAsync((await store.Alice.ListAsync("transaction"))[1].EntityId);
            (await store.Alice.IngestAsync("again.csv", OldStore.Again)).Deduplicated.ShouldBeTrue();
        }
        (await OldStore.AnswersAsync(archived.Alice, seq)).ShouldBeSame(await OldStore.AnswersAsync(plain.Alice, seq));
    }

    [Theory, DatabaseData, Trait("req", "N-132")]
    public async Task A_restored_run_has_the_very_rows_that_it_had_and_is_young_again(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var seq = await OldStore.FillAsync(store);
        var (rows, answers) = (await OldStore.RowsAsync(store), await OldStore.AnswersAsync(store.Alice, seq));
        store.Time.Advance(OldStore.HalfAYear);
        await store.Alice.ArchiveAsync();
        (await OldStore.RowsAsync(store)).ShouldNotBe(rows);

        var runs = (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items.Where(r => r.ArchivedAt is not null).ToList();
        runs.Count.ShouldBeGreaterThan(5);
        foreach (var run in runs)
        {
            (await store.Alice.Archival.RestoreAsync(run.RunId, None)).ArchivedAt.ShouldBeNull();
            (await store.Alice.VerifyAsync()).Faults.ShouldBeEmpty();
        }

        (await OldStore.RowsAsync(store)).ShouldBeSame(rows);
        (await OldStore.CountAsync(store, "run_archives"), await OldStore.CountAsync(store, "run_configurations")).ShouldBe((0, 0));
        (await OldStore.AnswersAsync(store.Alice, seq)).ShouldBeSame(answers);
        (await StoreSteps.CodeAsync(() => store.Alice.Archival.RestoreAsync(runs[0].RunId, None))).ShouldBe(ErrorCode.Conflict);
        (await StoreSteps.CodeAsync(() => store.Bob.Archival.RestoreAsync(runs[0].RunId, None))).ShouldBe(ErrorCode.RunNotFound);
        (await store.Alice.ArchiveAsync()).Runs.ShouldBe(0);
        store.Time.Advance(OldStore.HalfAYear);
        (await store.Alice.ArchiveAsync()).Runs.ShouldBe(runs.Count);
    }

    [Theory]
    [InlineData(Engine.Sqlite, Engine.PostgreSql)]
    [InlineData(Engine.PostgreSql, Engine.Sqlite)]
    public async Task A_backup_carries_the_archive_to_the_other_engine(Engine from, Engine to)
    {
        await using var old = await TestStore.CreateAsync(from);
        var seq = await OldStore.FillAsync(old);
        old.Time.Advance(OldStore.HalfAYear);
        // Schedules of the store's own are no reason to call a user used.
        await old.ScheduleAsync();
        await old.Alice.ArchiveAsync();
        var answers = await OldStore.AnswersAsync(old.Alice, seq);
        using var backup = new MemoryStream();
        await old.Store.BackupAsync(Alice, backup, null, None);
        await using var fresh = await TestStore.CreateAsync(to);
        fresh.Time.Advance(old.Time.GetUtcNow() - fresh.Time.GetUtcNow());
        await fresh.ScheduleAsync();
        backup.Position = 0;

        var restored = await fresh.Store.RestoreAsync(null, backup, null, None);

        restored.Verified.Faults.ShouldBeEmpty();
        restored.Verified.Archived.ShouldBeGreaterThan(5);
        (await OldStore.AnswersAsync(fresh.Alice, seq)).ShouldBeSame(answers);
        foreach (var run in (await fresh.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items.Where(r => r.ArchivedAt is not null))
        {
            await fresh.Alice.Archival.RestoreAsync(run.RunId, None);
        }
        (await OldStore.AnswersAsync(fresh.Alice, seq)).ShouldBeSame(answers);
    }

    [Theory, DatabaseData, Trait("req", "N-132")]
    public async Task Young_runs_unfinished_ones_and_other_users_are_left_alone(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var old = await store.Alice.IngestAsync("old.csv", RunSteps.Contacts(200, "old"));
        var used = await store.Alice.IngestAsync(
            "used.md",
            "# Used\n\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"- point *{i}*\n"))
        );
        var his = await store.Bob.IngestAsync("his.csv", RunSteps.Contacts(200, "old"));
        var waiting = await store.Alice.IngestAsync("waiting.csv", RunSteps.Contacts(200, "waiting"), RunSteps.LinedUp());
        store.Time.Advance(TimeSpan.FromDays(100));
        var young = await store.Alice.IngestAsync("young.csv", RunSteps.Contacts(200, "young"));
        var again = await store.Alice.Sources.ReinterpretAsync(new() { SourceId = used.SourceId, EntityType = "note" }, null, None);
        store.Time.Advance(TimeSpan.FromDays(81));

        (await store.Alice.ArchiveAsync()).Runs.ShouldBe(2);

        (await ArchivedAsync(store.Alice)).ShouldBe([old.Run!.RunId, used.Run!.RunId], ignoreOrder: true);
        (await ArchivedAsync(store.Bob)).ShouldBeEmpty();
        (await store.RunAsync(waiting.Run!.RunId)).Status.ShouldBe(RunStatus.Queued);
        // A younger run read the same document: its pages are in use.
        (await RowsLeftAsync(store)).ShouldBe(2);
        store.Time.Advance(TimeSpan.FromDays(100));
        (await store.Alice.ArchiveAsync()).Runs.ShouldBe(2);
        (await ArchivedAsync(store.Alice)).ShouldBe([old.Run.RunId, used.Run.RunId, young.Run!.RunId, again.Run!.RunId], ignoreOrder: true);
        (await RowsLeftAsync(store)).ShouldBe(0);
        (await StoreSteps.CodeAsync(() => store.Bob.Archival.RestoreAsync(old.Run.RunId, None))).ShouldBe(
            his.Run!.RunId == old.Run.RunId ? ErrorCode.Conflict : ErrorCode.RunNotFound
        );
        (await store.Alice.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task A_new_version_of_a_parser_leaves_the_archive_of_the_one_before_alone(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var taken = await store.Alice.IngestAsync("transactions.xlsx", OldStore.Workbook(600));
        var old = (await store.Alice.Documents.ListAsync(new DocumentQuery(), None)).Items.ShouldHaveSingleItem();
        await OldStore.ExecuteAsync(store, "update documents set parser_version = 0, document_id = 'doc_former' where user_id = @user");
        var blocks = await store.Alice.Blocks.ListAsync("doc_former", new BlockQuery { Limit = 1_000 }, None);
        store.Time.Advance(OldStore.HalfAYear);
        await store.Alice.ArchiveAsync();

        var again = await store.Alice.Sources.ReinterpretAsync(new() { SourceId = taken.SourceId }, null, None);

        again.Run.ShouldNotBeNull().ObservationCount.ShouldBe(600);
        (await RowsLeftAsync(store)).ShouldBeGreaterThan(1);
        (await store.Alice.Documents.GetAsync(old.DocumentId, None)).BlockCount.ShouldBe(old.BlockCount);
        (await store.Alice.Blocks.ListAsync("doc_former", new BlockQuery { Limit = 1_000 }, None))
            .Items.Select(b => b.Text)
            .ShouldBe(blocks.Items.Select(b => b.Text));
        store.Time.Advance(OldStore.HalfAYear);
        (await store.Alice.ArchiveAsync()).Runs.ShouldBe(1);
        (await RowsLeftAsync(store)).ShouldBe(0);
        await store.Alice.Archival.RestoreAsync(taken.Run!.RunId, None);
        // The row that was changed past the program.
        (await store.Alice.VerifyAsync())
            .Faults.ShouldHaveSingleItem()
            .Path.ShouldStartWith("documents/");
    }

    [Theory, DatabaseData]
    public async Task Ages_that_make_no_sense_are_refused(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine, o => o with { ArchiveAfterDays = 0 });
        await store.Alice.IngestAsync("old.csv", RunSteps.Contacts(5));

        (await StoreSteps.CodeAsync(() => store.Alice.ArchiveAsync())).ShouldBe(ErrorCode.InvalidContent);
        (await StoreSteps.CodeAsync(() => store.Alice.ArchiveAsync(-1))).ShouldBe(ErrorCode.InvalidContent);
        (await StoreSteps.CodeAsync(() => store.Alice.ArchiveAsync(40_000))).ShouldBe(ErrorCode.InvalidContent);
        (await store.Alice.ArchiveAsync(1)).Runs.ShouldBe(0);
        (await store.Alice.ArchiveAsync(0)).Runs.ShouldBe(1);
    }

    private static async Task<List<string>> ArchivedAsync(IStrata user) =>
        [.. (await user.Runs.ListAsync(null, new PageRequest(), None)).Items.Where(r => r.ArchivedAt is not null).Select(r => r.RunId)];

    private static Task<long> RunsAsync(TestStore store, string where) =>
        store.Store.Database.ReadAsync(
            Alice,
            c => c.QueryFirstOrDefaultAsync<long>($"select count(*) from runs where user_id = @user and {where}"),
            None
        );

    /// <summary>Pages that are not in the archive.</summary>
    private static Task<long> RowsLeftAsync(TestStore store) =>
        store.Store.Database.ReadAsync(
            Alice,
            c => c.QueryFirstOrDefaultAsync<long>("select count(*) from block_pages where user_id = @user and length(packed) > 0"),
            None
        );
}
