using Strata.Database.PostgreSql;
using Strata.Database.Tests.Engines;
using Strata.Testing;

namespace Strata.Review;

/// <summary>What staged runs find is part of nothing before a person confirms it, and every decision about it can be undone.</summary>
public sealed class ReviewTests
{
    private const string Csv = "Invoice No;Vendor;Total;Due date\nINV-1;Acme GmbH;1.234,50;2026-03-31\nINV-2;Bolt AG;99,00;2026-04-30\n";
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "B-6")]
    public async Task Staged_findings_are_in_no_entity_answer_or_timeline_before_they_are_confirmed(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var before = await user.StateHashAsync();

        var run = (await StageAsync(user)).Run.ShouldNotBeNull();

        run.Status.ShouldBe(RunStatus.Completed);
        run.StagedCount.ShouldBe(2);
        run.ObservationCount.ShouldBe(0);
        run.Entities.ShouldBeEmpty();
        (await user.StateHashAsync()).ShouldBe(before);
        (await user.ListAsync()).ShouldBeEmpty();
        (await user.Entities.ListTimelineAsync(new TimelineQuery(), ReadAt.Now, None)).Items.ShouldBeEmpty();
        var findings = await FindingsAsync(user);
        findings.Count.ShouldBe(8);
        findings.ShouldAllBe(f => f.State == ReviewState.Staged && f.Admission == Admission.Admitted && f.Joins == null && f.Revision == 0);
        var total = findings.First(f => f.Field == "total");
        (total.Value?.GetRawText(), total.Quote).ShouldBe(("1234.5", "1.234,50"));
        Csv.Substring((int)total.Locator!.Start, (int)total.Locator.Length).ShouldBe(total.Quote);
        (await user.Review.GetAsync(total.FindingId, None)).Details.ShouldNotBeNull().Before.ShouldEndWith("Acme GmbH;");
        (await store.Bob.Review.ListAsync(new ListFindings(), None)).Items.ShouldBeEmpty();
    }

    [Theory, DatabaseData, Trait("req", "B-6")]
    public async Task Confirmed_values_become_an_observation_with_their_quotes_and_corrections_win(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        await StageAsync(user);
        var first = (await FindingsAsync(user)).Take(4).ToDictionary(f => f.Field);

        var confirmed = await DecideAsync(user, ReviewAction.Confirm, [first["invoice_number"], first["vendor"], first["total"]]);

        confirmed.Findings.ShouldAllBe(f => f.State == ReviewState.Confirmed && f.ReviewedBy == "alice" && f.Joins != null);
        var invoice = (await user.ListAsync("invoice")).ShouldHaveSingleItem();
        invoice.Fields.Keys.Order().ShouldBe(["invoice_number", "total", "vendor"]);
        var told = (await user.Entities.GetProvenanceAsync(invoice.EntityId, "total", ReadAt.Now, None));
        (told.Priority, told.Quote, told.QuoteVerified, told.Class).ShouldBe((500, "1.234,50", true, ObservationClass.Interpretation));

        await user.Review.ReviewAsync(Changes(Correct(first["due_date"], "\"2026-05-01\""), Correct(first["total"], "1200")), None);
        var corrected = await user.GetAsync(invoice.EntityId);
        (corrected.Json("due_date"), corrected.Json("total")).ShouldBe(("\"2026-05-01\"", "1200"));
        var total = await user.Review.GetAsync(first["total"].FindingId, None);
        (total.State, total.Value?.GetRawText(), total.Reviewed?.GetRawText()).ShouldBe((ReviewState.Corrected, "1234.5", "1200"));
        total.Details!.History.Select(h => h.State).ShouldBe([ReviewState.Corrected, ReviewState.Confirmed]);
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();

        // The other record is still staged, and joins what stands.
        (await user.Review.ListAsync(new ListFindings { State = ReviewState.Staged }, None)).Items.Count.ShouldBe(4);
        await user.IngestAsync("again.csv", Csv.Replace("1.234,50", "1.234,51"), new IngestRequest { Stage = true });
        var again = (await user.Review.ListAsync(new ListFindings { Text = "1.234,51" }, None)).Items.ShouldHaveSingleItem();
        again.Joins.ShouldNotBeNull().EntityId.ShouldBe(invoice.EntityId);
    }

    [Theory, DatabaseData, Trait("req", "B-6"), Trait("req", "G6")]
    public async Task Every_decision_is_undone_and_the_same_values_stand_again(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        await StageAsync(user);
        var all = await FindingsAsync(user);
        var confirmed = await DecideAsync(user, ReviewAction.Confirm, all);
        var stood = await user.StateHashAsync();
        var entities = (await user.ListAsync("invoice")).Select(e => e.EntityId).ToList();

        var rejected = await DecideAsync(user, ReviewAction.Reject, [all[2]], "misread");
        (await user.GetAsync(entities[0])).Json("total").ShouldBeNull();
        var cleared = await DecideAsync(user, ReviewAction.Clear, [all[3]]);
        (await user.GetAsync(entities[0])).Json("due_date").ShouldBeNull();
        var reset = await DecideAsync(user, ReviewAction.Reset, [all[1]]);
        await user.RetractAsync(reset.DecisionId);
        await user.RetractAsync(cleared.DecisionId);
        var undoing = await user.RetractAsync(rejected.DecisionId);

        (await user.StateHashAsync()).ShouldBe(stood);
        undoing.Kind.ShouldBe(HistoryKind.ReviewFindings);
        await RefusedAsync(() => user.RetractAsync(rejected.DecisionId), ErrorCode.Conflict);
        await user.RetractAsync(undoing.Id);
        (await user.Review.GetAsync(all[2].FindingId, None)).State.ShouldBe(ReviewState.Rejected);
        await user.RetractAsync(confirmed.DecisionId); // all but the rejected one
        (await user.ListAsync("invoice")).ShouldBeEmpty();
        (await FindingsAsync(user)).Count(f => f.State == ReviewState.Staged).ShouldBe(7);
        await user.Verification.RebuildAsync(null, None);
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();

        var then = await user.Review.ListAsync(new ListFindings { State = ReviewState.Confirmed, KnownAt = $"{confirmed.Seq}" }, None);
        then.Items.Count.ShouldBe(8);
        (await user.Review.ListAsync(new ListFindings { State = ReviewState.Confirmed }, None)).Items.ShouldBeEmpty();
    }

    [Theory, DatabaseData, Trait("req", "B-6")]
    public async Task A_stale_revision_is_refused_with_both_sides_and_values_are_checked(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        await StageAsync(user);
        var all = await FindingsAsync(user);
        await DecideAsync(user, ReviewAction.Confirm, [all[2]]);

        var stale = await RefusedAsync(
            () => user.Review.ReviewAsync(Changes(Correct(all[2], "7") with { Revision = 0 }, Correct(all[3], "null")), None),
            ErrorCode.StaleRevision
        );
        stale.Faults.ShouldHaveSingleItem().Reason.ShouldContain("correct 7 at revision 0");
        stale.Faults[0].Reason.ShouldContain("confirmed");
        await RefusedAsync(() => user.Review.ReviewAsync(Changes(Correct(all[2], "\"much\"")), None), ErrorCode.SchemaValidationFailed);
        await RefusedAsync(
            () => user.Review.ReviewAsync(Changes(Correct(all[2], "7") with { Value = null }), None),
            ErrorCode.InvalidContent
        );
        await RefusedAsync(() => user.Review.ReviewAsync(Changes(), None), ErrorCode.InvalidContent);
        await RefusedAsync(() => user.Review.GetAsync("fnd_999999", None), ErrorCode.FindingNotFound);
        await RefusedAsync(() => DecideAsync(store.Bob, ReviewAction.Confirm, [all[0]]), ErrorCode.FindingNotFound);
        (await user.Review.GetAsync(all[3].FindingId, None)).State.ShouldBe(ReviewState.Staged);
        var request = Changes(Correct(all[2], "7") with { Revision = (await user.Review.GetAsync(all[2].FindingId, None)).Revision });
        var first = await user.Review.ReviewAsync(request with { IdempotencyKey = "k" }, None);
        (await user.Review.ReviewAsync(request with { IdempotencyKey = "k" }, None)).Seq.ShouldBe(first.Seq);
    }

    [Theory, DatabaseData, Trait("req", "B-6")]
    public async Task A_bulk_change_is_one_decision_that_a_worker_applies_and_one_that_undoes_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var rows = string.Concat(Enumerable.Range(1, 120).Select(i => $"INV-{i};Vendor {i};{i},50;2026-03-31\n"));
        var run = (await StageAsync(user, "Invoice No;Vendor;Total;Due date\n" + rows)).Run.ShouldNotBeNull();
        var empty = await user.StateHashAsync();
        var one = (await FindingsAsync(user)).First(f => f.Field == "total");

        var bulk = await user.Review.ReviewMatchingAsync(
            new ReviewMatching
            {
                Filter = new FindingFilter { RunId = run.RunId },
                Action = ReviewAction.Confirm,
                Reason = "looked at",
            },
            None
        );
        (bulk.State, bulk.Total).ShouldBe((ApplyState.Applying, 480));
        await RefusedAsync(() => user.RetractAsync(bulk.DecisionId), ErrorCode.Conflict);
        await DecideAsync(user, ReviewAction.Reject, [one]);
        await store.WorkAsync();

        var done = await user.Review.GetBulkAsync(bulk.DecisionId, None);
        (done.State, done.Changed, done.Skipped["changed since"]).ShouldBe((ApplyState.Applied, 479, 1));
        (await user.ListAsync("invoice")).Count.ShouldBe(120);
        (await user.Review.GetAsync(one.FindingId, None)).State.ShouldBe(ReviewState.Rejected);
        var stats = await user.Review.GetStatsAsync(new FindingFilter { Field = "total" }, None);
        (stats.Counts.Confirmed, stats.Counts.Rejected).ShouldBe((119, 1));
        stats.Reviewers.ShouldHaveSingleItem().Reviewer.ShouldBe("alice");

        var undone = await user.RetractAsync(bulk.DecisionId);
        await store.WorkAsync();
        (await user.Review.GetBulkAsync(undone.Id, None)).Changed.ShouldBe(479);
        (await user.ListAsync("invoice")).ShouldBeEmpty();
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
        (await user.Review.GetStatsAsync(new FindingFilter(), None)).Counts.Staged.ShouldBe(479);
        empty.ShouldNotBeEmpty();
    }

    [Theory, DatabaseData, Trait("req", "B-6")]
    public async Task Illegal_states_are_refused_by_the_database_itself(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await StageAsync(store.Alice);
        await DecideAsync(store.Alice, ReviewAction.Confirm, [(await FindingsAsync(store.Alice))[0]]);
        await store.Alice.Sources.ReinterpretAsync(new ReinterpretRequest { SourceId = first.SourceId, Stage = true }, null, None);
        await store.Alice.Review.ReviewAsync(
            Changes([
                .. (await FindingsAsync(store.Alice)).Select(f => new FindingChange
                {
                    FindingId = f.FindingId,
                    Action = ReviewAction.Reset,
                }),
            ]),
            None
        );
        await using var sql = await AppendOnlyTests.RawSql.OpenAsync(store, PostgreSqlRoles.App);
        string[] illegal =
        [
            "update findings set review = 'believed', review_seq = 900000 where user_id = 'alice'",
            "update findings set review = 'confirmed' where user_id = 'alice'",
            "update findings set review = 'corrected', review_seq = 900000 where user_id = 'alice'",
            "update findings set value = '1' where user_id = 'alice'",
            "update findings set admission = 'quarantined' where user_id = 'alice'",
            "update runs set status = 'running' where user_id = 'alice'",
            "update runs set status = 'failed' where user_id = 'alice'",
            "update runs set status = 'believed' where user_id = 'alice'",
            "update runs set staged = 0 where user_id = 'alice'",
            "update runs set config_hash = '' where user_id = 'alice'",
            "update documents set complete = 0 where user_id = 'alice'",
            "update run_follows set state = 'believed' where user_id = 'alice'",
            "update finding_follows set review = 'staged' where user_id = 'alice'",
        ];

        foreach (var statement in illegal)
        {
            await Should.ThrowAsync<System.Data.Common.DbException>(() => sql.RunAsync(statement), statement);
        }

        (await FindingsAsync(store.Alice)).ShouldAllBe(f => f.State == ReviewState.Staged);
    }

    [Theory, DatabaseData]
    public async Task Findings_go_with_backups_and_with_their_source(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var source = (await StageAsync(user)).SourceId;
        var all = await FindingsAsync(user);
        await DecideAsync(user, ReviewAction.Confirm, [.. all.Take(4)]);
        await user.Review.CommentAsync(new CommentFinding { FindingId = all[0].FindingId, Text = "Looks right" }, None);
        await user.Review.AssignAsync(new AssignFindings { FindingIds = [all[5].FindingId], Assignee = "ann" }, None);
        (await user.Review.ListAsync(new ListFindings { Assignee = "ann" }, None)).Items.ShouldHaveSingleItem();
        using var backup = new MemoryStream();
        await store.Store.BackupAsync(new UserId("alice"), backup, null, None);
        backup.Position = 0;
        (await store.Store.RestoreAsync(new UserId("carol"), backup, null, None)).Verified.Faults.ShouldBeEmpty();
        var carol = store.Store.For(new UserId("carol"), "carol");
        (await FindingsAsync(carol)).Select(f => f.State).ShouldBe((await FindingsAsync(user)).Select(f => f.State));
        (await carol.Review.GetAsync(all[0].FindingId, None)).Details!.Comments.ShouldHaveSingleItem().Text.ShouldBe("Looks right");

        var preview = await user.Erasures.PreviewAsync(new ErasureScope { SourceId = source }, None);
        await user.Erasures.EraseAsync(new ErasePart { SourceId = source, Confirm = preview.Confirm }, null, None);

        (await FindingsAsync(user)).ShouldBeEmpty();
        (await user.ListAsync("invoice")).ShouldBeEmpty();
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
    }

    private static Task<IngestResult> StageAsync(IStrata user, string csv = Csv) =>
        user.IngestAsync("invoices.csv", csv, new IngestRequest { Stage = true });

    private static async Task<IReadOnlyList<FindingView>> FindingsAsync(IStrata user) =>
        (await user.Review.ListAsync(new ListFindings { Limit = 1000 }, None)).Items;

    private static Task<ReviewResult> DecideAsync(
        IStrata user,
        ReviewAction action,
        IReadOnlyList<FindingView> findings,
        string? reason = null
    ) =>
        user.Review.ReviewAsync(
            new ReviewFindings
            {
                Changes = [.. findings.Select(f => new FindingChange { FindingId = f.FindingId, Action = action })],
                Reason = reason,
            },
            None
        );

    private static FindingChange Correct(FindingView finding, string json) =>
        new()
        {
            FindingId = finding.FindingId,
            Action = ReviewAction.Correct,
            Value = JsonElement.Parse(json),
        };

    private static ReviewFindings Changes(params FindingChange[] changes) => new() { Changes = changes };

    private static async Task<StrataException> RefusedAsync<T>(Func<Task<T>> act, ErrorCode code)
    {
        var refused = await Should.ThrowAsync<StrataException>(act);
        refused.Code.ShouldBe(code);
        return refused;
    }
}
