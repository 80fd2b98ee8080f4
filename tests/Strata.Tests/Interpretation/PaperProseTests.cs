using Strata.Parsing;
using Strata.Parsing.Html;
using Strata.Rules.Values;

namespace Strata.Tests.Interpretation;

/// <summary>What papers say in a sentence or beside other words, and in boxes of their own.</summary>
public class PaperProseTests
{
    [Theory]
    [InlineData("Fakturujeme Vám dle objednávky č. 77/2026:", "77/2026")]
    [InlineData("We invoice as per your order no. AB-12.", "AB-12")]
    [InlineData("gemäß Ihrer Bestellung 4711 vom 3.2.2026", "4711")]
    [InlineData("Suite à votre commande n° 88/26, nous vous facturons :", "88/26")]
    [InlineData("As per order number 7 and as per order number 8", "7")]
    [InlineData("As per order of the court", null)]
    [InlineData("As per order 7.\nAs per order 8.", null)]
    public void Order_that_a_sentence_names_is_the_recipients(string sentence, string? order) =>
        Read($"Acme Ltd\nINVOICE\n\nInvoice No: 17\nDate: 2026-03-04\n\n{sentence}\n\nTotal: £120.00")
            .GetValueOrDefault("purchase_order")
            .ShouldBe(Quoted(order));

    [Theory]
    [InlineData("Auftrags-Nr.   118802", null)]
    [InlineData("Ihre Auftrags-Nr.   118802", "118802")]
    [InlineData("Bestell-Nr.   118802", "118802")]
    [InlineData("Wir berechnen laut Auftrag Nr. 118802:", null)]
    [InlineData("Wir berechnen gemäß Ihrem Auftrag Nr. 118802:", "118802")]
    public void Number_of_the_senders_own_order_is_no_purchase_order(string line, string? order) =>
        Read($"Autohaus Kerbel KG\nRechnung Nr. 17\nDatum: 4.3.2026\n{line}\n\nGesamtbetrag: 12,00 €")
            .GetValueOrDefault("purchase_order")
            .ShouldBe(Quoted(order));

    [Theory]
    [InlineData("Règlement par virement bancaire – IBAN : FR14 2004 1010 0505 0001 3M02 606", "virement bancaire")]
    [InlineData("Règlement par virement bancaire.", "virement bancaire")]
    [InlineData("Règlement par nos soins", null)]
    public void Means_in_a_sentence_ends_where_that_goes_on(string sentence, string? means) =>
        Read($"FACTURE N° 17\nDate : 31/03/2026\nTotal : 330,00 €\n\n{sentence}")
            .GetValueOrDefault("payment_method")
            .ShouldBe(Quoted(means));

    [Fact]
    public void Number_ends_before_its_series()
    {
        var values = Read("AMIGO FIEL LTDA\n\nNFC-e nº 000048117 Série 001 20/06/2026 15:38:02\n\nValor total R$   286,15", "receipt");
        (values["receipt_number"], values["date"]).ShouldBe(("\"000048117\"", "\"2026-06-20\""));
    }

    [Theory]
    [InlineData("à € 6,50", "€ 546,00", "6.5")]
    [InlineData("je 6,50", "546,00", "6.5")]
    [InlineData("à € 6,70", "€ 546,00", null)]
    public void What_one_costs_may_stand_between_a_text_and_its_amount(string each, string amount, string? price) =>
        Read(
            $"Honorarnote 2026/07\n\nLektorat Bericht, 84 Seiten   {each}   {amount}\nKorrektorat Website   € 280,00\nSumme netto   € 826,00\n20 % USt   € 165,20\nGesamtbetrag   € 991,20"
        )["items"]
            .ShouldBe(
                $$"""[{"amount":546,"description":"Lektorat Bericht, 84 Seiten"{{(price is null ? "" : $",\"unit_price\":{price}")}}},{"amount":280,"description":"Korrektorat Website"}]"""
            );

    [Theory]
    [InlineData("12.01", "12.01")]
    [InlineData("12.02", null)]
    public void Tax_behind_other_words_is_told_by_the_items_and_the_total(string amount, string? tax)
    {
        var values = Read(
            $"Blue Ridge Electric\nINVOICE\n\nInvoice No: 17\nDate: 2026-04-21\n\nDescription              Quantity     Rate       Amount\nEnergy charge                1312   0.0987       129.49\nSecurity light                  1     3.60         3.60\nNC sales tax 7%                                   {amount}\nTotal current charges                           $145.10"
        );
        values.GetValueOrDefault("tax").ShouldBe(tax);
        values["total"].ShouldBe("145.1");
    }

    [Theory]
    [InlineData("Součet položek     7 110,00 1 493,10 8 603,10")]
    [InlineData("Součet položek     7.110,00 1.493,10     8.603,10")]
    public void Amounts_in_one_cell_are_told_apart_by_their_decimals(string row)
    {
        var values = Read($"Faktura č. 17\n\nDatum: 2026-03-04\n\n{row}\n\nCelkem k úhradě     8 603,10 Kč");
        (values["subtotal"], values["tax"], values["total"]).ShouldBe(("7110", "1493.1", "8603.1"));
    }

    [Theory]
    [InlineData("NIF 25417733K", "CLIENTE\nTormo, S.L.\nCIF B46881203\nPol. Ind. La Reva 4\n46394 Ribarroja", "25417733K", "B46881203")]
    [InlineData("Tel. 96 555 01 44", "CLIENTE\nTormo, S.L.\nCIF B46881203\nPol. Ind. La Reva 4\n46394 Ribarroja", null, "B46881203")]
    [InlineData(
        "P.IVA 03311870366 REA MO-377120",
        "Spett.le\nTrattoria Sala\n\nTel. 059 555 0144\n\nP.IVA 02980410364 C.F. SLAMRT71D52F257K",
        "03311870366",
        "02980410364"
    )]
    [InlineData("P.IVA 03311870366", "Spett.le\nTrattoria Sala\n\nC.F. SLAMRT71D52F257K", "03311870366", null)]
    public void Tax_number_below_a_name_or_like_the_senders_is_the_recipients(string own, string other, string? senders, string? recipients)
    {
        var values = Read($"Ferraguti S.r.l.\nVia Emilia 412\n{own}\n\n{other}\n\nFattura n. 17\nData: 04/03/2026\nTotale: 12,50 €");
        (values.GetValueOrDefault("vendor_vat_id"), values.GetValueOrDefault("customer_vat_id")).ShouldBe(
            (Quoted(senders), Quoted(recipients))
        );
    }

    [Theory]
    [InlineData("Dana Table 12", "Dana")]
    [InlineData("Dana M. Kasse 3", "Dana M.")]
    [InlineData("Dana Tablecloth", "Dana Tablecloth")]
    public void Place_behind_a_cashier_is_no_name(string server, string cashier) =>
        Read($"THE COPPER KETTLE\n218 Main St\n\nServer: {server}\nCheck #: 40771\n\nTotal   80.76", "receipt")["cashier"]
            .ShouldBe(Quoted(cashier));

    [Fact]
    public void Street_and_town_in_one_cell_are_an_address()
    {
        var values = Read(
            "Aebischer AG\n\nHauptstrasse 17\tStiftung Lindenhof\n3186 Düdingen\tBuchhaltung\nCHE-108.774.312 MWST\tBonnstrasse 2 3186 Düdingen\n\nRechnung Nr. 17\nTotal CHF 12.00"
        );
        (values["vendor"], values["customer"]).ShouldBe(("\"Aebischer AG\"", "\"Stiftung Lindenhof\""));
    }

    [Theory]
    [InlineData("Pagamento: bonifico bancario a 30 gg.", "bonifico bancario", null)]
    [InlineData("Pagamento: RIBA 30 GG F.M.", null, "RIBA 30 GG F.M.")]
    [InlineData("Pagamento: bonifico, 30 giorni", "bonifico", null)]
    [InlineData("Zahlungsart: per Überweisung innerhalb 14 Tagen", "per Überweisung innerhalb 14 Tagen", null)]
    [InlineData("Pagamento: bonifico bancario", "bonifico bancario", null)]
    public void Days_to_pay_in_are_no_means(string line, string? means, string? terms)
    {
        var values = Read($"Fattura n. 17\nData: 04/03/2026\n{line}\nTotale: 12,50 €");
        (values.GetValueOrDefault("payment_method"), values.GetValueOrDefault("payment_terms")).ShouldBe((Quoted(means), Quoted(terms)));
    }

    [Fact]
    public void Payment_may_have_its_day_in_the_next_line()
    {
        var values = Read(
            "Schlussrechnung Nr. 17\nDatum: 6.10.2026\n\nBruttosumme     5.295,13 €\nabzgl. Abschlagszahlung vom     -2.000,00 €\n25.09.2026\nRestbetrag     3.295,13 €"
        );
        (values["amount_paid"], values["issue_date"]).ShouldBe(("2000", "\"2026-10-06\""));
    }

    [Fact]
    public void Sum_may_stand_below_its_name_below_the_items()
    {
        var values = Read(
            "Invoice No: 17\nDate: 2026-03-04\n\nItem     Description     Qty     Rate     Amount\n4400     Hex bolt          40     43.05    1722.00\n4407     Washer             2      5.00      10.00\n\nSubtotal\n$1732.00\n\nDiscount     -$32.00\nSales Tax (10%)     $170.00\nTotal Due     $1870.00"
        );
        (values["subtotal"], values["tax"], values["total"]).ShouldBe(("1732", "170", "1870"));
    }

    [Fact]
    public void Department_is_no_name_and_no_street()
    {
        var values = Read(
            "Aebischer AG\nHauptstrasse 17\n3186 Düdingen\nCHE-108.774.312 MWST\n\nStiftung Lindenhof\nBuchhaltung\nBonnstrasse 2\n3186 Düdingen\n\nRechnung Nr. 17\nTotal CHF 12.00"
        );
        (values["vendor"], values["customer"]).ShouldBe(("\"Aebischer AG\"", "\"Stiftung Lindenhof\""));
    }

    [Theory]
    [InlineData("BIC<br>NDEAFIHH", "NDEAFIHH")]
    [InlineData("BIC<br>of the bank", null)]
    [InlineData("BIC<br>NDEAFIHH<br>Nordea", null)]
    public void Boxes_of_a_slip_have_their_label_above(string box, string? bic)
    {
        var page =
            "<h1>Lasku</h1><p>Laskun numero: 17</p><p>Yhteensä: 769,32 EUR</p><table><tr><td>Saajan tilinumero<br>FI21 1234 5600 0007 85</td><td>"
            + box
            + "</td><td>Saaja<br>Saaristo Oy</td><td>Eräpäivä<br>8.5.2026</td></tr></table>";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(page));
        var document = new HtmlParser().Parse(stream, null, ParseBudget.Default).Single();
        var values = TextSource.Values(TextSource.Findings(document, [.. document.Blocks]).Findings.ShouldHaveSingleItem());
        (values.GetValueOrDefault("bic"), values["due_date"]).ShouldBe((Quoted(bic), "\"2026-05-08\""));
    }

    private static string? Quoted(string? value) => value is null ? null : $"\"{value}\"";

    private static Dictionary<string, string> Read(string text, string type = "invoice") =>
        TextSource.Values(new TextSource(text).Read(new RulesOptions { EntityType = type }).Finding);
}
