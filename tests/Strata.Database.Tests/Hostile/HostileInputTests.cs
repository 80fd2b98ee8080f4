using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Strata.Testing;

namespace Strata.Hostile;

/// <summary>
/// Inputs that mean harm or are broken: each is refused with a code and a reason or kept with an honest run,
/// and afterwards everything verifies and the store takes the next record.
/// </summary>
public sealed class HostileInputTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public Task An_empty_file_is_refused_and_leaves_nothing(Engine engine) =>
        AfterwardsAsync(
            engine,
            async store =>
            {
                (await RefusedAsync(store.Alice.IngestAsync("empty.csv", ""))).Code.ShouldBe(ErrorCode.InvalidContent);
                (await SourcesAsync(store.Alice)).ShouldBeEmpty();
            }
        );

    [Theory, DatabaseData]
    public Task Twenty_megabytes_in_one_line_end_and_keep_the_source(Engine engine) =>
        AfterwardsAsync(
            engine,
            async store =>
                (await KeptAsync(store, "long.csv", Encoding.ASCII.GetBytes(new string('x', 20 * 1024 * 1024)))).Status.ShouldBe(
                    RunStatus.Failed
                )
        );

    [Theory, DatabaseData]
    public Task A_million_columns_end_and_keep_the_source(Engine engine) =>
        AfterwardsAsync(
            engine,
            async store =>
            {
                var run = await KeptAsync(
                    store,
                    "wide.csv",
                    Encoding.ASCII.GetBytes(new string(',', 999_999) + "\n" + new string(',', 999_999) + "\n")
                );
                run.Status.ShouldNotBe(RunStatus.Completed);
                run.Errors.ShouldContain(error => error.Contains("1000000 cells, more than 10000", StringComparison.Ordinal));
            }
        );

    [Theory, DatabaseData]
    public Task A_hundred_thousand_tags_of_one_note_are_kept(Engine engine) =>
        AfterwardsAsync(
            engine,
            async store =>
            {
                var tags = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"t{i}\""));
                var stored = await store.Alice.StoreAsync("note", $$"""{"title":"All","date":"2026-01-01","tags":[{{tags}}]}""");

                JsonElement
                    .Parse((await store.Alice.GetAsync(stored.EntityId)).Json("tags").ShouldNotBeNull())
                    .GetArrayLength()
                    .ShouldBe(100_000);
            }
        );

    [Theory, DatabaseData]
    public Task Ten_thousand_levels_of_JSON_end_and_keep_the_source(Engine engine) =>
        AfterwardsAsync(
            engine,
            async store =>
            {
                var deep = new string('[', 10_000) + new string(']', 10_000);
                var run = await KeptAsync(store, "deep.json", Encoding.ASCII.GetBytes(deep));
                run.Status.ShouldNotBe(RunStatus.Completed);
                run.Errors.ShouldNotBeEmpty();
            }
        );

    [Theory, DatabaseData]
    public Task Bytes_that_are_no_UTF_8_are_kept_as_they_are(Engine engine) =>
        AfterwardsAsync(
            engine,
            async store =>
            {
                var contact = new IngestRequest { EntityType = "contact" };
                var latin = await KeptAsync(store, "latin.csv", [.. "email,name\na@example.com,M"u8, 0xFC, .. "ller\n"u8], contact);
                latin.Status.ShouldBe(RunStatus.Completed);
                (await store.Alice.ListAsync("contact")).ShouldHaveSingleItem().Json("name").ShouldBe("\"Müller\"");

                byte[] damaged = [.. Encoding.UTF8.GetBytes("email,name\nb@example.com,Jürgen Groß\nc@example.com,bad"), 0xFF, (byte)'\n'];
                var run = await KeptAsync(store, "damaged.csv", damaged, contact);
                run.Status.ShouldBe(RunStatus.Partial);
                run.Errors.ShouldHaveSingleItem().ShouldStartWith("line 3: not valid UTF-8");
                (
                    await KeptAsync(store, "none.csv", [.. "email,name\nd@example.com,"u8, 0xFC, 0xC3, 0x28, 0xFF, .. "\n"u8])
                ).Status.ShouldBe(RunStatus.Completed);
            }
        );

    [Theory, DatabaseData]
    public Task NUL_bytes_in_a_file_are_kept_as_they_are(Engine engine) =>
        AfterwardsAsync(
            engine,
            async store =>
            {
                var run = await KeptAsync(store, "nul.csv", "email,name\na@example.com,A\0nn\nb@example.com,\0\n"u8.ToArray());
                run.Status.ShouldBe(RunStatus.Failed);
                run.Errors.ShouldHaveSingleItem().ShouldContain("no text, which holds no NUL");
            }
        );

    [Theory, DatabaseData]
    public Task A_ZIP_that_calls_itself_CSV_is_kept_and_not_read_as_text(Engine engine) =>
        AfterwardsAsync(
            engine,
            async store =>
            {
                using var bytes = new MemoryStream();
                await using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
                {
                    await using var entry = await zip.CreateEntry("../../evil.csv").OpenAsync(None);
                    await entry.WriteAsync("email\na@example.com\n"u8.ToArray(), None);
                }
                await using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
                {
                    await using var bomb = await zip.CreateEntry("bomb.csv").OpenAsync(None);
                    await bomb.WriteAsync(new byte[20 * 1024 * 1024], None);
                }
                var run = await KeptAsync(store, "data.csv", bytes.ToArray());
                run.Status.ShouldBe(RunStatus.Failed);
                run.EntityCount.ShouldBe(0);
                run.Errors.ShouldContain(error => error.Contains("evil.csv", StringComparison.Ordinal));
                run.Errors.ShouldContain(error => error.Contains("250 times", StringComparison.Ordinal));
            }
        );

    [Theory, DatabaseData]
    public Task What_is_good_before_a_broken_end_is_kept(Engine engine) =>
        AfterwardsAsync(
            engine,
            async store =>
            {
                var json =
                    """[{"email":"a@example.com","name":"Ann"},"""
                    + "\n"
                    + """{"email":"b@example.com","name":"Ben"},"""
                    + "\n"
                    + """{"email":"c@ex""";
                var run = await KeptAsync(store, "broken.json", Encoding.UTF8.GetBytes(json), new IngestRequest { EntityType = "contact" });
                run.Status.ShouldBe(RunStatus.Partial);
                run.EntityCount.ShouldBe(2);
                string.Join(' ', run.Errors).ShouldContain("line 3");
            }
        );

    [Theory, DatabaseData]
    public Task NUL_and_lone_surrogates_in_JSON_files_end_and_keep_the_source(Engine engine) =>
        AfterwardsAsync(
            engine,
            async store =>
            {
                var contact = new IngestRequest { EntityType = "contact" };
                await KeptAsync(
                    store,
                    "nul.json",
                    """[{"email":"a\u0000b@example.com","name":"A\u0000nn","no\u0000te":"x\u0000y"}]"""u8.ToArray(),
                    contact
                );
                await KeptAsync(
                    store,
                    "lone.json",
                    """[{"email":"c@example.com","name":"\ud800","no\udc00te":"x"}]"""u8.ToArray(),
                    contact
                );
            }
        );

    [Fact]
    public async Task NUL_in_records_is_kept_or_refused_alike_on_both_engines()
    {
        var outcomes = new Dictionary<Engine, IReadOnlyList<string>>();
        foreach (var engine in Enum.GetValues<Engine>())
        {
            await AfterwardsAsync(engine, async store => outcomes[engine] = await WithNulAsync(store));
        }

        outcomes[Engine.PostgreSql].ShouldBe(outcomes[Engine.Sqlite]);
        outcomes[Engine.Sqlite].ShouldContain("kept");
        outcomes[Engine.Sqlite].ShouldContain(outcome => outcome != "kept");
    }

    /// <summary>What came of each, and the state that all came to.</summary>
    private static async Task<IReadOnlyList<string>> WithNulAsync(TestStore store)
    {
        var outcomes = new List<string>();
        string[] records =
        [
            """{"email":"a@example.com","name":"A\u0000nn"}""",
            """{"email":"a\u0000@example.com"}""",
            """{"email":"b@example.com","un\u0000declared":"x\u0000y"}""",
        ];
        foreach (var record in records)
        {
            await TryAsync(() => store.Alice.StoreAsync("contact", record));
        }
        await TryAsync(() => store.Alice.StoreAsync("we\0ird", """{"a":1}"""));
        await TryAsync(() => store.Alice.StoreAsync("contact", """{"email":"d@example.com"}""", key: "k\0k"));
        await TryAsync(() => store.Alice.IngestAsync("a\0b.csv", "email\nn@example.com\n"));
        await TryAsync(() => store.Alice.IngestAsync("c.csv", "email\no@example.com\n", new IngestRequest { Origin = "o\0o" }));
        await TryAsync(() =>
            store.Alice.Schemas.RegisterAsync(Schema("""{"type":"object","title":"T\u0000t","properties":{"a":{"type":"string"}}}"""), None)
        );
        await TryAsync(() =>
            store.Alice.Schemas.RegisterAsync(Schema("""{"type":"object","properties":{"a\u0000":{"type":"string"}}}"""), None)
        );
        await TryAsync(() => store.Alice.Search.SearchAsync(new SearchQuery { Text = "a\0b" }, ReadAt.Now, None));
        await TryAsync(() => store.Alice.Search.SearchAsync(new SearchQuery { Text = "\0" }, ReadAt.Now, None));
        await TryAsync(() => store.Alice.FindEntitiesAsync("a\0@example.com", null, ReadAt.Now, None));
        await TryAsync(() => store.Alice.GetAsync("ent_\0"));
        await TryAsync(() => store.Alice.Sources.GetAsync("src_\0", None));
        await TryAsync(() => store.Alice.Schemas.GetAsync("con\0tact", null, None));
        await TryAsync(() => store.Alice.ListAsync("con\0tact"));
        var ann = await store.Alice.StoreAsync("contact", """{"email":"ann@example.com"}""");
        await TryAsync(() => store.Alice.Decisions.DeleteAsync(ann.EntityId, new DecisionRequest { Reason = "be\0cause" }, None));
        var ben = await store.Alice.StoreAsync("contact", """{"email":"ben@example.com"}""");
        await TryAsync(() => store.Alice.CorrectAsync(ben.EntityId, """{"name":"B\u0000en"}"""));
        await TryAsync(() =>
            store.Alice.Decisions.RelateAsync(
                new RelateRequest
                {
                    From = ben.EntityId,
                    To = ann.EntityId,
                    Type = "kn\0ows",
                },
                None
            )
        );
        outcomes.Add(await store.Alice.StateHashAsync());
        return outcomes;

        async Task TryAsync<T>(Func<Task<T>> act) => outcomes.Add(await KeptOrRefusedAsync(act));
    }

    [Theory, DatabaseData]
    public Task Lone_surrogates_are_kept_or_refused(Engine engine) =>
        AfterwardsAsync(
            engine,
            async store =>
            {
                await KeptOrRefusedAsync(() => store.Alice.StoreAsync("contact", """{"email":"a@example.com","name":"\ud83d"}"""));
                await KeptOrRefusedAsync(() => store.Alice.IngestAsync("\ud83d.csv", "email\na@example.com\n"));
                await KeptOrRefusedAsync(() => store.Alice.Search.SearchAsync(new SearchQuery { Text = "\ud83d" }, ReadAt.Now, None));
                await KeptOrRefusedAsync(() => store.Alice.FindEntitiesAsync("\udc00", null, ReadAt.Now, None));
                var name = new Dictionary<string, JsonElement> { ["na\ud83dme"] = Json("1") };
                var entity = new StructuredEntity { EntityType = "contact", Fields = name };
                await KeptOrRefusedAsync(() => store.Alice.Structured.StoreAsync(new StructuredRequest { Entities = [entity] }, None));
            }
        );

    [Theory, DatabaseData]
    public Task Names_and_keys_of_ten_thousand_characters_are_kept_or_refused(Engine engine) =>
        AfterwardsAsync(
            engine,
            async store =>
            {
                var name = new string('n', 10_000);
                var key = await RefusedAsync(store.Alice.StoreAsync("contact", """{"email":"a@example.com"}""", key: name));
                key.Code.ShouldBe(ErrorCode.InvalidContent);
                key.Message.ShouldContain("200");
                await KeptOrRefusedAsync(() => store.Alice.StoreAsync("contact", $$"""{"email":"b@example.com","{{name}}":1}"""));
                await KeptAsync(
                    store,
                    "long.json",
                    Encoding.UTF8.GetBytes($$"""[{"email":"c@example.com","{{name}}":1}]"""),
                    new IngestRequest { EntityType = "contact" }
                );
                await KeptAsync(
                    store,
                    "long.csv",
                    Encoding.UTF8.GetBytes($"email,{name}\nd@example.com,1\n"),
                    new IngestRequest { EntityType = "contact" }
                );
            }
        );

    [Theory, DatabaseData]
    public Task A_hundred_thousand_fields_are_refused_with_the_limit_or_kept(Engine engine) =>
        AfterwardsAsync(
            engine,
            async store =>
            {
                var fields = Enumerable.Range(0, 100_000).ToDictionary(i => $"f{i}", _ => Json("1"), StringComparer.Ordinal);
                var entity = new StructuredEntity { EntityType = "contact", Fields = fields };
                var refusal = await RefusedAsync(store.Alice.Structured.StoreAsync(new StructuredRequest { Entities = [entity] }, None));
                refusal.Message.ShouldContain("2000");
                await KeptAsync(
                    store,
                    "fields.json",
                    Encoding.UTF8.GetBytes($"[{JsonSerializer.Serialize(fields)}]"),
                    new IngestRequest { EntityType = "contact" }
                );
            }
        );

    [Theory, DatabaseData, Trait("req", "N-120"), Trait("req", "G10")]
    public async Task More_bytes_than_the_limit_are_refused_with_the_limit_and_leave_nothing(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine, o => o with { MaxSourceBytes = 5_000 });
        var refusal = await RefusedAsync(store.Alice.IngestAsync("big.csv", new byte[5_001]));

        refusal.Code.ShouldBe(ErrorCode.FileTooLarge);
        refusal.Message.ShouldContain("5000");
        Directory
            .GetFiles(Path.Combine(store.Folder, "blobs"), "*", SearchOption.AllDirectories)
            .ShouldAllBe(f => Path.GetFileName(f).StartsWith(".store-"));
        (await SourcesAsync(store.Alice)).ShouldBeEmpty();
        await UsableAsync(store);
    }

    [Theory, DatabaseData]
    public Task Addresses_of_this_machine_and_its_network_are_refused(Engine engine) =>
        AfterwardsAsync(
            engine,
            async store =>
            {
                string[] urls =
                [
                    "http://127.0.0.1:9/x.csv",
                    "http://localhost:9/x.csv",
                    "http://[::1]:9/x.csv",
                    "http://[::ffff:127.0.0.1]:9/x.csv",
                    "http://[::]:9/x.csv",
                    "http://0.0.0.0:9/x.csv",
                    "http://10.0.0.1/x.csv",
                    "http://172.16.0.1/x.csv",
                    "http://192.168.1.1/x.csv",
                    "http://169.254.169.254/latest/meta-data",
                    "http://100.64.0.1/x.csv",
                    "http://[fd00::1]/x.csv",
                    "http://[fe80::1]/x.csv",
                    "http://2130706433/x.csv",
                    "http://0x7f.1/x.csv",
                ];
                foreach (var url in urls)
                {
                    var refusal = await RefusedAsync(store.Alice.Sources.IngestUrlAsync(new Uri(url), new IngestRequest(), null, None));
                    refusal.Code.ShouldBe(ErrorCode.Forbidden, url);
                }
                foreach (var url in (string[])["file:///etc/passwd", "ftp://example.com/x", "gopher://example.com/x"])
                {
                    var refusal = await RefusedAsync(store.Alice.Sources.IngestUrlAsync(new Uri(url), new IngestRequest(), null, None));
                    refusal.Code.ShouldBeOneOf(ErrorCode.Forbidden, ErrorCode.InvalidContent);
                }
                (await SourcesAsync(store.Alice)).ShouldBeEmpty();
            }
        );

    [Theory, DatabaseData]
    public Task What_is_no_media_type_is_refused_and_what_is_meant_is_read_so(Engine engine) =>
        AfterwardsAsync(
            engine,
            async store =>
            {
                var refusal = await RefusedAsync(
                    store.Alice.IngestAsync("q.txt", "email;name\ne@example.com;Eve\n", new IngestRequest { MediaType = "nonsense" })
                );
                refusal.Code.ShouldBe(ErrorCode.InvalidContent);
                (await SourcesAsync(store.Alice)).ShouldBeEmpty();
                var read = await store.Alice.IngestAsync(
                    "q.txt",
                    "email;name\ne@example.com;Eve\n",
                    new IngestRequest { MediaType = "text/csv" }
                );
                read.MediaType.ShouldBe("text/csv");
                read.Run.ShouldNotBeNull().Entities.ShouldHaveSingleItem().EntityType.ShouldNotBe("generic");
            }
        );

    [Theory, DatabaseData]
    public async Task A_server_on_this_machine_is_not_even_connected_to(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/x.csv");

        (await RefusedAsync(store.Alice.Sources.IngestUrlAsync(url, new IngestRequest(), null, None))).Code.ShouldBe(ErrorCode.Forbidden);
        server.Pending().ShouldBeFalse();
    }

    [Theory, DatabaseData]
    public async Task Thirty_two_callers_lose_no_write_on_one_entity(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var stored = await Task.WhenAll(
            Enumerable
                .Range(0, 32)
                .Select(caller =>
                    Task.Run(async () =>
                    {
                        var ids = new List<StructuredStored>();
                        for (var i = 0; i < 20; i++)
                        {
                            ids.Add(
                                await store.Alice.StoreAsync("contact", $$"""{"email":"one@example.com","note_{{caller}}_{{i}}":{{i}}}""")
                            );
                        }
                        return ids;
                    })
                )
        );

        var all = stored.SelectMany(s => s).ToList();
        all.Select(s => s.EntityId).Distinct().ShouldHaveSingleItem();
        all.Select(s => s.ObservationId).Distinct().Count().ShouldBe(640);
        all.Count(s => s.Created).ShouldBe(1);
        var kept = await store.Alice.ObservationsAsync(all[0].EntityId);
        kept.Select(o => o.ObservationId).ShouldBe(all.Select(s => s.ObservationId), ignoreOrder: true);
        kept.SelectMany(o => o.Fragments.ShouldNotBeNull().Keys).Distinct().Count().ShouldBe(640);
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData, Trait("req", "N-123")]
    public async Task Batches_are_all_or_nothing_with_failing_ones_in_between(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(n =>
                    Task.Run(async () =>
                    {
                        var entities = Enumerable.Range(0, 5).Select(i => Contact($"b{n}-{i}@example.com", $"r{i}")).ToList();
                        // Every second batch fails only at its end, when all its entities are in the session already.
                        var to = n % 2 == 0 ? "r1" : "ent_000000000000000000000000";
                        var request = new StructuredRequest { Entities = entities, Relationships = [new("knows", "r0", to)] };
                        try
                        {
                            await store.Alice.Structured.StoreAsync(request, None);
                            return true;
                        }
                        catch (StrataException e) when (e.Code == ErrorCode.EntityAccessDenied)
                        {
                            return false;
                        }
                    })
                )
        );

        outcomes.ShouldBe(Enumerable.Range(0, 64).Select(n => n % 2 == 0));
        var emails = (await store.Alice.ListAsync("contact")).Select(e => e.Json("email")).ToList();
        emails.ShouldBe(
            Enumerable.Range(0, 32).SelectMany(n => Enumerable.Range(0, 5).Select(i => $"\"b{n * 2}-{i}@example.com\"")),
            ignoreOrder: true
        );
        (await SourcesAsync(store.Alice)).Count.ShouldBe(32);
        await store.Alice.StateHashAsync();
    }

    /// <summary>Does it in a store of its own; then everything there verifies and the next record is taken.</summary>
    private static async Task AfterwardsAsync(Engine engine, Func<TestStore, Task> act)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await act(store);
        await UsableAsync(store);
    }

    private static async Task UsableAsync(TestStore store)
    {
        var report = await store.Alice.Verification.VerifyAsync(null, None);
        report.Faults.ShouldBeEmpty();
        var next = await store.Alice.StoreAsync("contact", """{"email":"next@example.com","name":"Next"}""");
        (await store.Alice.GetAsync(next.EntityId)).Json("name").ShouldBe("\"Next\"");
        var incoming = Path.Combine(store.Folder, "blobs", ".incoming");
        (Directory.Exists(incoming) ? Directory.GetFiles(incoming) : []).ShouldBeEmpty();
    }

    /// <summary>The file is a source with all its bytes, and its run has ended and says why where it is not whole.</summary>
    private static async Task<RunResult> KeptAsync(TestStore store, string name, byte[] content, IngestRequest? request = null)
    {
        var result = await store.Alice.IngestAsync(name, content, request);
        var run = result.Run.ShouldNotBeNull();
        run.Status.ShouldBeOneOf(RunStatus.Completed, RunStatus.Partial, RunStatus.Failed);
        if (run.Status != RunStatus.Completed)
        {
            run.Errors.ShouldNotBeEmpty();
        }
        var stream = (await store.Alice.Sources.OpenAsync(result.SourceId, None)).Content;
        await using var held = stream;
        var copy = new MemoryStream();
        await held.CopyToAsync(copy, None);
        copy.ToArray().AsSpan().SequenceEqual(content).ShouldBeTrue(name);
        return run;
    }

    /// <summary>Anything but a refusal with a code is a failure of the test: no engine's own error gets out.</summary>
    private static async Task<string> KeptOrRefusedAsync<T>(Func<Task<T>> act)
    {
        try
        {
            await act();
            return "kept";
        }
        catch (StrataException e)
        {
            e.Message.Length.ShouldBeInRange(10, 2_000);
            return $"{e.Code}: {e.Message}";
        }
    }

    private static Task<StrataException> RefusedAsync(Task act) => act.ShouldThrowAsync<StrataException>();

    private static async Task<IReadOnlyList<SourceView>> SourcesAsync(IStrata strata) =>
        (await strata.Sources.ListAsync(new PageRequest(1000), None)).Items;

    private static StructuredEntity Contact(string email, string reference) =>
        new()
        {
            EntityType = "contact",
            Ref = reference,
            Fields = Say.Fields($$"""{"email":"{{email}}"}"""),
        };

    private static RegisterSchemaRequest Schema(string json) => new() { EntityType = "odd", Schema = Json(json) };

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement.Clone();
}
