using Strata.Rules.Values;

namespace Strata.Tests.Interpretation;

/// <summary>Whose numbers and names stand on a paper, and where they end.</summary>
public class PaperPartyTests
{
    [Theory]
    [InlineData("BIC : CMCIFR2A Total HT", "CMCIFR2A")]
    [InlineData("BIC : CMCIFR2A", "CMCIFR2A")]
    [InlineData("BIC : COBA DE FF", "COBA DE FF")]
    public void Code_of_a_bank_ends_where_words_begin(string line, string code) => Invoice(line)["bic"].ShouldBe(Quoted(code));

    [Theory]
    [InlineData("VAT Registration No. GB 618 4420 37 Goods Total", "GB 618 4420 37")]
    [InlineData("VAT Registration No: GB 618 4420 37 Goods Total", "GB 618 4420 37")]
    [InlineData("VAT Registration No. pending for Goods", null)]
    public void Tax_number_ends_where_words_begin(string line, string? number) =>
        Invoice(line).GetValueOrDefault("vendor_vat_id").ShouldBe(Quoted(number));

    [Theory]
    [InlineData("IBAN: IT60 X054 2811 1010 0000 0123 456\nIntestato a: Elisa Lanzoni", "Giulia Ravaioli")]
    [InlineData("Intestato a: Elisa Lanzoni", "Elisa Lanzoni")]
    public void Holder_of_the_account_is_nobody_that_the_paper_is_to(string lines, string customer) =>
        Read(
            $"Studio Lanzoni S.r.l.\nCorso Garibaldi 52, 48018 Faenza\n\nSpett.le\n\nGiulia Ravaioli\n\nVia Emaldi 8\n48022 Lugo (RA)\n\nFattura n. 17\nTotale: 12,50 €\n\n{lines}"
        )["customer"]
            .ShouldBe(Quoted(customer));

    [Theory]
    [InlineData("P. IVA e C.F. 01877430226", "C.F. 96011820227", "01877430226", "96011820227")]
    [InlineData("C.F. LNZLSE84C52D458Q\nP.IVA 02440170391", "C.F. 96011820227", "02440170391", "96011820227")]
    [InlineData("P.IVA 02440170391", "P.IVA 02980410364 C.F. SLAMRT71D52F257K", "02440170391", "02980410364")]
    [InlineData("P.IVA 02440170391\nC.F. LNZLSE84C52D458Q", "", "02440170391", null)]
    public void Fiscal_code_is_asked_of_who_pays(string own, string others, string vendor, string? customer)
    {
        var values = Read(
            $"Termoidraulica Bertoldi S.n.c.\nVia Brennero 118\n38121 Trento (TN)\n{own}\n\nSpett.le\nCondominio Le Betulle\nVia dei Mille 27\n38122 Trento (TN)\n{others}\n\nFattura n. 132\nTotale: 12,50 €"
        );
        (values.GetValueOrDefault("vendor_vat_id"), values.GetValueOrDefault("customer_vat_id")).ShouldBe(
            (Quoted(vendor), Quoted(customer))
        );
    }

    [Theory]
    [InlineData("C/ San Fernando, 30", "H-03447718")]
    [InlineData("Fecha: 11/09/2026", null)]
    public void Number_below_an_address_of_paragraphs_is_the_recipients(string line, string? number) =>
        Read(
                $"Reformas Alcoraya, S.L.\n\nCIF: B-54118820\n\nFactura 17\n\nCliente: Comunidad Miramar\n\n{line}\n\n03001 Alicante\n\nNIF: H-03447718\n\nTotal: 12,50 €"
            )
            .GetValueOrDefault("customer_vat_id")
            .ShouldBe(Quoted(number));

    [Theory]
    [InlineData("THO004", "THO004")]
    [InlineData("41882093", null)]
    public void Account_with_letters_is_the_customers_where_a_bank_is_named(string account, string? number) =>
        Invoice($"Account No: {account}\n\nBank: Lloyds, sort code 30-96-26").GetValueOrDefault("customer_number").ShouldBe(Quoted(number));

    [Theory]
    [InlineData("Wir bitten Sie, den offenen Betrag bis zum 02.10.2026 zu überweisen.", "2026-10-02")]
    [InlineData("Gelieve het bedrag vóór 02.10.2026 over te maken.", "2026-10-02")]
    [InlineData("Der Betrag war bis zum 02.10.2026 reserviert.", null)]
    public void Word_for_paying_may_come_behind_the_day(string sentence, string? day) =>
        Read($"Mahnung\n\nRechnungsnummer: 17\nDatum: 18.09.2026\nBetrag: 164,30 €\n\n{sentence}")
            .GetValueOrDefault("due_date")
            .ShouldBe(Quoted(day));

    [Theory]
    [InlineData("Includes VAT of £2.00", "tax", "2")]
    [InlineData("Gesamtforderung     12,50 €", "total", "12.5")]
    public void Sums_have_other_names_too(string line, string field, string value) =>
        Read($"Invoice No: 17\nDate: 2026-03-04\nTotal price     12.00\n\n{line}")[field].ShouldBe(value);

    private static Dictionary<string, string> Invoice(string line) =>
        Read($"Shire Supplies Ltd\n\nInvoice No: 17\nDate: 2026-03-04\nTotal: £12.50\n\n{line}");

    private static string? Quoted(string? value) => value is null ? null : $"\"{value}\"";

    private static Dictionary<string, string> Read(string text) =>
        TextSource.Values(new TextSource(text).Read(new RulesOptions { EntityType = "invoice" }).Finding);
}
