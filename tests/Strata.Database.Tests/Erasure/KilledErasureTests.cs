using Strata.Crashes;
using Strata.Testing;

namespace Strata.Erasure;

/// <summary>G1: an erasure that has begun is not forgotten.</summary>
public sealed class KilledErasureTests
{
    private const string Marker = "zyxwvmarker";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly UserId Alice = new("alice");

    [Theory, DatabaseData, Trait("req", "G1")]
    public async Task An_erasure_whose_process_is_killed_keeps_the_user_out_and_goes_on(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await RichStore.FillAsync(store.Alice, store.Time, Marker);
        var token = (await store.Store.Users.AddTokenAsync(Alice, "cli", null, None)).Token;
        var state = await store.Alice.StateHashAsync();

        using (var worker = Worker.Start(store, engine, "erase", "operator", 12))
        {
            await worker.Busy;
            worker.Kill();
            await worker.EndAsync();
            worker.Said.ShouldBe(["open", "half"]);
        }

        (await store.Store.Users.AuthenticateAsync(token, None)).ShouldBeNull();
        (await StoreSteps.CodeAsync(() => store.Alice.StoreAsync("contact", """{"name":"Late"}"""))).ShouldBe(ErrorCode.Unauthenticated);
        using (var worker = Worker.Start(store, engine, "erase", "operator", 100_000))
        {
            (await worker.EndAsync()).ShouldBe(0);
            worker.Said.ShouldBe(["open", $"erased {state}"]);
        }
        (await ErasureTraces.InTablesAsync(store, Alice.Value)).ShouldBeEmpty();
        (await ErasureTraces.InFilesAsync(store, Encoding.UTF8.GetBytes(Marker), Encoding.UTF8.GetBytes("/alice"))).ShouldBeEmpty();
        (await store.Store.Database.UserExistsAsync(Alice, None)).ShouldBeFalse();
    }
}
