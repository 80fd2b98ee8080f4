using Strata.Database.PostgreSql;
using Strata.Database.Tests.Engines;
using Strata.Testing;

namespace Strata.Review;

/// <summary>Annotation schemas say what is filled in for each block; recorded answers fill it in, and a person confirms it.</summary>
public sealed class AnnotationTests
{
    private const string Contract = """
        # Services agreement

        The supplier shall deliver by 1 March 2027. Late delivery costs 500 EUR a day.

        Liability is limited to 10,000 EUR — “gross negligence” excepted.

        Notices go to legal@example.com.
        """;

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "B-6")]
    public async Task Recorded_answers_are_aligned_to_their_blocks_and_nothing_of_them_is_dropped(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var source = await AnswerAsync(
            store,
            """
            {"blocks":[
              {"id":"b1","fields":{
                "topic":{"value":"term","quote":"deliver by 1 March 2027"},
                "amount":{"value":500,"quote":"500 EUR"},
                "deadline":{"value":"2 March 2027","quote":"2 March 2027"},
                "obligation":{"value":"The supplier pays"},
                "risk":{"value":"high"}}},
              {"id":"b2","fields":{
                "topic":{"value":"liability","quote":"“gross negligence”"},
                "risk":{"value":"enormous"},
                "colour":{"value":"red"},
                "amount":{"value":null}}},
              {"id":"b9","fields":{}}]}
            """
        );

        var run = (await ReadAsync(user, source)).Run.ShouldNotBeNull();

        (run.StagedCount, run.ObservationCount).ShouldBe((2, 0));
        run.Errors.ShouldContain(e => e.Contains("b9", StringComparison.Ordinal));
        run.Errors.ShouldContain("block 3: no answer");
        var found = (await user.Review.ListAsync(new ListFindings { RunId = run.RunId }, None)).Items;
        found
            .Select(f => $"{f.Block} {f.Field} {f.Admission.Name()}")
            .Order()
            .ShouldBe([
                "1 amount admitted",
                "1 deadline quarantined",
                "1 obligation quarantined",
                "1 risk admitted",
                "1 topic admitted",
                "2 colour unparsed",
                "2 risk unparsed",
                "2 topic admitted",
            ]);
        found.ShouldAllBe(f => f.BlockType == "paragraph");
        var bytes = Encoding.UTF8.GetBytes(Contract);
        foreach (var f in found.Where(f => f.Locator is not null))
        {
            Encoding.UTF8.GetString(bytes, (int)f.Locator!.Start, (int)f.Locator.Length).ShouldBe(f.Quote);
        }
        var held = await Should.ThrowAsync<StrataException>(() =>
            DecideAsync(user, ReviewAction.Confirm, found.Where(f => f.Field == "deadline"))
        );
        held.Code.ShouldBe(ErrorCode.SchemaValidationFailed);

        var document = found[0].DocumentId;
        var open = await Should.ThrowAsync<StrataException>(() =>
            user.Review.ApproveAsync(new ApproveDocument { DocumentId = document }, None)
        );
        open.Code.ShouldBe(ErrorCode.OpenFlags);
        var approved = await user.Review.ApproveAsync(new ApproveDocument { DocumentId = document, SignOff = true }, None);
        (approved.Approved, approved.OpenFlags, approved.SignedOff).ShouldBe((true, 4, true));
        await user.RetractAsync(approved.DecisionId.ShouldNotBeNull());
        (await user.Review.GetDocumentAsync(document, None)).Approved.ShouldBeFalse();

        var confirmed = await DecideAsync(user, ReviewAction.Confirm, found.Where(f => f.Admission == Admission.Admitted));
        var clauses = await user.ListAsync("contract_clause");
        clauses.Select(c => c.Json("topic")).Order().ShouldBe(["\"liability\"", "\"term\""]);
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
        await user.RetractAsync(confirmed.DecisionId);
        (await user.ListAsync("contract_clause")).ShouldBeEmpty();
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData, Trait("req", "B-6")]
    public async Task An_answer_that_contradicts_itself_is_kept_whole_and_less_sure(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var source = await AnswerAsync(
            store,
            """
            {"blocks":[
              {"id":"b1","fields":{"amount":{"value":500,"quote":"500 EUR"},"risk":{"value":"high"},"risk":{"value":"high"}}},
              {"id":"b1","fields":{"amount":{"value":5000,"quote":"500 EUR"},"topic":{"value":"term","quote":"in no block"}}},
              {"id":"b1","fields":{"amount":{"value":50,"quote":"500 EUR"},"topic":{"value":"payment","quote":"deliver by"}}}]}
            """
        );

        var run = (await ReadAsync(store.Alice, source)).Run.ShouldNotBeNull();

        var found = (await store.Alice.Review.ListAsync(new ListFindings { RunId = run.RunId }, None)).Items;
        found
            .Select(f => $"{f.Field} {f.Value} {f.Admission.Name()} {f.Confidence}")
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "amount 50 quarantined 0",
                "amount 500 admitted 0.45",
                "amount 5000 quarantined 0",
                "risk high admitted 0.9",
                "topic payment admitted 0.45",
                "topic term quarantined 0",
            ]);
        found.Where(f => f.Field == "amount" && f.Admission == Admission.Quarantined).ShouldAllBe(f => f.Remark!.Contains("another value"));
        found
            .Single(f => f is { Field: "topic", Admission: Admission.Quarantined })
            .Remark.ShouldNotBeNull()
            .ShouldContain("does not stand");
    }

    [Theory, DatabaseData, Trait("req", "B-6")]
    public async Task The_same_answers_give_the_same_findings_and_a_missing_one_fails_the_run(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var source = await AnswerAsync(
            store,
            """{"blocks":[{"id":"b1","fields":{"risk":{"value":"low"},"amount":{"value":500,"quote":"500 EUR"}}}]}"""
        );

        var first = (await ReadAsync(user, source)).Run.ShouldNotBeNull();
        var second = (await ReadAsync(user, source)).Run.ShouldNotBeNull();

        (await FindingsAsync(user, second)).ShouldBe(await FindingsAsync(user, first));
        var compared = await user.Review.CompareAsync(new CompareRuns { RunId = first.RunId, OtherId = second.RunId }, None);
        (compared.Same, compared.Gained + compared.Lost + compared.Changed + compared.Moved).ShouldBe((2, 0));
        var view = await user.Runs.GetAsync(first.RunId, None);
        view.Interpreter.ShouldBe("recorded");
        view.Configuration.GetProperty("prompt_hash").GetString().ShouldNotBeNull().Length.ShouldBe(64);
        (await WriteFaults.ReadAsync(store, "select cast(count(*) as text) from packs where user_id = 'alice'")).ShouldBe(["2"]);
        await using (var sql = await AppendOnlyTests.RawSql.OpenAsync(store, PostgreSqlRoles.App))
        {
            await Should.ThrowAsync<System.Data.Common.DbException>(() => sql.RunAsync("update packs set answer = '{}'"));
        }

        Directory.Delete(Path.Combine(store.Folder, "answers"), recursive: true);
        var failed = (await ReadAsync(user, source)).Run.ShouldNotBeNull();
        failed.Status.ShouldBe(RunStatus.Failed);
        failed.Errors.ShouldHaveSingleItem().ShouldContain("no recorded answer");
        var accepted = await AnswerAsync(store, """{"blocks":[{"id":"b1","fields":{"risk":{"value":"low"}}}]}""");
        var run = (await ReadAsync(user, accepted, stage: false)).Run.ShouldNotBeNull();
        (run.StagedCount, run.ObservationCount).ShouldBe((null, 1));
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Annotation_schemas_are_checked_and_are_no_record_types(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var templates = await user.Schemas.ListTemplatesAsync(None);
        templates.Count.ShouldBe(6);
        foreach (var template in templates)
        {
            await user.Schemas.RegisterAsync(new RegisterSchemaRequest { EntityType = template.Name, Schema = template.Schema }, None);
        }
        var source = (await user.IngestAsync("a.md", Contract)).SourceId;

        (
            await RefusedAsync(() => user.Sources.ReinterpretAsync(new() { SourceId = source, EntityType = "quick_note" }, null, None))
        ).Message.ShouldContain("'rules' does not do");
        (
            await RefusedAsync(() => user.Sources.ReinterpretAsync(new() { SourceId = source, Interpreter = "recorded" }, null, None))
        ).Message.ShouldContain("annotation schemas");
        (
            await RefusedAsync(() => user.Sources.ReinterpretAsync(new() { SourceId = source, Interpreter = "oracle" }, null, None))
        ).Message.ShouldContain("'recorded'");
        string[] wrong =
        [
            """{"x-strata":{"annotates":"pages"}}""",
            """{"x-strata":{"annotates":"blocks","applies_to":["chapter"]}}""",
            """{"x-strata":{"applies_to":["paragraph"]}}""",
            """{"x-strata":{"annotates":"blocks","prompt":{"tone":"kind"}}}""",
            """{"x-strata":{"annotates":"blocks"},"properties":{"a":{"type":"string","x-strata":{"evidence":"perhaps"}}}}""",
            """{"x-strata":{"annotates":"blocks"},"properties":{"a":{"type":"string","x-strata":{"revises":"text"}},"b":{"type":"string","x-strata":{"revises":"text"}}}}""",
        ];
        foreach (var schema in wrong)
        {
            var refused = await Should.ThrowAsync<StrataException>(() => user.RegisterAsync("wrong", schema));
            refused.Code.ShouldBe(ErrorCode.SchemaValidationFailed, schema);
        }
    }

    private static async Task<StrataException> RefusedAsync<T>(Func<Task<T>> act)
    {
        var refused = await Should.ThrowAsync<StrataException>(act);
        refused.Code.ShouldBe(ErrorCode.InvalidContent);
        return refused;
    }

    /// <summary>Takes the contract in, and records the answer to what the schema asks about it.</summary>
    private static async Task<string> AnswerAsync(TestStore store, string answer)
    {
        var template = (await store.Alice.Schemas.ListTemplatesAsync(None)).First(t => t.Name == "contract_clause");
        await store.Alice.Schemas.RegisterAsync(new RegisterSchemaRequest { EntityType = template.Name, Schema = template.Schema }, None);
        var source = (await store.Alice.IngestAsync("contract.md", Contract)).SourceId;
        var document = (await store.Alice.Documents.ListAsync(new DocumentQuery { SourceId = source }, None)).Items.ShouldHaveSingleItem();
        var planned = await store.Alice.Runs.PlanAsync(
            new PlanAnswers { DocumentId = document.DocumentId, EntityType = template.Name },
            None
        );
        planned.NextCursor.ShouldBeNull();
        var folder = Directory.CreateDirectory(Path.Combine(store.Folder, "answers"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, planned.Items.ShouldHaveSingleItem().Hash + ".json"), answer, None);
        return source;
    }

    private static Task<IngestResult> ReadAsync(IStrata user, string source, bool? stage = null) =>
        user.Sources.ReinterpretAsync(
            new ReinterpretRequest
            {
                SourceId = source,
                EntityType = "contract_clause",
                Interpreter = "recorded",
                Stage = stage,
            },
            null,
            None
        );

    private static async Task<IReadOnlyList<string>> FindingsAsync(IStrata user, RunResult run) =>
        [
            .. (await user.Review.ListAsync(new ListFindings { RunId = run.RunId }, None)).Items.Select(f =>
                $"{f.Block} {f.Field} {f.Value} {f.Quote} {f.Locator} {f.Confidence} {f.Admission}"
            ),
        ];

    private static Task<ReviewResult> DecideAsync(IStrata user, ReviewAction action, IEnumerable<FindingView> findings) =>
        user.Review.ReviewAsync(
            new ReviewFindings { Changes = [.. findings.Select(f => new FindingChange { FindingId = f.FindingId, Action = action })] },
            None
        );
}
