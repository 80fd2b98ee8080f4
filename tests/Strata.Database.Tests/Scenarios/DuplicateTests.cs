using Strata.Duplicates.Matching;
using Strata.Testing;
using Strata.Testing.LabelledSets;

namespace Strata.Scenarios;

/// <summary>Duplicates in a store: found whole and one by one, decided about, and taken back.</summary>
public sealed class DuplicateTests
{
    private const string Schema = """
        {"type":"object","title":"Person","properties":{"nr":{"type":"integer"},"first_name":{"type":"string"},"last_name":{"type":"string"},"date_of_birth":{"type":"string","format":"date"},"street":{"type":"string"},"city":{"type":"string"},"postcode":{"type":"string"},"phone":{"type":"string"},"email":{"type":"string"}},"x-strata":{"identity":[["nr"]]}}
        """;
    private static readonly int Many = TestScale.Pick(quick: 120, all: 400);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "N-133")]
    public async Task Candidates_are_found_whole_and_kept_with_what_each_field_says(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (ids, set) = await PeopleAsync(store.Alice, Many);

        var report = (await store.Alice.Duplicates.FindAsync(new() { EntityType = "person" }, null, None)).Types.ShouldHaveSingleItem();
        var pairs = await AllAsync(store.Alice, new() { EntityType = "person" });

        report.Mode.ShouldBe(DuplicateMode.Full);
        report.Candidates.ShouldBe(pairs.Count);
        report.New.ShouldBe(pairs.Count);
        var truth = set.Truth.Select(t => Key(ids[t.A], ids[t.B])).ToHashSet();
        pairs.Count(p => truth.Contains(Key(p.EntityId, p.OtherId))).ShouldBeGreaterThan((int)(truth.Count * 0.9));
        pairs.Count(p => !truth.Contains(Key(p.EntityId, p.OtherId))).ShouldBeLessThan((int)(truth.Count * 0.05) + 1);
        pairs.ShouldAllBe(p =>
            p.Probability >= 0.5
            && p.State == DuplicateState.Open
            && p.Reason == "similarity"
            && p.Evidence.Count > 5
            && p.ModelVersion == 1
        );
        pairs.Select(p => p.Probability).ShouldBe(pairs.Select(p => p.Probability).OrderDescending());

        var again = (await store.Alice.Duplicates.FindAsync(new() { EntityType = "person", Full = true }, null, None)).Types[0];
        again.ShouldBe(report with { New = 0, ModelVersion = 2 });
        (await store.Alice.Duplicates.FindAsync(new() { EntityType = "person" }, null, None)).Types[0].Mode.ShouldBe(DuplicateMode.Skipped);
    }

    /// <summary>As on two servers: each lets a user have one search at a time.</summary>
    [Theory, DatabaseData]
    public async Task Two_full_searches_at_once_fit_models_of_two_versions(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await PeopleAsync(store.Alice, 60);
        var request = new FindDuplicatesRequest { EntityType = "person", Full = true };
        var (first, second) = (Finder(store), Finder(store));
        using var fitted = new AtStage("person: store");

        var one = Task.Run(() => first.FindAsync(new UserId("alice"), request, fitted, None));
        await fitted.Reached;
        var two = await second.FindAsync(new UserId("alice"), request, null, None);
        fitted.GoOn();

        two.Types[0].ModelVersion.ShouldBe(1);
        (await one).Types[0].ModelVersion.ShouldBe(2);
        (await AllAsync(store.Alice, new() { EntityType = "person" })).ShouldAllBe(p => p.ModelVersion == 2);
    }

    private static DuplicateFinder Finder(TestStore store) => new(store.Store.Database, new LedgerServices(new SchemaStore(), store.Time));

    /// <summary>Holds up whoever reports a stage, until the test lets it go on.</summary>
    private sealed class AtStage(string stage) : IProgress<Progress>, IDisposable
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _goOn = new();

        public Task Reached => _reached.Task;

        public void GoOn() => _goOn.Set();

        public void Report(Progress value)
        {
            if (value.Stage == stage && _reached.TrySetResult())
            {
                _goOn.Wait(TestContext.Current.CancellationToken);
            }
        }

        public void Dispose() => _goOn.Dispose();
    }

    [Theory, DatabaseData]
    public async Task New_record_is_held_against_all_by_its_keys(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (ids, set) = await PeopleAsync(store.Alice, Many);
        await store.Alice.Duplicates.FindAsync(new() { EntityType = "person" }, null, None);
        var known = set
            .A.Rows.Select((r, i) => (r, i))
            .First(r => r.r.All(v => v is not null) && set.Truth.All(t => t.A != r.i && t.B != r.i));
        var copy = known.r.ToArray();
        copy[0] += "e";
        copy[6] = null;
        var added = await store.Alice.StoreAsync("person", Fields(copy, 9_000));

        var report = (await store.Alice.Duplicates.FindAsync(new() { EntityType = "person" }, null, None)).Types[0];

        report.Mode.ShouldBe(DuplicateMode.Incremental);
        (report.Entities, report.New).ShouldBe((1, 1));
        var pair = (await AllAsync(store.Alice, new() { EntityId = added.EntityId })).ShouldHaveSingleItem();
        Key(pair.EntityId, pair.OtherId).ShouldBe(Key(ids[known.i], added.EntityId));
        var explained = await store.Alice.Duplicates.ExplainAsync(added.EntityId, ids[known.i], None);
        explained.Evidence.Single(e => e.Field == "date_of_birth").Level.ShouldBe("exact");
        explained.Evidence.Single(e => e.Field == "phone").ShouldBe(new FieldWeight("phone", "missing", 0));

        // One that came since is found through the rows that came since.
        var third = await store.Alice.StoreAsync("person", Fields(copy, 9_001));
        await store.Alice.Duplicates.FindAsync(new() { EntityId = third.EntityId }, null, None);
        (await AllAsync(store.Alice, new() { EntityId = third.EntityId })).Count.ShouldBe(2);
    }

    [Theory, DatabaseData]
    public async Task Pair_whose_entity_has_changed_is_weighed_again_or_taken_back(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (ids, set) = await PeopleAsync(store.Alice, Many);
        await store.Alice.Duplicates.FindAsync(new() { EntityType = "person" }, null, None);
        var known = set
            .A.Rows.Select((r, i) => (r, i))
            .First(r => r.r.All(v => v is not null) && set.Truth.All(t => t.A != r.i && t.B != r.i));
        var copy = known.r.ToArray();
        var twins = new[]
        {
            await store.Alice.StoreAsync("person", Fields(copy, 9_000)),
            await store.Alice.StoreAsync("person", Fields(copy, 9_001)),
        };
        await store.Alice.Duplicates.FindAsync(new() { EntityType = "person" }, null, None);
        var before = (await AllAsync(store.Alice, new() { EntityId = twins[0].EntityId }))
            .Select(p => (Key(p.EntityId, p.OtherId), p.Weight))
            .ToList();
        before
            .Select(p => p.Item1)
            .ShouldBe([Key(twins[0].EntityId, ids[known.i]), Key(twins[0].EntityId, twins[1].EntityId)], ignoreOrder: true);

        var moved = copy.ToArray();
        moved[1] = "Quxwaerden";
        await store.Alice.CorrectAsync(twins[0].EntityId, Fields(moved, 9_000));
        await store.Alice.Duplicates.FindAsync(new() { EntityType = "person" }, null, None);
        var after = (await AllAsync(store.Alice, new() { EntityId = twins[0].EntityId })).ToDictionary(p => Key(p.EntityId, p.OtherId));
        before.ShouldAllBe(p =>
            after[p.Item1].Weight < p.Weight && after[p.Item1].Evidence.Any(e => e.Field == "last_name" && e.Level == "different")
        );

        var stranger = set.A.Rows.Select((r, i) => (r, i)).Last(r => r.i != known.i && r.r.All(v => v is not null));
        await store.Alice.CorrectAsync(twins[0].EntityId, Fields(stranger.r, 9_000));
        var report = (await store.Alice.Duplicates.FindAsync(new() { EntityType = "person" }, null, None)).Types[0];

        report.Mode.ShouldBe(DuplicateMode.Incremental);
        var left = (await AllAsync(store.Alice, new() { EntityId = twins[0].EntityId })).Select(p => Key(p.EntityId, p.OtherId)).ToList();
        before.ShouldAllBe(p => !left.Contains(p.Item1));
        (await AllAsync(store.Alice, new() { EntityId = twins[1].EntityId }))
            .Select(p => Key(p.EntityId, p.OtherId))
            .ShouldBe([Key(twins[1].EntityId, ids[known.i])]);
    }

    [Theory, DatabaseData]
    public async Task Entity_by_itself_finds_what_the_full_search_found_of_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (_, set) = await PeopleAsync(store.Alice, 400);
        var twin = set.A.Rows.First(r => r.All(v => v is not null));
        for (var i = 0; i < 24; i++)
        {
            var copy = twin.ToArray();
            copy[i % copy.Length] = null;
            await store.Alice.StoreAsync("person", Fields(copy, 8_000 + i));
        }
        await store.Alice.Duplicates.FindAsync(new() { EntityType = "person" }, null, None);
        var known = (await AllAsync(store.Alice, new()))
            .SelectMany(p => new[] { p.EntityId, p.OtherId })
            .CountBy(id => id)
            .Where((_, i) => i % 5 == 0)
            .ToList();

        var found = 0L;
        foreach (var (id, _) in known)
        {
            var one = (await store.Alice.Duplicates.FindAsync(new() { EntityId = id }, null, None)).Types[0];
            found += one.Candidates - one.New;
        }

        // One of 25 finds the other 24, though a few at a time are weighed. Some pairs were witnessed by a third record only.
        known.Max(k => k.Value).ShouldBeGreaterThanOrEqualTo(24);
        ((double)found).ShouldBeInRange(known.Sum(k => k.Value) * 0.97, known.Sum(k => k.Value));
    }

    [Theory, DatabaseData, Trait("req", "N-133"), Trait("req", "G6")]
    public async Task Dismissing_is_a_decision_that_outlasts_a_new_search_and_can_be_undone(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await PeopleAsync(store.Alice, Many);
        await store.Alice.Duplicates.FindAsync(new() { EntityType = "person" }, null, None);
        var pair = (await AllAsync(store.Alice, new()))[0];

        var decision = await store.Alice.Duplicates.DismissAsync(pair.OtherId, pair.EntityId, new() { Reason = "twins" }, None);
        await store.Alice.Duplicates.FindAsync(new() { EntityType = "person", Full = true }, null, None);

        (await StateAsync(store.Alice, pair)).ShouldBe("dismissed");
        (await AllAsync(store.Alice, new())).ShouldNotContain(p => p.EntityId == pair.EntityId && p.OtherId == pair.OtherId);
        (await AllAsync(store.Alice, new() { State = DuplicateFilter.Dismissed })).Count.ShouldBe(1);
        (
            await Should.ThrowAsync<StrataException>(() => store.Alice.Duplicates.DismissAsync(pair.EntityId, pair.OtherId, new(), None))
        ).Code.ShouldBe(ErrorCode.Conflict);
        var history = await store.Alice.Entities.GetHistoryAsync(pair.EntityId, new(), ReadAt.Now, None);
        history.Items.ShouldContain(h => h.Id == decision.Id && h.Kind == HistoryKind.DismissDuplicate && h.Reason == "twins");

        var undone = await store.Alice.Decisions.RetractAsync(decision.Id, new(), None);
        (await StateAsync(store.Alice, pair)).ShouldBe("open");
        await store.Alice.Decisions.RetractAsync(undone.Id, new(), None);
        (await StateAsync(store.Alice, pair)).ShouldBe("dismissed");
    }

    [Theory, DatabaseData]
    public async Task Merged_pair_is_merged_however_it_came_about_and_open_again_when_taken_apart(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await PeopleAsync(store.Alice, Many);
        await store.Alice.Duplicates.FindAsync(new() { EntityType = "person" }, null, None);
        var pair = (await AllAsync(store.Alice, new()))[0];

        var decision = await store.Alice.Decisions.MergeAsync(pair.EntityId, pair.OtherId, new(), None);
        (await StateAsync(store.Alice, pair)).ShouldBe("merged");
        (await AllAsync(store.Alice, new() { State = DuplicateFilter.Merged })).ShouldHaveSingleItem().Reason.ShouldBe("similarity");
        var refused = await Should.ThrowAsync<StrataException>(() =>
            store.Alice.Duplicates.DismissAsync(pair.EntityId, pair.OtherId, new(), None)
        );
        (refused.Code, refused.Message).ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe(ErrorCode.Conflict),
            r => r.Message.ShouldContain("already merged")
        );

        await store.Alice.Decisions.RetractAsync(decision.Id, new(), None);
        (await StateAsync(store.Alice, pair)).ShouldBe("open");
    }

    [Theory, DatabaseData]
    public async Task Pair_of_what_was_merged_is_one_of_the_entities_that_stand_for_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (ids, set) = await PeopleAsync(store.Alice, Many);
        var known = set
            .A.Rows.Select((r, i) => (r, i))
            .First(r => r.r.All(v => v is not null) && set.Truth.All(t => t.A != r.i && t.B != r.i));
        var original = ids[known.i];
        var first = (await store.Alice.StoreAsync("person", Fields(known.r, 9_000))).EntityId;
        var second = (await store.Alice.StoreAsync("person", Fields(known.r, 9_001))).EntityId;
        await store.Alice.Duplicates.FindAsync(new() { EntityType = "person" }, null, None);
        (await AllAsync(store.Alice, new() { EntityId = original })).Count.ShouldBe(2);
        var all = (await AllAsync(store.Alice, new())).Count;

        // The two pairs with the original come down to one when the copies are merged; the pair of the copies is merged.
        var merge = await store.Alice.Decisions.MergeAsync(first, second, new(), None);
        var pair = (await AllAsync(store.Alice, new() { EntityId = original })).ShouldHaveSingleItem();
        Key(pair.EntityId, pair.OtherId).ShouldBe(Key(original, second));
        (await AllAsync(store.Alice, new() { EntityId = first, State = DuplicateFilter.Open }))
            .ShouldHaveSingleItem()
            .Weight.ShouldBe(pair.Weight);
        (await AllAsync(store.Alice, new())).Count.ShouldBe(all - 2);
        (await store.Alice.Duplicates.ExplainAsync(first, original, None)).EntityId.ShouldBe(pair.EntityId);

        // What is decided of the merged one is of it, and of neither part when they come apart.
        await store.Alice.Duplicates.FindAsync(new() { EntityType = "person" }, null, None);
        var dismissal = await store.Alice.Duplicates.DismissAsync(first, original, new(), None);
        (await AllAsync(store.Alice, new() { EntityId = original })).ShouldBeEmpty();
        (await AllAsync(store.Alice, new() { EntityId = original, State = DuplicateFilter.Dismissed })).ShouldHaveSingleItem();
        await store.Alice.Decisions.RetractAsync(dismissal.Id, new(), None);
        (await AllAsync(store.Alice, new() { EntityId = original })).ShouldHaveSingleItem();
        await store.Alice.Decisions.RetractAsync(merge.Id, new(), None);
        (await AllAsync(store.Alice, new() { EntityId = original })).Count.ShouldBe(2);
        (await AllAsync(store.Bob, new() { State = DuplicateFilter.All })).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Dismissal_of_a_merged_entity_that_was_never_filed_itself_files_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (ids, _) = await PeopleAsync(store.Alice, Many);
        await store.Alice.Duplicates.FindAsync(new() { EntityType = "person" }, null, None);
        var pair = (await AllAsync(store.Alice, new()))[0];
        var bystander = ids.First(i => i != pair.EntityId && i != pair.OtherId);
        var merge = await store.Alice.Decisions.MergeAsync(pair.EntityId, bystander, new(), None);

        var dismissal = await store.Alice.Duplicates.DismissAsync(bystander, pair.OtherId, new(), None);
        (await StateAsync(store.Alice, pair)).ShouldBe("dismissed");
        await store.Alice.Decisions.RetractAsync(merge.Id, new(), None);

        // The part is as open as it was; the decision was of the whole.
        (await StateAsync(store.Alice, pair)).ShouldBe("open");
        (await store.Alice.Duplicates.ExplainAsync(bystander, pair.OtherId, None)).State.ShouldBe(DuplicateState.Dismissed);
        await store.Alice.Decisions.RetractAsync(dismissal.Id, new(), None);
        (await store.Alice.Duplicates.ExplainAsync(bystander, pair.OtherId, None)).State.ShouldBe(DuplicateState.Open);
    }

    [Theory, DatabaseData]
    public async Task Identity_rules_and_models_file_in_one_list(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        const string schema =
            """{"type":"object","title":"Thing","properties":{"a":{"type":"string"},"b":{"type":"string"}},"x-strata":{"identity":[["a"],["b"]]}}""";
        await store.Alice.Schemas.RegisterAsync(new() { EntityType = "thing", Schema = System.Text.Json.JsonElement.Parse(schema) }, None);
        var one = await store.Alice.StoreAsync("thing", """{"a":"first"}""");
        var two = await store.Alice.StoreAsync("thing", """{"b":"second"}""");
        await store.Alice.CorrectAsync(one.EntityId, """{"b":"second"}""");

        var pair = (await AllAsync(store.Alice, new())).ShouldHaveSingleItem();
        await store.Alice.Duplicates.FindAsync(new() { EntityType = "thing" }, null, None);

        Key(pair.EntityId, pair.OtherId).ShouldBe(Key(one.EntityId, two.EntityId));
        (pair.Reason, pair.Probability, pair.Weight).ShouldBe(("b", 1, null));
        (await AllAsync(store.Alice, new())).ShouldHaveSingleItem().Reason.ShouldBe("b");
    }

    [Theory, DatabaseData]
    public async Task Pages_of_pairs_neither_repeat_nor_leave_out(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await PeopleAsync(store.Alice, Many);
        await store.Alice.Duplicates.FindAsync(new() { EntityType = "person" }, null, None);
        var all = await AllAsync(store.Alice, new());

        var paged = new List<DuplicateView>();
        for (string? cursor = null; ; )
        {
            var page = await store.Alice.Duplicates.ListAsync(new() { Limit = 7, Cursor = cursor }, None);
            paged.AddRange(page.Items);
            cursor = page.NextCursor;
            if (cursor is null)
            {
                break;
            }
        }

        paged.Select(p => Key(p.EntityId, p.OtherId)).ShouldBe(all.Select(p => Key(p.EntityId, p.OtherId)));
    }

    private static async Task<(string[] Ids, LabelledSet Set)> PeopleAsync(IStrata strata, int count)
    {
        await strata.Schemas.RegisterAsync(new() { EntityType = "person", Schema = System.Text.Json.JsonElement.Parse(Schema) }, None);
        var set = People.Generate(count, 17);
        var stored = await strata.StoreManyAsync([.. set.A.Rows.Select((r, i) => ("person", Fields(r, i)))]);
        return ([.. stored.Entities.Select(e => e.EntityId)], set);
    }

    private static string Fields(string?[] row, int nr)
    {
        // A date with a slip is none, and would be kept aside as a fragment: it is left out.
        var fields = People
            .Columns.Zip(row)
            .Where(f => f.Second is not null && (f.First != "date_of_birth" || DateOnly.TryParseExact(f.Second, "yyyy-MM-dd", out _)));
        var json = fields.Select(f => $"\"{f.First}\":{System.Text.Json.JsonSerializer.Serialize(f.Second)}").Prepend($"\"nr\":{nr}");
        return "{" + string.Join(',', json) + "}";
    }

    private static (string, string) Key(string a, string b) => string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);

    private static async Task<string> StateAsync(IStrata strata, DuplicateView pair) =>
        (await strata.Duplicates.ExplainAsync(pair.EntityId, pair.OtherId, None)).State.Name();

    private static async Task<IReadOnlyList<DuplicateView>> AllAsync(IStrata strata, DuplicateQuery query) =>
        (await strata.Duplicates.ListAsync(query with { Limit = 1000 }, None)).Items;
}
