using System.IO.Compression;
using System.Text.Json.Serialization.Metadata;
using Strata.Testing;

namespace Strata.Isolation;

/// <summary>
/// What is another user's answers like what does not exist: the same code, the same words, and nothing of it changes.
/// Every operation of <see cref="IStrata"/> is tried; one without a case fails the test.
/// </summary>
public sealed class IsolationTests
{
    private const string Secret = "zanzibarite";
    private const string Csv = $"Invoice No;Vendor;Total;Due date\nINV-77;{Secret} GmbH;1.234,50;2026-03-31\n";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void Every_operation_has_a_case()
    {
        StrataModules.Operations.Select(o => o.Name).Except(Cases().Select(c => c.Operation), StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Theory, DatabaseData, Trait("req", "G9")]
    public async Task Anothers_things_answer_like_nothing_and_stay_as_they_are(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var hers = await AliceAsync(store.Alice);
        // Bob has things of his own, so that an answer that mixes them up would show.
        await store.Bob.StoreAsync("contact", """{"email":"bob@example.com","name":"Bob"}""");
        var (before, bobBefore) = (await EverythingAsync(store.Alice), await store.Bob.StateHashAsync());

        foreach (var (operation, ask) in Cases())
        {
            var real = await AnswerAsync(store.Bob, ask, hers);
            var nothing = await AnswerAsync(store.Bob, ask, Nobodys);

            real.ShouldBe(nothing, operation);
            real.ShouldNotContain(Secret, Case.Insensitive, operation);
        }

        (await EverythingAsync(store.Alice)).ShouldBe(before);
        (await store.Bob.StateHashAsync()).ShouldBe(bobBefore);
    }

    [Theory, DatabaseData]
    public async Task The_same_words_are_found_by_their_owner(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var hers = await AliceAsync(store.Alice);

        (await store.Alice.Search.SearchAsync(new SearchQuery { Text = hers.Word }, ReadAt.Now, None)).Items.ShouldNotBeEmpty();
        (await store.Alice.FindEntitiesAsync(hers.Identifier, null, ReadAt.Now, None))
            .ShouldHaveSingleItem()
            .EntityId.ShouldBe(hers.Contact);
        (await store.Alice.Sources.GetAsync(hers.Source, None)).SourceId.ShouldBe(hers.Source);
        (await store.Alice.Runs.GetAsync(hers.Run, None)).RunId.ShouldBe(hers.Run);
        (await store.Alice.Schemas.GetAsync(hers.Type, null, None)).EntityType.ShouldBe(hers.Type);
    }

    [Theory, DatabaseData]
    public async Task A_cursor_of_anothers_page_shows_only_what_is_ones_own(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        for (var i = 0; i < 4; i++)
        {
            await store.Alice.StoreAsync("contact", $$"""{"email":"{{Secret}}{{i}}@example.com","name":"{{Secret}} {{i}}"}""");
            await store.Alice.StoreAsync("task", $$"""{"title":"{{Secret}} {{i}}","due_date":"2026-03-0{{i + 1}}"}""");
        }
        var one = new PageRequest(1);
        var entities = await store.Alice.Search.ListAsync(
            new EntityQuery
            {
                Limit = 1,
                Sort = "name",
                EntityType = "contact",
            },
            ReadAt.Now,
            None
        );
        var sources = await store.Alice.Sources.ListAsync(one, None);
        var runs = await store.Alice.Runs.ListAsync(null, one, None);
        var timeline = await store.Alice.Entities.ListTimelineAsync(new TimelineQuery { Limit = 1 }, ReadAt.Now, None);
        string[] cursors =
        [
            .. new[] { entities.NextCursor, sources.NextCursor, runs.NextCursor, timeline.NextCursor }.Select(c => c.ShouldNotBeNull()),
        ];

        var query = new EntityQuery
        {
            Limit = 1,
            Sort = "name",
            EntityType = "contact",
            Cursor = cursors[0],
        };
        (await store.Bob.Search.ListAsync(query, ReadAt.Now, None)).Items.ShouldBeEmpty();
        (await store.Bob.Sources.ListAsync(one with { Cursor = cursors[1] }, None)).Items.ShouldBeEmpty();
        (await store.Bob.Runs.ListAsync(null, one with { Cursor = cursors[2] }, None)).Items.ShouldBeEmpty();
        (
            await store.Bob.Entities.ListTimelineAsync(new TimelineQuery { Limit = 1, Cursor = cursors[3] }, ReadAt.Now, None)
        ).Items.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task The_same_idempotency_key_is_anothers_own(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var hers = await store.Alice.StoreAsync("contact", $$"""{"email":"a@example.com","name":"{{Secret}}"}""", key: "k");
        var his = await store.Bob.StoreAsync("contact", """{"email":"b@example.com"}""", key: "k");

        his.EntityId.ShouldNotBe(hers.EntityId);
        his.Created.ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task The_same_bytes_and_the_same_identity_are_each_users_own(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var hers = await store.Alice.IngestAsync("a.csv", Csv);
        var his = await store.Bob.IngestAsync("a.csv", Csv);

        his.SourceId.ShouldNotBe(hers.SourceId);
        his.Deduplicated.ShouldBeFalse();
        his.Run.ShouldNotBeNull().Entities[0].Created.ShouldBeTrue();
        his.Run.Entities[0].EntityId.ShouldNotBe(hers.Run.ShouldNotBeNull().Entities[0].EntityId);
    }

    [Theory, DatabaseData]
    public async Task Each_users_bytes_lie_in_a_folder_of_their_own(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await AliceAsync(store.Alice);
        await store.Bob.IngestAsync("bob.csv", "Invoice No;Vendor;Total\nB-1;Bobs;3,00\n");
        var blobs = Path.Combine(store.Folder, "blobs");

        var bobs = Directory.GetFiles(Path.Combine(blobs, "bob"), "*", SearchOption.AllDirectories);
        bobs.ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(bobs[0], None)).ShouldNotContain(Secret);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(bobs[0]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        Directory.GetFiles(Path.Combine(blobs, ".incoming")).ShouldBeEmpty();
        Directory
            .GetFiles(blobs, "*", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f).Contains(Secret, StringComparison.Ordinal))
            .ShouldAllBe(f => f.StartsWith(Path.Combine(blobs, "alice") + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }

    /// <summary>All that a backup holds, entry by entry, as text; but for what says that it was taken.</summary>
    private static async Task<string> BackedUpAsync(Download backup)
    {
        await using var content = backup.Content;
        using var file = new MemoryStream();
        await content.CopyToAsync(file, None);
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        string[] ofItself = ["decisions", "ledger_chain", "manifest"];
        var lasting = zip.Entries.Where(e => !ofItself.Any(e.FullName.Contains));
        return string.Join('\n', lasting.Select(e => new StreamReader(e.Open()).ReadToEnd()));
    }

    /// <summary>One try of every operation, some of several ways in, with whatever ids are given.</summary>
    private static List<(string Operation, Func<IStrata, Things, Task<object?>> Ask)> Cases()
    {
        var cases = new List<(string, Func<IStrata, Things, Task<object?>>)>();
        void Try<T>(string operation, Func<IStrata, Things, Task<T>> ask) => cases.Add((operation, async (s, t) => await ask(s, t)));
        var why = new DecisionRequest();
        var page = new PageRequest();

        Try("discover_fields", (s, t) => s.Promotions.DiscoverAsync("generic", t.Word, None));

        Try("merge_entities", async (s, t) => await s.MergeAsync(t.Contact, await OwnAsync(s)));
        Try("merge_entities", async (s, t) => await s.MergeAsync(await OwnAsync(s), t.Contact));
        Try("relate", async (s, t) => await s.Decisions.RelateAsync(Relate(t.Contact, await OwnAsync(s)), None));
        Try("relate", async (s, t) => await s.Decisions.RelateAsync(Relate(await OwnAsync(s), t.Contact), None));

        return
        [
            // Downloads first: a backup names what the other tries make.
            .. from operation in StrataModules.Operations.OrderByDescending(o => o.IsDownload)
            from example in operation.Examples
            select (operation.Name, TryOf(operation, example)),
            .. cases,
        ];
    }

    private static Func<IStrata, Things, Task<object?>> TryOf(Operation operation, string example) =>
        async (s, t) =>
            await operation.InvokeAsync(s, Json(t.Fill(example)), null, None, new() { Content = Upload(operation) }) switch
            {
                RebuildReport report => report with { Seconds = 0 },
                NewToken made => made.Details.Name,
                Download { MediaType: "application/zip" } backup => await BackedUpAsync(backup),
                Watch watch => await watch.States.ToListAsync(None),
                Download download => await new StreamReader(download.Content).ReadToEndAsync(None),
                var result => result,
            };

    private static MemoryStream? Upload(Operation operation) => operation.IsUpload ? new("A;B\n1;2\n"u8.ToArray()) : null;

    /// <summary>The ids and words that one user has.</summary>
    private sealed record Things(
        string Contact,
        string Other,
        string Merged,
        string Deleted,
        string Invoice,
        string Observation,
        string Decision,
        string Source,
        string Run,
        string Document,
        string Job,
        string Token,
        string Project,
        string Finding,
        string Bulk,
        string Batch,
        string Type,
        string Identifier,
        string Word
    )
    {
        /// <summary>An operation's example with these ids and words.</summary>
        public string Fill(string example)
        {
            foreach (var property in typeof(Things).GetProperties().Where(p => p.PropertyType == typeof(string)))
            {
                var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
                example = example.Replace($"<{name}>", (string)property.GetValue(this)!, StringComparison.Ordinal);
            }
            return example;
        }

        /// <summary>The answer with every one of these replaced by what it stands for.</summary>
        public string Hide(string answer)
        {
            foreach (var property in typeof(Things).GetProperties().Where(p => p.PropertyType == typeof(string)))
            {
                answer = answer.Replace((string)property.GetValue(this)!, $"<{property.Name}>", StringComparison.Ordinal);
            }
            return answer;
        }
    }

    private static readonly Things Nobodys = new(
        "ent_000000000000000000000001",
        "ent_000000000000000000000002",
        "ent_000000000000000000000003",
        "ent_000000000000000000000004",
        "ent_000000000000000000000005",
        "obs_900000001",
        "dec_900000002",
        "src_000000000000000000000006",
        "run_900000003",
        "doc_000000000000000000000007",
        "job_900000004",
        "tok_0000000000000008",
        "prj_900000005",
        "fnd_900000006",
        "dec_900000007",
        "bat_900000008",
        "nosuchtype",
        "nobody@nowhere.example",
        "unheardofword"
    );

    private static async Task<Things> AliceAsync(IStrata alice)
    {
        const string type = "gemstone";
        // Enough writes first that no number of hers is one that bob's few writes reach.
        await alice.StoreManyAsync([.. Enumerable.Range(0, 200).Select(i => ("note", $$"""{"title":"note {{i}}"}"""))]);
        var schema =
            """{"type":"object","title":"Gemstone","properties":{"name":{"type":"string"},"found":{"type":"string","format":"date"}}}""";
        await alice.Schemas.RegisterAsync(new RegisterSchemaRequest { EntityType = type, Schema = Json(schema) }, None);
        await alice.StoreAsync(type, $$"""{"name":"{{Secret}}","found":"2026-01-02"}""");
        var ingested = await alice.IngestAsync("invoices.csv", Csv);
        var contact = await alice.StoreAsync("contact", $$"""{"email":"ann@{{Secret}}.example","name":"Ann {{Secret}}"}""");
        var other = await alice.StoreAsync("contact", $$"""{"email":"ben@{{Secret}}.example","name":"Ben {{Secret}}"}""");
        var merged = await alice.StoreAsync("contact", $$"""{"email":"cid@{{Secret}}.example","name":"Cid {{Secret}}"}""");
        var deleted = await alice.StoreAsync("contact", $$"""{"email":"dee@{{Secret}}.example","name":"Dee {{Secret}}"}""");
        await alice.MergeAsync(merged.EntityId, other.EntityId);
        var decision = await alice.DeleteAsync(deleted.EntityId);
        await alice.Decisions.RelateAsync(Relate(contact.EntityId, other.EntityId), None);
        await alice.Schedules.PutAsync(Secret, new JobScheduleRequest { Cron = "@daily", Kind = "verify" }, None);
        await alice.Jobs.PauseAsync("verify", None);
        var job = "";
        foreach (var hours in Enumerable.Range(1, 20)) // so many, because bob has jobs of his own
        {
            job = (
                await alice.Jobs.StartAsync(new JobRequest { Kind = "sweep", Options = Json($$"""{"grace_hours":{{hours}}}""") }, None)
            ).JobId;
        }
        await alice.IngestAsync("staged.csv", $"Invoice No;Vendor;Total\nINV-78;{Secret} AG;7,50\n", new IngestRequest { Stage = true });
        var run = ingested.Run.ShouldNotBeNull();
        var project = await alice.Projects.CreateAsync(new CreateProject { Name = Secret }, None);
        await alice.Projects.AddAsync(new ProjectSources { ProjectId = project.Project.ProjectId, SourceIds = [ingested.SourceId] }, None);
        var finding = (await alice.Review.ListAsync(new ListFindings { Limit = 1 }, None)).Items[0];
        var bulk = await alice.Review.ReviewMatchingAsync(
            new ReviewMatching
            {
                Filter = new FindingFilter { RunId = finding.RunId },
                Action = ReviewAction.Reject,
            },
            None
        );
        var batch = await alice.Batches.StartAsync(new StartBatch { Project = project.Project.ProjectId }, None);
        return new Things(
            contact.EntityId,
            other.EntityId,
            merged.EntityId,
            deleted.EntityId,
            run.Entities[0].EntityId,
            contact.ObservationId,
            decision.Id,
            ingested.SourceId,
            run.RunId,
            (await alice.Documents.ListAsync(new DocumentQuery { SourceId = ingested.SourceId }, None))
                .Items.ShouldHaveSingleItem()
                .DocumentId,
            job,
            (await alice.Tokens.AddAsync(new TokenRequest { Name = Secret, Scope = TokenScope.Read }, None)).Details.TokenId,
            project.Project.ProjectId,
            finding.FindingId,
            bulk.DecisionId,
            batch.BatchId ?? "",
            type,
            $"ann@{Secret}.example",
            Secret
        );
    }

    /// <summary>Everything a user can see of their own, as text.</summary>
    private static async Task<string> EverythingAsync(IStrata strata)
    {
        var text = new StringBuilder(await strata.StateHashAsync());
        var all = new PageRequest(1000);
        var entities = await strata.Search.ListAsync(
            new EntityQuery
            {
                IncludeDeleted = true,
                IncludeMerged = true,
                Limit = 1000,
            },
            ReadAt.Now,
            None
        );
        text.Append(Text(entities));
        foreach (var entity in entities.Items.Where(e => e.State == EntityStatus.Active))
        {
            text.Append(Text(await strata.Entities.GetHistoryAsync(entity.EntityId, all, ReadAt.Now, None)));
        }
        text.Append(Text(await strata.Sources.ListAsync(all, None))).Append(Text(await strata.Runs.ListAsync(null, all, None)));
        text.Append(Text(await strata.Review.ListAsync(new ListFindings { Limit = 1000 }, None)));
        text.Append(Text(await strata.Projects.ListAsync(new ListProjects { IncludeDeleted = true, Limit = 1000 }, None)));
        text.Append(Text(await strata.Tokens.ListAsync(all, None)));
        text.Append(Text(await strata.Schedules.ListAsync(None))).Append(Text(await strata.Jobs.GetPausesAsync(None)));
        text.Append(Text(await strata.Jobs.ListAsync(new JobQuery(), None))).Append(Text(await strata.Usage.GetAsync(None)));
        return text.Append(Text(await strata.Schemas.ListAsync(None))).ToString();
    }

    private static async Task<string> AnswerAsync(IStrata strata, Func<IStrata, Things, Task<object?>> ask, Things things)
    {
        try
        {
            return things.Hide(Text(await ask(strata, things)));
        }
        catch (StrataException e)
        {
            return things.Hide($"{e.Code.Name()}: {e.Message} {Text(e.Faults)}");
        }
    }

    private static string Text(object? answer) => JsonSerializer.Serialize(answer, AnyAnswer);

    private static readonly JsonSerializerOptions AnyAnswer = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static async Task<string> OwnAsync(IStrata strata) =>
        (await strata.FindEntitiesAsync("bob@example.com", null, ReadAt.Now, None)).ShouldHaveSingleItem().EntityId;

    private static RelateRequest Relate(string from, string to) =>
        new()
        {
            From = from,
            To = to,
            Type = "knows",
        };

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement.Clone();
}
