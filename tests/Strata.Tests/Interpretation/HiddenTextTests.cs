using Strata.Parsing;
using Strata.Parsing.Docx;
using Strata.Parsing.Html;
using Strata.Rules;
using Strata.Tests.Parsing.Office;

namespace Strata.Tests.Interpretation;

/// <summary>What readers do not see fills no field.</summary>
public sealed class HiddenTextTests
{
    [Fact]
    public void Hidden_paragraphs_before_the_visible_ones_give_no_values_and_the_run_says_so()
    {
        var (session, finding) = Read(
            "Invoice",
            "Invoice number: INV-6",
            "Date: 2026-01-05",
            "Vendor: Hafen Ltd",
            "-Total: 1.00 EUR",
            "-IBAN: GB29NWBK60161331926819",
            "Total: 80.00 EUR",
            "IBAN: DE89370400440532013000"
        );

        finding.Schema.EntityType.ShouldBe("invoice");
        var values = TextSource.Values(finding);
        (values["total"], values["iban"]).ShouldBe(("80", "\"DE89370400440532013000\""));
        finding.Fragments.ShouldNotContain(f => f.Raw.Contains("1.00", StringComparison.Ordinal));
        session.Remarks.ShouldContain(note =>
            note.StartsWith("hidden from readers and not looked at for values: 2 blocks, the first is block 4", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("<p><del>Total: 100.00 EUR</del></p><p>Total: 80.00 EUR</p>")]
    [InlineData("<p>Total: <s>100.00 EUR</s> 80.00 EUR</p>")]
    [InlineData("<p>Total: 80.00 EUR</p><p>Due date: <span style='text-decoration:line-through'>2026-02-05</span></p>")]
    [InlineData("<p>Total: 80.00 EUR</p><p style='visibility:hidden'>Due date: 2026-02-05</p>")]
    public void What_is_struck_out_or_not_visible_gives_no_values_and_the_run_says_so(string total)
    {
        using var stream = new MemoryStream(
            Encoding.UTF8.GetBytes("<h1>Invoice</h1><p>Invoice number: INV-6</p><p>Date: 2026-01-05</p><p>Vendor: Hafen Ltd</p>" + total)
        );
        var document = new HtmlParser().Parse(stream, "x.html", ParseBudget.Default).Single();

        var (session, findings) = TextSource.Findings(document, [.. document.Blocks]);

        var values = TextSource.Values(findings.ShouldHaveSingleItem());
        values["total"].ShouldBe("80");
        values.ShouldNotContainKey("due_date");
        session.Remarks.ShouldContain(note =>
            note.Contains(
                total.Contains("visib", StringComparison.Ordinal)
                    ? "hidden from readers and"
                    : "struck out and not looked at for values: block",
                StringComparison.Ordinal
            )
        );
    }

    [Theory]
    [InlineData("~~Total: 100.00 EUR~~\n\nTotal: 80.00 EUR", "struck out and not looked at for values: block 4", "80")]
    [InlineData("Total: 80.00 EUR\n\nPaid ~~in cash~~ by card", "some of the text is struck out, and values may be of it: block 5", "80")]
    public void What_Markdown_strikes_out_gives_no_values_or_is_doubted(string lines, string said, string total)
    {
        using var stream = new MemoryStream(
            Encoding.UTF8.GetBytes("# Invoice\n\nInvoice number: INV-6\n\nDate: 2026-01-05\n\nVendor: Hafen Ltd\n\n" + lines + "\n")
        );
        var document = new Strata.Parsing.Markdown.MarkdownParser().Parse(stream, "x.md", ParseBudget.Default).Single();
        stream.Position = 0;
        var blocks = document.Blocks.ToList();
        var session = RulesInterpreter.Start(
            TextSource.Seeds,
            InterpretationOptions.Default,
            document,
            null,
            range => SourceSlices.Read(stream, document.Encoding, range)
        );

        var finding = session.Interpret(blocks).ShouldHaveSingleItem();

        TextSource.Values(finding)["total"].ShouldBe(total);
        session.Remarks.Concat(session.Notes).ShouldContain(note => note.StartsWith(said, StringComparison.Ordinal));
    }

    [Fact]
    public void What_only_hidden_text_says_is_not_filled_either() =>
        TextSource
            .Values(
                Read(
                    "Invoice",
                    "Invoice number: INV-6",
                    "Date: 2026-01-05",
                    "Vendor: Hafen Ltd",
                    "Total: 80.00 EUR",
                    "-Due date: 2026-02-05"
                ).Finding
            )
            .ShouldNotContainKey("due_date");

    [Fact]
    public void Text_of_which_nothing_is_shown_is_read_as_it_is()
    {
        var (session, finding) = Read("-Invoice", "-Invoice number: INV-6", "-Date: 2026-01-05", "-Vendor: Hafen Ltd", "-Total: 80.00 EUR");

        TextSource.Values(finding)["total"].ShouldBe("80");
        session.Remarks.ShouldNotContain(note => note.Contains("hidden", StringComparison.Ordinal));
    }

    [Fact]
    public void The_text_of_a_note_is_what_its_readers_see()
    {
        var (_, finding) = Read("#Harbour walk", "We met at the quay.", "-secret remark", "Then we went home.");

        var text = JsonSerializer.Deserialize<string>(TextSource.Values(finding)["text"]).ShouldNotBeNull();
        text.ShouldContain("quay");
        text.ShouldContain("went home");
        text.ShouldNotContain("secret");
    }

    [Fact]
    public void Amounts_of_a_page_are_those_that_it_shows()
    {
        const string Page =
            "<h1>Transactions</h1><table><tr><th>Date</th><th>Description</th><th>Amount</th><th>Currency</th></tr>"
            + "<tr><td><span style='display:none'>20260102</span>02.01.2026</td><td>Rent</td><td><span style='display:none'>0000900</span>900,00</td><td>EUR</td></tr>"
            + "<tr style='display:none'><td>03.01.2026</td><td>Hidden row</td><td>5,00</td><td>EUR</td></tr>"
            + "<tr><td><span style='display:none'>20260104</span>04.01.2026</td><td>Food</td><td><span style='display:none'>0000012</span>12,50</td><td>EUR</td></tr></table>";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Page));
        var document = new HtmlParser().Parse(stream, "x.html", ParseBudget.Default).Single();

        var (_, findings) = TextSource.Findings(document, [.. document.Blocks]);

        findings
            .Where(f => f.Schema.EntityType == "transaction")
            .Select(f => TextSource.Values(f))
            .Select(v => (v["description"], v["amount"]))
            .ShouldBe([("\"Rent\"", "900"), ("\"Food\"", "12.5")]);
    }

    [Fact]
    public void A_word_document_gives_the_values_that_it_shows_though_others_stand_hidden_in_the_same_paragraph()
    {
        const string Hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space=\"preserve\">{0}</w:t></w:r>";
        static string Shown(string said) => $"<w:r><w:t xml:space=\"preserve\">{said}</w:t></w:r>";
        var paragraphs = string.Concat(
            new[]
            {
                Shown("Invoice"),
                Shown("Invoice number: INV-6"),
                Shown("Date: 2026-01-05"),
                Shown("Vendor: Hafen Ltd"),
                Shown("Total: ") + string.Format(CultureInfo.InvariantCulture, Hidden, "1.00 EUR ") + Shown("80.00 EUR"),
                Shown("IBAN: ")
                    + string.Format(CultureInfo.InvariantCulture, Hidden, "GB29NWBK60161331926819 ")
                    + Shown("DE89370400440532013000"),
                string.Format(CultureInfo.InvariantCulture, Hidden, "Due date: 2026-02-05 ") + Shown("Thank you"),
            }.Select(runs => $"<w:p>{runs}</w:p>")
        );
        var source = new TestPackage()
            .Relate("", "officeDocument", "word/document.xml")
            .Part(
                "word/document.xml",
                $"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{paragraphs}</w:body></w:document>"
            )
            .ToBytes();
        using var stream = new MemoryStream(source);
        var document = new DocxParser().Parse(stream, "x.docx", ParseBudget.Default).Single();

        var (session, findings) = TextSource.Findings(document, [.. document.Blocks]);

        var values = TextSource.Values(findings.ShouldHaveSingleItem());
        (values["total"], values["iban"], values.ContainsKey("due_date")).ShouldBe(("80", "\"DE89370400440532013000\"", false));
        session.Remarks.ShouldContain(note =>
            note.StartsWith("hidden from readers and not looked at for values: 3 blocks, the first is block 5", StringComparison.Ordinal)
        );
    }

    /// <param name="texts">Paragraphs; hidden ones begin with a minus, headings with a number sign.</param>
    private static (RulesSession Session, Finding Finding) Read(params string[] texts)
    {
        var (blocks, at) = (new List<Block>(), 0);
        foreach (var text in texts)
        {
            var said = text.TrimStart('-', '#');
            blocks.Add(
                new(blocks.Count, text[0] == '#' ? BlockType.Heading : BlockType.Paragraph, new(at, said.Length), said)
                {
                    Level = text[0] == '#' ? 1 : 0,
                    Traits = text[0] == '-' ? new() { Hidden = true } : null,
                }
            );
            at += said.Length + RenderedText.Separator.Length;
        }

        var (session, findings) = TextSource.Findings(
            new()
            {
                Encoding = Encoding.UTF8,
                IsRendered = true,
                IsRecords = false,
                Blocks = blocks,
            },
            blocks
        );
        return (session, findings.ShouldHaveSingleItem());
    }
}
