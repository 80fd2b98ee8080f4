using MailKit;
using Strata.Crashes;
using Strata.Testing;

namespace Strata.Feeds;

/// <summary>Mailboxes on a real IMAP server: each message once, whatever happens, and nothing marked or deleted there.</summary>
public sealed class MailboxFeedTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static int _users;

    [Theory, DatabaseData]
    public async Task Messages_are_taken_once_with_what_is_attached_and_stay_as_they_were(Engine engine)
    {
        await using var box = await Box.CreateAsync(engine);
        await box.AppendAsync(ImapServer.Message("First", "Hello"));
        var second = ImapServer.Message("Second", "With a table");
        second.Body = new MimeKit.Multipart("mixed")
        {
            second.Body ?? throw new InvalidOperationException("It has a text."),
            new MimeKit.TextPart("csv")
            {
                Text = "email,name\nann@example.com,Ann\n",
                ContentDisposition = new MimeKit.ContentDisposition("attachment") { FileName = "people.csv" },
            },
        };
        await box.AppendAsync(second);

        var first = await box.RunAsync();
        var again = await box.RunAsync();
        await box.AppendAsync(ImapServer.Message("Third", "Later"));
        var later = await box.RunAsync();

        (first.Taken, first.Error).ShouldBe((2, null));
        (again.Taken, again.Known).ShouldBe((0, 0));
        (later.Taken, later.Known).ShouldBe((1, 0));
        (await box.Alice.FindEntitiesAsync("ann@example.com", "contact", ReadAt.Now, None)).ShouldNotBeEmpty();
        var mails = (await box.Alice.Sources.ListAsync(new PageRequest(), None)).Items.Where(s => s.MediaType == "message/rfc822").ToList();
        mails.Count.ShouldBe(3);
        mails.ShouldAllBe(m => m.Origin == "mail");
        using var client = await box.Server.OpenAsync(box.User);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly, None);
        client.Inbox.Count.ShouldBe(3);
        (await client.Inbox.FetchAsync(0, -1, MessageSummaryItems.Flags, None)).ShouldAllBe(m =>
            (m.Flags & ~MessageFlags.Recent) == MessageFlags.None
        );
    }

    [Theory, DatabaseData]
    public async Task The_bytes_are_those_of_the_server_however_large(Engine engine)
    {
        await using var box = await Box.CreateAsync(engine);
        var message = ImapServer.Message("Large", "With something attached");
        var bytes = new byte[1_500_000];
        new Random(5).NextBytes(bytes);
        message.Body = new MimeKit.Multipart("mixed")
        {
            message.Body ?? throw new InvalidOperationException("It has a text."),
            new MimeKit.MimePart("application", "octet-stream")
            {
                Content = new MimeKit.MimeContent(new MemoryStream(bytes)),
                ContentTransferEncoding = MimeKit.ContentEncoding.Base64,
                FileName = "large.bin",
            },
        };
        await box.AppendAsync(message);

        var report = await box.RunAsync();

        (report.Taken, report.Error, report.Problems.FirstOrDefault()).ShouldBe((1, null, null));
        using var client = await box.Server.OpenAsync(box.User);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly, None);
        using var expected = new MemoryStream();
        await using (var stream = await client.Inbox.GetStreamAsync(0, None))
        {
            await stream.CopyToAsync(expected, None);
        }
        expected.Length.ShouldBeGreaterThan(1 << 20);
        var source = (await box.Alice.Sources.ListAsync(new PageRequest(), None)).Items.Single(s => s.MediaType == "message/rfc822");
        source.Digest.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(expected.ToArray())));
    }

    [Theory, DatabaseData]
    public async Task A_mailbox_that_is_numbered_anew_is_not_taken_again(Engine engine)
    {
        await using var box = await Box.CreateAsync(engine, mailbox: "Papers");
        var (first, second) = (ImapServer.Message("First", "Hello"), ImapServer.Message("Second", "Again"));
        await box.AppendAsync(first);
        await box.AppendAsync(second);
        (await box.RunAsync()).Taken.ShouldBe(2);
        using (var client = await box.Server.OpenAsync(box.User))
        {
            var folder = await client.GetFolderAsync("Papers", None);
            await folder.OpenAsync(FolderAccess.ReadOnly, None);
            var old = folder.UidValidity;
            await folder.CloseAsync(false, None);
            await folder.DeleteAsync(None);
            // Another message first, so that no UID is the one that it was.
            await box.AppendAsync(ImapServer.Message("Third", "New"));
            await box.AppendAsync(first);
            await box.AppendAsync(second);
            var anew = await client.GetFolderAsync("Papers", None);
            await anew.OpenAsync(FolderAccess.ReadOnly, None);
            anew.UidValidity.ShouldNotBe(old);
        }

        var again = await box.RunAsync();
        var last = await box.RunAsync();

        (again.Taken, again.Known).ShouldBe((1, 2));
        (last.Taken, last.Known).ShouldBe((0, 0));
        (await box.Alice.Sources.ListAsync(new PageRequest(), None)).Items.Count.ShouldBe(3);
    }

    [Theory, DatabaseData]
    public async Task A_message_that_is_too_large_is_refused_and_the_others_are_taken(Engine engine)
    {
        await using var box = await Box.CreateAsync(engine, change: o => o with { MaxSourceBytes = 1_000 });
        await box.AppendAsync(ImapServer.Message("Large", new string('x', 60) + "\n" + new string('y', 2_000)));
        await box.AppendAsync(ImapServer.Message("Small", "Hello"));

        var report = await box.RunAsync();

        (report.Taken, report.Refused).ShouldBe((1, 1));
        var problem = (await box.Alice.Feeds.GetAsync("mail", None)).Problems.ShouldNotBeNull().ShouldHaveSingleItem();
        (problem.Item, problem.Code).ShouldBe(("UID 1", "FILE_TOO_LARGE"));
    }

    [Theory, DatabaseData]
    public async Task Wrong_passwords_missing_mailboxes_and_servers_are_said_and_the_password_never(Engine engine)
    {
        await using var box = await Box.CreateAsync(engine);
        await box.Alice.Feeds.PutAsync("mail", box.Request() with { Password = "not-the-one" }, None);
        await box.Alice.Feeds.PutAsync("gone", box.Request() with { Mailbox = "Nowhere" }, None);
        await box.Alice.Feeds.PutAsync("away", box.Request() with { Port = FreePort.Next() }, None);

        var wrong = await box.RunAsync();
        var gone = await box.Alice.Feeds.RunAsync("gone", false, null, None);
        var away = await box.Alice.Feeds.RunAsync("away", false, null, None);

        wrong.Error.ShouldNotBeNull().ShouldContain("refused the user name or the password");
        gone.Error.ShouldNotBeNull().ShouldContain("no mailbox 'Nowhere'");
        away.Error.ShouldNotBeNull();
        var shown = JsonSerializer.Serialize(await box.Alice.Feeds.ListAsync(None));
        shown.ShouldNotContain("not-the-one");
        shown.ShouldNotContain(ImapServer.Password + "\"");
        (await box.Alice.Feeds.GetAsync("mail", None)).Password.ShouldBe("stored");
    }

    [Theory, DatabaseData]
    public async Task Private_addresses_certificates_nobody_trusts_and_connections_without_TLS_are_refused(Engine engine)
    {
        await using var closed = await Box.CreateAsync(
            engine,
            change: o => o with { AllowPrivateAddresses = false, AllowedAddresses = [] }
        );
        var plain = await closed.RunAsync();
        await closed.Alice.Feeds.PutAsync("tls", closed.Request() with { Security = MailSecurity.Tls, Port = closed.Server.TlsPort }, None);
        var hidden = await closed.Alice.Feeds.RunAsync("tls", false, null, None);
        await using var open = await Box.CreateAsync(engine);
        await open.Alice.Feeds.PutAsync("tls", open.Request() with { Security = MailSecurity.Tls, Port = open.Server.TlsPort }, None);
        await open.Alice.Feeds.PutAsync("starttls", open.Request() with { Security = MailSecurity.Starttls }, None);
        var (tls, starttls) = (
            await open.Alice.Feeds.RunAsync("tls", false, null, None),
            await open.Alice.Feeds.RunAsync("starttls", false, null, None)
        );

        plain.Error.ShouldNotBeNull().ShouldContain("STRATA_ALLOW_PRIVATE_ADDRESSES");
        hidden.Error.ShouldNotBeNull().ShouldContain("private or reserved address");
        tls.Error.ShouldNotBeNull().ShouldContain("No trusted TLS connection");
        starttls.Error.ShouldNotBeNull().ShouldContain("No trusted TLS connection");
        (
            await Should.ThrowAsync<StrataException>(() =>
                open.Alice.Feeds.PutAsync("far", open.Request() with { Host = "imap.example.com" }, None)
            )
        ).Message.ShouldContain("Without TLS");
    }

    [Theory, DatabaseData]
    public async Task A_password_is_in_no_backup_and_readable_nowhere(Engine engine)
    {
        await using var box = await Box.CreateAsync(engine);
        await box.Alice.Feeds.PutAsync("mail", box.Request() with { Password = "zanzibarite-4711" }, None);
        await box.Alice.Feeds.PutAsync("mail", box.Request() with { Password = null, Cron = "@daily" }, None);
        using var backup = new MemoryStream();
        await box.Store.Store.BackupAsync(new UserId("alice"), backup, null, None);
        using var zip = new System.IO.Compression.ZipArchive(backup);

        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            (await reader.ReadToEndAsync(None)).ShouldNotContain("zanzibarite");
        }
        var stored = await box.Store.Store.Database.ReadAsync(
            new UserId("alice"),
            c => c.QueryFirstOrDefaultAsync<byte[]>("select seal from feed_seals where user_id = @user"),
            None
        );
        Encoding.Latin1.GetString(stored.ShouldNotBeNull()).ShouldNotContain("zanzibarite");
        if (engine == Engine.Sqlite && !OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(box.Store.Folder, "secret.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_store_on_PostgreSQL_without_a_key_keeps_no_password()
    {
        await using var store = await TestStore.CreateAsync(Engine.PostgreSql);

        var refused = await Should.ThrowAsync<StrataException>(() =>
            store.Alice.Feeds.PutAsync(
                "mail",
                new FeedRequest
                {
                    Host = "imap.example.com",
                    UserName = "eve",
                    Password = "x",
                },
                None
            )
        );

        refused.Message.ShouldContain("STRATA_SECRET_KEY");
    }

    [Theory, DatabaseData]
    public async Task A_run_that_is_killed_loses_nothing_and_takes_nothing_twice(Engine engine)
    {
        const int messages = 110; // more than are asked for at once
        await using var box = await Box.CreateAsync(engine);
        await box.AppendAsync(Enumerable.Range(0, messages).Select(i => ImapServer.Message($"Message {i}", $"Text {i}")));
        foreach (var after in new[] { 3, 11 })
        {
            using var worker = Worker.Start(
                box.Store,
                engine,
                "feed",
                "mail",
                after,
                secretKey: engine == Engine.Sqlite ? null : WatchedFolder.Key
            );
            await worker.Busy; // it has begun so many
            worker.Kill();
            await worker.EndAsync();
            worker.Said.ShouldBe(["open", "half"]);
            await box.EndClaimsAsync();
        }
        // As though the last kill had come when the message was stored, and before that was remembered.
        await box.ForgetLastAsync();

        var report = await box.RunAsync();

        report.Error.ShouldBeNull();
        (report.Taken, report.Known, report.Failed, report.Refused).ShouldBe((messages - 12, 1, 0, 0));
        (await box.Alice.Sources.ListAsync(new PageRequest(1_000), None)).Items.Count.ShouldBe(messages);
        (await box.Alice.Feeds.GetAsync("mail", None)).Taken.ShouldBe(messages);
        var mails = (await box.Alice.Sources.ListAsync(new PageRequest(1_000), None)).Items;
        mails.Select(m => m.Digest).ShouldBeUnique();
    }

    [Theory, DatabaseData]
    public async Task Two_runs_at_once_are_one(Engine engine)
    {
        await using var box = await Box.CreateAsync(engine);
        for (var i = 0; i < 5; i++)
        {
            await box.AppendAsync(ImapServer.Message($"Message {i}", $"Text {i}"));
        }
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource();
        var held = new CapturedProgress(_ =>
        {
            begun.TrySetResult();
            goOn.Task.GetAwaiter().GetResult();
        });
        var running = Task.Run(() => box.Alice.Feeds.RunAsync("mail", false, held, None));
        await begun.Task;
        var refused = await Should.ThrowAsync<StrataException>(() => box.RunAsync());
        goOn.SetResult();

        refused.Code.ShouldBe(ErrorCode.Conflict);
        (await running).Taken.ShouldBe(5);
    }

    /// <summary>A mailbox of its own, and a store with a feed <c>mail</c> of alice over it.</summary>
    private sealed class Box : IAsyncDisposable
    {
        private readonly string _mailbox;

        private Box(TestStore store, ImapServer server, string user, string mailbox)
        {
            (Store, Server, User, _mailbox) = (store, server, user, mailbox);
            Alice = store.Store.For(new UserId("alice"), "alice", isLocal: true);
        }

        public TestStore Store { get; }
        public ImapServer Server { get; }
        public string User { get; }
        public IStrata Alice { get; }

        public static async Task<Box> CreateAsync(Engine engine, string mailbox = "INBOX", Func<StoreOptions, StoreOptions>? change = null)
        {
            var server = await ImapServer.GetAsync();
            var store = await TestStore.CreateAsync(
                engine,
                o =>
                {
                    var options = o with
                    {
                        SecretKey = engine == Engine.Sqlite ? null : WatchedFolder.Key,
                        AllowedAddresses = [$"127.0.0.1:{server.Port}", $"127.0.0.1:{server.TlsPort}"],
                        AllowPrivateAddresses = true,
                    };
                    return change is null ? options : change(options);
                }
            );
            var box = new Box(store, server, $"user{Interlocked.Increment(ref _users)}", mailbox);
            await box.Alice.Feeds.PutAsync("mail", box.Request(), None);
            return box;
        }

        public FeedRequest Request() =>
            new()
            {
                Host = "127.0.0.1",
                Port = Server.Port,
                Security = MailSecurity.None,
                UserName = User,
                Mailbox = _mailbox,
                Password = ImapServer.Password,
            };

        public Task AppendAsync(params IEnumerable<MimeKit.MimeMessage> messages) => Server.AppendAsync(User, _mailbox, messages);

        public Task<FeedReport> RunAsync() => Alice.Feeds.RunAsync("mail", false, null, None);

        /// <summary>As time does, which another process's clock measures.</summary>
        public Task EndClaimsAsync() =>
            Store.Store.Database.WriteAsync(
                new UserId("alice"),
                tx => tx.ExecuteAsync("update feeds set claimed_until = 0 where user_id = @user"),
                None
            );

        public Task ForgetLastAsync() =>
            Store.Store.Database.WriteAsync(
                new UserId("alice"),
                tx =>
                    tx.ExecuteAsync(
                        """
                        delete from feed_items where user_id = @user
                            and item_key = (select max(item_key) from feed_items where user_id = @user)
                        """
                    ),
                None
            );

        public ValueTask DisposeAsync() => Store.DisposeAsync();
    }
}
