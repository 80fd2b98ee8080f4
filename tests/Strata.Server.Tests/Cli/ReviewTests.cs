using Strata.Testing;

namespace Strata.Server.Tests.Cli;

/// <summary>Findings are shown with the paper that they are in, and a decision about one is taken back by the finding.</summary>
public sealed class ReviewTests
{
    private const string Invoice = "Invoice no: INV-7\nDate: 12 January 2026\nTotal: £670.80\n";

    [Theory, DoorData, Trait("req", "B-6")]
    public async Task A_finding_is_reviewed_shown_and_undone(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        await store.JsonAsync("ingest", store.Write("paper.txt", Invoice), "--type", "invoice", "--stage");
        var total = (await store.LinesAsync("review", "list", "--field", "total"))
            .ShouldHaveSingleItem()
            .Text("finding_id")
            .ShouldNotBeNull();

        var next = (await store.RunAsync("review", "next", "--no-lease")).ShouldEndWith(0);
        next.Lines[0].ShouldStartWith("paper.txt  doc_");
        next.Lines[^1].ShouldEndWith("staged in all that match");
        (await store.RunAsync("review", "show", total)).ShouldEndWith(0).Lines.ShouldContain("  | Total: [£670.80]");
        (await store.RunAsync("review", "undo", total)).ShouldEndWith(4).Err.ShouldContain("nothing to undo");

        (await store.RunAsync("review", "correct", total, "671")).ShouldEndWith(0);
        (await ShownAsync()).ShouldStartWith($"{total}  invoice.total = 671 (was 670.8)");
        (await store.RunAsync("review", "undo", total, "--reason", "mistaken")).ShouldEndWith(0);
        (await ShownAsync()).ShouldBe($"{total}  invoice.total = 670.8");
        (await store.RunAsync("review", "undo", total)).ShouldEndWith(0);
        (await ShownAsync()).ShouldStartWith($"{total}  invoice.total = 671");
        (await store.RunAsync("review", "clear", total)).ShouldEndWith(0);
        (await ShownAsync()).ShouldBe($"{total}  invoice.total = none (was 670.8)");

        async Task<string> ShownAsync() => (await store.RunAsync("review", "show", total)).ShouldEndWith(0).Lines[0];
    }
}
