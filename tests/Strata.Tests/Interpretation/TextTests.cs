using Strata.Rules;

namespace Strata.Tests.Interpretation;

public class TextTests
{
    private const string English = """
        Blue Fjord Ltd.
        12 Harbour Road
        billing@bluefjord.example

        INVOICE

        Invoice No: INV-2026-017          Date: 25/02/2026
        Due date 3 March 2026
        From: Blue Fjord Ltd.
        Bill to: Café Müller 🦊

        Consulting, 10 hours              1,000.00
        Travel                              190.50

        Subtotal                      £ 1,190.50
        VAT (20 %): 238.10
        Total: £ 1,428.60.
        Payment terms: net 30 days
        Delivery via: courier
        """;

    [Fact]
    public void Invoice_text_gives_one_invoice()
    {
        var (session, finding) = new TextSource(English).Read();

        session.Chosen.ShouldNotBeNull().Schema.EntityType.ShouldBe("invoice");
        var values = TextSource.Values(finding);
        values["invoice_number"].ShouldBe("\"INV-2026-017\"");
        values["issue_date"].ShouldBe("\"2026-02-25\"");
        values["due_date"].ShouldBe("\"2026-03-03\"");
        values["vendor"].ShouldBe("\"Blue Fjord Ltd.\"");
        values["customer"].ShouldBe("\"Café Müller 🦊\"");
        values["subtotal"].ShouldBe("1190.5");
        values["tax"].ShouldBe("238.1");
        values["total"].ShouldBe("1428.6");
        values["currency"].ShouldBe("\"GBP\"");
        values["payment_terms"].ShouldBe("\"net 30 days\"");
        values["vendor_email"].ShouldBe("\"billing@bluefjord.example\"");
        finding.Fields.Single(f => f.Name == "total").Raw.ShouldBe("£ 1,428.60");
        finding.Fields.Single(f => f.Name == "currency").Raw.ShouldBe("£");
        finding.Fragments.Select(f => (f.Name, f.Json)).ShouldBe([("Delivery via", "\"courier\"")]);
        finding.Confidence.ShouldBeGreaterThan(0.8);
    }

    [Theory]
    [InlineData("utf-8", "\n")]
    [InlineData("utf-8", "\r\n")]
    [InlineData("iso-8859-1", "\n")]
    [InlineData("utf-16", "\r\n")]
    public void German_invoice_is_read_in_any_encoding(string encoding, string newLine)
    {
        var text = """
            Rechnung

            Rechnungsnummer: RE-2026/004
            Rechnungsdatum: 4. März 2026
            Fällig am 18.03.2026
            Lieferant: Bäckerei Süß GmbH
            Kunde: Grün & Söhne
            Zwischensumme:	1.000,00
            MwSt (19%):	190,00
            Gesamtbetrag:	1.190,00 EUR
            """.ReplaceLineEndings(newLine);
        var values = TextSource.Values(new TextSource(text, Encoding.GetEncoding(encoding)).Read().Finding);
        values["invoice_number"].ShouldBe("\"RE-2026/004\"");
        values["issue_date"].ShouldBe("\"2026-03-04\"");
        values["due_date"].ShouldBe("\"2026-03-18\"");
        values["vendor"].ShouldBe("\"Bäckerei Süß GmbH\"");
        values["total"].ShouldBe("1190");
        values["tax"].ShouldBe("190");
        values["currency"].ShouldBe("\"EUR\"");
    }

    [Fact]
    public void Labels_and_values_may_stand_one_above_the_other()
    {
        var values = TextSource.Values(new TextSource(
                """
                Invoice Number
                A-17

                Invoice date:
                2026-03-04

                Customer no   Due date     Total due
                K-9           2026-04-01   $12.00
                """
            ).Read(new InterpretationOptions { EntityType = "invoice" }).Finding);
        values["invoice_number"].ShouldBe("\"A-17\"");
        values["issue_date"].ShouldBe("\"2026-03-04\"");
        values["customer_number"].ShouldBe("\"K-9\"");
        values["due_date"].ShouldBe("\"2026-04-01\"");
        values["total"].ShouldBe("12");
    }

    [Fact]
    public void Several_labels_in_one_line_part_where_the_next_known_one_begins()
    {
        var values = TextSource.Values(
            new TextSource("Invoice No: 17 Date: 2026-03-04 Total: 12,50 €")
                .Read(new InterpretationOptions { EntityType = "invoice" })
                .Finding
        );
        (values["invoice_number"], values["issue_date"], values["total"]).ShouldBe(("\"17\"", "\"2026-03-04\"", "12.5"));
    }

    [Fact]
    public void Own_name_of_a_field_outranks_its_aliases()
    {
        var (_, finding) = new TextSource("Amount: 100.00\nTotal: 119.00\n").Read(new InterpretationOptions { EntityType = "invoice" });
        TextSource.Values(finding)["total"].ShouldBe("119");
        finding.Fragments.ShouldHaveSingleItem().Reason.ShouldBe("'total' is filled by 'Total'");
    }

    [Fact]
    public void Prose_with_known_words_is_no_form()
    {
        var (session, finding) = new TextSource(
            "From time to time the total war ended. Due to rain we paid nothing; date unknown.\n\nTo be fair: it was fine."
        ).Read();
        session.Chosen.ShouldNotBeNull().IsGeneric.ShouldBeTrue();
        session.Chosen.SuggestedType.ShouldNotBeNull();
        finding.Fields.ShouldBeEmpty();
        finding.RawData.ShouldStartWith("From time to time");
    }

    [Fact]
    public void Markdown_labels_are_read_through_their_marks()
    {
        var (_, finding) = new TextSource(
            """
            # Invoice

            - **Invoice No:** `INV-9`
            - **Date**: 2026-03-04
            - *Total:* **€ 1.234,50**

            | Due date | 2026-04-01 |
            """.Replace("`\n- ", "`\n\n- ", StringComparison.Ordinal).Replace("04\n- ", "04\n\n- ", StringComparison.Ordinal),
            markdown: true
        ).Read();
        finding.Schema.EntityType.ShouldBe("invoice");
        var values = TextSource.Values(finding);
        (values["invoice_number"], values["issue_date"], values["total"], values["due_date"]).ShouldBe(
            ("\"INV-9\"", "\"2026-03-04\"", "1234.5", "\"2026-04-01\"")
        );
    }

    [Fact]
    public void Markdown_note_has_title_text_and_tags()
    {
        var (session, finding) = new TextSource(
            """
            ---
            date: 2026-03-04
            tags:
              - work
              - größe
            mood: good
            ---

            # Walk with *Ann* 🌲

            We talked about the plan.
            Name: not a title.

            #trip #alps
            """,
            markdown: true
        ).Read();
        session.Chosen.ShouldNotBeNull().Schema.EntityType.ShouldBe("note");
        var values = TextSource.Values(finding);
        values["title"].ShouldBe("\"Walk with Ann 🌲\"");
        finding.Fields.Single(f => f.Name == "title").Raw.ShouldBe("Walk with *Ann* 🌲");
        values["created_at"].ShouldBe("\"2026-03-04\"");
        values["text"].ShouldBe("\"We talked about the plan.\\nName: not a title.\\n\\n#trip #alps\"");
        finding.Fragments.ShouldHaveSingleItem().Name.ShouldBe("mood");
        values["tags"].ShouldBe("[\"work\",\"größe\"]");
    }

    [Fact]
    public void Hashtag_line_gives_the_tags_where_nothing_else_does()
    {
        var (session, finding) = new TextSource("# Day\n\nSun.\n\n#trip #alps", markdown: true).Read();
        var values = TextSource.Values(finding);
        values.ShouldContainKey("tags", string.Join(", ", session.Chosen!.Scores));
        values["tags"].ShouldBe("[\"trip\",\"alps\"]");
    }

    [Fact]
    public void Contact_card_is_recognised()
    {
        var (session, finding) = new TextSource(
            "Name: Zoë Ångström\nCompany: Fjord AB\nE-mail: zoe@fjord.example\nPhone: +46 8 123 45 67"
        ).Read();
        session.Chosen.ShouldNotBeNull().Schema.EntityType.ShouldBe("contact", string.Join(", ", session.Chosen.Scores));
        TextSource.Values(finding)["name"].ShouldBe("\"Zoë Ångström\"");
    }

    [Fact]
    public void Values_that_do_not_read_are_kept_with_the_reason()
    {
        var (session, finding) = new TextSource("Invoice no: 1\nTotal: about twelve\nDue date: 3/4/2026").Read(
            new InterpretationOptions { EntityType = "invoice" }
        );
        finding.Fragments.Select(f => (f.Name, f.Reason)).ShouldBe([("Total", "not a number"), ("Due date", "ambiguous day/month order")]);
        session.Notes.Count.ShouldBe(2);
    }

    [Fact]
    public void Invalid_bytes_do_not_move_the_evidence()
    {
        byte[] bytes = [.. "Vendor: Caf"u8, 0xE9, .. " Bleu\nTotal: 12.50\n"u8];
        string Slice(Strata.Parsing.ByteRange range) => Encoding.UTF8.GetString(bytes, (int)range.Start, (int)range.Length);
        var block = new Strata.Parsing.Block(0, Strata.Parsing.BlockType.Paragraph, new Strata.Parsing.ByteRange(0, bytes.Length), "");
        var document = new Strata.Parsing.ParsedDocument
        {
            Encoding = Encoding.UTF8,
            IsRecords = false,
            Blocks = [block],
        };
        var finding = RulesInterpreter
            .Start(TextSource.Seeds, new InterpretationOptions { EntityType = "invoice" }, document, null, Slice)
            .Interpret([block])
            .Single();
        finding.Fields.Count.ShouldBeGreaterThan(0);
        finding.Fields.Count(f => Slice(f.Range) == f.Raw).ShouldBe(finding.Fields.Count);
    }
}
