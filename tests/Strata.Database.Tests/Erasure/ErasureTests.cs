using Strata.Testing;

namespace Strata.Erasure;

/// <summary>Of an erased user nothing is left, and nothing is missing of the others.</summary>
public sealed class ErasureTests
{
    private const string Marker = "zyxwvmarker";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly UserId Zoe = new("zyxwvzoe");
    private static readonly UserId Bob = new("bob");
    private static readonly byte[] Bytes = [0x00, 0xfe, 0x9a, 0x11, 0xd3, 0x5c, 0x00, 0x81, 0x42, 0xee, 0x07, 0xb9];
    private static readonly byte[][] Marks = [Encoding.UTF8.GetBytes(Marker), Encoding.UTF8.GetBytes(Zoe.Value), Bytes];

    [Theory, DatabaseData]
    public async Task An_erased_user_leaves_nothing_and_the_others_keep_everything(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var token = await FillAsync(store);
        await RichStore.FillAsync(store.Bob, store.Time);
        await store.Bob.IngestAsync("shared.txt", "the very same words", new IngestRequest { Interpret = false });
        var zoe = store.Store.For(Zoe, "zoe");
        var (mine, his, seq) = (await zoe.StateHashAsync(), await store.Bob.StateHashAsync(), (await zoe.ListAsync("contact"))[0].Seq);
        var found = (await store.Bob.Search.SearchAsync(new SearchQuery { Text = "ada" }, ReadAt.Now, None)).Items.Count;
        (await ErasureTraces.InFilesAsync(store, Marks)).Count.ShouldBeGreaterThan(3);

        var receipt = await EraseAsync(store.Store, Zoe);

        (receipt.UserId, receipt.StateHash).ShouldBe((Zoe.Value, mine));
        receipt.Seq.ShouldBeGreaterThanOrEqualTo(seq);
        receipt.Blobs.ShouldBeGreaterThan(3);
        receipt.NotRewritten.ShouldBeEmpty();
        foreach (
            var table in (string[])
                [
                    "observations",
                    "entities",
                    "sources",
                    "block_pages",
                    "tokens",
                    "jobs",
                    "job_archive",
                    "spool_pieces",
                    "promotions",
                    "search_segments",
                    "users",
                ]
        )
        {
            receipt.Rows[table].ShouldBeGreaterThan(0, table);
        }
        (await store.Store.Database.UserExistsAsync(Zoe, None)).ShouldBeFalse();
        (await store.Store.Users.AuthenticateAsync(token, None)).ShouldBeNull();
        (await ErasureTraces.InTablesAsync(store, Zoe.Value)).ShouldBeEmpty();
        (await ErasureTraces.InFilesAsync(store, Marks)).ShouldBeEmpty();

        (await store.Bob.StateHashAsync()).ShouldBe(his);
        (await store.Bob.Verification.VerifyAsync(deep: true, null, None)).Faults.ShouldBeEmpty();
        (await store.Bob.Search.SearchAsync(new SearchQuery { Text = "ada" }, ReadAt.Now, None)).Items.Count.ShouldBe(found);
        (
            await store.Bob.Search.SearchAsync(new SearchQuery { Text = "hello", Kind = "blocks" }, ReadAt.Now, None)
        ).Items.ShouldNotBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task An_erasure_that_is_broken_off_anywhere_goes_on(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await FillAsync(store);
        var state = await store.Store.For(Zoe, "zoe").StateHashAsync();

        ErasureReceipt? receipt = null;
        for (var steps = 1; receipt is null; steps += 5)
        {
            try
            {
                receipt = await store.Store.EraseAsync(
                    Zoe,
                    new EraseRequest(),
                    _ => throw new IOException("No room for the receipt."),
                    new Broken(steps),
                    None
                );
            }
            catch (InvalidOperationException)
            {
                (await StoreSteps.CodeAsync(() => store.Store.For(Zoe, "zoe").StoreAsync("contact", """{"name":"Late"}"""))).ShouldBe(
                    ErrorCode.Unauthenticated
                );
            }
            catch (IOException)
            {
                // All is gone, and only now the name would be free.
                (await store.Store.Database.UserExistsAsync(Zoe, None)).ShouldBeFalse();
                (await StoreSteps.CodeAsync(() => store.Store.Users.AddAsync(Zoe, null, None))).ShouldBe(ErrorCode.Conflict);
                await store.ReopenAsync();
                receipt = await EraseAsync(store.Store, Zoe);
            }
        }

        receipt.StateHash.ShouldBe(state);
        receipt.Rows["observations"].ShouldBeGreaterThan(40);
        (await store.Store.CheckReceiptAsync(receipt, None)).ShouldBe(ReceiptCheck.Genuine);
        (await ErasureTraces.InTablesAsync(store, Zoe.Value)).ShouldBeEmpty();
        (await ErasureTraces.InFilesAsync(store, Marks)).ShouldBeEmpty();
        (await StoreSteps.CodeAsync(() => EraseAsync(store.Store, Zoe))).ShouldBe(ErrorCode.Unauthenticated);
    }

    [Theory, DatabaseData]
    public async Task Nobody_comes_in_as_a_user_from_the_moment_their_erasure_begins(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var token = await FillAsync(store);
        await using var elsewhere = await StrataStore.OpenAsync(store.Options, store.Time, None);
        var zoe = elsewhere.For(Zoe, "zoe");
        await zoe.ListAsync();

        await using (var erasure = await store.Store.Database.OpenErasureAsync(Zoe, None))
        {
            await store.Store.Erasure.BeginAsync(erasure, missing: 0, None);
            (await StoreSteps.CodeAsync(() => EraseAsync(elsewhere, Bob))).ShouldBe(ErrorCode.Conflict);
        }

        (await elsewhere.Users.AuthenticateAsync(token, None)).ShouldBeNull();
        var refused = await StoreSteps.RefusedAsync(() => zoe.StoreAsync("contact", """{"name":"Late"}"""));
        (refused.Code, refused.Message.Contains("being erased", StringComparison.Ordinal)).ShouldBe((ErrorCode.Unauthenticated, true));
        (await StoreSteps.CodeAsync(() => zoe.ListAsync())).ShouldBe(ErrorCode.Unauthenticated);
        (await StoreSteps.CodeAsync(() => elsewhere.Users.AddTokenAsync(Zoe, "late", null, None))).ShouldBe(ErrorCode.Unauthenticated);
        (await StoreSteps.CodeAsync(() => elsewhere.Users.AddAsync(Zoe, null, None))).ShouldBe(ErrorCode.Conflict);
        (await StoreSteps.CodeAsync(() => elsewhere.BackupAsync(Zoe, Stream.Null, null, None))).ShouldBe(ErrorCode.Unauthenticated);
        // Bytes that were on their way are taken back.
        (await StoreSteps.CodeAsync(() => zoe.IngestAsync("late.txt", "too late"))).ShouldBe(ErrorCode.Unauthenticated);
        var late = BlobStore(elsewhere).KeepAsync(Zoe, new MemoryStream("too late"u8.ToArray()), 100, null, None);
        (await StoreSteps.CodeAsync(() => late)).ShouldBe(ErrorCode.Unauthenticated);
        Directory.EnumerateFiles(store.Folder, Blobs.BlobStore.DigestOf("too late"u8), SearchOption.AllDirectories).ShouldBeEmpty();
        // The others' work goes on beside it.
        await store.Bob.Schedules.PutAsync("soon", new JobScheduleRequest { Cron = "* * * * *", Kind = "verify" }, None);
        store.Time.Advance(TimeSpan.FromMinutes(2));
        await store.Store.RunWorkerAsync(
            new Jobs.WorkerOptions { Once = true },
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
            None
        );
        (await store.Bob.Jobs.ListAsync(new JobQuery { State = JobState.Done }, None)).Items.ShouldNotBeEmpty();

        await EraseAsync(elsewhere, Zoe);
        (await ErasureTraces.InTablesAsync(store, Zoe.Value)).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task A_name_that_was_erased_is_free_again_and_nothing_comes_back_with_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await using var elsewhere = await StrataStore.OpenAsync(store.Options, store.Time, None);
        await FillAsync(store);
        var there = elsewhere.For(Zoe, "zoe");
        (await there.Search.SearchAsync(new SearchQuery { Text = "ada" }, ReadAt.Now, None)).Items.ShouldNotBeEmpty();
        await there.StoreAsync("book", """{"isbn":"9","title":"Nine","pages":9}""");
        await EraseAsync(store.Store, Zoe);
        (await StoreSteps.CodeAsync(() => there.ListAsync())).ShouldBe(ErrorCode.Unauthenticated);

        await store.Store.Users.AddAsync(Zoe, "Another", None);
        var here = store.Store.For(Zoe, "zoe");
        (await here.ListAsync()).ShouldBeEmpty();
        // As many schemas as before, so that positions in the ledger meet.
        await here.RegisterAsync(
            "film",
            """{"type":"object","title":"Film","properties":{"name":{"type":"string"}},"x-strata":{"identity":[["name"]],"title":["name"]}}"""
        );
        await here.StoreAsync("film", """{"name":"Ada"}""");

        (await there.Search.SearchAsync(new SearchQuery { Text = "ada" }, ReadAt.Now, None)).Items.ShouldHaveSingleItem();
        (await there.StoreAsync("film", """{"name":"Metropolis"}""")).EntityId.ShouldNotBeNull();
        (await there.Schemas.ListAsync(None)).ShouldNotContain(s => s.EntityType == "book");
        (await here.Search.SearchAsync(new SearchQuery { Text = "metropolis" }, ReadAt.Now, None))
            .Items.ShouldHaveSingleItem()
            .Entity?.EntityType.ShouldBe("film");
        (await there.Verification.VerifyAsync(deep: true, null, None)).Faults.ShouldBeEmpty();
        (await store.Store.Users.ListAsync(None)).Select(u => u.UserNo).ShouldBeUnique();
    }

    [Fact]
    public async Task What_statistics_quote_is_gone()
    {
        await using var store = await TestStore.CreateAsync(Engine.PostgreSql);
        await store.Store.Users.AddAsync(Zoe, null, None);
        for (var i = 0; i < 3; i++)
        {
            await store.Store.For(Zoe, "zoe").StoreAsync("contact", $$"""{"name":"{{Marker}} {{i}}","email":"z{{i}}@example.com"}""");
        }
        await store.Alice.StoreAsync("contact", """{"name":"Ada","email":"ada@example.com"}""");
        await Tables.AnalyseAsync(store);

        (await EraseAsync(store.Store, Zoe)).NotRewritten.ShouldBeEmpty();

        (await ErasureTraces.InFilesAsync(store, Marks)).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task What_an_older_reader_still_sees_is_gone_once_it_has_ended(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await FillAsync(store);
        var (reading, scrubbing) = (new TaskCompletionSource(), new TaskCompletionSource());
        var reader = store.Store.Database.ReadAsync(
            Bob,
            async c =>
            {
                await c.QueryFirstOrDefaultAsync<long>("select count(*) from entities where user_id = @user");
                reading.SetResult();
                await scrubbing.Task;
                await Task.Delay(300, None);
                return 0;
            },
            None
        );
        await await Task.WhenAny(reading.Task, reader);

        ErasureReceipt receipt;
        try
        {
            receipt = await store.Store.EraseAsync(Zoe, new EraseRequest(), _ => Task.CompletedTask, new At("scrub", scrubbing), None);
        }
        finally
        {
            scrubbing.TrySetResult();
        }

        await reader;
        receipt.NotRewritten.ShouldBeEmpty();
        (await ErasureTraces.InFilesAsync(store, Marks)).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task A_table_that_a_newer_program_has_made_is_emptied_too(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await FillAsync(store);
        await Tables.AddAsync(store, "later_things", Zoe.Value);
        // Nor does it need bytes that are damaged or missing.
        var files = Directory.GetFiles(Path.Combine(store.Folder, "blobs", Zoe.Value), "*", SearchOption.AllDirectories);
        var lost = files.Single(f => Path.GetFileName(f) == Blobs.BlobStore.DigestOf(Bytes));
        File.Delete(lost);
        await File.WriteAllTextAsync(files.First(f => f != lost), "something else", None);

        (await StoreSteps.CodeAsync(() => EraseAsync(store.Store, Zoe))).ShouldBe(ErrorCode.Conflict);
        var receipt = await store.Store.EraseAsync(Zoe, new EraseRequest { MissingContents = true }, _ => Task.CompletedTask, null, None);

        receipt.MissingBlobs.ShouldBe(1);
        receipt.Rows["later_things"].ShouldBe(3);
        (await ErasureTraces.InTablesAsync(store, Zoe.Value)).ShouldBeEmpty();
        (await ErasureTraces.InFilesAsync(store, Marks)).ShouldBeEmpty();
        await AllAreChangedAsync(store.Store, receipt);
        if (engine == Engine.Sqlite && !OperatingSystem.IsWindows())
        {
            // The key lies in it.
            File.GetUnixFileMode(Path.Combine(store.Folder, "strata.db")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>A receipt holds as it is, and only in the store that made it.</summary>
    private static async Task AllAreChangedAsync(StrataStore store, ErasureReceipt receipt)
    {
        (await store.CheckReceiptAsync(receipt, None)).ShouldBe(ReceiptCheck.Genuine);
        ErasureReceipt[] changed =
        [
            receipt with
            {
                UserId = "bob",
            },
            receipt with
            {
                Blobs = receipt.Blobs + 1,
            },
            receipt with
            {
                MissingBlobs = null,
            },
            receipt with
            {
                FinishedAt = receipt.FinishedAt.AddSeconds(1),
            },
            receipt with
            {
                Rows = new Dictionary<string, long>(receipt.Rows) { ["entities"] = 2 },
            },
            receipt with
            {
                Signature = receipt.Signature.ToUpperInvariant(),
            },
            receipt with
            {
                Signature = "",
            },
        ];
        foreach (var other in changed)
        {
            (await store.CheckReceiptAsync(other, None)).ShouldBe(ReceiptCheck.Changed);
        }
        (await store.CheckReceiptAsync(receipt with { Key = "0123456789abcdef" }, None)).ShouldBe(ReceiptCheck.Foreign);
        System.Text.Json.JsonSerializer.Serialize(receipt, StrataJson.Options).ShouldNotContain(Marker);
    }

    private static Blobs.BlobStore BlobStore(StrataStore store) => store.Blobs;

    private static Task<ErasureReceipt> EraseAsync(StrataStore store, UserId user) =>
        store.EraseAsync(user, new EraseRequest(), _ => Task.CompletedTask, null, None);

    /// <summary>Zoe with something of everything, and marks all over; gives a token of hers.</summary>
    private static async Task<string> FillAsync(TestStore store)
    {
        await store.Store.Users.AddAsync(Zoe, Marker, None);
        var zoe = store.Store.For(Zoe, Marker);
        await RichStore.FillAsync(zoe, store.Time, Marker);
        await zoe.IngestAsync("shared.txt", "the very same words", new IngestRequest { Interpret = false });
        await zoe.IngestAsync($"{Marker}.bin", Bytes, new IngestRequest { Interpret = false });
        for (var i = 0; i < 6; i++)
        {
            await zoe.StoreAsync(
                "contact",
                $$"""{"email":"z{{i}}@example.com","{{Marker}}_nick":"{{Marker}} {{i}}","shoe":4{{i}}}""",
                key: $"{Marker} {i}"
            );
        }
        await zoe.Promotions.PromoteAsync(new PromoteRequest { EntityType = "contact", Fields = [new PromotedField("shoe")] }, None);
        await store.Store.RunWorkerAsync(
            new Jobs.WorkerOptions { Once = true },
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
            None
        );
        await Tables.SpoolAsync(store.Store, Zoe, Bytes);
        await zoe.IngestAsync("later.csv", $"name,email\n{Marker},later@example.com\n", new IngestRequest { Wait = false });
        foreach (var cached in (string[])["cache/pages", "cache/blobs", "cache/blobs/.incoming", "blobs/.incoming"])
        {
            var folder = Directory.CreateDirectory(Path.Combine(store.Folder, cached, Zoe.Value)).FullName;
            await File.WriteAllBytesAsync(Path.Combine(folder, "some"), Bytes, None);
        }
        return (await store.Store.Users.AddTokenAsync(Zoe, Marker, null, None)).Token;
    }

    /// <summary>Tells when a stage begins.</summary>
    private sealed class At(string stage, TaskCompletionSource begun) : IProgress<Progress>
    {
        public void Report(Progress value) => _ = value.Stage == stage && begun.TrySetResult();
    }

    /// <summary>Breaks off after so many steps.</summary>
    private sealed class Broken(int steps) : IProgress<Progress>
    {
        private int _left = steps;

        public void Report(Progress value) => _ = --_left == 0 ? throw new InvalidOperationException("Killed.") : 0;
    }
}
