using Strata.Rules.Records;
using Strata.Rules.Values;

namespace Strata.Tests.Interpretation;

/// <summary>What a run says of usual exports, and what it need not say.</summary>
public sealed class ExportNoteTests
{
    private const string Outlook = "First Name,Last Name,Company,E-mail Address,Business Phone,Mobile Phone,Birthday,Anniversary\n";

    [Theory]
    [InlineData("0/0/00")]
    [InlineData("00/00/0000")]
    [InlineData("0000-00-00 00:00:00")]
    public void Zeros_in_place_of_a_date_are_no_value_and_no_fault(string zeros)
    {
        var (session, findings) = ExportTests.Read(
            $"{Outlook}Ana,Núñez,Acme,ana@acme.example,{zeros},+34 600 111 222,{zeros},{zeros}\nBob,Ray,Acme,bob@acme.example,+34 91 111 333,,5/16/1980,{zeros}\n",
            null
        );
        var (_, blank) = ExportTests.Read(
            $"{Outlook}Ana,Núñez,Acme,ana@acme.example,,+34 600 111 222,,{zeros}\nBob,Ray,Acme,bob@acme.example,+34 91 111 333,,5/16/1980,{zeros}\n",
            null
        );

        findings.Select(f => f.Schema.EntityType).ShouldAllBe(type => type == "contact");
        findings[0].Fields.Select(f => f.Name).ShouldNotContain("birthday");
        findings[0].Fields.Select(f => f.Name).ShouldNotContain("phone");
        findings[0].Fields.Single(f => f.Name == "mobile").Json.ShouldBe("\"+34 600 111 222\"");
        findings[1].Fields.Single(f => f.Name == "birthday").Json.ShouldBe("\"1980-05-16\"");
        findings[0]
            .Fragments.Select(f => (f.Name, f.Raw, f.Reason))
            .ShouldBe([
                ("Business Phone", zeros, Column.NoDate),
                ("Birthday", zeros, Column.NoDate),
                ("Anniversary", zeros, Column.NotDeclared),
            ]);
        findings[0].Confidence.ShouldBe(blank[0].Confidence);
        session.Notes.ShouldBeEmpty();
        session.Remarks.ShouldBe([
            $"'Birthday': {Column.NoDate} (1×, first in block 0)",
            $"'Business Phone': {Column.NoDate} (1×, first in block 0)",
        ]);
    }

    [Theory]
    [InlineData(false, "0/0/00", "00/00/0000", "00.00.0000", "5/16/1980", "16/5/80", "1980-05-16")]
    [InlineData(true, "000", "02/123.45.67", "555-01-2040", "04.05.20.12.34", "22 03 20 44", "040-12-3456", "12.34.5678")]
    public void What_is_only_ever_a_date_is_no_phone_number(bool isPhone, params string[] texts) =>
        texts.ShouldAllBe(text => StringShapes.Phone(text).Ok == isPhone);

    [Fact]
    public void A_date_on_a_card_is_no_phone_number()
    {
        var (_, finding) = new TextSource("Ana Núñez\nBuyer\nana.nunez@acme.example\n00/00/0000\n+34 600 111 222").Read();

        finding.Schema.EntityType.ShouldBe("contact");
        finding.Fields.Single(f => f.Name == "phone").Raw.ShouldBe("+34 600 111 222");
    }

    [Fact]
    public void A_second_column_of_words_leaves_nothing_in_doubt()
    {
        var dutch = ExportTests.Exports().Single(row => row.Data.Item1 == "ING").Data.Item2;
        var german = """
            Buchung;Wertstellungsdatum;Auftraggeber/Empfänger;Buchungstext;Verwendungszweck;Saldo;Währung;Betrag;Währung
            06.01.2026;06.01.2026;Arbeitgeber GmbH;Gutschrift;Gehalt;1.000,00;EUR;2.500,00;EUR
            15.01.2026;15.01.2026;Kaufhaus;Lastschrift;Einkauf;-1.500,00;EUR;-12,34;EUR

            """;

        var (session, findings) = ExportTests.Read(dutch, null);
        session.Notes.ShouldBeEmpty();
        session.Remarks.ShouldBe(["'Mededelingen': 'description' is filled by 'Naam / Omschrijving' (2×, first in block 0)"]);
        findings[1].Fragments.Single(f => f.Name == "Mededelingen").Raw.ShouldBe("Salaris");

        (session, findings) = ExportTests.Read(german, null);
        findings.Select(f => f.Schema.EntityType).ShouldBe(["transaction", "transaction"]);
        findings[1]
            .Fields.Where(f => f.Name is "amount" or "currency" or "balance")
            .Select(f => f.Json)
            .Order()
            .ShouldBe(["\"EUR\"", "-12.34", "-1500"], ignoreOrder: true);
        session.Notes.ShouldBeEmpty();
    }
}
