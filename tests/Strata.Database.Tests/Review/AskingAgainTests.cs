using Strata.Testing;

namespace Strata.Review;

/// <summary>Schemas are tried before they are used, prompts come in layers, and what was rejected is asked again.</summary>
public sealed class AskingAgainTests
{
    private const string Contract = """
        # Contract

        The supplier is liable without limit for all damage.

        The customer pays within 14 days.
        """;

    private const string Risk = """
        {"type":"object","properties":{"risk":{"type":"string","enum":["low","high"]}},
         "x-strata":{"annotates":"blocks","applies_to":["paragraph"],
           "prompt":{"instructions":"of the schema","guidance":{"risk":"of the schema"}}}}
        """;

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "B-5B")]
    public async Task A_schema_is_tried_on_some_blocks_and_nothing_is_stored(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var source = (await user.IngestAsync("contract.md", Contract)).SourceId;
        var before = await user.Usage.GetStatsAsync(None);
        var trial = new TrySchema
        {
            SourceId = source,
            EntityType = "risk",
            Schema = JsonElement.Parse(Risk),
            Blocks = 1,
        };

        var missing = await Should.ThrowAsync<StrataException>(() => user.Review.TryAsync(trial, None));
        missing.Code.ShouldBe(ErrorCode.InterpretationFailed);
        var hash = missing.Message.Split(' ').Single(w => w.Length == 64);
        await RecordAsync(
            store,
            hash,
            """{"blocks":[{"id":"b1","fields":{"risk":{"value":"high","quote":"without limit"},"colour":{"value":"red"}}}]}"""
        );
        var tried = await user.Review.TryAsync(trial, None);

        (tried.BlockCount, tried.Interpreter).ShouldBe((1, "recorded"));
        tried
            .Findings.Select(f => $"{f.Block} {f.Field} {f.Value} {f.Quote} {f.Admission.Name()}")
            .ShouldBe(["1 risk high without limit admitted", "1 colour red  unparsed"]);
        var at = tried.Findings[0].Locator.ShouldNotBeNull();
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Contract), (int)at.Start, (int)at.Length).ShouldBe("without limit");
        (await user.Usage.GetStatsAsync(None)).ShouldBeEquivalentTo(before);
        (await user.Review.ListAsync(new ListFindings(), None)).Items.ShouldBeEmpty();
        var note = await user.Review.TryAsync(new TrySchema { SourceId = source, EntityType = "note" }, None);
        note.Findings.ShouldContain(f => f.Field == "text");
        note.Interpreter.ShouldBe("rules");
        var unread = await user.Sources.IngestAsync(
            new IngestRequest { FileName = "raw.md", Interpret = false },
            new MemoryStream("x"u8.ToArray()),
            null,
            None
        );
        (
            await Should.ThrowAsync<StrataException>(() => user.Review.TryAsync(trial with { SourceId = unread.SourceId }, None))
        ).Code.ShouldBe(ErrorCode.Conflict);
        (await Should.ThrowAsync<StrataException>(() => store.Bob.Review.TryAsync(trial, None))).Code.ShouldBe(ErrorCode.SourceNotFound);
    }

    [Theory, DatabaseData, Trait("req", "N-142")]
    public async Task Each_part_of_a_prompt_comes_from_the_first_that_says_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(
            engine,
            options => options with { Prompt = """{"instructions":"of the operator","max_output_tokens":5}""" }
        );
        var user = store.Alice;
        var source = (await user.IngestAsync("contract.md", Contract)).SourceId;
        var terms = (await user.IngestAsync("terms.txt", "Words mean what they say.")).SourceId;
        await user.RegisterAsync("risk", Risk);
        var set = await user.Prompts.SetAsync(
            new SetPrompt { Prompt = JsonElement.Parse("""{"model":"of the user","temperature":0.9,"reference":"of the user"}""") },
            None
        );
        var project = (
            await user.Projects.CreateAsync(
                new CreateProject
                {
                    Name = "P",
                    Prompt = JsonElement.Parse($$$"""{"temperature":0.5,"reference":{"source":"{{{terms}}}"}}"""),
                },
                None
            )
        )
            .Project
            .ProjectId;
        await user.Projects.AddAsync(new ProjectSources { ProjectId = project, SourceIds = [source] }, None);
        await user.Batches.StartAsync(
            new StartBatch
            {
                Project = project,
                EntityType = "risk",
                Interpreter = "recorded",
                Prompt = JsonElement.Parse("""{"guidance":{"why":"of the request"}}"""),
            },
            None
        );
        await store.WorkAsync();
        await store.WorkAsync();

        var run = (await user.Runs.ListAsync(new ListRuns { SourceId = source }, None)).Items.First(r => r.Interpreter == "recorded");

        var prompt = run.Configuration.GetProperty("prompt");
        prompt.GetProperty("instructions").GetString().ShouldBe("of the schema");
        prompt.GetProperty("guidance").ToString().ShouldBe("""{"risk":"of the schema","why":"of the request"}""");
        prompt.GetProperty("max_output_tokens").GetInt32().ShouldBe(5);
        prompt.GetProperty("reference").GetProperty("source").GetString().ShouldBe(terms);
        (run.Provider, run.Model, run.Temperature).ShouldBe(("local", "of the user", 0.5));
        run.PromptHash.ShouldBe(CanonicalJson.Hash(prompt.GetRawText()));
        run.Errors.ShouldHaveSingleItem().ShouldContain("no recorded answer");

        var document = (await user.Documents.ListAsync(new DocumentQuery { SourceId = source }, None)).Items[0].DocumentId;
        var planned = await user.Runs.PlanAsync(new PlanAnswers { DocumentId = document, EntityType = "risk" }, None);
        var alone = planned.Items[0].Request.GetProperty("prompt");
        alone.GetProperty("temperature").GetDouble().ShouldBe(0.9);
        alone.GetProperty("reference").GetString().ShouldBe("of the user");
        var repeated = await user.Runs.PlanAsync(
            new PlanAnswers
            {
                DocumentId = document,
                EntityType = "risk",
                RetryOf = run.RunId,
            },
            None
        );
        repeated.Items.ShouldBeEmpty();

        await user.RetractAsync(set.DecisionId!);
        (await user.Prompts.GetAsync(None)).User.ShouldBeNull();
        (await Should.ThrowAsync<StrataException>(() => user.RetractAsync(set.DecisionId!))).Code.ShouldBe(ErrorCode.Conflict);
        (await store.Bob.Prompts.GetAsync(None)).DecisionId.ShouldBeNull();
        var wrong = new SetPrompt { Prompt = JsonElement.Parse("""{"temperature":7}""") };
        (await Should.ThrowAsync<StrataException>(() => user.Prompts.SetAsync(wrong, None))).Code.ShouldBe(ErrorCode.InvalidContent);
        var renamed = await user.Projects.UpdateAsync(new UpdateProject { ProjectId = project, Prompt = JsonElement.Parse("{}") }, None);
        renamed.Project.Prompt.ShouldBeNull();
        await user.RetractAsync(renamed.DecisionId!);
        (await user.Projects.GetAsync(project, None)).Prompt.ShouldNotBeNull().GetProperty("temperature").GetDouble().ShouldBe(0.5);
    }

    [Theory, DatabaseData, Trait("req", "B-6")]
    public async Task What_was_rejected_is_asked_again_with_value_and_reason(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var source = (await user.IngestAsync("contract.md", Contract)).SourceId;
        await user.RegisterAsync("risk", Risk);
        var document = (await user.Documents.ListAsync(new DocumentQuery { SourceId = source }, None)).Items[0].DocumentId;
        var plan = new PlanAnswers { DocumentId = document, EntityType = "risk" };
        await RecordAsync(
            store,
            (await user.Runs.PlanAsync(plan, None)).Items[0].Hash,
            """
            {"blocks":[{"id":"b1","fields":{"risk":{"value":"low","quote":"without limit"}}},
                       {"id":"b2","fields":{"risk":{"value":"low","quote":"within 14 days"}}}]}
            """
        );
        var first = (await ReadAsync(user, source)).Run.ShouldNotBeNull().RunId;
        var found = (await user.Review.ListAsync(new ListFindings { RunId = first }, None)).Items;
        var retry = new RetryRejected { RunId = first };
        (await Should.ThrowAsync<StrataException>(() => user.Review.RetryAsync(retry, None))).Code.ShouldBe(ErrorCode.FindingNotFound);
        await RejectAsync(user, found[0], "no limit at all");

        var asked = (await user.Runs.PlanAsync(plan with { RetryOf = first }, None)).Items.ShouldHaveSingleItem();

        var block = asked.Request.GetProperty("blocks").EnumerateArray().ShouldHaveSingleItem();
        block.GetProperty("refused").ToString().ShouldBe("""[{"field":"risk","reason":"no limit at all","value":"low"}]""");
        await RecordAsync(store, asked.Hash, """{"blocks":[{"id":"b1","fields":{"risk":{"value":"high","quote":"without limit"}}}]}""");
        var begun = await user.Review.RetryAsync(retry, None);
        (begun.Rejected, begun.Skipped, begun.Runs.Count).ShouldBe((1, 0, 1));
        (await user.Review.RetryAsync(retry, None)).Runs[0].RunId.ShouldBe(begun.Runs[0].RunId);
        await store.WorkAsync();
        var second = begun.Runs[0].RunId;
        var again = (await user.Review.ListAsync(new ListFindings { RunId = second }, None)).Items.ShouldHaveSingleItem();
        (again.Value?.GetString(), again.State, again.Block).ShouldBe(("high", ReviewState.Staged, 1));

        // Rejected once more, it is asked with both.
        await RejectAsync(user, again, "there is a cap in law");
        var third = (await user.Runs.PlanAsync(plan with { RetryOf = second }, None)).Items.ShouldHaveSingleItem();
        third.Request.GetProperty("blocks")[0].GetProperty("refused").GetArrayLength().ShouldBe(2);
        (await Should.ThrowAsync<StrataException>(() => store.Bob.Review.RetryAsync(retry, None))).Code.ShouldBe(ErrorCode.RunNotFound);
        (await Should.ThrowAsync<StrataException>(() => user.Review.RetryAsync(new RetryRejected(), None))).Code.ShouldBe(
            ErrorCode.InvalidContent
        );
    }

    [Theory, DatabaseData, Trait("req", "B-5B")]
    public async Task Two_batches_are_compared_document_by_document(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var source = (await user.IngestAsync("contract.md", Contract)).SourceId;
        await user.RegisterAsync("risk", Risk);
        var document = (await user.Documents.ListAsync(new DocumentQuery { SourceId = source }, None)).Items[0].DocumentId;
        var ids = new List<string>();
        foreach (var (model, value, quote) in new[] { ("a", "low", "without limit"), ("b", "high", "liable without limit") })
        {
            var prompt = JsonElement.Parse($$"""{"model":"{{model}}"}""");
            var plan = new PlanAnswers
            {
                DocumentId = document,
                EntityType = "risk",
                Prompt = prompt,
            };
            await RecordAsync(
                store,
                (await user.Runs.PlanAsync(plan, None)).Items[0].Hash,
                $$$$"""
                {"blocks":[{"id":"b1","fields":{"risk":{"value":"{{{{value}}}}","quote":"{{{{quote}}}}"}}},
                           {"id":"b2","fields":{"risk":{"value":"low","quote":"{{{{(model == "a" ? "14" : "within 14")}}}}"}}}]}
                """
            );
            var started = await user.Batches.StartAsync(
                new StartBatch
                {
                    SourceIds = [source],
                    EntityType = "risk",
                    Interpreter = "recorded",
                    Prompt = prompt,
                },
                None
            );
            await store.WorkAsync();
            await store.WorkAsync();
            ids.Add(started.BatchId!);
        }

        var compared = await user.Review.CompareBatchesAsync(new CompareBatches { BatchId = ids[0], OtherId = ids[1] }, None);

        (compared.Same, compared.Gained, compared.Lost, compared.Changed, compared.Moved).ShouldBe((0, 0, 0, 1, 1));
        (compared.Counts.Staged, compared.OtherCounts.Staged).ShouldBe((2, 2));
        (compared.Cost.Requests, compared.OtherCost.Requests).ShouldBe((1, 1));
        (
            await Should.ThrowAsync<StrataException>(() =>
                store.Bob.Review.CompareBatchesAsync(new CompareBatches { BatchId = ids[0], OtherId = ids[1] }, None)
            )
        ).Code.ShouldBe(ErrorCode.SourceNotFound);
    }

    [Theory, DatabaseData, Trait("req", "B-6")]
    public async Task What_is_next_goes_on_in_other_documents_and_near_duplicates_stand_together(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        await StageAsync("a.csv", "name,email,company\nAda,ada@example.com,Acme Ltd.\nBob,bob@example.com,ACME ltd\n");
        await StageAsync("b.csv", "name,email\nEve,eve@example.com\n");

        var next = await user.Review.NextAsync(new NextFindings { Limit = 50, Lease = false }, None);

        next.Items.Select(i => i.Finding.DocumentId).Distinct().Count().ShouldBe(2);
        next.Items.Count(i => i.Finding.Field == "company").ShouldBe(1);
        next.Items.Single(i => i.Finding.Field == "company").Alike.Count.ShouldBe(1);
        (await user.Review.NextAsync(new NextFindings { Limit = 3, Lease = false }, None)).Items.Count.ShouldBe(3);

        Task StageAsync(string name, string text) =>
            user.Sources.IngestAsync(
                new IngestRequest { FileName = name, Stage = true },
                new MemoryStream(Encoding.UTF8.GetBytes(text)),
                null,
                None
            );
    }

    private static Task RejectAsync(IStrata user, FindingView finding, string reason) =>
        user.Review.ReviewAsync(
            new ReviewFindings
            {
                Changes = [new FindingChange { FindingId = finding.FindingId, Action = ReviewAction.Reject }],
                Reason = reason,
            },
            None
        );

    private static Task RecordAsync(TestStore store, string hash, string answer)
    {
        var folder = Directory.CreateDirectory(Path.Combine(store.Folder, "answers"));
        return File.WriteAllTextAsync(Path.Combine(folder.FullName, hash + ".json"), answer, None);
    }

    private static Task<IngestResult> ReadAsync(IStrata user, string source) =>
        user.Sources.ReinterpretAsync(
            new ReinterpretRequest
            {
                SourceId = source,
                EntityType = "risk",
                Interpreter = "recorded",
            },
            null,
            None
        );
}
