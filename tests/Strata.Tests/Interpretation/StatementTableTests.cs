using Strata.Parsing;
using Strata.Parsing.Html;
using Strata.Rules;
using Strata.Rules.Records;
using Strata.Rules.Values;

namespace Strata.Tests.Interpretation;

/// <summary>Tables of statements: days that are printed once, balances amid the postings.</summary>
public sealed class StatementTableTests
{
    private const string SameDay =
        "Date|Details|Paid out|Paid in|Balance;01 Oct 26|DD COUNCIL TAX|154.00||;|GREGGS LEEDS|6.35||;|TESCO|22.10||629.99;05 Oct 26|RENT SHARE||425.00|1,054.99";

    [Fact]
    public void Postings_without_a_day_of_their_own_have_that_of_the_row_above()
    {
        var (session, findings) = Read("Statement 1 October 2026 to 31 October 2026", SameDay);

        findings
            .Select(Shown)
            .ShouldBe([
                "2026-10-01 -154 DD COUNCIL TAX",
                "2026-10-01 -6.35 GREGGS LEEDS",
                "2026-10-01 -22.1 TESCO",
                "2026-10-05 425 RENT SHARE",
            ]);
        findings[1]
            .Fields.Single(f => f.Name == "date")
            .ShouldSatisfyAllConditions(
                f => f.Raw.ShouldBe("01 Oct 26"),
                f => f.Range.ShouldBe(findings[0].Fields.Single(g => g.Name == "date").Range)
            );
        findings[1].Confidence.ShouldBeLessThan(findings[0].Confidence);
        session.Remarks.ShouldContain(remark =>
            remark.StartsWith("'Date': none in the row, taken from the one above (2×, first in block ", StringComparison.Ordinal)
        );
        session.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void So_have_those_of_a_file_of_records()
    {
        var (session, findings) = ExportTests.Read(
            "Datum;Buchungstext;Betrag\n;Vor allem;-1,00\n02.09.2026;Strom;-96,00\n;Gas;-4,20\n13.09.2026;Gehalt;3.418,77\n"
        );

        findings.Select(Shown).ShouldBe([" -1 Vor allem", "2026-09-02 -96 Strom", "2026-09-02 -4.2 Gas", "2026-09-13 3418.77 Gehalt"]);
        session.Remarks.ShouldContain("'Datum': none in the row, taken from the one above (1×, first in line 4)");
    }

    [Fact]
    public void Rows_that_are_no_records_are_named()
    {
        var (session, findings) = Read("Statement 1 October 2026 to 31 October 2026", SameDay + ";|Arranged overdraft|||500.00");

        findings.Count.ShouldBe(4);
        session
            .Notes.ShouldHaveSingleItem()
            .ShouldStartWith(
                "'Arranged overdraft 500.00': lacks what tells rows apart (date, amount) and is no record (1×, first in block "
            );
        session.SkippedCount.ShouldBe(1);
    }

    [Fact]
    public void Behind_a_balance_without_a_day_nothing_has_the_day_above()
    {
        var (session, findings) = Read(
            "Statement 1 October 2026 to 31 October 2026",
            SameDay + ";|Closing balance|||1,054.99;|Arranged overdraft|500.00||"
        );

        findings.Count.ShouldBe(4);
        session.Remarks.ShouldContain(remark =>
            remark.StartsWith("'Closing balance 1,054.99': says a balance and is no record", StringComparison.Ordinal)
        );
        session
            .Notes.ShouldHaveSingleItem()
            .ShouldStartWith("'Arranged overdraft 500.00': lacks what tells rows apart (date) and is no record");
    }

    [Fact]
    public void Postings_go_on_behind_the_balance_at_the_end_of_a_page()
    {
        var (session, findings) = Read(
            "Statement 1 October 2026 to 31 October 2026",
            SameDay + ";|Carried balance|||1,054.99;|Brought forward balance|||1,054.99;06 Oct 26|SHOP|5.00||1,049.99"
        );

        findings.Select(Shown).Last().ShouldBe("2026-10-06 -5 SHOP");
        findings.Count.ShouldBe(5);
        session.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        "Date|Libellé|Débit|Crédit;31.03.2026|SOLDE PRÉCÉDENT||1 850,22;01.04.2026|PRLV FREE|29,99|;13.04.2026|VIR CAF||318,40;30.04.2026|NOUVEAU SOLDE||2 138,63",
        "SOLDE PRÉCÉDENT",
        "NOUVEAU SOLDE"
    )]
    [InlineData(
        "Date|Details|Paid out|Paid in|Balance;30 Sep 2026|BALANCE BROUGHT FORWARD|||812.44;01 Oct 2026|TAX|154.00||658.44;05 Oct 2026|RENT||425.00|1,083.44;31 Oct 2026|BALANCE CARRIED FORWARD|||1,083.44",
        "BALANCE BROUGHT FORWARD",
        "BALANCE CARRIED FORWARD"
    )]
    [InlineData(
        "Datum|Vorgang|Betrag;|alter Kontostand vom 31.08.2026|1.204,18;02.09.2026|Strom|-96,00;|Übertrag auf Blatt 2|1.108,18;|Übertrag von Blatt 1|1.108,18;21.09.2026|Markt|58,13",
        "alter Kontostand vom 31.08.2026",
        "Übertrag auf Blatt 2",
        "Übertrag von Blatt 1"
    )]
    [InlineData(
        "Datum|Buchungstext|Belastung|Gutschrift|Saldo;01.06.2026|Saldovortrag|||12'480.15;03.06.2026|Gemeinde Altdorf|1'204.60||11'275.55;25.06.2026|Salär||6'012.35|17'287.90;30.06.2026|Schlusssaldo|||17'287.90",
        "Saldovortrag",
        "Schlusssaldo"
    )]
    [InlineData(
        "Date|Libellé|Débit|Crédit;01.04.2026|PRLV FREE|29,99|;13.04.2026|VIR CAF||318,40;|TOTAL DES OPÉRATIONS|29,99|318,40",
        "TOTAL DES OPÉRATIONS"
    )]
    public void Balances_and_sums_are_named_and_no_postings(string table, params string[] balances)
    {
        var (session, findings) = Read("Bank", table);

        findings.Count.ShouldBe(2);
        session
            .Remarks.Count(remark =>
                balances.Any(balance => remark.Contains(balance, StringComparison.Ordinal))
                && remark.Contains(" and is no record", StringComparison.Ordinal)
            )
            .ShouldBe(balances.Length);
        session.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void So_are_those_of_a_file_of_records_whatever_day_they_have()
    {
        var (session, findings) = ExportTests.Read(
            "Datum;Buchungstext;Betrag\n31.08.2026;Saldovortrag;1.204,18\n02.09.2026;EWE Abschlag;-96,00\n13.09.2026;Gehalt;3.418,77\n30.09.2026;Endsaldo;4.526,95\n",
            null
        );

        findings.Select(Shown).ShouldBe(["2026-09-02 -96 EWE Abschlag", "2026-09-13 3418.77 Gehalt"]);
        session.Remarks.ShouldBe([
            "'30.09.2026 Endsaldo 4.526,95': says a balance and is no record (1×, first in line 5)",
            "'31.08.2026 Saldovortrag 1.204,18': says a balance and is no record (1×, first in line 2)",
        ]);
    }

    // One stands first, one amid the others, one last.
    [Theory]
    [InlineData("Balance payment invoice 4")]
    [InlineData("Saldo")]
    [InlineData("Saldo fattura 12")]
    [InlineData("Übertrag auf Konto 44")]
    [InlineData("Total Energies")]
    [InlineData("New opening of the account")]
    public void Postings_that_are_called_alike_are_postings(string description)
    {
        var (session, findings) = ExportTests.Read(
            $"Date;Description;Amount\n2026-09-01;{description};1.20\n2026-09-02;Power;-96.00\n2026-09-03;{description};2.20\n2026-09-04;Pay;3.10\n2026-09-05;{description};4.20\n",
            null
        );

        findings.Count.ShouldBe(5);
        session.Remarks.ShouldNotContain(remark => remark.Contains("no record", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-09-03;Opening balance;;2.20;10.00")]
    [InlineData("2026-09-03;Opening balance;Ann;2.20;")]
    [InlineData("2026-09-03;Opening balance;;2.20;")]
    public void Amid_postings_a_balance_with_a_day_and_an_amount_is_one(string row) =>
        ExportTests
            .Read($"Date;Description;Counterparty;Amount;Balance\n2026-09-02;Power;;-96.00;1.00\n{row}\n2026-09-04;Pay;;3.10;1.00\n", null)
            .Findings.Count.ShouldBe(3);

    [Theory]
    [InlineData("Balance b/f", "Balance")]
    [InlineData("ÜBERTRAG", "Balance")]
    [InlineData("Saldo al 28/02/2026", "Balance")]
    [InlineData("Saldo", "Bare")]
    [InlineData("Ingående saldo", "Balance")]
    [InlineData("Saldo końcowe na dzień 31.03.2026", "Balance")]
    [InlineData("前月繰越", "Balance")]
    [InlineData("Входящий остаток", "Balance")]
    [InlineData("Suma y sigue", "Balance")]
    [InlineData("Total movimientos", "Sum")]
    [InlineData("Total", "Sum")]
    [InlineData("Report to the police", "Nothing")]
    [InlineData("31.03.2026", "Nothing")]
    [InlineData("", "Nothing")]
    public void Words_for_balances_and_sums(string text, string said) => BalanceText.Of(text).ToString().ShouldBe(said);

    [Theory]
    // A number above 12 anywhere in the column.
    [InlineData(
        "Statement Period: 01/01/2026 through 01/31/2026",
        "01/02|PAYROLL|980.06;01/05|RENT|-900.00;01/22|ATM|-60.00",
        "2026-01-02",
        "2026-01-05",
        "2026-01-22"
    )]
    [InlineData(
        "Statement Period: 01/02/2026 to 28/02/2026",
        "03/02|PAYROLL|980.06;05/02|RENT|-900.00;22/02|ATM|-60.00",
        "2026-02-03",
        "2026-02-05",
        "2026-02-22"
    )]
    [InlineData(
        "Year 1 January 2026 to 31 December 2026",
        "01/02|PAYROLL|980.06;01/05|RENT|-900.00;01/22|ATM|-60.00",
        "2026-01-02",
        "2026-01-05",
        "2026-01-22"
    )]
    // The other column.
    [InlineData(
        "Year 1 January 2026 to 31 December 2026",
        "01/02|PAYROLL|980.06|01/13;01/05|RENT|-900.00|01/06",
        "2026-01-02",
        "2026-01-05"
    )]
    // The period's own dates.
    [InlineData("Statement Period: 02/01/2026 through 02/28/2026", "02/06|PAYROLL|980.06;02/11|RENT|-900.00", "2026-02-06", "2026-02-11")]
    [InlineData("Statement Period: 01/02/2026 to 28/02/2026", "06/02|PAYROLL|980.06;11/02|RENT|-900.00", "2026-02-06", "2026-02-11")]
    // The period, which only one order keeps within.
    [InlineData("Statement of 1 February 2026 to 28 February 2026", "02/06|PAYROLL|980.06;02/11|RENT|-900.00", "2026-02-06", "2026-02-11")]
    [InlineData("Statement of 1 February 2026 to 28 February 2026", "06/02|PAYROLL|980.06;11/02|RENT|-900.00", "2026-02-06", "2026-02-11")]
    // Over the turn of the year.
    [InlineData("Statement Period: 12/15/2025 through 01/14/2026", "12/20|PAYROLL|980.06;01/05|RENT|-900.00", "2025-12-20", "2026-01-05")]
    // Nothing tells; or the column contradicts itself.
    [InlineData("Year 1 January 2026 to 31 December 2026", "02/06|PAYROLL|980.06;02/11|RENT|-900.00", null, null)]
    [InlineData(
        "Year 1 January 2026 to 31 December 2026",
        "02/06|PAYROLL|980.06;02/25|RENT|-900.00;25/02|RENT|-900.00",
        null,
        "2026-02-25",
        "2026-02-25"
    )]
    public void Days_without_a_year_have_the_order_that_something_tells(string period, string rows, params string?[] days)
    {
        var (session, findings) = Read(period, $"Date|Description|Amount|Posting date;{rows}");

        findings
            .Select(f => f.Fields.Where(field => field.Name == "date").Select(field => field.Json.Trim('"')).SingleOrDefault())
            .ShouldBe(days);
        session
            .Notes.Count(note => note.StartsWith("'Date': ambiguous day/month order", StringComparison.Ordinal))
            .ShouldBe(days.Contains(null) ? 1 : 0);
    }

    [Theory]
    [InlineData("Deposits and Other Credits", "Withdrawals and Other Debits")]
    [InlineData("Gutschriften", "Belastungen")]
    [InlineData("Crédits", "Débits")]
    [InlineData("Abonos", "Cargos")]
    [InlineData("Deposits", "Checks Paid (3)")]
    public void Amounts_have_the_sign_that_the_heading_of_their_table_gives(string deposits, string withdrawals)
    {
        var (session, findings) = ReadPage(
            $"<p>Bank, year 2026</p><h2>{deposits}</h2>{Table("Date|Description|Amount;2026-02-06|PAYROLL|1,980.06;2026-02-20|PAYROLL|1,980.06")}<p>{withdrawals}</p>{Table("Date|Description|Amount;2026-02-02|RENT|1,150.00;2026-02-11|SHOP|87.60")}"
        );

        findings
            .Select(Shown)
            .ShouldBe(["2026-02-06 1980.06 PAYROLL", "2026-02-20 1980.06 PAYROLL", "2026-02-02 -1150 RENT", "2026-02-11 -87.6 SHOP"]);
        session.Remarks.ShouldContain(remark =>
            remark.StartsWith($"'{withdrawals}': the amounts below it are taken as money out", StringComparison.Ordinal)
        );
        session.Remarks.ShouldContain(remark =>
            remark.StartsWith($"'{deposits}': the amounts below it are taken as money in", StringComparison.Ordinal)
        );
        session.Remarks.ShouldNotContain(remark => remark.Contains("has a sign", StringComparison.Ordinal));
    }

    [Theory]
    // Signs of their own, a heading that is none, and one that another follows.
    [InlineData("<h2>Withdrawals</h2>", "-1,150.00", "87.60", "-1150", "87.6")]
    [InlineData("<h2>Withdrawals of last year explained</h2>", "1,150.00", "87.60", "1150", "87.6")]
    [InlineData("<h2>Credit card</h2>", "1,150.00", "87.60", "1150", "87.6")]
    [InlineData("<h2>Withdrawals and deposits</h2>", "1,150.00", "87.60", "1150", "87.6")]
    [InlineData("<h2>Withdrawals</h2><p>None</p><p>In this month</p><h2>Interest</h2>", "1,150.00", "87.60", "1150", "87.6")]
    public void A_heading_that_says_nothing_sure_gives_none(string heading, string first, string second, params string[] amounts)
    {
        var (session, findings) = ReadPage(
            $"<p>Bank, year 2026</p>{heading}{Table($"Date|Description|Amount;2026-02-06|PAYROLL|{first};2026-02-20|PAYROLL|{second}")}"
        );

        findings.Select(f => f.Fields.Single(field => field.Name == "amount").Json).ShouldBe(amounts);
        session
            .Remarks.Contains(
                "'amount': none of the amounts has a sign, and nothing says which are money out: all are taken as money in (1×)"
            )
            .ShouldBe(!first.StartsWith('-'));
    }

    [Theory]
    // With headings that tell both sides; with one, and the card's own words; with those alone; and marks of credit.
    [InlineData(
        "Visa",
        "Payments and other credits;2026-02-19|PAYMENT|-642.18;Purchases;2026-02-13|GROCER|74.92;2026-02-15|AIRLINE|$318.60;Fees charged;2026-03-10|FEE|6.37;|Total fees for this period|6.37",
        "642.18",
        "-74.92",
        "-318.6",
        "-6.37"
    )]
    [InlineData("Credit card statement", "Payments;2026-02-19|PAYMENT|-642.18;Purchases;2026-02-13|GROCER|74.92", "642.18", "-74.92")]
    [InlineData(
        "Minimum payment due: $35.00",
        "2026-02-19|PAYMENT|-642.18;2026-02-13|GROCER|74.92;2026-02-15|AIRLINE|318.60",
        "642.18",
        "-74.92",
        "-318.6"
    )]
    [InlineData(
        "Kreditkartenabrechnung",
        "2026-02-19|Zahlung|642.18 CR;2026-02-13|Markt|74.92;2026-02-15|Bahn|318.60",
        "642.18",
        "-74.92",
        "-318.6"
    )]
    public void Amounts_that_are_owed_have_the_sign_of_the_account(string head, string rows, params string[] amounts)
    {
        var (session, findings) = Read(head, "Date|Description|Amount;" + rows);

        findings.Select(f => f.Fields.Single(field => field.Name == "amount").Json).ShouldBe(amounts);
        session.Remarks.ShouldContain(remark => remark.StartsWith("amounts stand as what is owed: ", StringComparison.Ordinal));
    }

    [Theory]
    // Cards that write as accounts do, accounts that are none of a card, and what says nothing of money in.
    [InlineData(
        "Kreditkartenabrechnung",
        "2026-02-19|Zahlung|642.18;2026-02-13|Markt|-74.92;2026-02-15|Bahn|-318.60",
        "642.18",
        "-74.92",
        "-318.6"
    )]
    [InlineData(
        "Kreditkartenabrechnung",
        "2026-02-19|Zahlung|+642.18;2026-02-13|Markt|-74.92;2026-02-15|Bahn|318.60",
        "642.18",
        "-74.92",
        "318.6"
    )]
    [InlineData("Bank account", "2026-02-19|SHOP|-642.18;2026-02-13|SALARY|74.92;2026-02-15|REFUND|318.60", "-642.18", "74.92", "318.6")]
    [InlineData(
        "Bank account",
        "Deposits and credits;2026-02-19|SALARY|642.18;Corrections;2026-02-20|REVERSED|-2.00;Fees;2026-02-13|FEE|74.92",
        "642.18",
        "-2",
        "-74.92"
    )]
    [InlineData(
        "Bank account",
        "Withdrawals;2026-02-19|SHOP|642.18;Debit card;2026-02-20|BAKER|2.00;Payments;2026-02-13|REFUND|74.92",
        "-642.18",
        "-2",
        "74.92"
    )]
    [InlineData("Bank account", "2026-02-19|SHOP|-642.18;2026-02-20|BAKER|-2.00;Fees;2026-02-13|FEE|74.92", "-642.18", "-2", "-74.92")]
    public void Amounts_of_an_account_keep_their_sign(string head, string rows, params string[] amounts)
    {
        var (session, findings) = Read(head, "Date|Description|Amount;" + rows);

        findings.Select(f => f.Fields.Single(field => field.Name == "amount").Json).ShouldBe(amounts);
        session.Remarks.ShouldNotContain(remark => remark.StartsWith("amounts stand", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Date;Description;Amount\n2026-02-06;x;1.00\n2026-02-07;y;2.00\n", true)]
    [InlineData("Date;Description;Amount\n2026-02-06;x;+1.00\n2026-02-07;y;2.00\n", false)]
    [InlineData("Date;Description;Amount\n2026-02-06;x;1.00\n", false)]
    [InlineData("Date;Description;Paid out;Paid in\n2026-02-06;x;;1.00\n2026-02-07;y;;2.00\n", false)]
    [InlineData("Date;Description;Amount;Direction\n2026-02-06;x;1.00;credit\n2026-02-07;y;2.00;credit\n", false)]
    public void Where_nothing_says_which_way_amounts_go_the_run_says_so(string csv, bool isSaid) =>
        ExportTests
            .Read(csv)
            .Session.Remarks.Any(remark => remark.StartsWith("'amount': none of the amounts has a sign", StringComparison.Ordinal))
            .ShouldBe(isSaid);

    [Theory]
    [InlineData("SOLDE PRÉCÉDENT AU 31/03/2026", "generic")]
    [InlineData("VIR LOYER", "transaction")]
    public void A_text_that_says_a_balance_is_no_posting(string description, string type) =>
        new TextSource($"Relevé de compte\n\nDate: 31.03.2026\nLibellé: {description}\nMontant: 1 850,22 EUR")
            .Read()
            .Finding.Schema.EntityType.ShouldBe(type);

    [Fact]
    public void A_receipts_day_that_may_be_read_two_ways_is_kept()
    {
        var (session, finding) = new TextSource(
            "THE COPPER KETTLE\n218 Main St, Bozeman MT\n\nCheck #: 40771\n07/11/2026 8:42 PM\n\nSubtotal: 77.65\nTax: 3.11\nTotal: 80.76\n\nThank you! Receipt"
        ).Read();

        finding.Schema.EntityType.ShouldBe("receipt");
        finding.Fields.ShouldNotContain(f => f.Name == "date");
        finding.Fragments.ShouldContain(f => f.Name == "date" && f.Raw == "07/11/2026" && f.Reason == "ambiguous day/month order");
        session.Notes.ShouldContain(note => note.StartsWith("'date': ambiguous day/month order", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Statement from May 28 to Jun 27, 2026")]
    [InlineData("STATEMENT FROM MAY 28 TO JUN 27, 2026")]
    public void Period_gives_days_their_year_in_capitals_too(string period) =>
        Read(period, "Date|Details|Paid out|Paid in;JUN 02|GROCER|96.31|;JUN 24|REFUND||22.59")
            .Findings.Select(Shown)
            .ShouldBe(["2026-06-02 -96.31 GROCER", "2026-06-24 22.59 REFUND"]);

    [Fact]
    public void Day_on_the_slip_is_that_of_the_posting() =>
        Read(
            "Abrechnungszeitraum 28.04.2026 - 27.05.2026",
            "Belegdatum|Buchung|Verwendungszweck|Betrag in EUR;02.05.|03.05.|MARKT|38,12-;15.05.|15.05.|ABBUCHUNG|214,55+"
        )
            .Findings.Select(Shown)
            .ShouldBe(["2026-05-02 -38.12 MARKT", "2026-05-15 214.55 ABBUCHUNG"]);

    [Theory]
    [InlineData("What it was for", "2026-06-02 -96.31 GROCER")]
    [InlineData("Category", "2026-06-02 -96.31 ")]
    public void One_column_of_words_says_what_postings_are_for_whatever_it_is_called(string name, string expected) =>
        Read("Statement June 2026", $"Date|{name}|Amount|Balance;2026-06-02|GROCER|-96.31|10.00;2026-06-24|REFUND|22.59|32.59")
            .Findings.Select(Shown)
            .First()
            .ShouldBe(expected);

    [Theory]
    [InlineData("Date|Details|Paid out|Paid in;2026-06-02|GROCER|96.31|;2026-06-24|REFUND||22.59", 2)]
    [InlineData("Date|Details|Amount;2026-06-02|GROCER|-96.31;2026-06-24|REFUND|22.59", 3)]
    public void Text_of_a_statement_is_no_note(string table, int findings)
    {
        var document = new HtmlParser()
            .Parse(
                new MemoryStream(Encoding.UTF8.GetBytes($"<h1>Everyday account</h1><p>Your deposits are protected.</p>{Table(table)}")),
                null,
                ParseBudget.Default
            )
            .ShouldHaveSingleItem();

        TextSource.Findings(document, [.. document.Blocks]).Findings.Count.ShouldBe(findings);
    }

    private static string Shown(Finding finding) =>
        string.Join(
            ' ',
            new[] { "date", "amount", "description" }.Select(name =>
                finding.Fields.Where(f => f.Name == name).Select(f => f.Json.Trim('"')).SingleOrDefault()
            )
        );

    private static (RulesSession Session, IReadOnlyList<Finding> Findings) Read(string head, string table) =>
        ReadPage($"<p>{head}</p>{Table(table)}");

    private static string Table(string rows) =>
        $"<table>{string.Concat(rows.Split(';').Select((row, i) => $"<tr>{string.Concat(row.Split('|').Select(cell => i == 0 ? $"<th>{cell}</th>" : $"<td>{cell}</td>"))}</tr>"))}</table>";

    private static (RulesSession Session, IReadOnlyList<Finding> Findings) ReadPage(string page)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(page));
        var document = new HtmlParser().Parse(stream, null, ParseBudget.Default).ShouldHaveSingleItem();
        var blocks = document.Blocks.ToList();
        var text = Encoding.UTF8.GetBytes(string.Join(RenderedText.Separator, blocks.Select(b => b.Text)));
        string Slice(ByteRange range) => Encoding.UTF8.GetString(text, (int)range.Start, (int)range.Length);
        var session = RulesInterpreter.Start(
            TextSource.Seeds,
            RulesOptions.Default,
            new()
            {
                Encoding = Encoding.UTF8,
                IsRendered = true,
                IsRecords = false,
                Blocks = blocks,
            },
            null,
            Slice
        );
        Finding[] findings = [.. session.Interpret(blocks)];
        findings.SelectMany(f => f.Fields).Where(f => Slice(f.Range) != f.Raw).ShouldBeEmpty();
        return (session, [.. findings.Where(finding => finding.Schema.EntityType == "transaction")]);
    }
}
