using System.Text;
using Strata.Blobs;
using Strata.Database;
using Strata.Runs;
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
        run.Status.ShouldBe("partial");
        run.Errors.Count.ShouldBe(2);
        run.Errors[0].ShouldStartWith("members: big.md: FILE_TOO_LARGE: ");
        run.Errors[1].ShouldStartWith("members: inner.zip: members: deep/big.md: FILE_TOO_LARGE: ");
        var job = (await store.JobsAsync("done")).ShouldHaveSingleItem();
        var result = job.Result.ShouldNotBeNull();
        (result.GetProperty("members").GetInt64(), result.GetProperty("failed_members").GetInt64()).ShouldBe((3, 2));
        (await store.Alice.ListSourcesAsync(new PageRequest(), None)).Items.Select(s => s.FileName).Order().ShouldBe(["all.zip", "good.md", "inner.zip"]);
        await RenderedDocumentTests.ShouldVerifyAsync(store.Alice);
    }

    [Theory, DatabaseData]
    public async Task Member_for_which_the_spool_has_no_room_is_waited_for(Engine engine)
    {
        await using var house = await BlobHouse.CreateAsync(engine, o => o with { MaxSpooledBytes = 1000 });
        var large = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(i => $"Line {i}\n")));
        var zip = Office.Zip(("good.md", Good), ("large.md", large), ("last.md", "# Last\n"u8.ToArray()));
        var lined = await house.Alice.IngestAsync("all.zip", zip, new IngestRequest { Wait = false });
        lined.StorageStatus.ShouldBe("stored");
        house.Proxy.Fault = NetworkFault.Refuse;

        await house.Store.WorkAsync();

        var waiting = (await house.Store.JobsAsync()).ShouldHaveSingleItem();
        (waiting.State, waiting.Errors[^1].Class).ShouldBe(("waiting", "postponed"));
        waiting.Errors[^1].Message.ShouldStartWith("UPLOAD_QUEUE_FULL: ");
        house.Proxy.Fault = NetworkFault.None;
        house.Store.Time.Advance(TimeSpan.FromMinutes(11));
        await house.Store.WorkAsync();

        var run = await house.Store.RunAsync(lined.Run.ShouldNotBeNull().RunId);
        run.Status.ShouldBe("completed", string.Join("; ", run.Errors));
        (await house.Alice.GetSourceAsync(lined.SourceId, None)).Members.ShouldNotBeNull().Count.ShouldBe(3);
    }
}
