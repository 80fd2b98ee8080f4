using Strata.Rules.Values;

namespace Strata.Tests.Interpretation;

/// <summary>Papers that say the same things in other places, or under names that no schema knows.</summary>
public class PaperDetailTests
{
    [Theory]
    [InlineData("Via Mannu 3 - 09124 Cagliari - P.IVA 02218840928", "02218840928")]
    [InlineData("P.IVA 02218840928 – PEC studio@bellocchio.example", "02218840928")]
    [InlineData("SIRET 481 902 334 00017 – TVA FR 61 481902334", "FR 61 481902334")]
    [InlineData("P.IVA 02218840928 REA MO-377120", "02218840928")]
    [InlineData("Via Mannu 3 - 09124 Cagliari - P.IVA del mittente", null)]
    public void Label_and_number_may_stand_behind_a_dash(string line, string? number) =>
        Read($"Studio Bellocchio\n{line}\n\nFattura n. 17\nData: 04/03/2026\nTotale: 12,50 €")
            .GetValueOrDefault("vendor_vat_id")
            .ShouldBe(Quoted(number));

    [Theory]
    [InlineData("ABN 51 824 753 556", "Total: $100.00", "2026-04-03")]
    [InlineData("EIN 12-3456789", "Total: $100.00", "2026-03-04")]
    [InlineData("EIN 12-3456789", "Total: 100.00", "2026-03-04")]
    [InlineData("Call 406-555-0199", "Total: 100.00", "2026-03-04")]
    [InlineData("Call 406-555-0199, HST 12", "Total: 100.00", null)]
    [InlineData("Sort code 20-00-00", "Total: 100.00", "2026-04-03")]
    public void Country_tells_whether_the_day_or_the_month_comes_first(string line, string total, string? date) =>
        Read($"Invoice No: 17\nDate: 03/04/2026\n{line}\n{total}").GetValueOrDefault("issue_date").ShouldBe(Quoted(date));

    [Theory]
    [InlineData("Kassel, 6.10.2026", "2026-10-06")]
    [InlineData("6.10.2026", null)]
    public void Day_behind_a_place_is_the_papers_among_others(string line, string? date) =>
        Read(
                $"Malerbetrieb Kern GmbH\nOstring 14\n34117 Kassel\n\n{line}\n\nSchlussrechnung Nr. 2026-74\n\nGesamtbetrag   120,00 €\n\nAufmaß vom\n2.10.2026"
            )
            .GetValueOrDefault("issue_date")
            .ShouldBe(Quoted(date));

    [Fact]
    public void Codes_too_long_to_multiply_are_no_factors() =>
        Read(
            """
            Invoice No: 17

            Description    Qty                   Serial                Amount
            Relay          123456789012345678    987654321098765432    12.50
            Fuse           123456789012345679    987654321098765433    7.50

            Total: $20.00
            """
        )["total"]
            .ShouldBe("20");

    [Theory]
    [InlineData("abzgl. Nachlass 2 %", "discount")]
    [InlineData("Less discount", "discount")]
    [InlineData("abzgl. Abschlagszahlung vom 25.09.2026", "amount_paid")]
    public void What_is_taken_off_may_be_said_before_its_name(string label, string field) =>
        Read($"Rechnung Nr. 17\nDatum: 6.10.2026\n{label}     -20,00 €\nGesamtbetrag     120,00 €")[field].ShouldBe("20");

    [Fact]
    public void Rate_in_a_name_of_a_row_of_names_is_no_value()
    {
        var values = Read(
            "Faktura\n\nFakturanr: 17\n\nExkl. moms     Moms 25%     Öresutjämning     Att betala\n23 210,00      5 802,50     0,50              29 013,00 SEK"
        );
        (values["subtotal"], values["tax"], values["total"]).ShouldBe(("23210", "5802.5", "29013"));
    }

    [Fact]
    public void Tax_of_a_table_below_items_that_have_the_same_columns_is_counted_once()
    {
        var values = Read(
            """
            Faktura VAT nr FV/112/05/2026

            Nazwa towaru          Ilość    Cena netto    Netto    VAT    Kwota VAT    Brutto
            Przewód                 200          3,85    770,00    23%       177,10    947,10
            Puszka                   45          1,20     54,00    23%        12,42     66,42
            Poradnik                  2         60,00    120,00     5%         6,00    126,00

            W tym    824,00    23%    189,52    1 013,52
            W tym    120,00     5%      6,00      126,00

            Do zapłaty: 1 139,52 PLN
            """
        );
        (values["subtotal"], values["tax"], values["total"]).ShouldBe(("944", "195.52", "1139.52"));
    }

    [Fact]
    public void Numbers_of_two_sides_may_have_two_names()
    {
        var values = Read(
            "FACTURA\n\nNº factura: 17\n\nEmisor                     Cliente\nLucía Ferrándiz            Trazo Norte, S.L.\nNIF 48219033K              CIF B48220119\n\nTotal: 12,00 €"
        );
        (values["vendor_vat_id"], values["customer_vat_id"]).ShouldBe(("\"48219033K\"", "\"B48220119\""));
    }

    [Theory]
    [InlineData("Ricevuta fiscale n. 771 del 19/08/2026", "receipt")]
    [InlineData("Fattura n. 771 del 19/08/2026", "invoice")]
    public void What_a_paper_calls_itself_before_its_number_is_what_it_is(string title, string type) =>
        new TextSource(
            $"Albergo Tre Fontane s.n.c.\nVia Mannu 3 - 09124 Cagliari\n\n{title}\n\nCliente: Sig.ra Ilse Haberkorn\n\nDescrizione     Notti     Totale\nCamera          3         276,00\nMinibar         1         13,50\n\nTotale complessivo EUR 289,50\ndi cui IVA 10% EUR 26,32\nPagato con carta di credito"
        )
            .Read()
            .Finding.Schema.EntityType.ShouldBe(type);

    [Theory]
    [InlineData("Item        Qty    Net price    Net", "unit_price")]
    [InlineData("Item        Qty    V. pr.       Net", "unit_price")]
    [InlineData("Item        Pcs!   Price        Net", "quantity")]
    public void Column_that_multiplies_to_the_amount_is_the_other_factor(string header, string part) =>
        Read(
            $"INVOICE\n\nInvoice number: 17\nInvoice date: 2026-03-04\n\n{header}\nExam        2      72.50        145.00\nCytology    1      77.00        77.00\n\nInvoice total: 222.00"
        )["items"]
            .ShouldContain($"\"{part}\":{(part == "quantity" ? "2" : "72.5")}");

    [Theory]
    [InlineData(
        "2   Bison burger   35.90\n1   Draft ale   21.00",
        "56.90",
        """[{"amount":35.9,"description":"Bison burger","quantity":2},{"amount":21,"description":"Draft ale","quantity":1}]"""
    )]
    [InlineData(
        "Bison burger   2   35.90\nDraft ale   1   21.00",
        "56.90",
        """[{"amount":35.9,"description":"Bison burger","quantity":2},{"amount":21,"description":"Draft ale","quantity":1}]"""
    )]
    [InlineData(
        "Burger   2   17.95   35.90\nAle   1   21.00   21.00",
        "56.90",
        """[{"amount":35.9,"description":"Burger","quantity":2,"unit_price":17.95},{"amount":21,"description":"Ale","quantity":1,"unit_price":21}]"""
    )]
    [InlineData(
        "1   Bison burger   35.90\n2   Draft ale   21.00\n3   Soup   8.10",
        "65.00",
        """[{"amount":35.9,"description":"Bison burger"},{"amount":21,"description":"Draft ale"},{"amount":8.1,"description":"Soup"}]"""
    )]
    public void Column_of_figures_counts_what_it_stands_beside(string rows, string total, string items) =>
        Read($"CORNER SHOP\n12 Dock Road\n\n{rows}\n\nTOTAL   {total}\n2026-03-04 11:26", "receipt")["items"].ShouldBe(items);

    [Theory]
    [InlineData(
        "3   x Pils   5,20   15,60   B\n2   x Schorle   2,90   5,80   B",
        "21,40",
        """[{"amount":15.6,"description":"Pils","quantity":3,"unit_price":5.2},{"amount":5.8,"description":"Schorle","quantity":2,"unit_price":2.9}]"""
    )]
    [InlineData(
        "Ceramic mug, sage\nQty: 2   56,00\nPaper filters\nQty: 1   9,50",
        "65,50",
        """[{"amount":56,"description":"Ceramic mug, sage","quantity":2},{"amount":9.5,"description":"Paper filters","quantity":1}]"""
    )]
    public void Pieces_and_rate_of_tax_may_stand_around_an_item(string rows, string total, string items) =>
        Read($"GASTHOF KERN\nMarktplatz 3\n\n{rows}\n\nSUMME   {total}\n14.06.2026 20:47", "receipt")["items"].ShouldBe(items);

    [Theory]
    [InlineData("Å betale kr", "NOK")]
    [InlineData("Total de plată (lei)", "RON")]
    public void Currency_may_end_the_name_of_an_amount(string label, string currency)
    {
        var values = Read($"Faktura\n\nFakturanr. 17\nDato: 2026-03-04\nOrg.nr. NO 988 114 207 MVA\n\n{label}     2281,15");
        (values["total"], values["currency"]).ShouldBe(("2281.15", $"\"{currency}\""));
    }

    [Theory]
    [InlineData("Gesamtsumme inkl. MwSt.     264,70", "264.7")]
    [InlineData("Total incl. 20% VAT     264,70", "264.7")]
    public void Tax_in_a_sum_is_no_other_sum(string line, string total) =>
        Read($"Rechnung Nr. 17\nDatum: 2026-03-04\n{line}")["total"].ShouldBe(total);

    [Theory]
    [InlineData("invoice")]
    [InlineData("receipt")]
    public void What_is_to_pay_is_the_total_less_its_discount(string type) =>
        Read("PET SHOP\n12 Dock Road\n\nValor total     296,15\nDesconto     10,00\nValor a pagar     286,15", type)["total"]
            .ShouldBe("286.15");

    [Fact]
    public void Taxes_of_one_sum_are_one()
    {
        var values = Read(
            "Tax Invoice\n\nInvoice No. 17\nDated: 14-Mar-26\n\nCGST @ 2.5%     2,270.00\nSGST @ 2.5%     2,270.00\nTotal     ₹ 95,340.00"
        );
        (values["tax"], values["total"]).ShouldBe(("4540", "95340"));
    }

    [Fact]
    public void Rate_before_and_amount_behind_the_name_of_a_tax_are_no_part_of_it()
    {
        var values = Read(
            "Factuur 17\n\nDatum: 2026-03-04\nSubtotaal     1.340,00\n21% btw over € 1.065,00     € 223,65\n9% btw over € 275,00     € 24,75\nTe betalen     € 1.588,40"
        );
        (values["subtotal"], values["tax"], values["total"]).ShouldBe(("1340", "248.4", "1588.4"));
    }

    [Fact]
    public void Sum_whose_name_ends_like_a_tax_completes_the_others()
    {
        var values = Read(
            "Rechnung Nr. 17\nDatum: 2026-03-04\nSumme der Beträge (ohne Umsatzsteuer)     35,91\nUmsatzsteuer 19 %     6,82\nZu zahlender Betrag     42,73 €"
        );
        (values["subtotal"], values["tax"], values["total"]).ShouldBe(("35.91", "6.82", "42.73"));
    }

    [Fact]
    public void Table_of_taxes_is_no_list_of_papers()
    {
        var findings = new TextSource(
            "Fattura n. 17\n\nData: 16/04/2026\nTotale documento: € 3.307,15\n\nAliquota     Imponibile     Imposta\n4 %      1.350,59     54,02\n10 %     1.734,43     173,44"
        ).ReadAll();
        TextSource.Values(findings.ShouldHaveSingleItem())["total"].ShouldBe("3307.15");
    }

    [Fact]
    public void Items_go_on_behind_what_is_carried_over()
    {
        var values = Read(
            "INVOICE\n\nInvoice number: 17\nInvoice date: 2026-03-04\n\nItem        Qty    Price    Amount\nExam          2    72.50    145.00\nCarried forward             145.00\n\nItem        Qty    Price    Amount\nBrought forward             145.00\nCytology      1    77.00     77.00\n\nInvoice total: 222.00"
        );
        values["items"]
            .ShouldBe(
                """[{"amount":145,"description":"Exam","quantity":2,"unit_price":72.5},{"amount":77,"description":"Cytology","quantity":1,"unit_price":77}]"""
            );
    }

    [Fact]
    public void Charges_and_payments_on_a_bill_are_no_postings() =>
        new TextSource(
            "Facture n° : 26-03317\nDate : 18/07/2026\nHôtel Vauban SARL\n\nDate           Libellé          Débit     Crédit\n16/07/2026     Chambre         118,00\n17/07/2026     Petit déjeuner   27,00\n18/07/2026     Carte Visa                 145,00\n\nTotal TTC     145,00 €"
        )
            .ReadAll()
            .ShouldHaveSingleItem()
            .Schema.EntityType.ShouldBe("invoice");

    [Theory]
    [InlineData("Nr konta: 61 1090 1014 0000 0712 1981 2874", "61 1090 1014 0000 0712 1981 2874")]
    [InlineData("Nr konta: 62 1090 1014 0000 0712 1981 2874", null)]
    public void Polish_account_is_known_without_its_country(string line, string? iban) =>
        Read($"Faktura VAT nr 17\n\nData wystawienia: 2026-03-04\n{line}\nDo zapłaty: 12,00 PLN")
            .GetValueOrDefault("iban")
            .ShouldBe(Quoted(iban));

    [Fact]
    public void Day_behind_a_number_is_no_part_of_it()
    {
        var values = Read(
            "Järnhandeln AB\nStorgatan 5\n\nKvitto nr 88120 2026-04-09 16:22 Kassör: 7\n\nSpik   118,00\nTejp   68,00\nAtt betala   186,00 kr",
            "receipt"
        );
        (values["receipt_number"], values["date"], values["time"]).ShouldBe(("\"88120\"", "\"2026-04-09\"", "\"16:22\""));
    }

    [Fact]
    public void Names_of_sums_below_items_are_no_names_of_items()
    {
        var values = Read(
            "CREDITNOTA\n\nNummer: CN26-0019\nDatum: 2026-06-11\n\n| Maatstaf van heffing | BTW % | BTW | Totaal EUR |\n\n| -493,00 | 21 | -103,53 | -596,53 |",
            markdown: true
        );
        (values["invoice_number"], values["subtotal"], values["tax"], values["total"], values["currency"]).ShouldBe(
            ("\"CN26-0019\"", "-493", "-103.53", "-596.53", "\"EUR\"")
        );
    }

    [Fact]
    public void Charges_on_a_bill_are_its_items()
    {
        var values = TextSource.Values(
            new TextSource(
                "Facture n° : 26-03317\nDate : 18/07/2026\nHôtel Vauban SARL\n\nDate           Libellé          Débit     Crédit\n16/07/2026     Chambre         118,00\n17/07/2026     Bar              27,00\n18/07/2026     Carte Visa                 145,00\n\nTotal TTC     145,00 €"
            )
                .ReadAll()
                .ShouldHaveSingleItem()
        );
        values["items"].ShouldBe("""[{"amount":118,"description":"Chambre"},{"amount":27,"description":"Bar"}]""");
    }

    [Theory]
    [InlineData("Der Rechnungsbetrag wird am 18.06.2026 von Ihrem Konto abgebucht.", "2026-06-18")]
    [InlineData("Payment within 14 days please, i.e. by 18 June 2026.", "2026-06-18")]
    [InlineData("Am 18.06.2026 haben wir Ihre Karte gesperrt.", null)]
    public void Day_that_an_account_is_debited_is_the_day_to_pay_by(string sentence, string? due) =>
        Read($"Rechnung Nr. 17\nDatum: 6.6.2026\nGesamtbetrag: 12,00 €\n\n{sentence}").GetValueOrDefault("due_date").ShouldBe(Quoted(due));

    [Theory]
    [InlineData(
        "Forma de pago: transferencia bancaria a BBVA ES91 2100 0418 4502 0005 1332",
        "payment_method",
        "transferencia bancaria a BBVA"
    )]
    [InlineData("hello@juniper.example     Terms     Net 30", "payment_terms", "Net 30")]
    [InlineData("Betalningsvillkor 30 dagar netto", "payment_terms", "30 dagar netto")]
    [InlineData("Kjær ApS / Nørregade 40 / 7500 Holstebro / CVR-nr. 39 81 70 26 / Tlf. 97 55 01 66", "vendor_vat_id", "39 81 70 26")]
    public void Value_ends_where_another_begins(string line, string field, string value) =>
        Read($"Rechnung Nr. 17\nDatum: 2026-03-04\nTotal: 12,00 €\n\n{line}")[field].ShouldBe($"\"{value}\"");

    [Fact]
    public void Compound_of_a_papers_name_is_nobody()
    {
        var values = Read(
            "Strømfaktura\nFjordkilde Kraft AS\nPostboks 220\n6801 Førde\n\nAslaug Myklebust\nHafstadvegen 31\n6800 Førde\n\nFakturanr. 17\nÅ betale kr     12,00"
        );
        (values["vendor"], values["customer"]).ShouldBe(("\"Fjordkilde Kraft AS\"", "\"Aslaug Myklebust\""));
    }

    [Fact]
    public void Address_with_a_telephone_number_is_the_senders()
    {
        var values = Read(
            "T. Hargreaves & Sons\nPlumbing & Heating Engineers · Gas Safe 501882\n14 Canal Wharf, Hebden Bridge HX7 8AD · Tel 01422 555 019\n\nMrs J. Ollerenshaw\nNutclough House\nKeighley Road\nHebden Bridge HX7 8EZ\n\nInvoice no: 17\nTotal to pay £12.00"
        );
        values["customer"].ShouldBe("\"Mrs J. Ollerenshaw\"");
    }

    [Theory]
    [InlineData("Cota TVA: 21%     Total     1.215,00     255,15")]
    [InlineData("Razem     1.215,00     255,15     1.470,15")]
    public void Sum_and_tax_in_one_row_are_told_by_the_total(string row)
    {
        var values = Read($"Factură nr. 17\n\nData: 2026-03-04\n\n{row}\n\nTotal de plată (lei)     1.470,15");
        (values["subtotal"], values["tax"], values["total"]).ShouldBe(("1215", "255.15", "1470.15"));
    }

    private static string? Quoted(string? value) => value is null ? null : $"\"{value}\"";

    private static Dictionary<string, string> Read(string text, string type = "invoice", bool markdown = false) =>
        TextSource.Values(new TextSource(text, markdown: markdown).Read(new RulesOptions { EntityType = type }).Finding);
}
