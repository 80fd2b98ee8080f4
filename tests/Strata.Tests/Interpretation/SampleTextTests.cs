using Strata.Interpretation;
using Strata.Parsing;

namespace Strata.Tests.Interpretation;

public class SampleTextTests
{
    [Theory]
    [InlineData("alder-finch-0117", "AF-2026-0117", "2026-01-12", "2026-02-11", "Alder & Finch Ltd", "670.8", "GBP")]
    [InlineData("alder-finch-0142", "AF-2026-0142", "2026-02-27", "2026-03-29", "Alder & Finch Ltd", "766.8", "GBP")]
    [InlineData("bergbahn-5510", "5510", "2026-03-24", "2026-04-23", "Bergbahn Catering AG", "5072.6", "CHF")]
    [InlineData("hafenwerk-re-88120", "RE-88120", "2026-02-28", "2026-03-30", "Hafenwerk AG", "1787.86", "EUR")]
    [InlineData("maison-verte-f-2026-19", "F-2026-19", "2026-03-09", "2026-04-08", "Maison Verte SARL", "962.4", "EUR")]
    [InlineData("maison-verte-f-2026-24", "F-2026-24", "2026-04-02", "2026-05-02", "Maison Verte SARL", "4800", "EUR")]
    [InlineData("nordlicht-2026-031", "2026-031", "2026-02-03", "2026-02-17", "Studio Nordlicht GmbH", "3692.57", "EUR")]
    [InlineData("quill-1009", "1009", "2026-02-17", "2026-03-19", "Quill & Quire LLC", "5250", "USD")]
    public void Sample_invoices_are_read_right(
        string file,
        string number,
        string issued,
        string due,
        string vendor,
        string total,
        string currency
    )
    {
        var (session, finding) = Read("invoices", file + ".txt", "text/plain");

        finding.Schema.EntityType.ShouldBe("invoice", string.Join(", ", session.Chosen!.Scores.Take(3)));
        var values = TextSource.Values(finding);
        string?[] read =
        [
            .. ((string[])["invoice_number", "issue_date", "due_date", "vendor", "total", "currency"]).Select(f =>
                values.GetValueOrDefault(f)?.Trim('"')
            ),
        ];
        read.ShouldBe(
            [number, issued, due, vendor, total, currency],
            string.Join('\n', finding.Fields.Select(f => $"{f.Name} {f.Json}").Concat(session.Notes))
        );

        // The items say more than their parts hold: a position, a flat rate for a quantity.
        finding.Fragments.ShouldAllBe(f => f.Name.StartsWith("items[", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ideas", "Ideas for the summer fair", "[\"fair\",\"ideas\"]")]
    [InlineData("kickoff-catalogue", "Kick-off catalogue spring", "[\"catalogue\",\"minutes\"]")]
    [InlineData("onboarding-wanda", "Onboarding Wanda", "[\"people\",\"checklist\"]")]
    [InlineData("reading-list", "Reading list", "[\"books\",\"private\"]")]
    [InlineData("reise-lyon", "Reise nach Lyon", "[\"reise\"]")]
    [InlineData("supplier-review", "Supplier review, first quarter", "[\"suppliers\",\"review\"]")]
    public void Sample_notes_are_read_right(string file, string title, string tags)
    {
        var (session, finding) = Read("notes", file + ".md", "text/markdown");

        finding.Schema.EntityType.ShouldBe("note", string.Join(", ", session.Chosen!.Scores.Take(3)));
        var values = TextSource.Values(finding);
        values["title"].ShouldBe($"\"{title}\"");
        values["tags"].ShouldBe(tags);
        values["text"].ShouldNotContain($"# {title}");
        values.ShouldContainKey("created_at");
        finding.Fragments.ShouldBeEmpty();
    }

    private static (RulesSession Session, Finding Finding) Read(string folder, string file, string mediaType)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Strata.slnx")))
        {
            at = at.Parent!;
        }

        var bytes = File.ReadAllBytes(Path.Combine(at.FullName, "samples", folder, file));
        var document = Parsers.For(mediaType)!.Parse(new MemoryStream(bytes), file, ParseBudget.Default).Single();
        string Slice(ByteRange range) => document.Encoding.GetString(bytes, (int)range.Start, (int)range.Length);
        var session = RulesInterpreter.Start(TextSource.Seeds, RulesOptions.Default, document, file, Slice);
        var finding = session.Interpret(document.Blocks).Single();
        finding.Fields.Count(f => Slice(f.Range) != f.Raw).ShouldBe(0);
        finding.Fragments.Count(f => Slice(f.Range) != f.Raw).ShouldBe(0);
        return (session, finding);
    }
}
