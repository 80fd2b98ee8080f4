using Strata.Rules;
using Strata.Rules.Records;

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

    [Theory]
    [InlineData(
        "Balance",
        "Balance b/f",
        "ÜBERTRAG",
        "Saldo al 28/02/2026",
        "Ingående saldo",
        "Saldo końcowe na dzień 31.03.2026",
        "前月繰越",
        "Входящий остаток",
        "Suma y sigue"
    )]
    [InlineData("Bare", "Saldo")]
    [InlineData("Sum", "Total movimientos", "Total")]
    [InlineData("Nothing", "Report to the police", "31.03.2026", "")]
    public void Words_for_balances_and_sums(string said, params string[] texts) =>
        texts.ShouldAllBe(text => BalanceRows.Of(text).ToString() == said);

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

    [Fact]
    public void Day_on_the_slip_is_that_of_the_posting() =>
        Read(
            "Abrechnungszeitraum 28.04.2026 - 27.05.2026",
            "Belegdatum|Buchung|Verwendungszweck|Betrag in EUR;02.05.|03.05.|MARKT|38,12-;15.05.|15.05.|ABBUCHUNG|214,55+"
        )
            .Findings.Select(Shown)
            .ShouldBe(["2026-05-02 -38.12 MARKT", "2026-05-15 214.55 ABBUCHUNG"]);

    [Theory]
    [InlineData("Date|Details|Paid out|Paid in;2026-06-02|GROCER|96.31|;2026-06-24|REFUND||22.59", 2)]
    [InlineData("Date|Details|Amount;2026-06-02|GROCER|-96.31;2026-06-24|REFUND|22.59", 3)]
    public void Text_of_a_statement_is_no_note(string table, int findings)
    {
        TextSource
            .Page($"<h1>Everyday account</h1><p>Your deposits are protected.</p>{TextSource.Table(table)}")
            .Findings.Count.ShouldBe(findings);
    }

    private static string Shown(Finding finding) =>
        string.Join(
            ' ',
            new[] { "date", "amount", "description" }.Select(name =>
                finding.Fields.Where(f => f.Name == name).Select(f => f.Json.Trim('"')).SingleOrDefault()
            )
        );

    private static (RulesSession Session, IReadOnlyList<Finding> Findings) Read(string head, string table)
    {
        var (session, findings) = TextSource.Page($"<p>{head}</p>{TextSource.Table(table)}");
        return (session, [.. findings.Where(finding => finding.Schema.EntityType == "transaction")]);
    }
}
