namespace Strata.Tests.Interpretation;

/// <summary>What tables of banks say in several columns: money out and in, payer and payee, a day and its time.</summary>
public sealed class StatementTests
{
    [Theory]
    [InlineData("Date;Libellé;Débit euros;Crédit euros\n05/02/2026;EDF;84,20;\n16/02/2026;Paie;;2 500,00\n", "-84.2", "2500")]
    [InlineData("Date;Libelle;Debit;Credit\n05/02/2026;EDF;-84,20;\n16/02/2026;Paie;;+2500,00\n", "-84.2", "2500")]
    [InlineData("Date;Libelle;Debit;Credit\n05/02/2026;EDF;84,20;0,00\n16/02/2026;Paie;0,00;2500,00\n", "-84.2", "2500")]
    [InlineData(
        "Date;Libelle;Debit;Credit\n05/02/2026;EDF;84,20;\n06/02/2026;Eau;20,00;\n16/02/2026;Retour;-4,20;\n",
        "-84.2",
        "-20",
        "4.2"
    )]
    [InlineData("Date;Libelle;Debit;Credit\n05/02/2026;EDF;84,20;1,00\n16/02/2026;Rien;0,00;0,00\n", null, "0")]
    [InlineData("Date;Libelle;Debit;Credit;Montant\n05/02/2026;EDF;84,20;;-99,00\n", "-99")]
    public void Money_out_and_money_in_are_one_signed_amount_too(string csv, params string?[] amounts)
    {
        var (_, findings) = ExportTests.Read(csv, null);

        findings.Select(f => f.Schema.EntityType).ShouldAllBe(type => type == "transaction");
        findings.Select(f => Value(f, "amount")).ShouldBe(amounts);
    }

    [Fact]
    public void An_amount_of_a_column_for_money_out_is_quoted_with_the_columns_name()
    {
        var (_, findings) = ExportTests.Read("Date;Libellé;Débit euros;Crédit euros\n05/02/2026;EDF;84,20;\n16/02/2026;Paie;;2 500,00\n");

        findings[0]
            .Fields.Single(f => f.Name == "amount")
            .ShouldSatisfyAllConditions(f => f.Raw.ShouldBe("84,20"), f => f.Elsewhere?.Raw.ShouldBe("Débit euros"));
        findings[1].Fields.Single(f => f.Name == "amount").Elsewhere.ShouldBeNull();
        findings
            .Select(f => (Value(f, "debit"), Value(f, "credit"), Value(f, "currency")))
            .ShouldBe([("84.2", null, "\"EUR\""), (null, "2500", "\"EUR\"")]);
    }

    [Theory]
    [InlineData("-12.50", "Ann", "Grocer", "Grocer")]
    [InlineData("12.50", "Acme", "Ann", "Acme")]
    [InlineData("0.00", "Ann", "Acme", null)]
    [InlineData("0.00", "", "Acme", "Acme")]
    [InlineData("-12.50", "Ann", "", null)]
    public void Of_payer_and_payee_the_sign_says_which_is_the_other_side(string amount, string payer, string payee, string? expected)
    {
        var (_, findings) = ExportTests.Read(
            $"date,payer,payee,description,amount\n2026-02-04,Xa,Ya,x,-1.00\n2026-02-05,{payer},{payee},y,{amount}\n"
        );

        Value(findings[1], "counterparty").ShouldBe(expected is null ? null : $"\"{expected}\"");
        findings[1].Fragments.Select(f => f.Raw).ShouldBe(new[] { payer, payee }.Where(side => side.Length > 0 && side != expected));
        findings[1].Fragments.Select(f => f.Reason).ShouldAllBe(reason => reason.Contains("account's own side"));
    }

    [Theory]
    [InlineData("date,payee,description,amount\n2026-02-05,Grocer,x,12.50\n", "Grocer")]
    [InlineData("date,payer,description,amount\n2026-02-05,Ann,x,-12.50\n", "Ann")]
    [InlineData("date,counterparty,payer,payee,description,amount\n2026-02-05,Shop,Ann,Grocer,x,-12.50\n", "Shop")]
    [InlineData(
        "date,payer,payee,description,amount,Direction\n2026-02-05,Ann,Grocer,x,12.50,OUT\n2026-02-06,Acme,Ann,x,12.50,IN\n",
        "Grocer"
    )]
    [InlineData("date,payer,payee,description,debit,credit\n2026-02-05,Ann,Grocer,x,12.50,\n", "Grocer")]
    public void A_column_without_its_other_side_is_the_counterparty(string csv, string expected) =>
        Value(ExportTests.Read(csv).Findings[0], "counterparty").ShouldBe($"\"{expected}\"");

    [Theory]
    [InlineData("date,description,amount\n2026-02-05 10:11:12,x,1\n", "\"10:11:12\"", 0)]
    [InlineData("date,description,amount\n2026-02-05T10:11:12Z,x,1\n", "\"10:11:12Z\"", 0)]
    [InlineData("date,description,amount,time\n2026-02-05 10:11:12,x,1,09:00\n", "\"09:00\"", 1)]
    [InlineData("date,description,amount,time\n2026-02-05 10:11:12,x,1,\n", null, 1)]
    [InlineData("date,description,amount\n2026-02-05 00:00:00,x,1\n", null, 0)]
    public void The_time_behind_a_date_is_no_rest_where_the_schema_has_a_place_for_it(string csv, string? time, int fragments)
    {
        var (session, findings) = ExportTests.Read(csv);

        (Value(findings[0], "date"), Value(findings[0], "time")).ShouldBe(("\"2026-02-05\"", time));
        findings[0].Fragments.Count.ShouldBe(fragments);
        session.Notes.Count.ShouldBe(fragments);
    }

    [Theory]
    [InlineData(
        "Buchungstag;Wertstellung (Valuta);Vorgang;Buchungstext;Umsatz in EUR;\n05.02.2026;05.02.2026;Lastschrift;Strom Ref. 1;-84,20;\n06.02.2026;06.02.2026;Lastschrift;Gas;-4,20;\nAlter Kontostand;-1.181,24 EUR;\n",
        "Strom Ref. 1",
        "Lastschrift"
    )]
    [InlineData(
        "Buchungstag;Buchungstext;Verwendungszweck;Betrag\n05.02.2026;Lastschrift;Strom;-84,20\n06.02.2026;Lastschrift;Gas;-4,20\n",
        "Strom",
        "Lastschrift"
    )]
    [InlineData("Datum;Buchungstext;Betrag\n05.02.2026;Strom;-84,20\n06.02.2026;Gas;-4,20\n", "Strom", null)]
    [InlineData("Datum;Vorgang;Betrag\n05.02.2026;Strom;-84,20\n06.02.2026;Gas;-4,20\n", "Strom", null)]
    public void A_column_stands_in_for_a_field_that_has_none(string csv, string description, string? type)
    {
        var (session, findings) = ExportTests.Read(csv, null);

        findings.Count.ShouldBe(2);
        findings.ShouldAllBe(f => f.Schema.EntityType == "transaction");
        (Value(findings[0], "description"), Value(findings[0], "type")).ShouldBe(
            ($"\"{description}\"", type is null ? null : $"\"{type}\"")
        );
        session.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(";TOTALES MAYO;954,00;14.870,50;26.653,41", 3)]
    [InlineData("29.05.2026;Total;954,00;14.870,50;26.653,41", 4)]
    public void Row_that_sums_up_both_sides_is_no_posting_though_it_says_the_balance(string last, int records) =>
        ExportTests
            .Read(
                $"Fecha;Concepto;Cargos;Abonos;Saldo\n05.05.2026;Luz;780,00;;12.782,91\n15.05.2026;Nómina;;14.870,50;27.653,41\n29.05.2026;Comisión;174,00;;27.479,41\n{last}\n"
            )
            .Findings.Count.ShouldBe(records);

    [Theory]
    [InlineData("Omschrijving-1")]
    [InlineData("Description 1")]
    [InlineData("Verwendungszweck_1")]
    public void The_first_of_columns_that_words_go_on_in_is_the_field(string name) =>
        Value(ExportTests.Read($"Datum;Betrag;{name}\n05.02.2026;1,00;Strom\n").Findings[0], "description").ShouldBe("\"Strom\"");

    [Theory]
    [InlineData(
        """{"debit":{"type":"number","x-strata":{"counts_as":"-amount"}},"amount":{"type":"number"}}""",
        "/properties/debit/x-strata/counts_as"
    )]
    [InlineData(
        """{"debit":{"type":"string","x-strata":{"counts_as":"amount"}},"amount":{"type":"number","x-strata":{"signed":true}}}""",
        "/properties/debit/x-strata/counts_as"
    )]
    [InlineData(
        """{"who":{"type":"string","x-strata":{"sides":{"out":["payee"],"in":["payer"]}}},"amount":{"type":"number"}}""",
        "/properties/who/x-strata/sides"
    )]
    [InlineData(
        """{"who":{"type":"string","x-strata":{"sides":{"out":["payee"]}}},"amount":{"type":"number","x-strata":{"signed":true}}}""",
        "/properties/who/x-strata/sides': wants 'in'"
    )]
    [InlineData(
        """{"who":{"type":"string","x-strata":{"sides":{"out":["payee"],"in":["payer"]}}},"payee":{"type":"string"},"amount":{"type":"number","x-strata":{"signed":true}}}""",
        "/properties/payee"
    )]
    public void A_schema_says_of_what_the_sign_decides(string properties, string at) =>
        Should
            .Throw<StrataException>(() => RecordSource.Schema("movement", $$"""{"type":"object","properties":{{properties}}}"""))
            .Message.ShouldContain(at);

    private static string? Value(Finding finding, string name) =>
        finding.Fields.Where(f => f.Name == name).Select(f => f.Json).SingleOrDefault();
}
