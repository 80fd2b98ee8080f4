using System.IO.Compression;
using Strata.Testing;

namespace Strata.Documents;

/// <summary>What is inside a source becomes sources of its own.</summary>
public sealed class MemberTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] Transactions =
        "external_id,date,description,amount,currency\nt1,2026-01-02,Rent,900.00,EUR\n"u8.ToArray();

    [Theory, DatabaseData]
    public async Task A_ZIPs_files_are_sources_linked_to_it_at_all_depths(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var inner = Office.Zip(("deep/notes.md", "# Note\n\nText.\n"u8.ToArray()));
        var zip = Office.Zip(
            ("bank/transactions.csv", Transactions),
            ("inner.zip", inner),
            ("picture.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0]),
            ("empty.txt", [])
        );
        var result = await store.Alice.IngestAsync("all.zip", zip, new IngestRequest { ObservedAt = Say.At("2025-05-05") });

        result.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Partial);
        result.Run.Errors.Count.ShouldBe(2);
        result.Run.Errors[0].ShouldStartWith("members: empty.txt: ");
        result.Run.Errors[1].ShouldStartWith("members: picture.png: ");
        var members = result.Members.ShouldNotBeNull();
        (members.Count, members.FailedCount).ShouldBe((4, 1));
        members.Items.Where(m => m.Error is not null).Select(m => m.Path).Order().ShouldBe(["empty.txt", "picture.png"]);
        members.EntityCount.ShouldBeGreaterThanOrEqualTo(2);

        var rent = (await store.Alice.FindEntitiesAsync("t1", "transaction", ReadAt.Now, None)).ShouldHaveSingleItem();
        var from = await store.Alice.Entities.GetProvenanceAsync(rent.EntityId, "amount", ReadAt.Now, None);
        from.FileName.ShouldBe("transactions.csv");
        from.ObservedAt.ShouldBe(Say.At("2025-05-05"));
        var csv = await store.Alice.Sources.GetAsync(from.SourceId!, None);
        csv.Parents.ShouldNotBeNull()
            .ShouldHaveSingleItem()
            .ShouldBe(new SourceLinkView(result.SourceId, "all.zip", "application/zip", "bank/transactions.csv", LinkRelation.Member));
        var whole = await store.Alice.Sources.GetAsync(result.SourceId, None);
        whole.Members.ShouldNotBeNull().Select(m => m.Path).ShouldBe(["bank/transactions.csv", "inner.zip", "picture.png"]);
        var nested = whole.Members.Single(m => m.Path == "inner.zip");
        (await store.Alice.Sources.GetAsync(nested.SourceId, None))
            .Members.ShouldNotBeNull()
            .ShouldHaveSingleItem()
            .FileName.ShouldBe("notes.md");
        await RenderedDocumentTests.ShouldVerifyAsync(store.Alice);
    }

    [Theory, DatabaseData]
    public async Task Empty_file_in_a_ZIP_is_named_and_nothing_of_the_ZIP_is_missing(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        (string, byte[])[] notes = [.. Enumerable.Range(0, 150).Select(i => ($"note{i}.txt", Encoding.UTF8.GetBytes($"Note {i}.\n")))];
        var result = await store.Alice.IngestAsync("all.zip", Office.Zip([.. notes, ("empty.txt", [])]));

        var run = result.Run.ShouldNotBeNull();
        run.Status.ShouldBe(RunStatus.Completed);
        run.Errors.ShouldHaveSingleItem().ShouldStartWith("members: empty.txt: INVALID_CONTENT");
        (await store.Alice.Runs.GetAsync(run.RunId, None)).Errors.ShouldBe(run.Errors);
        var members = result.Members.ShouldNotBeNull();
        (members.Count, members.FailedCount).ShouldBe((151, 0));
        members.Items.Single(m => m.Path == "empty.txt").Error.ShouldNotBeNull().ShouldContain("is empty");
    }

    [Theory, DatabaseData, Trait("req", "G11")]
    public async Task Attachments_beyond_the_limit_make_the_mailbox_partial_and_the_limit_is_named(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine, options => options with { MaxMembers = 5 });

        var whole = await store.Alice.IngestAsync("five.mbox", Mailbox(5));
        whole.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Completed, string.Join("; ", whole.Run.Errors));

        var result = await store.Alice.IngestAsync("seven.mbox", Mailbox(7));

        result.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Partial);
        result
            .Run.Errors.ShouldHaveSingleItem()
            .ShouldBe("there are more than 5 members (the limit): take in those that are left in several calls");
        result.Members.ShouldNotBeNull().FailedCount.ShouldBe(1);
        (await store.Alice.Sources.GetAsync(result.SourceId, None)).MemberCount.ShouldBe(5);
        (await store.Alice.Runs.GetAsync(result.Run.RunId, None)).Status.ShouldBe(RunStatus.Partial);
    }

    [Theory, DatabaseData]
    public async Task Members_are_counted_and_given_page_by_page(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        string[] paths = ["B.md", "a/ü.md", "a.md", "c/1.md", "c/10.md", "c/2.md", "zz.md"];
        var zip = Office.Zip([.. paths.Select(path => (path, Encoding.UTF8.GetBytes($"# {path}\n\nText.\n")))]);
        var result = await store.Alice.IngestAsync("all.zip", zip);

        var source = await store.Alice.Sources.GetAsync(result.SourceId, None);
        source.MemberCount.ShouldBe(7);
        var seen = new List<SourceLinkView>();
        var page = new PageRequest(3);
        for (var pages = 0; pages < 3; pages++)
        {
            var read = await store.Alice.Sources.ListMembersAsync(result.SourceId, page, None);
            seen.AddRange(read.Items);
            page = page with { Cursor = read.NextCursor };
        }

        page.Cursor.ShouldBeNull();
        seen.ShouldBe(source.Members.ShouldNotBeNull());
        seen.Select(m => m.Path).ShouldBe(paths.Order(StringComparer.Ordinal));
        (await store.Alice.Sources.ListMembersAsync(seen[0].SourceId, new PageRequest(), None)).Items.ShouldBeEmpty();
        (await store.Alice.Sources.GetAsync(seen[0].SourceId, None)).MemberCount.ShouldBeNull();
        (
            await Should.ThrowAsync<StrataException>(() =>
                store.Alice.Sources.ListMembersAsync(result.SourceId, new PageRequest(Cursor: "x"), None)
            )
        ).Code.ShouldBe(ErrorCode.InvalidContent);
        (
            await Should.ThrowAsync<StrataException>(() => store.Bob.Sources.ListMembersAsync(result.SourceId, new PageRequest(), None))
        ).Code.ShouldBe(ErrorCode.SourceNotFound);
    }

    private static byte[] Mailbox(int attachments) =>
        Encoding.UTF8.GetBytes(
            string.Concat(
                Enumerable
                    .Range(1, attachments)
                    .Select(n =>
                        $"From ann@example.org Mon Feb  2 10:00:00 2026\nFrom: ann@example.org\nSubject: Mail {n} of {attachments}\nDate: Mon, 02 Feb 2026 10:00:00 +0100\nMIME-Version: 1.0\n"
                        + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee the file.\n"
                        + $"--b\nContent-Type: text/markdown; name=note.md\nContent-Disposition: attachment; filename=note.md\n\n# Note {n} of {attachments}\n\n--b--\n\n"
                    )
            )
        );

    [Theory, DatabaseData, Trait("req", "N-135")]
    public async Task Members_of_a_cancelled_container_are_taken_in_no_further(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var zip = Office.Zip([
            .. Enumerable.Range(0, 5).Select(i => ($"{i}.md", System.Text.Encoding.UTF8.GetBytes($"# Note {i}\n\nText.\n"))),
        ]);

        var result = await store.Alice.Sources.IngestAsync(
            new IngestRequest { FileName = "all.zip" },
            new MemoryStream(zip),
            new CancelsAfterOne(store.Alice),
            None
        );

        result.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Cancelled);
        var sources = (await store.Alice.Sources.ListAsync(new PageRequest(), None)).Items.Select(s => s.FileName).Order();
        sources.ShouldBe(["0.md", "all.zip"]);
        await RenderedDocumentTests.ShouldVerifyAsync(store.Alice);
    }

    [Theory, DatabaseData, Trait("req", "G8")]
    public async Task Taking_it_in_again_adds_nothing_and_a_file_held_before_is_only_linked(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var alone = await store.Alice.IngestAsync("transactions.csv", Transactions);
        var zip = Office.Zip(("a.csv", Transactions), ("b/a.csv", Transactions));
        var first = await store.Alice.IngestAsync("all.zip", zip, new IngestRequest { IdempotencyKey = "k" });
        var hash = await store.Alice.StateHashAsync();
        var again = await store.Alice.IngestAsync("all.zip", zip);
        var replayed = await store.Alice.IngestAsync("all.zip", zip, new IngestRequest { IdempotencyKey = "k" });

        first.Members.ShouldNotBeNull().Items.ShouldAllBe(m => m.SourceId == alone.SourceId && m.Deduplicated);
        replayed.Members.ShouldNotBeNull().Count.ShouldBe(2);
        again.Deduplicated.ShouldBeTrue();
        (await store.Alice.Sources.GetAsync(alone.SourceId, None))
            .Parents.ShouldNotBeNull()
            .Select(p => p.Path)
            .ShouldBe(["a.csv", "b/a.csv"]);
        (await store.Alice.Sources.ListAsync(new PageRequest(), None)).Items.Count.ShouldBe(2);
        (await store.Alice.StateHashAsync()).ShouldBe(hash);
        (await store.Bob.Sources.ListAsync(new PageRequest(), None)).Items.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Reinterpreting_a_container_reads_what_is_inside_it_again(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var zip = Office.Zip(("a.csv", Transactions), ("inner.zip", Office.Zip(("note.md", "# Note\n\nText.\n"u8.ToArray()))));
        var first = await store.Alice.IngestAsync("all.zip", zip);

        var again = await store.Alice.Sources.ReinterpretAsync(new() { SourceId = first.SourceId }, null, None);

        again.Members.ShouldNotBeNull().Items.ShouldAllBe(m => m.Deduplicated && m.RunStatus == RunStatus.Completed);
        foreach (var (file, runs) in new[] { ("a.csv", 2), ("note.md", 2), ("inner.zip", 2), ("all.zip", 2) })
        {
            var source = (await store.Alice.Sources.ListAsync(new PageRequest(), None)).Items.Single(s => s.FileName == file);
            (await store.Alice.Runs.ListAsync(source.SourceId, new PageRequest(), None)).Items.Count.ShouldBe(runs, file);
        }
        (await store.Alice.FindEntitiesAsync("t1", "transaction", ReadAt.Now, None)).ShouldHaveSingleItem();
        await RenderedDocumentTests.ShouldVerifyAsync(store.Alice);
    }

    [Theory, DatabaseData]
    public async Task A_compressed_file_states_nothing_beside_what_is_in_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        using var bytes = new MemoryStream();
        await using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Transactions, None);
        }

        var result = await store.Alice.IngestAsync("transactions.csv.gz", bytes.ToArray());

        result.Run.ShouldNotBeNull().EntityCount.ShouldBe(0);
        result.Members.ShouldNotBeNull().EntityCount.ShouldBe(1);
        (await store.Alice.Search.ListAsync(new EntityQuery(), ReadAt.Now, None))
            .Items.ShouldHaveSingleItem()
            .EntityType.ShouldBe("transaction");
    }

    [Theory, DatabaseData]
    public async Task A_mails_attachment_is_of_the_mails_date_also_when_nothing_is_interpreted(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var mail = $"""
            From: Ann <ann@example.org>
            To: bob@example.org
            Subject: Statement
            Date: Mon, 02 Feb 2026 10:00:00 +0100
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8

            Here it is.
            --b
            Content-Type: text/csv
            Content-Disposition: attachment; filename="transactions.csv"
            Content-Transfer-Encoding: base64

            {Convert.ToBase64String(Transactions)}
            --b--

            """.ReplaceLineEndings("\r\n");
        var kept = await store.Alice.IngestAsync("statement.eml", mail, new IngestRequest { Interpret = false });
        kept.Members.ShouldNotBeNull().Items.ShouldHaveSingleItem().RunStatus.ShouldBeNull();

        var bobs = await store.Bob.IngestAsync("statement.eml", mail);
        bobs.Members.ShouldNotBeNull().FailedCount.ShouldBe(0);
        var rent = (await store.Bob.FindEntitiesAsync("t1", "transaction", ReadAt.Now, None)).ShouldHaveSingleItem();
        var from = await store.Bob.Entities.GetProvenanceAsync(rent.EntityId, "amount", ReadAt.Now, None);
        from.ObservedAt.ShouldBe(new DateTimeOffset(2026, 2, 2, 9, 0, 0, TimeSpan.Zero));
        (await store.Bob.Sources.GetAsync(from.SourceId!, None))
            .Parents.ShouldNotBeNull()
            .ShouldHaveSingleItem()
            .Relation.ShouldBe(LinkRelation.Attachment);
        (await RenderedDocumentTests.ShownAsync(store.Bob, bobs.SourceId, "text")).ShouldContain("Here it is.");
        await RenderedDocumentTests.ShouldVerifyAsync(store.Bob);
    }

    /// <summary>Has the container's run cancelled by someone else when its first member is in.</summary>
    private sealed class CancelsAfterOne(IStrata strata) : IProgress<Progress>
    {
        public void Report(Progress value)
        {
            if (value is { Stage: "members", Done: 1 })
            {
                Task.Run(CancelAsync).Wait();
            }
        }

        private async Task CancelAsync()
        {
            var runs = (await strata.Runs.ListAsync(null, new PageRequest(), None)).Items;
            await strata.Runs.CancelAsync(runs.Single(r => r.FinishedAt is null).RunId, None);
        }
    }
}
