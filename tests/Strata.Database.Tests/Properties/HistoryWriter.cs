using Strata.Testing;

namespace Strata.Properties;

/// <summary>
/// Writes random histories side by side, round by round: what can go together goes in one batch, decisions go one by one, those of
/// different histories at once. Observation times are all different within a history, so that the documented order alone decides.
/// </summary>
internal sealed class HistoryWriter(TestStore store, Random random)
{
    private const int AtOnce = 64;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly List<(DateTimeOffset Time, long Seq)> _rounds = [];

    /// <summary>A time of the clock and the last position of the ledger recorded by then.</summary>
    public IReadOnlyList<(DateTimeOffset Time, long Seq)> Rounds => _rounds;

    public async Task<List<History>> WriteAsync(int count, int rounds)
    {
        var histories = Enumerable.Range(0, count).Select(i => new History(i)).ToList();
        var minutes = Enumerable.Range(0, rounds).ToArray();
        random.Shuffle(minutes);
        for (var round = 0; round < rounds; round++)
        {
            var at = Start.AddHours(minutes[round]);
            var stated = new List<(History, int)>();
            var read = new List<(History, int)>();
            var decided = new List<History>();
            foreach (var history in histories)
            {
                var entity = random.Next(3) == 0 ? 1 : 0;
                var kind = random.Next(100);
                if (round == 0)
                {
                    stated.Add((history, 0));
                    stated.Add((history, 1));
                }
                else if (kind < 55)
                {
                    stated.Add((history, entity));
                }
                else if (kind < 70)
                {
                    read.Add((history, entity));
                }
                else if (kind < 84)
                {
                    decided.Add(history);
                }
            }
            foreach (var chunk in stated.Chunk(5000))
            {
                await StateAsync(chunk, at);
            }
            // Side by side, so that they share commits; each draws for itself, so that what is drawn does not hang on who is first.
            var drawn = decided.ConvertAll(history => (History: history, Random: new Random(random.Next())));
            await Parallel.ForEachAsync(
                drawn,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (d, _) => await DecideAsync(d.History, d.Random, at.AddMinutes(20))
            );
            await ReadAsync(read, at.AddMinutes(30));
            store.Time.Advance(TimeSpan.FromSeconds(2));
        }
        return histories;
    }

    private async Task StateAsync((History History, int Entity)[] said, DateTimeOffset at)
    {
        var drawn = said.Select(s =>
                (
                    s.History,
                    s.Entity,
                    At: at.AddMinutes(s.Entity),
                    Fields: With(s.History, s.Entity, ThingSchema.Fields(random, nulls: true))
                )
            )
            .ToList();
        var result = await store.Alice.Structured.StoreAsync(
            new StructuredRequest
            {
                Entities =
                [
                    .. drawn.Select(d => new StructuredEntity
                    {
                        EntityType = ThingSchema.Type,
                        Fields = Say.Fields(ThingSchema.Json(d.Fields)),
                        ObservedAt = d.At,
                    }),
                ],
            },
            CancellationToken.None
        );
        foreach (var ((history, entity, time, fields), stored) in drawn.Zip(result.Entities))
        {
            history.Ids[entity] ??= stored.EntityId;
            history.Events.Add(new Said(Seq(stored.ObservationId), entity, 1, 100, 1, time, fields, stored.ObservationId));
        }
    }

    /// <summary>A file of records, interpreted; a last observation of nobody's tells the position after it.</summary>
    private async Task ReadAsync(List<(History History, int Entity)> said, DateTimeOffset at)
    {
        var drawn = said.Select(s => (s.History, s.Entity, Fields: With(s.History, s.Entity, ThingSchema.Fields(random, nulls: false))))
            .ToList();
        if (drawn.Count > 0)
        {
            var file = Encoding.UTF8.GetBytes($"[{string.Join(",\n", drawn.Select(d => ThingSchema.Json(d.Fields)))}]");
            var result = await store.Alice.IngestAsync(
                $"{at:HHmm}.json",
                file,
                new IngestRequest { EntityType = ThingSchema.Type, ObservedAt = at }
            );
            result.Run.ShouldNotBeNull().ObservationCount.ShouldBe(drawn.Count, string.Join("; ", result.Run.Errors));
        }
        var mark = await store.Alice.StoreAsync("note", $$"""{"title":"after {{at:O}}"}""");
        _rounds.Add((store.Time.GetUtcNow().AddSeconds(1), Seq(mark.ObservationId)));
        foreach (var (history, entity, fields) in drawn)
        {
            history.Events.Add(new Said(Seq(mark.ObservationId), entity, 0, 0, 0.5, at, fields, null));
        }
    }

    private async Task DecideAsync(History history, Random random, DateTimeOffset at)
    {
        var entity = history.RootAt(random.Next(2), long.MaxValue);
        if (history.DeletedAt(entity, long.MaxValue))
        {
            var restored = await store.Alice.RestoreAsync(history.Ids[entity]);
            history.Events.Add(new Hidden(restored.Seq, entity, false));
            return;
        }
        switch (random.Next(5))
        {
            case 0:
                var fields = ThingSchema.Fields(random, nulls: true);
                if (fields.Count > 0)
                {
                    var corrected = await store.Alice.Decisions.CorrectAsync(
                        history.Ids[entity],
                        new CorrectRequest { Fields = Say.Fields(ThingSchema.Json(fields)), ObservedAt = at },
                        CancellationToken.None
                    );
                    history.Events.Add(new Said(corrected.Seq, entity, 2, 1000, 1, at, fields, corrected.Id));
                }
                break;
            case 1:
                var gone = history.Events.OfType<Withdrawn>().Select(w => w.Observation).ToHashSet();
                if (history.Events.OfType<Said>().Where(s => s.Id is not null && !gone.Contains(s.Seq)).ToList() is { Count: > 0 } open)
                {
                    var said = open[random.Next(open.Count)];
                    history.Events.Add(new Withdrawn((await store.Alice.RetractAsync(said.Id ?? "")).Seq, said.Entity, said.Seq));
                }
                break;
            case 2:
                history.Events.Add(new Hidden((await store.Alice.DeleteAsync(history.Ids[entity])).Seq, entity, true));
                break;
            default:
                if (history.Merged)
                {
                    history.Events.Add(new Joined((await store.Alice.UnmergeAsync(history.Ids[1])).Seq, 1, false));
                }
                else if (!history.DeletedAt(0, long.MaxValue) && !history.DeletedAt(1, long.MaxValue))
                {
                    history.Events.Add(new Joined((await store.Alice.MergeAsync(history.Ids[1], history.Ids[0])).Seq, 1, true));
                }
                break;
        }
    }

    private static Dictionary<string, string> With(History history, int entity, Dictionary<string, string> fields)
    {
        fields["key"] = $"\"{history.Key(entity)}\"";
        return fields;
    }

    private static long Seq(string observation) => Ids.Number("obs_", observation) ?? throw new InvalidDataException(observation);
}
