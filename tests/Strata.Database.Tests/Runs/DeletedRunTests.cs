using Strata.Testing;

namespace Strata.Runs;

/// <summary>A run's deletion withdraws all that it found, by one decision that is undone like any other; types go if nothing uses them.</summary>
public sealed class DeletedRunTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "B-3")]
    public async Task Deleting_a_run_withdraws_what_it_found_and_undoing_brings_it_back(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var kept = (await user.IngestAsync("kept.csv", "name,email,phone\nAda,ada@example.com,+41 44 111 11 11\n")).Run!;
        var gone = await user.IngestAsync("gone.csv", "name,email,city\nAda,ada@example.com,Bern\nBob,bob@example.com,Basel\n");
        var before = await StateAsync(user);
        var request = new DeleteRun { RunId = gone.Run!.RunId, Reason = "wrong file" };

        (await Should.ThrowAsync<StrataException>(() => store.Bob.RunDeletions.DeleteAsync(request, None))).Code.ShouldBe(
            ErrorCode.RunNotFound
        );
        var deleted = await user.RunDeletions.DeleteAsync(request, None);

        (deleted.State, deleted.Total, deleted.Changed).ShouldBe((ApplyState.Applied, 2, 2));
        var contact = (await user.ListAsync("contact")).ShouldHaveSingleItem();
        contact.Fields.ContainsKey("city").ShouldBeFalse();
        contact.Fields.ContainsKey("phone").ShouldBeTrue();
        var listed = (await user.Runs.ListAsync(new ListRuns(), None)).Items;
        listed.ShouldHaveSingleItem().RunId.ShouldBe(kept.RunId);
        (await user.Runs.ListAsync(new ListRuns { IncludeDeleted = true }, None)).Items.Count.ShouldBe(2);
        (await user.Runs.GetAsync(request.RunId, None)).DeletedBy.ShouldBe(deleted.DecisionId);
        (await Should.ThrowAsync<StrataException>(() => user.RunDeletions.DeleteAsync(request, None))).Code.ShouldBe(ErrorCode.Conflict);
        (await user.VerifyAsync()).Ok.ShouldBeTrue();

        var undone = await user.RetractAsync(deleted.DecisionId);
        undone.Kind.ShouldBe(HistoryKind.RestoreRun);
        (await StateAsync(user)).ShouldBe(before);
        (await Should.ThrowAsync<StrataException>(() => user.RetractAsync(deleted.DecisionId))).Code.ShouldBe(ErrorCode.Conflict);
        (await user.RetractAsync(undone.Id)).Kind.ShouldBe(HistoryKind.DeleteRun);
        (await user.ListAsync("contact")).ShouldHaveSingleItem();

        var again = await user.IngestAsync("gone.csv", "name,email,city\nAda,ada@example.com,Bern\nBob,bob@example.com,Basel\n");
        again.Run!.RunId.ShouldNotBe(request.RunId);
        (await user.ListAsync("contact")).Count.ShouldBe(2);
        (await user.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "B-3")]
    public async Task A_long_run_is_deleted_by_a_job_that_goes_on_where_it_was_interrupted(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var run = (await user.IngestAsync("long.csv", RunSteps.Contacts(130))).Run!.RunId;
        var before = await StateAsync(user);

        var deleted = await user.RunDeletions.DeleteAsync(new DeleteRun { RunId = run }, None);

        (deleted.State, deleted.Total, deleted.Changed).ShouldBe((ApplyState.Applying, 130, 0));
        (await Should.ThrowAsync<StrataException>(() => user.RetractAsync(deleted.DecisionId))).Message.ShouldContain("0 of 130");
        // One step, by a worker that dies.
        var service = new RunDeletionService(
            store.Store.Database,
            new LedgerServices(new SchemaStore(), store.Time),
            store.Store.Jobs.Queue
        );
        var no = Ids.Number("dec_", deleted.DecisionId) ?? 0;
        await store.Store.Database.WriteAsync(new UserId("alice"), tx => service.NextAsync(tx, no), None);
        (await user.ListAsync("contact")).Count.ShouldBe(90);
        await store.WorkAsync();
        (await user.ListAsync("contact")).ShouldBeEmpty();

        await user.RetractAsync(deleted.DecisionId);
        await store.WorkAsync();
        (await StateAsync(user)).ShouldBe(before);
    }

    [Theory, DatabaseData, Trait("req", "B-3"), Trait("req", "B-6")]
    public async Task What_was_confirmed_of_a_deleted_run_goes_with_it_and_comes_back(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var run = (
            await user.Sources.IngestAsync(
                new IngestRequest { FileName = "s.csv", Stage = true },
                new MemoryStream("name,email\nAda,ada@example.com\nBob,bob@example.com\n"u8.ToArray()),
                null,
                None
            )
        )
            .Run!
            .RunId;
        var findings = (await user.Review.ListAsync(new ListFindings { RunId = run }, None)).Items;
        var confirmed = await ConfirmAsync(user, findings.Where(f => f.SubjectId == findings[0].SubjectId));
        var before = await StateAsync(user);

        var deleted = await user.RunDeletions.DeleteAsync(new DeleteRun { RunId = run }, None);

        (await user.ListAsync("contact")).ShouldBeEmpty();
        (await user.Review.ListAsync(new ListFindings(), None)).Items.ShouldBeEmpty();
        (await user.Review.GetStatsAsync(new FindingFilter(), None)).Counts.ShouldBe(new ReviewCounts(0, 0, 0, 0, null));
        (await Should.ThrowAsync<StrataException>(() => ConfirmAsync(user, findings))).Code.ShouldBe(ErrorCode.Conflict);
        (await Should.ThrowAsync<StrataException>(() => user.RetractAsync(confirmed.DecisionId))).Code.ShouldBe(ErrorCode.Conflict);

        await user.RetractAsync(deleted.DecisionId);
        (await StateAsync(user)).ShouldBe(before);
        (await user.Review.ListAsync(new ListFindings { State = ReviewState.Confirmed }, None)).Items.ShouldNotBeEmpty();
        await user.RetractAsync(confirmed.DecisionId);
        (await user.ListAsync("contact")).ShouldBeEmpty();
    }

    [Theory, DatabaseData, Trait("req", "B-3")]
    public async Task A_type_is_deleted_unless_something_uses_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        await user.RegisterAsync("gadget", """{"type":"object","properties":{"serial":{"type":"string"}}}""");
        await user.RegisterAsync(
            "repair",
            """{"type":"object","properties":{"of":{"type":"string","x-strata":{"references":{"entity_type":"gadget"}}}}}"""
        );
        var request = new DeleteSchema { EntityType = "gadget" };

        var named = await Should.ThrowAsync<StrataException>(() => user.Schemas.DeleteAsync(request, None));
        (named.Code, named.Message).ShouldBe((ErrorCode.Conflict, "Schema 'gadget' is used: named by the schema of 'repair'."));
        var first = await user.Schemas.DeleteAsync(new DeleteSchema { EntityType = "repair" }, None);
        var deleted = await user.Schemas.DeleteAsync(request, None);

        (await user.Schemas.ListAsync(None)).Select(s => s.EntityType).ShouldNotContain("gadget");
        (await Should.ThrowAsync<StrataException>(() => user.Schemas.DeleteAsync(request, None))).Code.ShouldBe(ErrorCode.SchemaNotFound);
        (await store.Bob.Schemas.ListAsync(None)).ShouldNotBeEmpty();
        (await user.VerifyAsync()).Ok.ShouldBeTrue();
        await user.RetractAsync(deleted.DecisionId);
        (await user.Schemas.GetAsync("gadget", null, None)).Active.ShouldBeTrue();
        (await Should.ThrowAsync<StrataException>(() => user.RetractAsync(deleted.DecisionId))).Code.ShouldBe(ErrorCode.Conflict);
        await store.ReopenAsync();
        (await store.Alice.Schemas.ListAsync(None)).Select(s => s.EntityType).ShouldNotContain("repair");
        first.EntityType.ShouldBe("repair");

        var used = await Should.ThrowAsync<StrataException>(async () =>
        {
            await store.Alice.IngestAsync("c.csv", "name,email\nAda,ada@example.com\n");
            await store.Alice.Schemas.DeleteAsync(new DeleteSchema { EntityType = "contact" }, None);
        });
        used.Message.ShouldContain("1 entities");
    }

    private static async Task<string> StateAsync(IStrata user)
    {
        var all = await user.ListAsync("contact");
        return string.Join(
            '\n',
            all.Select(e => $"{e.EntityId} {JsonSerializer.Serialize(e.Fields, StrataJson.Options)}").Order(StringComparer.Ordinal)
        );
    }

    private static Task<ReviewResult> ConfirmAsync(IStrata user, IEnumerable<FindingView> findings) =>
        user.Review.ReviewAsync(
            new ReviewFindings
            {
                Changes = [.. findings.Select(f => new FindingChange { FindingId = f.FindingId, Action = ReviewAction.Confirm })],
            },
            None
        );
}
