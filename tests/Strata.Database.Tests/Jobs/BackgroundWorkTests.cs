using Strata.Jobs.Recovery;
using Strata.Testing;

namespace Strata.Jobs;

/// <summary>What a user may have done by a worker, now or again and again.</summary>
public sealed class BackgroundWorkTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "N-133")]
    public async Task Duplicates_are_looked_for_by_schedule(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreAsync("contact", """{"email":"ada@example.com","name":"Ada Lovelace"}""");
        await store.Alice.StoreAsync("contact", """{"email":"ada@example.org","name":"Ada Lovelace"}""");

        var put = await store.Alice.Schedules.PutAsync(
            "pairs",
            Weekly("duplicates", """{"entity_type":"contact","min_probability":0.9}"""),
            None
        );
        put.Options.ShouldNotBeNull().GetProperty("entity_type").GetString().ShouldBe("contact");
        var done = await FiredAsync(store, "duplicates");

        var type = done.GetProperty("types").EnumerateArray().ShouldHaveSingleItem();
        (type.GetProperty("entity_type").GetString(), type.GetProperty("entities").GetInt64()).ShouldBe(("contact", 2));
    }

    [Theory, DatabaseData]
    public async Task Searches_for_duplicates_of_many_users_take_turns(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        foreach (var name in Enumerable.Range(0, 6).Select(i => $"user{i}"))
        {
            await store.Store.Users.AddAsync(new UserId(name), null, None);
            await store.Store.For(new UserId(name), name).Jobs.StartAsync(new JobRequest { Kind = "duplicates" }, None);
        }
        var services = store.Store.Jobs;
        var fairQueue = new FairQueue();
        foreach (var partition in await services.Table.FindPartitionsAsync([.. services.Handlers.Keys], None))
        {
            fairQueue.Add(new JobPartition(partition.UserId, partition.Kind), partition.Place);
        }
        var now = store.Time.GetUtcNow();

        var yields = await services.Table.ClaimAsync(
            fairQueue.Next(20),
            services.Capped,
            "w1",
            UnixTime.Microseconds(now),
            UnixTime.Microseconds(now.AddSeconds(30)),
            None
        );

        yields.SelectMany(y => y.Jobs).Select(j => j.Kind).ShouldBe(Enumerable.Repeat("duplicates", 4));
    }

    [Theory, DatabaseData]
    public async Task Sweep_by_schedule_removes_what_nothing_refers_to_after_its_grace_period(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var kept = await store.Alice.IngestAsync("kept.txt", "kept", new IngestRequest { Interpret = false });
        var old = Orphan(store, "alice", "old", TimeSpan.FromHours(-49));
        var young = Orphan(store, "alice", "young", TimeSpan.FromHours(-47));
        var bobs = Orphan(store, "bob", "old", TimeSpan.FromHours(-49));
        File.SetLastWriteTimeUtc(PathOf(store, "alice", kept.Digest), store.Time.GetUtcNow().AddDays(-9).UtcDateTime);

        await store.Alice.Schedules.PutAsync("sweep", Weekly("sweep", """{"grace_hours":216}"""), None);
        var done = await FiredAsync(store, "sweep");

        (done.GetProperty("deleted").GetBoolean(), done.GetProperty("blobs").GetInt64()).ShouldBe((true, 1));
        new[] { old, young, bobs, PathOf(store, "alice", kept.Digest) }.Select(File.Exists).ShouldBe([false, true, true, true]);
        var audit = (await store.Alice.Audit.ListAsync(new AuditQuery { Action = "sweep_blobs" }, None)).Items.ShouldHaveSingleItem();
        (audit.Actor, audit.Detail?.GetRawText()).ShouldBe(("alice", """{"grace_hours":216}"""));
    }

    [Theory, DatabaseData]
    public async Task Work_that_is_asked_for_is_lined_up_once_until_it_is_done(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await store.Alice.Jobs.StartAsync(new JobRequest { Kind = "sweep", Options = Options("""{"delete":false}""") }, None);
        var same = await store.Alice.Jobs.StartAsync(new JobRequest { Kind = "sweep", Options = Options("""{"delete":false}""") }, None);
        var other = await store.Alice.Jobs.StartAsync(new JobRequest { Kind = "duplicates" }, None);

        (first.State, same.JobId).ShouldBe((JobState.Ready, first.JobId));
        other.JobId.ShouldNotBe(first.JobId);
        await store.WorkAsync();

        (await store.Alice.Jobs.GetAsync(first.JobId, None)).ShouldSatisfyAllConditions(
            j => j.State.ShouldBe(JobState.Done),
            j => j.Result.ShouldNotBeNull().GetProperty("deleted").GetBoolean().ShouldBeFalse()
        );
        (await store.Alice.Jobs.GetAsync(other.JobId, None)).State.ShouldBe(JobState.Done);
    }

    [Theory]
    [InlineData("interpret", null)]
    [InlineData("nonsense", null)]
    [InlineData("verify", """{"deep":true}""")]
    [InlineData("sweep", """{"grace_hours":0}""")]
    [InlineData("sweep", """{"grace":48}""")]
    [InlineData("duplicates", """{"min_probability":7}""")]
    [InlineData("duplicates", "[]")]
    public async Task Kinds_and_options_that_do_not_fit_are_refused(string kind, string? options)
    {
        await using var store = await TestStore.CreateAsync(Engine.Sqlite);
        var given = options is null ? (JsonElement?)null : Options(options);

        await RunSteps.RefusedAsync(
            () => store.Alice.Jobs.StartAsync(new JobRequest { Kind = kind, Options = given }, None),
            ErrorCode.InvalidContent
        );
        await RunSteps.RefusedAsync(() => store.Alice.Schedules.PutAsync("s", Weekly(kind, options), None), ErrorCode.InvalidContent);
        (await store.Alice.Schedules.ListAsync(None)).ShouldNotContain(s => s.Name == "s");
    }

    [Theory, DatabaseData]
    public async Task What_the_memory_has_no_object_for_is_refused_when_it_is_asked_for(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var bobs = await store.Bob.StoreAsync("contact", """{"email":"ada@example.com","name":"Ada Lovelace"}""");
        (string Options, ErrorCode Code, string Says)[] impossible =
        [
            ("""{"entity_type":"contakt"}""", ErrorCode.SchemaNotFound, "Known types: contact, "),
            ("""{"entity_id":"ent_000000000000000000000000"}""", ErrorCode.EntityNotFound, "ent_0"),
            ($$"""{"entity_id":"{{bobs.EntityId}}"}""", ErrorCode.EntityNotFound, bobs.EntityId),
        ];
        foreach (var (options, code, says) in impossible)
        {
            var request = new JobRequest { Kind = "duplicates", Options = Options(options) };
            var asked = await RunSteps.RefusedAsync(() => store.Alice.Jobs.StartAsync(request, None), code);
            var scheduled = await RunSteps.RefusedAsync(
                () => store.Alice.Schedules.PutAsync("s", Weekly("duplicates", options), None),
                code
            );
            (asked.Message, scheduled.Message).ShouldSatisfyAllConditions(m => m.Item1.ShouldContain(says), m => m.Item2.ShouldBe(m.Item1));
        }
        (await store.Alice.Jobs.ListAsync(new JobQuery(), None)).Items.ShouldBeEmpty();
        (await store.Alice.Schedules.ListAsync(None)).ShouldNotContain(s => s.Name == "s");

        var mine = await store.Alice.StoreAsync("contact", """{"email":"ada@example.org","name":"Ada Lovelace"}""");
        await store.Alice.Jobs.StartAsync(
            new JobRequest { Kind = "duplicates", Options = Options($$"""{"entity_id":"{{mine.EntityId}}"}""") },
            None
        );
        await store.WorkAsync();
        (await store.JobsAsync("done", "duplicates")).ShouldHaveSingleItem();
    }

    private static JsonElement Options(string json) => JsonElement.Parse(json);

    private static JobScheduleRequest Weekly(string kind, string? options) =>
        new()
        {
            Cron = "@weekly",
            Kind = kind,
            Options = options is null ? null : Options(options),
        };

    /// <summary>A week later, what came of the schedule.</summary>
    private static async Task<JsonElement> FiredAsync(TestStore store, string kind)
    {
        store.Time.Advance(TimeSpan.FromDays(7));
        await new FireSchedules(store.Store.Jobs).RunAsync(None);
        await store.WorkAsync();
        var job = (await store.JobsAsync("done", kind)).ShouldHaveSingleItem();
        return job.Result.ShouldNotBeNull();
    }

    private static string Orphan(TestStore store, string user, string text, TimeSpan age)
    {
        var path = PathOf(store, user, BlobStore.DigestOf(Encoding.UTF8.GetBytes(text)));
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, (store.Time.GetUtcNow() + age).UtcDateTime);
        return path;
    }

    private static string PathOf(TestStore store, string user, string digest) =>
        Path.Combine(store.Folder, "blobs", user, digest[..2], digest);
}
