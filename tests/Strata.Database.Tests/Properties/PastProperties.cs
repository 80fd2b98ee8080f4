using Strata.Testing;

namespace Strata.Properties;

/// <summary>Every past of random histories against an oracle that knows only a list of events and the documented rules.</summary>
public sealed class PastProperties
{
    private const int Rounds = 10;
    private static readonly DateTimeOffset Always = DateTimeOffset.MaxValue;

    [Theory, DatabaseData, Trait("req", "G4")]
    public async Task Known_at_and_valid_at_answer_as_random_histories_say(Engine engine)
    {
        const int seed = 20260301;
        var asked = TestScale.Pick("STRATA_TEST_HISTORIES", quick: 1_000, all: 10_000);
        var random = new Random(seed);
        await using var store = await TestStore.CreateAsync(engine);
        await ThingSchema.RegisterAsync(store);
        var writer = new HistoryWriter(store, random);
        var histories = await writer.WriteAsync(asked, rounds: 6);

        // Each is asked once at a point of its own; the first of them in every way; and all of them together at a few points.
        var thoroughly = asked / 20;
        var questions = histories
            .SelectMany(
                (h, i) =>
                    Enumerable
                        .Range(i < thoroughly ? 0 : i % 4, i < thoroughly ? 4 : 1)
                        .Select(mode => Question.Draw(random, h, mode, writer.Rounds))
            )
            .ToList();
        await Parallel.ForEachAsync(
            questions,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (q, _) =>
            {
                if (await AnswerAsync(store, q) is var answer && answer != q.Expected)
                {
                    answer.ShouldBe(q.Expected, $"seed {seed}, {q}");
                }
            }
        );
        foreach (var mode in (int[])[1, 3])
        {
            var (knownAt, known, valid) = Question.Point(random, mode, histories[random.Next(histories.Count)], writer.Rounds);
            var expected =
                from history in histories
                from entity in Enumerable.Range(0, 2)
                where history.IsListed(entity, known, valid)
                let fields = history.Fields(entity, known, valid)
                where fields is not null
                select (history.Ids[entity], fields);
            var listed = await ListedAsync(store, Question.Asking(knownAt, mode, valid));
            listed.Except(expected).ShouldBeEmpty($"seed {seed}, {knownAt}, {valid:O}");
            expected.Except(listed).ShouldBeEmpty($"seed {seed}, {knownAt}, {valid:O}");
        }

        var before = (await store.Alice.Verification.VerifyAsync(null, CancellationToken.None)).StateHash;
        var rebuilt = await store.Alice.Verification.RebuildAsync(null, CancellationToken.None);
        (rebuilt.Changed, rebuilt.StateHash).ShouldBe((0, before));
    }

    private static async Task<HashSet<(string, string)>> ListedAsync(TestStore store, ReadAt at)
    {
        var listed = new HashSet<(string, string)>();
        string? cursor = null;
        do
        {
            var page = await store.Alice.Search.ListAsync(
                new EntityQuery
                {
                    EntityType = ThingSchema.Type,
                    Limit = 1000,
                    Cursor = cursor,
                },
                at,
                CancellationToken.None
            );
            listed.UnionWith(page.Items.Select(e => (e.EntityId, ThingSchema.Json(e))));
            cursor = page.NextCursor;
        } while (cursor is not null);
        return listed;
    }

    [Theory, DatabaseData]
    public async Task A_schema_change_leaves_every_earlier_answer_as_it_was_to_the_byte(Engine engine)
    {
        const int seed = 20260302;
        var random = new Random(seed);
        await using var store = await TestStore.CreateAsync(engine);
        await ThingSchema.RegisterAsync(store);
        var writer = new HistoryWriter(store, random);
        var histories = await writer.WriteAsync(TestScale.Pick(quick: 30, all: 150), Rounds);
        var questions = histories
            .SelectMany(h => Enumerable.Range(0, 4).Select(i => Question.Draw(random, h, i % 2 == 0 ? 1 : 3, writer.Rounds)))
            .ToList();
        var before = new List<string?>();
        foreach (var question in questions)
        {
            before.Add(await WholeAsync(store, question));
        }
        var hash = await store.Alice.StateHashAsync();

        await ThingSchema.RegisterAsync(store, last: "highest_priority", highest: "last_write", union: "last_write");

        (await store.Alice.StateHashAsync()).ShouldNotBe(hash, "the other strategies choose other values");
        foreach (var (question, was) in questions.Zip(before))
        {
            (await WholeAsync(store, question)).ShouldBe(was, $"seed {seed}, {question}");
        }
        await LastingAsync(store);
    }

    /// <summary>The last position of the ledger reads as now; a rebuild finds nothing to change.</summary>
    private static async Task LastingAsync(TestStore store)
    {
        var now = await store.Alice.ListAsync(ThingSchema.Type);
        var last = await store.Alice.StoreAsync("note", """{"title":"the last one"}""");
        var then = await store.Alice.ListAsync(ThingSchema.Type, knownAt: last.ObservationId["obs_".Length..]);
        then.Select(e => (e.Hash, Touched(e))).ShouldBe(now.Select(e => (e.Hash, Touched(e))));
        (await MergedAsync(store, last.ObservationId["obs_".Length..]))
            .Select(Whole)
            .ShouldBe((await MergedAsync(store, null)).Select(Whole));

        var hash = await store.Alice.StateHashAsync();
        var rebuilt = await store.Alice.Verification.RebuildAsync(null, CancellationToken.None);
        rebuilt.Changed.ShouldBe(0);
        rebuilt.StateHash.ShouldBe(hash);
        (await store.Alice.StateHashAsync()).ShouldBe(hash);
    }

    private static (string, string, long, DateTimeOffset) Touched(EntityView e) => (e.EntityId, e.State.Name(), e.Seq, e.UpdatedAt);

    private static async Task<IReadOnlyList<EntityView>> MergedAsync(TestStore store, string? knownAt) =>
        (
            await store.Alice.Search.ListAsync(
                new EntityQuery
                {
                    EntityType = ThingSchema.Type,
                    IncludeMerged = true,
                    IncludeDeleted = true,
                    Limit = 1000,
                },
                new ReadAt(knownAt),
                CancellationToken.None
            )
        ).Items;

    private static async Task<string?> AnswerAsync(TestStore store, Question question) =>
        await ViewAsync(store, question) is { } view ? ThingSchema.Json(view) : null;

    private static async Task<string?> WholeAsync(TestStore store, Question question) =>
        await ViewAsync(store, question) is { } view ? Whole(view) : null;

    private static string Whole(EntityView view) => JsonSerializer.Serialize(new Page<EntityView>([view], null), StrataJson.Options);

    private static async Task<EntityView?> ViewAsync(TestStore store, Question question)
    {
        try
        {
            return await store.Alice.Entities.GetAsync(question.EntityId, false, question.At, CancellationToken.None);
        }
        catch (StrataException e) when (e.Code == ErrorCode.EntityNotFound)
        {
            return null;
        }
    }

    private static readonly Dictionary<string, string> Empty = [];

    private sealed record Question(string EntityId, ReadAt At, string? Expected, History History)
    {
        /// <param name="mode">0: now; 1: as known; 2: as valid; 3: both.</param>
        public static Question Draw(Random random, History history, int mode, IReadOnlyList<(DateTimeOffset Time, long Seq)> rounds)
        {
            var (knownAt, known, valid) = Point(random, mode, history, rounds);
            var entity = random.Next(2);
            return new Question(history.Ids[entity], Asking(knownAt, mode, valid), history.Fields(entity, known, valid), history);
        }

        /// <summary>What is asked for at, and the position and the time that it stands for.</summary>
        public static (string? KnownAt, long Known, DateTimeOffset Valid) Point(
            Random random,
            int mode,
            History history,
            IReadOnlyList<(DateTimeOffset Time, long Seq)> rounds
        )
        {
            var (knownAt, known) = (mode & 1) == 0 ? (null, long.MaxValue) : Known(random, history, rounds);
            var said = history.Events.OfType<Said>().ToList();
            return (knownAt, known, (mode & 2) == 0 ? Always : said[random.Next(said.Count)].At.AddSeconds(random.Next(3) - 1));
        }

        public static ReadAt Asking(string? knownAt, int mode, DateTimeOffset valid) =>
            new(knownAt, (mode & 2) == 0 ? null : valid.ToString("O", CultureInfo.InvariantCulture));

        public override string ToString() => $"{EntityId} at {At} of:\n{string.Join('\n', History.Events.Select(Line))}";

        private static string Line(Happened happened) =>
            happened is Said said ? $"{said with { Fields = Empty }} {ThingSchema.Json(said.Fields)}" : $"{happened}";

        /// <summary>A round's end as a time or a position, or the very position of an event.</summary>
        private static (string?, long) Known(Random random, History history, IReadOnlyList<(DateTimeOffset Time, long Seq)> rounds)
        {
            var (time, seq) = rounds[random.Next(rounds.Count)];
            switch (random.Next(3))
            {
                case 0:
                    return (time.ToString("O", CultureInfo.InvariantCulture), seq);
                case 1:
                    return ($"{seq}", seq);
                default:
                    // Before a marked position lies the file whose records are dated there, so only the others are left one short.
                    var happened = history.Events[random.Next(history.Events.Count)];
                    var known = happened is Said { Id: null } ? happened.Seq : happened.Seq - random.Next(2);
                    return ($"{known}", known);
            }
        }
    }
}
