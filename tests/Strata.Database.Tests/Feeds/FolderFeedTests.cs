using Strata.Testing;

namespace Strata.Feeds;

/// <summary>Watched folders: nothing twice, nothing lost, nothing half-written, nothing changed there.</summary>
public sealed class FolderFeedTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task A_run_takes_what_is_new_once(Engine engine)
    {
        await using var watched = await WatchedFolder.CreateAsync(engine);
        watched.Write("a.csv", "email,name\nann@example.com,Ann\n");
        watched.Write("below/b.csv", "email,name\nben@example.com,Ben\n");

        var first = await watched.RunAsync();
        var again = await watched.RunAsync();
        watched.Write("a.csv", "email,name\nann@example.com,Anna\n", minutesAgo: 1);
        watched.Write("copy of b.csv", "email,name\nben@example.com,Ben\n");
        var changed = await watched.RunAsync();

        (first.Taken, first.Unchanged).ShouldBe((2, 0));
        (again.Taken, again.Known, again.Unchanged).ShouldBe((0, 0, 2));
        (changed.Taken, changed.Known, changed.Unchanged).ShouldBe((1, 1, 1));
        (await watched.Alice.Sources.ListAsync(new PageRequest(), None)).Items.Count.ShouldBe(3);
        var feed = await watched.Alice.Feeds.GetAsync("papers", None);
        (feed.State, feed.Taken, feed.Error).ShouldBe((FeedState.Active, 3, null));
        Directory.GetFiles(watched.Folder, "*", SearchOption.AllDirectories).Length.ShouldBe(3);
    }

    [Theory, DatabaseData]
    public async Task A_source_is_of_the_feeds_origin_and_observed_when_the_file_was_written(Engine engine)
    {
        await using var watched = await WatchedFolder.CreateAsync(engine);
        watched.Write("a.csv", "id,email\n1,ann@example.com\n", minutesAgo: 30);

        await watched.RunAsync();

        var source = (await watched.Alice.Sources.ListAsync(new PageRequest(), None)).Items.ShouldHaveSingleItem();
        (source.Origin, source.FileName, source.ObservedAt).ShouldBe(
            ("papers", "a.csv", watched.Store.Time.GetUtcNow() - TimeSpan.FromMinutes(30))
        );
    }

    [Theory, DatabaseData]
    public async Task A_file_that_is_still_written_waits_until_it_rests(Engine engine)
    {
        await using var watched = await WatchedFolder.CreateAsync(engine);
        watched.Write("growing.csv", "email,name\nann@exa", minutesAgo: -600);
        watched.Write("~$open.docx", "x");
        watched.Write("letter.pdf.part", "x");
        watched.Write(".hidden.csv", "x");

        var first = await watched.RunAsync();
        watched.Store.Time.Advance(TimeSpan.FromSeconds(6));
        watched.Write("growing.csv", "email,name\nann@example.com,Ann\n", minutesAgo: -600);
        var grown = await watched.RunAsync();
        watched.Store.Time.Advance(TimeSpan.FromSeconds(6));
        var rested = await watched.RunAsync();

        (first.Taken, first.Waiting).ShouldBe((0, 1));
        (grown.Taken, grown.Waiting).ShouldBe((0, 1));
        (rested.Taken, rested.Waiting).ShouldBe((1, 0));
        (await watched.Alice.Sources.ListAsync(new PageRequest(), None))
            .Items.ShouldHaveSingleItem()
            .ByteSize.ShouldBe("email,name\nann@example.com,Ann\n".Length);
    }

    [Theory, DatabaseData]
    public async Task A_file_that_is_refused_is_shown_with_its_reason_and_not_tried_again_until_asked(Engine engine)
    {
        await using var watched = await WatchedFolder.CreateAsync(engine, o => o with { MaxSourceBytes = 40 });
        watched.Write("large.csv", new string('x', 41));
        watched.Write("small.csv", "email\nann@example.com\n");

        var first = await watched.RunAsync();
        var again = await watched.RunAsync();
        var retried = await watched.RunAsync(retry: true);
        var shown = await watched.Alice.Feeds.GetAsync("papers", None);
        File.Delete(Path.Combine(watched.Folder, "large.csv"));
        await watched.RunAsync();

        (first.Taken, first.Refused).ShouldBe((1, 1));
        first.Problems.ShouldHaveSingleItem().Item.ShouldBe("large.csv");
        (again.Taken, again.Refused).ShouldBe((0, 1));
        retried.Problems.ShouldHaveSingleItem().Attempts.ShouldBe(2);
        var problem = shown.Problems.ShouldNotBeNull().ShouldHaveSingleItem();
        (problem.State, problem.Code).ShouldBe((FeedItemState.Refused, "FILE_TOO_LARGE"));
        problem.Reason.ShouldNotBeNull().ShouldContain("40");
        (await watched.Alice.Feeds.GetAsync("papers", None)).Refused.ShouldBe(0);
    }

    [Theory, DatabaseData]
    public async Task A_quota_ends_the_run_and_what_failed_is_tried_again_later(Engine engine)
    {
        await using var watched = await WatchedFolder.CreateAsync(engine);
        await watched.Store.Store.Usage.SetPlanAsync(new UserId("alice"), "free", 10, null, None);
        watched.Write("a.csv", "email\nann@example.com\n");
        watched.Write("b.csv", "email\nben@example.com\n");

        var first = await watched.RunAsync();
        await watched.Store.Store.Usage.SetPlanAsync(new UserId("alice"), "free", 1_000_000, null, None);
        var soon = await watched.RunAsync();
        watched.Store.Time.Advance(TimeSpan.FromMinutes(2));
        var later = await watched.RunAsync();

        (first.Taken, first.Failed).ShouldBe((0, 1));
        first.Error.ShouldNotBeNull();
        (soon.Taken, soon.Failed).ShouldBe((1, 1));
        (later.Taken, later.Failed).ShouldBe((1, 0));
    }

    [Theory, DatabaseData]
    public async Task A_folder_that_is_gone_is_said_and_the_other_feeds_go_on(Engine engine)
    {
        await using var watched = await WatchedFolder.CreateAsync(engine);
        var other = TestFolder.New();
        await watched.Alice.Feeds.PutAsync("other", new FeedRequest { Path = other, Cron = "* * * * *" }, None);
        watched.Write("a.csv", "email\nann@example.com\n");
        Directory.Delete(other);
        watched.Store.Time.Advance(TimeSpan.FromMinutes(16));

        await watched.Store.Store.RunWorkerAsync(
            new Strata.Jobs.WorkerOptions { Once = true },
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
            None
        );

        var feeds = await watched.Alice.Feeds.ListAsync(None);
        feeds.First(f => f.Name == "papers").Taken.ShouldBe(1);
        feeds.First(f => f.Name == "other").Error.ShouldNotBeNull().ShouldContain("not there");
    }

    [Theory, DatabaseData]
    public async Task Pausing_unschedules_a_feed_and_removing_forgets_it_but_not_its_sources(Engine engine)
    {
        await using var watched = await WatchedFolder.CreateAsync(engine);
        watched.Write("a.csv", "email\nann@example.com\n");
        await watched.RunAsync();

        var paused = await watched.Alice.Feeds.PauseAsync("papers", None);
        var schedules = await watched.Alice.Schedules.ListAsync(None);
        var resumed = await watched.Alice.Feeds.ResumeAsync("papers", None);
        await watched.Alice.Feeds.RemoveAsync("papers", None);

        (paused.State, paused.NextAt).ShouldBe((FeedState.Paused, null));
        schedules.ShouldNotContain(s => s.Kind == "feed");
        (resumed.State, resumed.NextAt is not null).ShouldBe((FeedState.Active, true));
        (await watched.Alice.Feeds.ListAsync(None)).ShouldBeEmpty();
        (await watched.Alice.Sources.ListAsync(new PageRequest(), None)).Items.ShouldHaveSingleItem();
        (await Should.ThrowAsync<StrataException>(() => watched.RunAsync())).Code.ShouldBe(ErrorCode.SourceNotFound);
    }

    [Theory, DatabaseData, Trait("req", "G9")]
    public async Task A_folder_is_named_on_the_stores_machine_only(Engine engine)
    {
        await using var watched = await WatchedFolder.CreateAsync(engine);
        foreach (
            var request in (FeedRequest[])
                [
                    new() { Path = "/etc" },
                    new()
                    {
                        Host = "imap.example.com",
                        UserName = "eve",
                        PasswordFile = "/etc/shadow",
                    },
                    new()
                    {
                        Host = "imap.example.com",
                        UserName = "eve",
                        PasswordEnv = "STRATA_SECRET_KEY",
                    },
                ]
        )
        {
            (await Should.ThrowAsync<StrataException>(() => watched.Store.Alice.Feeds.PutAsync("x", request, None))).Code.ShouldBe(
                ErrorCode.Forbidden
            );
        }
        (await Should.ThrowAsync<StrataException>(() => watched.Store.Bob.Feeds.RunAsync("papers", false, null, None))).Code.ShouldBe(
            ErrorCode.SourceNotFound
        );
        (await watched.Store.Bob.Feeds.ListAsync(None)).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task The_store_itself_is_no_feed(Engine engine)
    {
        await using var watched = await WatchedFolder.CreateAsync(engine);

        var refused = await Should.ThrowAsync<StrataException>(() =>
            watched.Alice.Feeds.PutAsync("x", new FeedRequest { Path = watched.Store.Options.Folder }, None)
        );

        refused.Message.ShouldContain("the store itself");
    }

    [Theory, DatabaseData]
    public async Task A_restored_feed_reads_nothing_until_it_is_added_on_that_machine(Engine engine)
    {
        await using var watched = await WatchedFolder.CreateAsync(engine);
        watched.Write("a.csv", "email\nann@example.com\n");
        await watched.RunAsync();
        using var backup = new MemoryStream();
        await watched.Store.Store.BackupAsync(new UserId("alice"), backup, null, None);
        backup.Position = 0;
        await watched.Store.Store.RestoreAsync(new UserId("carol"), backup, null, None);
        var carol = watched.Store.Store.For(new UserId("carol"), "carol", isLocal: true);
        watched.Write("b.csv", "email\nben@example.com\n");

        var refused = await carol.Feeds.RunAsync("papers", false, null, None);
        await carol.Feeds.PutAsync("papers", new FeedRequest { Path = watched.Folder }, None);
        var allowed = await carol.Feeds.RunAsync("papers", false, null, None);

        (refused.Taken, refused.Error).ShouldBe(
            (
                0,
                "The settings of 'papers' came from a backup or another store. Add it here again with the same settings: strata feeds add papers."
            )
        );
        (allowed.Taken, allowed.Unchanged).ShouldBe((1, 1));
    }
}

/// <summary>A store with a feed <c>papers</c> of alice over a folder beside it.</summary>
internal sealed class WatchedFolder : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private WatchedFolder(TestStore store, string folder)
    {
        (Store, Folder) = (store, folder);
        Alice = store.Store.For(new UserId("alice"), "alice", isLocal: true);
    }

    public TestStore Store { get; }
    public string Folder { get; }
    public IStrata Alice { get; }

    /// <summary>A key as the operator of a store on PostgreSQL sets it.</summary>
    public static string Key => Convert.ToBase64String(new byte[32]);

    public static async Task<WatchedFolder> CreateAsync(Engine engine, Func<StoreOptions, StoreOptions>? change = null)
    {
        var store = await TestStore.CreateAsync(
            engine,
            o =>
            {
                var options = o with { SecretKey = engine == Engine.Sqlite ? null : Key };
                return change is null ? options : change(options);
            }
        );
        var folder = TestFolder.New();
        var watched = new WatchedFolder(store, folder);
        await watched.Alice.Feeds.PutAsync("papers", new FeedRequest { Path = folder }, None);
        return watched;
    }

    public void Write(string name, string text, int minutesAgo = 10)
    {
        var path = System.IO.Path.Combine(Folder, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path) ?? Folder);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, (Store.Time.GetUtcNow() - TimeSpan.FromMinutes(minutesAgo)).UtcDateTime);
    }

    public Task<FeedReport> RunAsync(bool retry = false) => Alice.Feeds.RunAsync("papers", retry, null, None);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
