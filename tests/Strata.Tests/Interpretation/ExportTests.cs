using Strata.Parsing;
using Strata.Parsing.Csv;
using Strata.Rules;

namespace Strata.Tests.Interpretation;

/// <summary>
/// Tables as banks, payment services and address books export them: their columns as publicly described, their rows invented.
/// </summary>
public sealed class ExportTests
{
    [Fact]
    public void A_currency_in_the_name_of_a_key_is_quoted_by_the_amount()
    {
        var (_, findings) = new RecordSource()
            .Json("""{"date": "2026-01-05", "description": "Rent", "amount_eur": -900}""")
            .Read(Seeds, new() { EntityType = "transaction" });

        findings[0]
            .Fields.Single(f => f.Name == "currency")
            .ShouldSatisfyAllConditions(f => f.Json.ShouldBe("\"EUR\""), f => f.Raw.ShouldBe("-900"));
    }

    [Fact]
    public void A_sign_that_is_not_what_a_column_says_is_noted_and_doubted()
    {
        var (session, findings) = Read(
            "date,description,amount,way\n2026-01-05,Shop,45.10,Af\n2026-01-06,Pay,2500.00,Bij\n2026-01-07,Back,-3.00,Bij\n"
        );

        findings[0].Fields.Single(f => f.Name == "amount").Raw.ShouldBe("45.10");
        session.Notes.ShouldHaveSingleItem().ShouldBe("'amount': its sign is not what 'way' says; the sign was kept (1×, first in line 4)");
        findings[2].Confidence.ShouldBe(findings[1].Confidence * 0.75);
    }

    [Theory]
    [InlineData("商品说明,收/支,金额,交易订单号,备注,", "不计收支", "")]
    [InlineData("商品,收/支,金额(元),交易单号,备注", "/", "/")]
    public void Lines_above_a_wallets_payments_are_none_and_what_is_neither_in_nor_out_keeps_the_others_signs(
        string names,
        string neither,
        string note
    )
    {
        string Row(string day, string what, string way, string amount, string id) =>
            $"{day} 12:21:08,店,{what},{way},{amount},{id},{note}{(names[^1] == ',' ? "," : "")}\n";
        var (_, findings) = Read(
            $"------\n导出信息:\n姓名:周晓彤\n起始时间:[2026-06-01 00:00:00]\n共3笔记录\n收入:1笔 1280.50元\n------\n交易时间,交易对方,{names}\n"
                + Row("2026-06-03", "午餐", "支出", "18.00", "A1")
                + Row("2026-06-10", "五月报销", "收入", "1280.50", "A2")
                + Row("2026-06-18", "余额宝转入", neither, "129.70", "A3")
        );

        findings
            .Select(f => (Value(f, "date"), Value(f, "amount"), Value(f, "description"), Value(f, "counterparty")))
            .ShouldBe([
                ("\"2026-06-03\"", "-18", "\"午餐\"", "\"店\""),
                ("\"2026-06-10\"", "1280.5", "\"五月报销\"", "\"店\""),
                ("\"2026-06-18\"", "129.7", "\"余额宝转入\"", "\"店\""),
            ]);
    }

    [Fact]
    public void Amounts_that_have_signs_keep_them()
    {
        var (session, findings) = Read(
            "Details,Posting Date,Description,Amount,Type,Balance\nDEBIT,01/02/2026,AMAZON,-23.41,DEBIT_CARD,1000.00\nCREDIT,01/13/2026,PAYROLL,1200.00,ACH,2200.00\nDEBIT,01/15/2026,ZELLE,-100.00,Z,2100.00\nDEBIT,01/16/2026,ODD,7.00,Z,2107.00\n"
        );

        findings.Select(f => Value(f, "amount")).ShouldBe(["-23.41", "1200", "-100", "7"]);
        findings.ShouldAllBe(f => f.Fields.All(v => v.Elsewhere == null));
        session
            .Notes.Where(note => note.Contains("sign"))
            .ShouldBe(["'amount': its sign is not what 'Details' says; the sign was kept (1×, first in line 5)"]);
    }

    [Fact]
    public void A_word_that_gives_no_sign_is_noted()
    {
        var rows = string.Concat(Enumerable.Range(0, 1000).Select(i => $"2026-01-05,Shop {i},1.00,{(i % 2 == 0 ? "Af" : "Bij")}\n"));
        var (session, findings) = Read($"date,description,amount,way\n{rows}2026-01-06,Fee,2.00,Kosten\n");

        Value(findings[^1], "amount").ShouldBe("2");
        session.Notes.ShouldBe([
            "'amount': 'way' does not say whether it is money in or out; it was kept without a sign (1×, first in line 1002)",
        ]);
    }

    [Fact]
    public void The_sign_of_a_number_in_JSON_is_given_too()
    {
        var (_, findings) = new RecordSource()
            .Json("""{"date": "2026-01-05", "description": "Shop", "amount": 45.10, "creditDebitIndicator": "DBIT"}""")
            .Read(Seeds, new() { EntityType = "transaction" });

        Value(findings[0], "amount").ShouldBe("-45.1");
    }

    [Fact]
    public void Dates_that_read_only_the_other_way_are_noted_after_the_sample_too()
    {
        var rows = string.Concat(
            Enumerable.Range(0, 1500).Select(i => $"{(i % 12) + 1:00}/{(i % 12) + 1:00}/2026,D{i},-1.00,13/01/2026\n")
        );
        var (session, findings) = Read(
            $"Date,Description,Amount,Booking date\n{rows}01/25/2026,late,-1.00,13/01/2026\n01/26/2026,later,-1.00,13/01/2026\n"
        );

        findings.Count.ShouldBe(1502);
        Value(findings[^1], "date").ShouldBe("\"2026-01-26\"");
        session.Notes.ShouldBe([
            "'Date': reads only with the month first, where the dates of the column have the day first (2×, first in line 1502)",
        ]);
        findings[^1].Confidence.ShouldBeLessThan(findings[0].Confidence);
    }

    [Fact]
    public void A_payment_without_an_amount_is_noted()
    {
        var (session, findings) = Read("id,date,description,amount\na,2026-01-05,Shop,\nb,2026-01-06,Shop,2\n");

        session.Notes.ShouldHaveSingleItem().ShouldStartWith("none of 'amount', 'debit', 'credit' was found");
        findings[0].Confidence.ShouldBe(findings[1].Confidence / 2, 0.0001);
    }

    [Theory]
    [MemberData(nameof(Exports))]
    public void Usual_exports_fill_their_main_fields(string what, string csv, string type, string[] expected)
    {
        var (_, findings) = Read(csv, null);

        findings.Select(f => f.Schema.EntityType).ShouldAllBe(found => found == type, what);
        var values = expected
            .Select(row => row.Split('|').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]))
            .ToList();
        findings.Count.ShouldBe(values.Count, what);
        foreach (var (finding, row) in findings.Zip(values))
        {
            foreach (var (name, value) in row)
            {
                finding
                    .Fields.Where(f => f.Name == name)
                    .Select(f => f.Json.Trim('"'))
                    .ShouldBe(value.Length > 0 ? [value] : [], $"{what}: {name}");
            }
        }
    }

    public static TheoryData<string, string, string, string[]> Exports() =>
        new()
        {
            {
                "PayPal",
                """
                    "Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address","To Email Address","Transaction ID"
                    "31/12/2025","23:59:59","GMT","Bob","Payment","Completed","EUR","-10,00","0,00","-10,00","a@b.example","c@d.example","4XY12345"
                    "01/01/2026","00:00:01","GMT","Ann","Payment","Completed","EUR","1.234,00","-5,00","1.229,00","a@b.example","c@d.example","4XY12346"
                    """,
                "transaction",
                [
                    "date=2025-12-31|amount=-10|currency=EUR|counterparty=Bob|external_id=4XY12345",
                    "date=2026-01-01|amount=1234|fee=-5|counterparty=Ann",
                ]
            },
            {
                "ING",
                """
                    "Datum";"Naam / Omschrijving";"Rekening";"Tegenrekening";"Code";"Af Bij";"Bedrag (EUR)";"Mutatiesoort";"Mededelingen";"Saldo na mutatie";"Tag"
                    "20260105";"Kruidenier";"NL20INGB0001234567";"";"BA";"Af";"12,34";"Betaalautomaat";"Pasvolgnr: 1";"987,66";""
                    "20260106";"Werkgever BV";"NL20INGB0001234567";"NL91ABNA0417164300";"OV";"Bij";"2500,00";"Overschrijving";"Salaris";"3487,66";""
                    """,
                "transaction",
                [
                    "date=2026-01-05|amount=-12.34|currency=EUR|type=Betaalautomaat",
                    "date=2026-01-06|amount=2500|currency=EUR|iban=NL91ABNA0417164300",
                ]
            },
            {
                "N26",
                """
                    "Booking Date","Value Date","Partner Name","Partner Iban",Type,"Payment Reference","Account Name","Amount (EUR)","Original Amount","Original Currency","Exchange Rate"
                    2026-01-02,2026-01-02,"Grocer","",Presentment,"","Main",-12.34,-13.50,USD,0.914
                    2026-01-03,2026-01-03,"Employer","DE89370400440532013000","Credit Transfer","Salary 01/26","Main",2500.0,,,
                    """,
                "transaction",
                [
                    "amount=-12.34|currency=EUR|original_amount=-13.5|original_currency=USD|counterparty=Grocer",
                    "amount=2500|currency=EUR|reference=Salary 01/26",
                ]
            },
            {
                "Revolut",
                """
                    Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance
                    CARD_PAYMENT,Current,2026-01-02 10:11:12,2026-01-03 04:05:06,Grocer,-12.50,0.00,GBP,COMPLETED,100.00
                    TOPUP,Current,2026-01-04 10:11:12,2026-01-04 10:11:13,Top-Up,1000.00,0.00,GBP,COMPLETED,1100.00
                    """,
                "transaction",
                ["date=2026-01-03|amount=-12.5|currency=GBP|description=Grocer|balance=100", "date=2026-01-04|amount=1000|type=TOPUP"]
            },
            {
                "Mint",
                """
                    "Date","Description","Original Description","Amount","Transaction Type","Category","Account Name","Labels","Notes"
                    "1/15/2026","Grocer","GRC","45.10","debit","Shopping","Visa","",""
                    "1/16/2026","Paycheck","EMPLOYER PAYROLL","2500.00","credit","Income","Checking","",""
                    """,
                "transaction",
                ["date=2026-01-15|amount=-45.1|type=debit|account=Visa", "date=2026-01-16|amount=2500|category=Income"]
            },
            {
                "a camt table",
                "date,description,amount,currency,credit_debit_indicator\n2026-01-05,Shop,45.10,EUR,DBIT\n2026-01-06,Salary,2500.00,EUR,CRDT\n",
                "transaction",
                ["amount=-45.1|currency=EUR", "amount=2500|currency=EUR"]
            },
            {
                "Sparkasse CSV-CAMT",
                """
                    "Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";"Mandatsreferenz";"Kundenreferenz (End-to-End)";"Sammlerreferenz";"Lastschrift Ursprungsbetrag";"Auslagenersatz Ruecklastschrift";"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";"Info"
                    "DE02120300000000202051";"05.01.26";"05.01.26";"FOLGELASTSCHRIFT";"Strom Januar";"DE98ZZZ09999999999";"M-1";"E2E-1";"";"";"";"Stadtwerke";"DE02500105170137075030";"INGDDEFFXXX";"-84,20";"EUR";"Umsatz gebucht"
                    "DE02120300000000202051";"16.01.26";"16.01.26";"GUTSCHR. UEBERWEISUNG";"Gehalt";"";"";"E2E-2";"";"";"";"Arbeitgeber GmbH";"DE02100500000054540402";"BELADEBEXXX";"2.500,00";"EUR";"Umsatz gebucht"
                    """,
                "transaction",
                [
                    "booking_date=2026-01-05|date=2026-01-05|amount=-84.2|currency=EUR|counterparty=Stadtwerke|mandate=M-1",
                    "amount=2500|reference=E2E-2|iban=DE02100500000054540402",
                ]
            },
            {
                "DKB, payer and payee in columns of their own: one of them is the account's owner, the other is told by the sign",
                """
                    "Buchungsdatum";"Wertstellung";"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";"Umsatztyp";"IBAN";"Betrag (€)"
                    "05.02.26";"05.02.26";"Gebucht";"MAX MUSTERMANN";"Netflix";"Abo Februar";"Ausgang";"NL71INGB0123456789";"-12,99"
                    "06.02.26";"06.02.26";"Gebucht";"Arbeitgeber GmbH";"MAX MUSTERMANN";"Gehalt";"Eingang";"DE02100500000054540402";"2.500"
                    """,
                "transaction",
                [
                    "booking_date=2026-02-05|amount=-12.99|counterparty=Netflix|description=Abo Februar",
                    "amount=2500|counterparty=Arbeitgeber GmbH|description=Gehalt",
                ]
            },
            {
                "Rabobank",
                """
                    "IBAN/BBAN","Munt","BIC","Volgnr","Datum","Rentedatum","Bedrag","Saldo na trn","Tegenrekening IBAN/BBAN","Naam tegenpartij","Naam uiteindelijke partij","Code","Transactiereferentie","Machtigingskenmerk","Omschrijving-1","Omschrijving-2","Oorspr bedrag","Oorspr munt","Koers"
                    "NL44RABO0123456789","EUR","RABONL2U","0000007213","2026-01-05","2026-01-05","-12,34","+987,66","NL91ABNA0417164300","Kruidenier","","bc","","","Betaalautomaat 09:12"," ","","",""
                    "NL44RABO0123456789","EUR","RABONL2U","0000007214","2026-01-06","2026-01-06","+2500,00","+3487,66","NL20INGB0001234567","Werkgever BV","","cb","REF1","","Salaris","","","",""
                    """,
                "transaction",
                [
                    "date=2026-01-05|amount=-12.34|currency=EUR|balance=987.66|iban=NL91ABNA0417164300|counterparty=Kruidenier|description=Betaalautomaat 09:12",
                    "amount=2500|reference=REF1|account=NL44RABO0123456789",
                ]
            },
            {
                "BoursoBank",
                """
                    dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel;accountbalance
                    2026-02-05;2026-02-05;"PRLV EDF";"Energie";"Logement";"edf";-84,20;"";00040123456;"BoursoBank";1234.56
                    """,
                "transaction",
                ["date=2026-02-05|amount=-84.2|description=PRLV EDF|category=Energie|balance=1234.56"]
            },
            {
                "Wise, payer and payee filled in turn",
                """
                    "TransferWise ID",Date,"Date Time",Amount,Currency,Description,"Payment Reference","Running Balance","Payer Name","Payee Name","Payee Account Number",Merchant,"Card Last Four Digits","Total fees"
                    TRANSFER-99,16-02-2026,"16-02-2026 10:11:12",-100.00,EUR,"Sent money to Bob Ray",Rent,887.50,,"Bob Ray",DE02100500000054540402,,,0.41
                    TRANSFER-98,17-02-2026,"17-02-2026 10:11:12",2500.00,EUR,"Received money from Acme",Salary,3387.50,"Acme Ltd",,,,,0.00
                    """,
                "transaction",
                [
                    "date=2026-02-16|amount=-100|counterparty=Bob Ray|iban=DE02100500000054540402|fee=0.41|reference=Rent",
                    "amount=2500|counterparty=Acme Ltd",
                ]
            },
            {
                "N26, as it was",
                """
                    "Datum","Empfänger","Kontonummer","Transaktionstyp","Verwendungszweck","Betrag (EUR)","Betrag (Fremdwährung)","Fremdwährung","Wechselkurs"
                    "2026-01-02","Grocer","","MasterCard Zahlung","Einkauf","-12.34","-13.50","USD","0.914"
                    """,
                "transaction",
                ["amount=-12.34|currency=EUR|original_amount=-13.5|original_currency=USD|counterparty=Grocer"]
            },
            {
                "Monzo",
                """
                    Transaction ID,Date,Time,Type,Name,Category,Amount,Currency,Local amount,Local currency,Notes and #tags,Description,Money Out,Money In
                    tx_1,05/02/2026,10:11:12,Card payment,Grocer,Groceries,-12.50,GBP,-14.20,EUR,,GROCER LONDON,-12.50,
                    tx_2,16/02/2026,00:00:12,Faster payment,Acme Ltd,Income,2500.00,GBP,2500.00,GBP,Salary,SALARY,,2500.00
                    """,
                "transaction",
                ["amount=-12.5|debit=-12.5|original_amount=-14.2|original_currency=EUR|counterparty=Grocer", "amount=2500|notes=Salary"]
            },
            {
                "Google contacts",
                """
                    First Name,Middle Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Value,Address 1 - City,Birthday,Notes
                    Ana,,Núñez,Acme,Buyer,* Work,ana@acme.example,ana@home.example,+34 600 111 222,Madrid,1980-05-06,likes cats
                    Bob,,O'Neil,Acme,,* Work,bob@acme.example,,0044 20 7946 0958,,,
                    """,
                "contact",
                [
                    "first_name=Ana|last_name=Núñez|email=ana@acme.example|phone=+34 600 111 222|company=Acme|job_title=Buyer|city=Madrid",
                    "email=bob@acme.example|phone=0044 20 7946 0958",
                ]
            },
            {
                "Outlook contacts",
                """
                    First Name,Last Name,Company,Job Title,E-mail Address,E-mail 2 Address,Business Phone,Mobile Phone,Business Street,Business City,Birthday
                    Ana,Núñez,Acme,Buyer,ana@acme.example,ana@home.example,+34 91 111 222,+34 600 111 222,Calle Mayor 1,Madrid,5/16/1980
                    Bob,Ray,Acme,,bob@acme.example,,+34 91 111 333,,,,
                    """,
                "contact",
                [
                    "email=ana@acme.example|phone=+34 91 111 222|mobile=+34 600 111 222|street=Calle Mayor 1|city=Madrid|birthday=1980-05-16",
                    "email=bob@acme.example|phone=+34 91 111 333",
                ]
            },
        };

    private static string? Value(Finding finding, string name) =>
        finding.Fields.Where(f => f.Name == name).Select(f => f.Json).SingleOrDefault();

    private static IReadOnlyList<SchemaDefinition> Seeds => TextSource.Seeds;

    internal static (RulesSession Session, IReadOnlyList<Finding> Findings) Read(
        string csv,
        string? entityType = "transaction",
        InterpretationOptions? options = null
    )
    {
        var bytes = Encoding.UTF8.GetBytes(csv);
        using var stream = new MemoryStream(bytes);
        var document = new CsvParser().Parse(stream, null, ParseBudget.Default).Single();
        Func<ByteRange, string> slice = range => Encoding.UTF8.GetString(bytes, (int)range.Start, (int)range.Length);
        var session = RulesInterpreter.Start(Seeds, options ?? new() { EntityType = entityType }, document, null, slice);
        var findings = session.Interpret(document.Blocks).ToList();
        findings
            .SelectMany(f => f.Fields)
            .ShouldAllBe(f => slice(f.Range) == f.Raw && (f.Elsewhere == null || slice(f.Elsewhere.Value.Range) == f.Elsewhere.Value.Raw));
        findings.SelectMany(f => f.Fragments).ShouldAllBe(f => slice(f.Range) == f.Raw);
        return (session, findings);
    }
}
