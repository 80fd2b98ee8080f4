using Strata.Database;
using Strata.Testing;

namespace Strata.Proofs;

public sealed class ReinterpretTests
{
    [Theory, DatabaseData, Trait("req", "N-124")]
    public async Task Stated_records_are_not_interpreted_again_and_leave_no_run(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var stored = await store.Alice.StoreManyAsync([("contact", """{"email":"a@example.com"}""")]);

        var refused = await Proven.RefusedAsync(() => store.Alice.ReinterpretAsync(stored.SourceId, new IngestRequest(), null, CancellationToken.None));

        refused.Code.ShouldBe(ErrorCode.Conflict);
        refused.Message.ShouldNotContain(store.Folder);
        (await store.Alice.ListRunsAsync(stored.SourceId, new PageRequest(), CancellationToken.None)).Items.Count.ShouldBe(1);
    }
}
