namespace Strata.Server.Tests.Cli;

public sealed class DemoTests
{
    [Fact]
    public async Task Demo_shows_each_promise_kept()
    {
        var shown = (await StrataProcess.RunAsync(["demo"])).ShouldEndWith(0).Out;

        foreach (
            var expected in new[]
            {
                "19 files in",
                "total = 3692.57",
                "nordlicht-2026-031.txt:22",
                "Gesamtbetrag: 3.692,57 €",
                "verified     yes",
                "total = 514.8",
                "place        page 1,",
                "they are 250 transactions",
                "68 rows were recognised",
                "is 2 transactions",
                "corrected by you: called him",
                "the same as it was",
                "as before the merge",
                "Everything is as recorded.",
                "0 changed",
                "the same hash",
            }
        )
        {
            shown.ShouldContain(expected);
        }
        shown.ShouldNotContain("NOT", Case.Sensitive);
        shown.ShouldNotContain("DIFFER", Case.Sensitive);
    }
}
