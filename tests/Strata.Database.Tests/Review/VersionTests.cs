using Strata.Testing;

namespace Strata.Review;

/// <summary>What a person decided follows unchanged content into the next version of a document, and is asked again where it changed.</summary>
public sealed class VersionTests
{
    private const string Topic = """
        {"title":"Remark","x-strata":{"annotates":"blocks"},"properties":{
          "topic":{"type":"string"},"risk":{"type":"string","x-strata":{"evidence":"none"}}}}
        """;
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "B-6")]
    public async Task Decisions_follow_unchanged_blocks_and_changed_ones_are_asked_again(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        await user.RegisterAsync("remark", Topic);
        string[] first =
        [
            "The fee is due in May.",
            "Notices go by post.",
            "The court is in Bonn.",
            "This clause is dropped.",
            "Both sign.",
        ];
        var one = await ReadAsync(store, "contract.md", first, text => (Word(text), "low"));
        var found = await FindingsAsync(user, one);
        await DecideAsync(user, Of(found, 0, "topic"), ReviewAction.Confirm);
        await DecideAsync(user, Of(found, 1, "topic"), ReviewAction.Reject);
        await DecideAsync(user, Of(found, 2, "topic"), ReviewAction.Correct, "\"venue\"");
        await DecideAsync(user, Of(found, 2, "risk"), ReviewAction.Confirm);
        await DecideAsync(user, Of(found, 3, "topic"), ReviewAction.Confirm);
        await DecideAsync(user, Of(found, 4, "topic"), ReviewAction.Clear);
        await DecideAsync(user, Of(found, 0, "risk"), ReviewAction.Confirm);
        await DecideAsync(user, Of(found, 1, "risk"), ReviewAction.Confirm);
        var before = await RemarksAsync(user);
        before.ShouldBe(["The low", "This –", "venue low", "– low", "– –"]);

        string[] second = ["A new clause.", "The fee is due in June.", "Notices go by post.", "The court  is in Bonn.", "Both sign."];
        var two = await ReadAsync(
            store,
            "contract.md",
            second,
            text => (Word(text), text.StartsWith("The court") ? "high" : "low"),
            replaces: one.SourceId
        );

        var now = await FindingsAsync(user, two);
        State(now, 0, "topic").ShouldBe("staged");
        State(now, 1, "topic").ShouldBe("staged; was confirmed \"The\" by alice, changed");
        State(now, 1, "risk").ShouldBe("staged; was confirmed \"low\" by alice, changed");
        State(now, 2, "topic").ShouldBe("rejected; was rejected \"Notices\" by alice");
        State(now, 2, "risk").ShouldBe("confirmed; was confirmed \"low\" by alice");
        State(now, 3, "topic").ShouldBe("corrected \"venue\"; was corrected \"venue\" by alice");
        State(now, 3, "risk").ShouldBe("staged; was confirmed \"low\" by alice");
        State(now, 4, "topic").ShouldBe("corrected null; was corrected null by alice");
        // The dropped clause is gone; what changed or is proposed otherwise stands until it is decided about.
        (await RemarksAsync(user)).ShouldBe(["The low", "venue low", "– low", "– –"]);
        var source = await user.Sources.GetAsync(two.SourceId, None);
        source.Replaces.ShouldBe(one.SourceId);
        (await user.Sources.GetAsync(one.SourceId, None)).ReplacedBy.ShouldBe(two.SourceId);
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();

        var stats = await user.Review.GetStatsAsync(new FindingFilter { SourceId = two.SourceId }, None);
        (stats.Followed.Confirmed, stats.Followed.Corrected, stats.Followed.Rejected).ShouldBe((1, 2, 1));
        stats.Reviewers.ShouldBeEmpty("nobody has decided about this version");

        // What is asked again gives way once it is decided.
        await DecideAsync(user, Of(now, 3, "risk"), ReviewAction.Confirm);
        await DecideAsync(user, Of(now, 1, "topic"), ReviewAction.Reject);
        (await RemarksAsync(user)).ShouldBe(["venue high", "– low", "– low", "– –"]);
        await user.Verification.RebuildAsync(null, None);
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();

        // Nobody is asked about the older version any more.
        var open = await user.Review.ListAsync(new ListFindings { State = ReviewState.Staged, Limit = 1000 }, None);
        open.Items.ShouldAllBe(f => f.RunId == two.Run!.RunId);
        (await user.Review.NextAsync(new NextFindings { Lease = false }, None)).Left.ShouldBe(open.Items.Count);
        (await store.Bob.Review.ListAsync(new ListFindings(), None)).Items.ShouldBeEmpty();
    }

    [Theory, DatabaseData, Trait("req", "B-6"), Trait("req", "G6")]
    public async Task What_followed_is_undone_as_one_decision_and_the_older_values_stand_again(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        await user.RegisterAsync("remark", Topic);
        string[] first = ["One is here.", "Two is here.", "Three is here."];
        var one = await ReadAsync(store, "a.md", first, text => (Word(text), "low"));
        foreach (var finding in await FindingsAsync(user, one))
        {
            await DecideAsync(user, finding, ReviewAction.Confirm);
        }
        var stood = await RemarksAsync(user);
        var two = await ReadAsync(store, "a.md", ["One is here.", "Three is here."], text => (Word(text), "low"), replaces: one.SourceId);
        var followed = await RemarksAsync(user);
        followed.ShouldBe(["One low", "Three low"]);
        var entities = (await user.ListAsync("remark")).Select(e => e.EntityId).Order().ToList();
        var decision = (await user.Review.GetAsync((await FindingsAsync(user, two))[0].FindingId, None)).Details!.History[0];
        (decision.Actor, decision.Reason!.Contains(one.Run!.RunId, StringComparison.Ordinal)).ShouldBe(("strata", true));

        var undone = await user.RetractAsync(decision.DecisionId);

        (await RemarksAsync(user)).ShouldBe(stood);
        (await FindingsAsync(user, two)).ShouldAllBe(f => f.State == ReviewState.Staged && f.Earlier != null);
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
        await user.RetractAsync(undone.Id);
        (await RemarksAsync(user)).ShouldBe(followed);
        (await user.ListAsync("remark")).Select(e => e.EntityId).Order().ShouldBe(entities);
        await user.Verification.RebuildAsync(null, None);
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();

        // The first version comes back: what is known is decided by the second, the dropped one is asked about again.
        var three = await ReadAsync(store, "a.md", first, text => (Word(text), "low"));
        three.Deduplicated.ShouldBeTrue();
        (await RemarksAsync(user)).ShouldBe(followed);
        var back = await FindingsAsync(user, three);
        back.Count(f => f.State == ReviewState.Confirmed).ShouldBe(4);
        back.Where(f => f.Earlier is not null).ShouldAllBe(f => f.Earlier!.By == "alice");
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task The_same_path_of_a_stated_origin_is_a_version_and_another_document_is_none(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        await user.RegisterAsync("remark", Topic);
        string[] text = ["Alpha is one.", "Beta is two.", "Gamma is three.", "Delta is four."];
        var one = await ReadAsync(store, "a.md", text, t => (Word(t), "low"), origin: "wiki");
        foreach (var finding in await FindingsAsync(user, one))
        {
            await DecideAsync(user, finding, ReviewAction.Confirm);
        }

        var two = await ReadAsync(store, "a.md", [.. text, "Epsilon is five."], t => (Word(t), "low"), origin: "wiki");
        var other = await ReadAsync(store, "a.md", ["Quite another.", "Thing at all."], t => (Word(t), "low"), origin: "wiki");
        var elsewhere = await ReadAsync(store, "a.md", [.. text, "Zeta."], t => (Word(t), "low"));
        var again = await ReadAsync(store, "a.md", [.. text, "Epsilon is five."], t => (Word(t), "low"), origin: "wiki");

        (await FindingsAsync(user, two)).Count(f => f.State == ReviewState.Confirmed).ShouldBe(8);
        (await FindingsAsync(user, other)).ShouldAllBe(f => f.State == ReviewState.Staged && f.Earlier == null);
        (await FindingsAsync(user, elsewhere)).ShouldAllBe(f => f.State == ReviewState.Staged && f.Earlier == null);
        again.SourceId.ShouldBe(two.SourceId);
        (await user.ListAsync("remark")).Count.ShouldBe(4);
        (await store.Bob.IngestAsync("a.md", "Alpha is one.", new IngestRequest { Origin = "wiki" })).SourceId.ShouldNotBe(one.SourceId);
        var unknown = await Should.ThrowAsync<StrataException>(() =>
            store.Bob.IngestAsync("b.md", "Alpha is two.", new IngestRequest { Replaces = one.SourceId })
        );
        unknown.Code.ShouldBe(ErrorCode.SourceNotFound);
    }

    [Theory, DatabaseData]
    public async Task Staged_records_of_a_table_follow_row_by_row(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        const string head = "Invoice No;Vendor;Total;Due date\n";
        var one = await user.IngestAsync(
            "i.csv",
            head + "INV-1;Acme GmbH;10,00;2026-03-31\nINV-2;Bolt AG;99,00;2026-04-30\nINV-3;Cord SE;5,00;2026-04-30\n",
            new IngestRequest { Stage = true }
        );
        foreach (var finding in await FindingsAsync(user, one))
        {
            await DecideAsync(user, finding, ReviewAction.Confirm);
        }

        var two = await user.IngestAsync(
            "i.csv",
            head + "INV-0;Zero AG;1,00;2026-03-31\nINV-1;Acme GmbH;10,00;2026-03-31\nINV-2;Bolt AG;98,00;2026-04-30\n",
            new IngestRequest { Stage = true, Replaces = one.SourceId }
        );

        var now = await FindingsAsync(user, two);
        State(now, 1, "total").ShouldBe("confirmed; was confirmed 10 by alice");
        State(now, 2, "total").ShouldBe("staged; was confirmed 99 by alice, changed");
        State(now, 0, "total").ShouldBe("staged");
        (await user.ListAsync("invoice")).Select(e => e.Json("total")).Order().ShouldBe(["10", "5", "99"]);
        await DecideAsync(user, Of(now, 2, "total"), ReviewAction.Confirm);
        (await user.ListAsync("invoice")).Select(e => e.Json("total")).Order().ShouldBe(["10", "5", "98"]);
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData, Trait("req", "G1"), Trait("req", "G8")]
    public async Task What_was_interrupted_half_way_a_worker_goes_on_with(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        await user.RegisterAsync("remark", Topic);
        string[] text = [.. Enumerable.Range(0, 90).Select(i => $"Word{i} is here.")];
        var one = await ReadAsync(store, "a.md", text, t => (Word(t), "low"));
        await user.Review.ReviewAsync(
            new ReviewFindings
            {
                Changes =
                [
                    .. (await FindingsAsync(user, one)).Select(f => new FindingChange
                    {
                        FindingId = f.FindingId,
                        Action = ReviewAction.Confirm,
                    }),
                ],
            },
            None
        );
        var stood = await RemarksAsync(user);
        var following = store.Store.RunService.Following;
        store.Store.RunService.Following = (writes, runNo, ct) => following(new BrokenWrites(writes, 3), runNo, ct);

        var two = await ReadAsync(store, "a.md", text, t => (Word(t), "low"));

        (await FindingsAsync(user, two)).Count(f => f.State == ReviewState.Confirmed).ShouldBe(80);
        var decision = (await user.Review.GetAsync((await FindingsAsync(user, two))[0].FindingId, None)).Details!.History[0].DecisionId;
        (await Should.ThrowAsync<StrataException>(() => user.RetractAsync(decision))).Code.ShouldBe(ErrorCode.Conflict);
        (await RemarksAsync(user)).ShouldBe(stood);
        store.Time.Advance(TimeSpan.FromMinutes(2));
        await store.WorkAsync();
        (await FindingsAsync(user, two)).ShouldAllBe(f => f.State == ReviewState.Confirmed);
        (await RemarksAsync(user)).ShouldBe(stood);
        await user.RetractAsync(decision);
        await store.WorkAsync();
        (await FindingsAsync(user, two)).Count(f => f.State == ReviewState.Staged).ShouldBe(180);
        (await RemarksAsync(user)).ShouldBe(stood);
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
    }

    /// <summary>Writes that fail from some time on, as though the process had been killed.</summary>
    private sealed class BrokenWrites(Strata.Database.IUserWrites writes, int left) : Strata.Database.IUserWrites
    {
        private int _left = left;

        public UserId User => writes.User;

        public Task<T> WriteAsync<T>(Func<Strata.Database.UserTransaction, Task<T>> write) =>
            _left-- > 0 ? writes.WriteAsync(write) : throw new IOException("Killed.");
    }

    private static string Word(string text) => text.Split(' ')[0];

    private static string State(IReadOnlyList<FindingView> findings, long block, string field)
    {
        var f = Of(findings, block, field);
        return f.State.Name()
            + (f.Reviewed is { } reviewed ? $" {reviewed.GetRawText()}" : "")
            + (f.Earlier is { } e ? $"; was {e.State.Name()} {e.Value.GetRawText()} by {e.By}{(e.Unchanged ? "" : ", changed")}" : "");
    }

    private static FindingView Of(IReadOnlyList<FindingView> findings, long block, string field) =>
        findings.Single(f => f.Block == block && f.Field == field);

    private static async Task<IReadOnlyList<FindingView>> FindingsAsync(IStrata user, IngestResult read) =>
        (await user.Review.ListAsync(new ListFindings { RunId = read.Run!.RunId, Limit = 1000 }, None)).Items;

    private static async Task<IReadOnlyList<string>> RemarksAsync(IStrata user) =>
        [
            .. (await user.ListAsync("remark"))
                .Select(e => $"{Plain(e.Json("topic"))} {Plain(e.Json("risk"))}")
                .Order(StringComparer.Ordinal),
        ];

    private static string Plain(string? json) => json is null or "null" ? "–" : json.Trim('"');

    private static Task<ReviewResult> DecideAsync(IStrata user, FindingView finding, ReviewAction action, string? value = null) =>
        user.Review.ReviewAsync(
            new ReviewFindings
            {
                Changes =
                [
                    new FindingChange
                    {
                        FindingId = finding.FindingId,
                        Action = action,
                        Value = value is null ? null : JsonElement.Parse(value),
                    },
                ],
            },
            None
        );

    private static Task<IngestResult> ReadAsync(
        TestStore store,
        string name,
        IReadOnlyList<string> paragraphs,
        Func<string, (string Topic, string Risk)> answer,
        string? replaces = null,
        string? origin = null
    ) =>
        RecordedReading.ReadAsync(
            store,
            "remark",
            new IngestRequest
            {
                FileName = name,
                Replaces = replaces,
                Origin = origin,
            },
            paragraphs,
            (text, _) =>
            {
                var (topic, risk) = answer(text);
                return $$"""{"topic":{"value":"{{topic}}","quote":"{{topic}}"},"risk":{"value":"{{risk}}"} }""";
            }
        );
}
