using Strata.Blobs.Backends;
using Strata.Testing;

namespace Strata.Quotas;

/// <summary>
/// A request that is sent again while its first attempt, thought lost, is still coming in: both are one, and one is charged.
/// </summary>
public sealed class RetriedUploadTests
{
    private const int Size = 6 << 20;
    private const int Limit = 10 << 20;
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task Retry_is_not_refused_for_what_its_first_attempt_has_set_aside(Engine engine)
    {
        await using var store = await StartAsync(engine);
        await using var first = new HeldContent(5 << 20);
        var lost = IngestAsync(store, first, "k");
        await first.Reached;
        (await store.Alice.Usage.GetAsync(None)).Storage.Reserved.ShouldBeGreaterThanOrEqualTo(5 << 20);
        (await StoreSteps.CodeAsync(() => IngestAsync(store, new MemoryStream(Bytes()), "another"))).ShouldBe(
            ErrorCode.StorageQuotaExceeded
        );

        var kept = await IngestAsync(store, new MemoryStream(Bytes()), "k");
        first.GoOn();

        (await lost).SourceId.ShouldBe(kept.SourceId);
        await ShouldBeChargedOnceAsync(store);
    }

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task Retry_is_not_refused_for_what_its_first_attempt_has_used_up_meanwhile(Engine engine)
    {
        await using var store = await StartAsync(engine);
        await using var content = new HeldContent(3 << 20);
        await using var others = new HeldContent(3 << 20, fill: 1);
        var (retry, another) = (IngestAsync(store, content, "k"), IngestAsync(store, others, "another"));
        await Task.WhenAll(content.Reached, others.Reached);

        var kept = await IngestAsync(store, new MemoryStream(Bytes()), "k");
        content.GoOn();
        others.GoOn();

        (await retry).SourceId.ShouldBe(kept.SourceId);
        (await StoreSteps.CodeAsync(() => another)).ShouldBe(ErrorCode.StorageQuotaExceeded);
        await ShouldBeChargedOnceAsync(store);
    }

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task Attempt_that_breaks_off_leaves_the_other_what_that_has_renewed(Engine engine)
    {
        await using var store = await StartAsync(engine);
        await using var first = new HeldContent(5 << 20);
        await using var second = new HeldContent(5 << 20);
        var lost = IngestAsync(store, first, "k");
        await first.Reached;
        store.Time.Advance(TimeSpan.FromSeconds(1));
        var retry = IngestAsync(store, second, "k");
        await second.Reached;
        first.BreakOff();
        await Should.ThrowAsync<IOException>(() => lost);

        (await store.Alice.Usage.GetAsync(None)).Storage.Reserved.ShouldBeGreaterThanOrEqualTo(5 << 20);
        second.GoOn();
        await retry;
        await ShouldBeChargedOnceAsync(store);
    }

    private static async Task<TestStore> StartAsync(Engine engine)
    {
        var store = await TestStore.CreateAsync(engine);
        await store.Store.Usage.SetPlanAsync(new UserId("alice"), "free", Limit, null, None);
        return store;
    }

    private static Task<IngestResult> IngestAsync(TestStore store, Stream content, string key) =>
        Task.Run(() =>
            store.Alice.Sources.IngestAsync(
                new IngestRequest
                {
                    FileName = "a.bin",
                    Interpret = false,
                    IdempotencyKey = key,
                },
                content,
                null,
                None
            )
        );

    private static async Task ShouldBeChargedOnceAsync(TestStore store)
    {
        var usage = await store.Alice.Usage.GetAsync(None);
        (usage.Storage.Used, usage.Storage.Reserved).ShouldBe((Size, 0));
        (await store.Alice.Sources.ListAsync(new PageRequest(), None)).Items.ShouldHaveSingleItem();
        (await store.Alice.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    private static byte[] Bytes(byte fill = 0)
    {
        var bytes = new byte[Size];
        Array.Fill(bytes, fill);
        return bytes;
    }

    /// <summary>Comes as far as the test says, and then waits for it.</summary>
    private sealed class HeldContent(int until, byte fill = 0) : ForwardStream
    {
        private readonly MemoryStream _bytes = new(Bytes(fill));
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void GoOn() => _goOn.SetResult();

        public void BreakOff() => _goOn.SetException(new IOException("The connection is gone."));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_bytes.Position >= until)
            {
                _reached.TrySetResult();
                await _goOn.Task;
            }
            return await _bytes.ReadAsync(buffer[..Math.Min(buffer.Length, 1 << 20)], cancellationToken);
        }
    }
}
