using Strata.Testing;

namespace Strata.Documents;

/// <summary>A container that a worker reads: nobody sees an answer, so what was not taken in is in its run.</summary>
[Collection(S3Collection.Name)]
public sealed class LinedUpMemberTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] Good = "# Note\n\nText.\n"u8.ToArray();

    [Theory, DatabaseData]
    public async Task Members_that_are_refused_make_the_run_partial_and_are_named(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine, o => o with { MaxSourceBytes = 2000 });
        var inner = Office.Zip(("deep/big.md", new byte[3000]));
        var zip = Office.Zip(("big.md", new byte[3000]), ("good.md", Good), ("inner.zip", inner));
        var lined = await store.Alice.IngestAsync("all.zip", zip, new IngestRequest { Wait = false });

        await store.WorkAsync();

        var run = await store.RunAsync(lined.Run.ShouldNotBeNull().RunId);
        run.Status.ShouldBe(RunStatus.Partial);
        run.Errors.Count.ShouldBe(2);
        run.Errors[0].ShouldStartWith("members: big.md: FILE_TOO_LARGE: ");
        run.Errors[1].ShouldStartWith("members: inner.zip: members: deep/big.md: FILE_TOO_LARGE: ");
        var job = (await store.JobsAsync("done")).ShouldHaveSingleItem();
        var result = job.Result.ShouldNotBeNull();
        (result.GetProperty("members").GetInt64(), result.GetProperty("failed_members").GetInt64()).ShouldBe((3, 2));
        (await store.Alice.Sources.ListAsync(new PageRequest(), None))
            .Items.Select(s => s.FileName)
            .Order()
            .ShouldBe(["all.zip", "good.md", "inner.zip"]);
        await RenderedDocumentTests.ShouldVerifyAsync(store.Alice);
    }

    [Theory, DatabaseData]
    public async Task Member_for_which_the_spool_has_no_room_is_waited_for(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine, o => o with { MaxSpooledBytes = 1000 });
        var large = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(i => $"Line {i}\n")));
        var zip = Office.Zip(("good.md", Good), ("large.md", large), ("last.md", "# Last\n"u8.ToArray()));
        var lined = await fixture.Alice.IngestAsync("all.zip", zip, new IngestRequest { Wait = false });
        lined.StorageStatus.ShouldBe(StorageStatus.Stored);
        fixture.Proxy.Fault = NetworkFault.Refuse;

        await fixture.Store.WorkAsync();

        var waiting = (await fixture.Store.JobsAsync()).ShouldHaveSingleItem();
        (waiting.State, waiting.Errors[^1].Class).ShouldBe((JobState.Waiting, JobErrorClass.Postponed));
        waiting.Errors[^1].Message.ShouldStartWith("UPLOAD_QUEUE_FULL: ");
        fixture.Proxy.Fault = NetworkFault.None;
        fixture.Store.Time.Advance(TimeSpan.FromMinutes(11));
        await fixture.Store.WorkAsync();

        var run = await fixture.Store.RunAsync(lined.Run.ShouldNotBeNull().RunId);
        run.Status.ShouldBe(RunStatus.Completed, string.Join("; ", run.Errors));
        (await fixture.Alice.Sources.GetAsync(lined.SourceId, None)).Members.ShouldNotBeNull().Count.ShouldBe(3);
    }

    [Theory, DatabaseData, Trait("req", "G11")]
    public async Task Containers_deeper_than_the_limit_make_the_runs_around_them_partial_and_name_it_directly_and_as_a_job(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var zip = Office.Zip(("note.md", Good));
        for (var depth = 5; depth > 0; depth--)
        {
            zip = Office.Zip(($"{depth}.zip", zip));
        }

        var (direct, members) = await BothWaysAsync(store, "0.zip", zip);

        direct.Status.ShouldBe(RunStatus.Partial);
        direct
            .Errors.ShouldHaveSingleItem()
            .ShouldBe(
                "members: 1.zip: members: 2.zip: members: 3.zip: members: 4.zip: members inside 4 containers are not taken in (the limit)"
            );
        members.FailedCount.ShouldBe(1);
        var runs = (await store.Bob.Runs.ListAsync(null, new PageRequest(), None)).Items;
        runs.Select(r => r.Status).ShouldBe(Enumerable.Repeat(RunStatus.Partial, 5));
    }

    [Theory, DatabaseData, Trait("req", "G11")]
    public async Task Container_at_the_limit_with_nothing_inside_it_is_complete(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var zip = Encoding.ASCII.GetBytes("From: ann@example.org\nSubject: Short\nDate: Mon, 02 Feb 2026 10:00:00 +0100\n\nHello.\n");
        zip = Office.Zip(("4.eml", zip));
        for (var depth = 3; depth > 0; depth--)
        {
            zip = Office.Zip(($"{depth}.zip", zip));
        }

        var (direct, members) = await BothWaysAsync(store, "0.zip", zip);

        direct.Status.ShouldBe(RunStatus.Completed, string.Join("; ", direct.Errors));
        members.FailedCount.ShouldBe(0);
    }

    [Theory, DatabaseData, Trait("req", "G11")]
    public async Task Members_that_could_not_be_read_are_named_by_all_runs_around_them_directly_and_as_a_job(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var inner = Office.Zip(
            ("broken.docx", "PK\u0003\u0004 cut off"u8.ToArray()),
            ("noise.bin", [0, 255, 1, 254, 2, 253, 3, 252]),
            ("note.md", Good)
        );
        var outer = Office.Zip(("inner.zip", inner), ("last.md", "# Last\n"u8.ToArray()));

        var (direct, members) = await BothWaysAsync(store, "outer.zip", outer);

        direct.Status.ShouldBe(RunStatus.Partial);
        direct.Errors.ShouldHaveSingleItem().ShouldStartWith("members: inner.zip: members: broken.docx: ");
        (members.Count, members.FailedCount).ShouldBe((2, 1));
        members.Items[0].RunStatus.ShouldBe(RunStatus.Partial);
        var source = (await store.Bob.Sources.ListAsync(new PageRequest(), None)).Items.Single(s => s.FileName == "inner.zip");
        var run = (await store.Bob.Runs.ListAsync(source.SourceId, new PageRequest(), None)).Items.ShouldHaveSingleItem();
        run.Status.ShouldBe(RunStatus.Partial);
        run.Errors.Select(e => e.Split(": ")[1]).ShouldBe(["broken.docx", "noise.bin"]);
        var again = await store.Bob.IngestAsync("outer.zip", outer);
        (again.Run.ShouldNotBeNull().RunId, again.Run.Status).ShouldBe((direct.RunId, RunStatus.Partial));
        var around = await store.Bob.IngestAsync("around.zip", Office.Zip(("held.zip", outer)));
        around
            .Run.ShouldNotBeNull()
            .Errors.ShouldHaveSingleItem()
            .ShouldStartWith("members: held.zip: members: inner.zip: members: broken.docx: ");
    }

    [Theory, DatabaseData, Trait("req", "G11")]
    public async Task Attachment_that_could_not_be_read_is_named_by_its_file_name_directly_and_as_a_job(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var mail =
            "From: ann@example.org\nSubject: Offer\nDate: Mon, 02 Feb 2026 10:00:00 +0100\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
            + "--b\nContent-Type: text/plain\n\nSee the file.\n"
            + "--b\nContent-Type: application/msword; name=offer.doc\nContent-Disposition: attachment; filename=offer.doc\nContent-Transfer-Encoding: base64\n\n"
            + Convert.ToBase64String([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1000]])
            + "\n--b--\n";

        var (direct, members) = await BothWaysAsync(store, "offer.eml", Encoding.ASCII.GetBytes(mail));

        direct.Status.ShouldBe(RunStatus.Partial);
        direct.Errors.ShouldHaveSingleItem().ShouldStartWith("members: 2 (offer.doc): ");
        members.Items.ShouldHaveSingleItem().FileName.ShouldBe("offer.doc");
    }

    /// <summary>Takes the bytes in directly, and with another user as a job: what the runs say must be the same.</summary>
    private static async Task<(RunResult Run, MembersResult Members)> BothWaysAsync(TestStore store, string name, byte[] content)
    {
        var lined = await store.Alice.IngestAsync(name, content, new IngestRequest { Wait = false });
        await store.WorkAsync();
        var job = await store.RunAsync(lined.Run.ShouldNotBeNull().RunId);
        var direct = await store.Bob.IngestAsync(name, content);
        var run = direct.Run.ShouldNotBeNull();
        (run.Status, run.ExtractionCompleteness).ShouldBe((job.Status, job.ExtractionCompleteness));
        run.Errors.ShouldBe(job.Errors);
        (await store.Bob.Verification.VerifyAsync(null, None)).Ok.ShouldBeTrue();
        return (run, direct.Members.ShouldNotBeNull());
    }
}
