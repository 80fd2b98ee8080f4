namespace Strata.Server.Tests.Cli;

public sealed class DemoTests
{
    [Fact]
    public async Task Demo_shows_each_promise_kept()
    {
        var shown = (await StrataCommand.RunAsync(["demo"])).ShouldEndWith(0).Out;

        foreach (
            var expected in new[]
            {
                "19 files in",
                "total     3692.57  ← nordlicht-2026-031.txt · “3.692,57 €” · bytes 583–595",
                "nordlicht-2026-031.txt:22 “Gesamtbetrag: 3.692,57 €”, verified",
                "total     514.8  ← kestrel-kv-2044.pdf",
                "· page 1,",
                "250 transactions, as 68 rows were known already",
                "stays 2 transactions",
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
        shown.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(IsWord).ShouldBeLessThan(250, "to be read in a minute");
        shown.ShouldNotContain("NOT", Case.Sensitive);
        shown.ShouldNotContain("DIFFER", Case.Sensitive);
    }

    /// <summary>Numbers, ids and places are looked at rather than read.</summary>
    private static bool IsWord(string token) => token.Any(char.IsLetter) && !token.Any(char.IsDigit);
}
