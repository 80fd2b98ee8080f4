using Strata.Testing;

namespace Strata.Verification;

/// <summary>A value that a check contradicts is shown as doubtful, with the reason, wherever it is asked for.</summary>
public sealed class DoubtfulValueTests
{
    private const string Paper =
        "INVOICE\n\nInvoice No: 2026-17\nDate: 2026-03-04\nVendor: Harbour Tools Ltd\n\nVAT: 400.00\nTotal: 120.00\n";
    private const string Reason = "'tax' is 400, more than 'total', 120";

    [Theory, DatabaseData, Trait("req", "G11")]
    public async Task A_doubtful_value_is_shown_as_such_and_its_run_is_partial(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var run = (await store.Alice.IngestAsync("invoice.txt", Paper)).Run.ShouldNotBeNull();

        (run.Status, run.ExtractionCompleteness).ShouldBe((RunStatus.Partial, Completeness.Partial));
        run.Errors.ShouldContain(error => error.StartsWith(Reason, StringComparison.Ordinal));
        var id = run.Entities.ShouldHaveSingleItem().EntityId;
        var entity = await store.Alice.Entities.GetAsync(id, provenance: true, ReadAt.Now, CancellationToken.None);
        entity.Doubtful.ShouldNotBeNull()["tax"].ShouldBe(Reason);
        entity.Provenance.ShouldNotBeNull()["tax"].Doubt.ShouldBe(Reason);
        entity.Provenance["invoice_number"].Doubt.ShouldBeNull();
        (await store.Alice.ListAsync("invoice")).ShouldHaveSingleItem().Doubtful.ShouldNotBeNull().Keys.ShouldBe(["tax", "total"]);
        (await store.Alice.ObservationsAsync(id)).ShouldHaveSingleItem().Doubts.ShouldNotBeNull()["tax"].ShouldBe(Reason);

        var hash = await store.Alice.StateHashAsync();
        await store.Alice.Verification.RebuildAsync(null, CancellationToken.None);
        (await store.Alice.StateHashAsync()).ShouldBe(hash);
        (await store.Alice.GetAsync(id)).Doubtful.ShouldNotBeNull().Count.ShouldBe(2);
        (await store.Alice.Verification.VerifyAsync(deep: true, null, CancellationToken.None)).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "G5"), Trait("req", "G6")]
    public async Task Correcting_a_doubtful_value_takes_its_doubt_away_until_the_correction_is_retracted(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var id = (await store.Alice.IngestAsync("invoice.txt", Paper)).Run.ShouldNotBeNull().Entities.ShouldHaveSingleItem().EntityId;
        var before = (await store.Alice.GetAsync(id)).Seq;

        // Confirmed as it stands.
        await store.Alice.CorrectAsync(id, """{"total":120}""");
        (await store.Alice.GetAsync(id)).Doubtful.ShouldNotBeNull().Keys.ShouldBe(["tax"]);
        var past = await store.Alice.GetAsync(id, knownAt: before.ToString(CultureInfo.InvariantCulture));
        past.Doubtful.ShouldNotBeNull().Keys.ShouldBe(["tax", "total"]);

        await store.Alice.RetractAsync((await store.Alice.ObservationsAsync(id))[^1].ObservationId);
        (await store.Alice.GetAsync(id)).Doubtful.ShouldNotBeNull().Keys.ShouldBe(["tax", "total"]);
    }

    [Theory, DatabaseData, Trait("req", "G3")]
    public async Task A_certain_value_outranks_a_doubtful_one_in_either_order(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        string[] papers = [Paper, Paper.Replace("400.00", "20.00", StringComparison.Ordinal)];
        foreach (var (user, order) in (IEnumerable<(IStrata, int[])>)[(store.Alice, [0, 1]), (store.Bob, [1, 0])])
        {
            foreach (var at in order)
            {
                await user.IngestAsync($"invoice{at}.txt", papers[at]);
                store.Time.Advance(TimeSpan.FromDays(1));
            }
            var entity = (await user.ListAsync("invoice")).ShouldHaveSingleItem();
            entity.Json("tax").ShouldBe("20");
            entity.Doubtful.ShouldBeNull();
        }
    }
}
