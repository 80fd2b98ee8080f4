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
                "Everything matches the records.",
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

    [Fact]
    public async Task Demo_reads_its_pdf_on_a_machine_without_poppler()
    {
        var bare = Directory.CreateTempSubdirectory("strata-bare-").FullName;
        try
        {
            var environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PATH"] = bare,
                ["STRATA_DATA"] = Path.Combine(bare, "store"),
            };
            var shown = (await StrataProcess.RunAsync(["demo"], null, environment)).ShouldEndWith(0).Out;
            shown.ShouldContain("total     514.8  ← kestrel-kv-2044.pdf");
            shown.ShouldContain("· page 1,");
            shown.ShouldContain("Everything matches the records.");

            (await StrataProcess.RunAsync(["doctor"], null, environment)).ShouldEndWith(0).Out.ShouldContain("read with PdfPig");
            var pdf = Path.Combine(AppContext.BaseDirectory, "samples", "office", "kestrel-kv-2044.pdf");
            (await StrataProcess.RunAsync(["ingest", pdf], null, environment)).ShouldEndWith(0);
            (await StrataProcess.RunAsync(["documents", "list", "--json"], null, environment))
                .ShouldEndWith(0)
                .JsonLines.ShouldHaveSingleItem()
                .Text("parser")
                .ShouldBe("pdfpig");

            // Whoever read it reads it again, also where poppler has been installed since.
            environment.Remove("PATH");
            (await StrataProcess.RunAsync(["verify", "--deep", "--json"], null, environment))
                .ShouldEndWith(0)
                .Json.GetProperty("documents")
                .GetInt64()
                .ShouldBe(1);
        }
        finally
        {
            Directory.Delete(bare, recursive: true);
        }
    }

    /// <summary>Numbers, ids and places are looked at rather than read.</summary>
    private static bool IsWord(string token) => token.Any(char.IsLetter) && !token.Any(char.IsDigit);
}
