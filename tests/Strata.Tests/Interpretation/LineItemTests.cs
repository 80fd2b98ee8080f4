using Strata.Testing;

namespace Strata.Tests.Interpretation;

public class LineItemTests
{
    private const string Invoice = """
        INVOICE

        Invoice No: 2026-88
        Date: 2026-03-14
        Vendor: Nordlicht GmbH

        Description                   Qty    Unit price        Amount
        ----------------------------  ---    ----------    ----------
        Consulting                     10        120.00      1,200.00
        Travel to Lübeck and back       1         85.50         85.50
        Licence 🦊                      3         40.00        120.00

        Subtotal: EUR 1,405.50
        VAT: EUR 267.05
        Total: EUR 1,672.55
        """;

    [Fact]
    public void Line_items_of_a_text_become_an_array_with_the_rows_as_evidence()
    {
        var (session, finding) = new TextSource(Invoice).Read();

        var items = finding.Fields.Single(f => f.Name == "items");
        items.Json.ShouldBe(
            """[{"amount":1200,"description":"Consulting","quantity":10,"unit_price":120},{"amount":85.5,"description":"Travel to Lübeck and back","quantity":1,"unit_price":85.5},{"amount":120,"description":"Licence 🦊","quantity":3,"unit_price":40}]"""
        );
        items.Raw.ShouldStartWith("Consulting");
        items.Raw.ShouldEndWith("120.00");
        TextSource.Values(finding)["total"].ShouldBe("1672.55");
        TextSource.Values(finding)["subtotal"].ShouldBe("1405.5");
        session.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Items_that_add_up_raise_the_confidence_and_others_are_noted()
    {
        var (_, right) = new TextSource(Invoice).Read();
        var (session, wrong) = new TextSource(Invoice.Replace("1,405.50", "1,505.50", StringComparison.Ordinal)).Read();

        right.Confidence.ShouldBeGreaterThan(wrong.Confidence);
        session.Notes.ShouldContain(note =>
            note.Contains("the sum of 'items.amount' is 1405.5, 'subtotal' is 1505.5", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("Subtotal: EUR 1,189.71\n")]
    public void Items_with_their_tax_are_not_doubted_where_the_total_holds_the_shipping_too(string net)
    {
        var (session, finding) = new TextSource(Shop(net, "1,415.50")).Read();
        var (doubted, wrong) = new TextSource(Shop(net, "1,417.30")).Read();

        TextSource.Values(finding)["total"].ShouldBe("1415.5");
        TextSource.Values(finding)["shipping"].ShouldBe("10");
        session.Notes.ShouldBeEmpty();
        doubted.Notes.ShouldContain(note => note.StartsWith("the sum of 'items.amount' is 1405.5", StringComparison.Ordinal));
        finding.Confidence.ShouldBeGreaterThan(wrong.Confidence);

        static string Shop(string net, string total) =>
            Invoice
                .Replace("Subtotal: EUR 1,405.50", net + "Shipping: EUR 10.00", StringComparison.Ordinal)
                .Replace("267.05", "225.79", StringComparison.Ordinal)
                .Replace("1,672.55", total, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,638.43", false)]
    [InlineData("1,638.93", true)]
    public void A_difference_may_be_two_amounts_that_no_field_holds(string total, bool doubted)
    {
        var (session, _) = new TextSource(
            Invoice.Replace(
                "Total: EUR 1,672.55",
                $"Courier           14.40\nRetention        -48.52\nTotal: EUR {total}",
                StringComparison.Ordinal
            )
        ).Read();

        session
            .Notes.Any(note => note.StartsWith("'subtotal' + 'tax'", StringComparison.Ordinal))
            .ShouldBe(doubted, string.Join('\n', session.Notes));
    }

    [Theory]
    [InlineData("1,405.50", "267.05", "1,672.55", true)]
    [InlineData("1,405.50", "267.05", "1,999.99", false)]
    [InlineData("1,405.50", "224.41", "1,405.50", null)]
    [InlineData("1,405.50", "267.05\n        Deposit: EUR 100.00", "1,772.55", null)]
    [InlineData("1,405.50", "267.05\n        Shipping: EUR 10.00", "1,682.55", true)]
    [InlineData("1,405.50", "267.05\n        Shipping: EUR 10.00", "1,684.55", false)]
    [InlineData("1,405.50", "267.05", "1,673.00", null)]
    public void A_total_is_doubted_only_where_nothing_the_paper_says_explains_it(string subtotal, string tax, string total, bool? holds)
    {
        var without = new TextSource(Paper("", "", total)).Read().Finding.Confidence;

        var (session, finding) = new TextSource(Paper($"Subtotal: EUR {subtotal}", $"VAT: EUR {tax}", total)).Read();

        var note = session.Notes.FirstOrDefault(note => note.StartsWith("'subtotal' + 'tax'", StringComparison.Ordinal));
        (note is not null).ShouldBe(holds is false, note);
        if (holds is false)
        {
            finding.Confidence.ShouldBeLessThan(without);
        }

        static string Paper(string subtotal, string tax, string total) =>
            $"""
                Invoice number: INV-2026-017
                Vendor: Müller GmbH
                Date: 2026-02-28

                {subtotal}
                {tax}
                Total: EUR {total}
                """;
    }

    [Fact]
    public void Items_that_add_up_do_not_make_up_for_a_total_that_does_not()
    {
        var (_, right) = new TextSource(Invoice).Read();
        var (session, wrong) = new TextSource(Invoice.Replace("1,672.55", "1,999.99", StringComparison.Ordinal)).Read();

        session.Notes.ShouldHaveSingleItem().ShouldStartWith("'subtotal' + 'tax' is 1672.55, 'total' is 1999.99");
        wrong.Confidence.ShouldBeLessThan((2 * right.Confidence) - 1);
    }

    [Fact]
    public void Items_and_their_tax_are_the_total_where_nothing_names_their_sum()
    {
        var (session, finding) = new TextSource(Invoice.Replace("Subtotal: EUR 1,405.50", "", StringComparison.Ordinal)).Read();

        session.Notes.ShouldBeEmpty();
        TextSource.Values(finding).Keys.ShouldContain("items");
    }

    [Fact]
    public void A_quantity_and_its_unit_may_stand_in_one_cell()
    {
        var (_, finding) = new TextSource(
            """
            Rechnung Nr.: RE-19
            Datum: 28. Februar 2026
            Rechnungssteller: Hafenwerk AG

            Nr	Bezeichnung	Menge	Einzelpreis	Gesamtpreis
            1	Lagerung	14 Std.	85,00	1.190,00
            2	Fracht	2,5 t	10,00	25,00
            """
        ).Read();

        using var items = JsonDocument.Parse(finding.Fields.Single(f => f.Name == "items").Json);
        items
            .RootElement.EnumerateArray()
            .Select(item => (item.GetProperty("quantity").GetDecimal(), item.GetProperty("unit").GetString()))
            .ShouldBe([(14m, "Std."), (2.5m, "t")]);
    }

    [Fact]
    public void A_cell_that_no_part_holds_is_kept_beside_its_item_with_where_it_stands()
    {
        var text = new TextSource(
            """
            Rechnung Nr.: RE-18
            Datum: 28. Februar 2026
            Rechnungssteller: Hafenwerk AG

            Pos.	Bezeichnung	Menge	Einzelpreis	Gesamtpreis
            11	Lagerung	14	85,00	1.190,00
            12	Aufräumen	pauschal	312,40	312,40
            """
        );

        var (session, finding) = text.Read();

        using var items = JsonDocument.Parse(finding.Fields.Single(f => f.Name == "items").Json);
        items.RootElement[1].TryGetProperty("quantity", out _).ShouldBeFalse();
        items.RootElement[1].GetProperty("amount").GetDecimal().ShouldBe(312.4m);
        var kept = finding.Fragments.Single(f => f.Name == "items[1].Menge");
        (kept.Json, kept.Raw).ShouldBe(("\"pauschal\"", "pauschal"));
        kept.Reason.ShouldNotBe("not declared");
        session.Notes.ShouldContain(note => note.StartsWith("'items[1].Menge'", StringComparison.Ordinal));
        finding
            .Fragments.Where(f => f.Reason == "not declared")
            .Select(f => (f.Name, f.Raw))
            .ShouldBe([("items[0].Pos.", "11"), ("items[1].Pos.", "12")]);
    }

    [Fact]
    public void German_line_items_are_read_by_their_own_notation()
    {
        var (_, finding) = new TextSource(
            """
            Rechnung Nr.: RE-17
            Datum: 28. Februar 2026
            Rechnungssteller: Hafenwerk AG

            Bezeichnung	Menge	Einzelpreis	Gesamtpreis
            Lagerung	14	85,00	1.190,00
            Umschlag	1	312,40	312,40
            Zwischensumme	1.502,40
            """
        ).Read();

        finding.Fields.Single(f => f.Name == "items").Json.ShouldContain("1190");
        using var items = JsonDocument.Parse(finding.Fields.Single(f => f.Name == "items").Json);
        items.RootElement.GetArrayLength().ShouldBe(2);
        items.RootElement[0].GetProperty("amount").GetDecimal().ShouldBe(1190m);
        items.RootElement[1].GetProperty("unit_price").GetDecimal().ShouldBe(312.4m);
        TextSource.Values(finding)["subtotal"].ShouldBe("1502.4");
    }

    [Fact]
    public void Postings_of_a_statement_are_records_and_what_stands_beside_them_is_kept()
    {
        var source = new TextSource(
            """
            Account statement

            IBAN: DE89 3704 0044 0532 0130 00

            Date        Description            Amount    Balance
            02.01.2026  Rent January          -950.00   2,050.00
            05.01.2026  Salary ACME          3,200.00   5,250.00
            11.01.2026  Grocery store          -84.12   5,165.88
            """
        );

        var findings = source.ReadAll();

        var postings = findings.Where(f => f.Schema.EntityType == "transaction").ToList();
        postings.Count.ShouldBe(3);
        TextSource.Values(postings[1])["amount"].ShouldBe("3200");
        TextSource.Values(postings[2])["date"].ShouldBe("\"2026-01-11\"");
        findings.Where(f => f.Schema.EntityType == "generic").ShouldHaveSingleItem().Fragments.ShouldContain(f => f.Name == "IBAN");
    }

    [Fact]
    public void Labels_above_their_values_are_still_labels()
    {
        var (_, finding) = new TextSource(
            """
            INVOICE

            Invoice No      Date          Due date
            INV-9           4 March 2026    3 April 2026

            Total: € 12.00
            Vendor: Blue Fjord
            """
        ).Read();

        TextSource.Values(finding)["invoice_number"].ShouldBe("\"INV-9\"");
        TextSource.Values(finding)["due_date"].ShouldBe("\"2026-04-03\"");
    }

    [Fact]
    public void A_currency_with_a_column_of_its_own_is_no_part_of_the_amount_beside_it()
    {
        const string Text = """
            Invoice No: 17
            Date: 2026-03-04

            Description      Qty   Currency   Amount
            Widget           2     EUR        12.50
            Gadget           1     EUR        4.00

            Total: EUR 16.50
            """;
        TextSource
            .Values(new TextSource(Text).Read().Finding)["items"]
            .ShouldBe("""[{"amount":12.5,"description":"Widget","quantity":2},{"amount":4,"description":"Gadget","quantity":1}]""");
        TextSource
            .Values(new TextSource(Text.Replace("Currency", "        ", StringComparison.Ordinal)).Read().Finding)["items"]
            .ShouldBe("""[{"amount":12.5,"description":"Widget","quantity":2},{"amount":4,"description":"Gadget","quantity":1}]""");
    }

    [Fact]
    public void A_statement_with_balances_is_no_invoice()
    {
        var found = new TextSource(
            """
            Piedmont Dental Lab

            To: Dr. Lena Whitcomb
            Statement date: 2026-06-30

            Date         Reference    Description        Charges     Balance
                                      Balance forward                 310.00
            2026-06-09   INV 5518     Crowns, zirconia    420.00      730.00
            2026-06-20   INV 5531     Bridge               90.00      820.00

            Amount due: $820.00
            """
        ).ReadAll();
        found.Where(f => f.Schema.EntityType == "transaction").Select(f => TextSource.Values(f)["debit"]).ShouldBe(["420", "90"]);
        found.ShouldNotContain(f => f.Schema.EntityType == "invoice");
    }

    [Fact]
    public void A_line_of_signs_and_figures_without_end_is_read_in_no_time()
    {
        var began = ThreadClock.CpuTime;
        new TextSource("Invoice No: 17\nTotal: 12.00 EUR\n" + string.Concat(Enumerable.Repeat("€   1   ", 100_000))).Read();
        (ThreadClock.CpuTime - began).ShouldBeLessThan(TimeSpan.FromMinutes(2));
    }

    [Theory]
    // Names that no schema knows amid some that it does; and an address in the first column.
    [InlineData(
        "<tr><th>Your sign</th><th>Region</th><th>Clerk</th><th>Invoice date</th><th>Due date</th></tr><tr><td>Zy</td><td>N 4</td><td>Ann</td><td>2026-05-19</td><td>2026-06-18</td></tr>"
    )]
    [InlineData(
        "<tr><td>14 Quay Road</td><td>Invoice date</td><td>Due date</td></tr><tr><td>Wick KW1 5EP</td><td>2026-05-19</td><td>2026-06-18</td></tr><tr><td>Delivery</td><td>Region</td><td>Clerk</td></tr><tr><td>by lorry</td><td>N 4</td><td>Ann</td></tr>"
    )]
    public void Names_over_values_in_a_head_are_labels(string rows)
    {
        var values = PageValues(
            $"<h1>Invoice</h1><p>Invoice number: 17</p><p>Vendor: Hafen Ltd</p><table>{rows}</table><p>Total: 12.00 EUR</p>"
        );

        (values["issue_date"], values["due_date"], values["total"]).ShouldBe(("\"2026-05-19\"", "\"2026-06-18\"", "12"));
    }

    [Fact]
    public void Names_over_a_list_are_no_labels()
    {
        var values = PageValues(
            "<h1>Invoice</h1><p>Invoice number: 17</p><p>Vendor: Hafen Ltd</p><table><tr><th>Region</th><th>Clerk</th><th>Lorry</th><th>Invoice date</th><th>Due date</th></tr>"
                + "<tr><td>N 4</td><td>Ann</td><td>7</td><td>2026-05-19</td><td>2026-06-18</td></tr><tr><td>N 5</td><td>Bob</td><td>8</td><td>2026-05-20</td><td>2026-06-20</td></tr></table><p>Total: 12.00 EUR</p>"
        );

        values.ShouldNotContainKey("due_date");
    }

    [Fact]
    public void Papers_in_a_list_are_papers_still_though_the_next_page_repeats_the_header()
    {
        const string Header = "<tr><th>Invoice number</th><th>Date</th><th>Vendor</th><th>Total</th></tr>";
        var (_, findings) = TextSource.Page(
            "<h1>Archive</h1><table>"
                + Header
                + "<tr><td>A-1</td><td>2026-02-03</td><td>Hafen Ltd</td><td>12.00</td></tr></table><p>Page 1</p><table>"
                + Header
                + "<tr><td>A-2</td><td>2026-02-03</td><td>Hafen Ltd</td><td>12.00</td></tr></table>"
        );

        findings
            .Where(f => f.Schema.EntityType == "invoice")
            .Select(f => TextSource.Values(f)["invoice_number"])
            .ShouldBe(["\"A-1\"", "\"A-2\""]);
    }

    [Theory]
    [InlineData(
        "</table><table><tr><td>Net amount</td><td>VAT 25%</td><td>Rounding</td><td>Amount due</td></tr><tr><td>22,860.00</td><td>5,715.00</td><td>0.50</td><td>28,575.50</td></tr>"
    )]
    [InlineData(
        "<tr><td></td><td></td><td></td><td>Total</td><td>22,860.00</td><td>25%</td><td>28,575.50</td></tr><tr><td></td><td></td><td></td><td>Of which</td><td>22,860.00</td><td>25%</td><td>28,575.50</td></tr></table><p>Amount due: 28,575.50</p><table>"
    )]
    public void Sums_below_the_items_are_none_of_them(string sums)
    {
        var html =
            "<h1>Invoice</h1><p>Invoice number: 104882</p><p>Date: 2026-10-14</p><p>Vendor: Hafen Ltd</p><table>"
            + "<tr><th>Description</th><th>Quantity</th><th>Unit</th><th>Unit price</th><th>Amount</th><th>VAT rate</th><th>Gross</th></tr>"
            + "<tr><td>Fitting of lamps</td><td>12</td><td>h</td><td>645.00</td><td>7,740.00</td><td>25%</td><td>9,675.00</td></tr>"
            + "<tr><td>LED lamp 150 W</td><td>8</td><td>pcs</td><td>1,890.00</td><td>15,120.00</td><td>25%</td><td>18,900.00</td></tr>"
            + sums
            + "</table>";
        var values = PageValues(html);

        JsonDocument.Parse(values["items"]).RootElement.GetArrayLength().ShouldBe(2);
        values["total"].ShouldBe("28575.5");
    }

    private static Dictionary<string, string> PageValues(string html) =>
        TextSource.Values(TextSource.Page(html).Findings.ShouldHaveSingleItem());
}
