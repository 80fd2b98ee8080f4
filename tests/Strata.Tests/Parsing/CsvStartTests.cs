using Strata.Parsing;
using Strata.Parsing.Csv;

namespace Strata.Tests.Parsing;

/// <summary>Where tables begin and end that have other rows above and below.</summary>
public sealed class CsvStartTests
{
    private const string IngDe =
        "Umsatzanzeige;Datei erstellt am: 12.02.2026 10:11\n\nIBAN;DE12 5001 0517 1234 5678 90\nKontoname;Girokonto\nBank;ING\nKunde;Max Mustermann\n"
        + "Zeitraum;01.02.2026 - 12.02.2026\nSaldo;1.234,56;EUR\n\nSortierung;Datum absteigend\n\nAlle gebuchten Umsätze, auch wenn sie später angezeigt werden.\n\n"
        + "Buchung;Wertstellungsdatum;Auftraggeber/Empfänger;Buchungstext;Verwendungszweck;Saldo;Währung;Betrag;Währung\n"
        + "05.02.2026;05.02.2026;Stadtwerke;Lastschrift;Strom Januar;1.234,56;EUR;-84,20;EUR\n";

    [Theory]
    [InlineData("more rows above than below", IngDe, 9, "Betrag=-84,20")]
    [InlineData(
        "a row above that is wider",
        "Compte;Compte;****1234;12/02/2026;;1 234,56\n\nDate;Libellé;Débit;Crédit\n05/02/2026;EDF;84,20;\n16/02/2026;CB;12,99;\n",
        1,
        "Libellé=EDF"
    )]
    [InlineData(
        "a table above",
        "Description,,Summary Amt.\nBeginning balance,,\"1,000.00\"\nTotal credits,,\"1,200.00\"\n\nDate,Description,Amount,Running Bal.\n02/05/2026,AMAZON,-23.41,976.59\n02/16/2026,ACME,\"1,200.00\",\"2,176.59\"\n",
        3,
        "Description=AMAZON"
    )]
    [InlineData(
        "padded rows",
        "Movimientos;;;;\nCuenta;ES91 2100;;;\nSaldo;1.234,56 EUR;;;\n\nFECHA OPERACIÓN;FECHA VALOR;CONCEPTO;IMPORTE EUR;SALDO\n05/02/2026;05/02/2026;Recibo;-84,20;1.234,56\n",
        3,
        "CONCEPTO=Recibo"
    )]
    [InlineData(
        "rows that end with the delimiter",
        "Export;\n;\nDate;Libellé;Débit euros;Crédit euros;\n05/02/2026;EDF;84,20;;\n16/02/2026;CB;12,99;;\n",
        1,
        "Débit euros=84,20"
    )]
    [InlineData(
        "more lines above than the table has",
        "----\nExport\nKonto: 4411\nInhaber: Max Mustermann\nZeitraum: Juni\nUmsätze: 2\nBuchungstag;Zweck;Betrag;\n05.02.2026;Strom, Januar;-84,20;\n06.02.2026;Gas;-12,50;\n",
        6,
        "Zweck=Strom, Januar"
    )]
    [InlineData(
        "more lines above than the table has, and names without spaces",
        "----\n导出信息:\n姓名:周晓彤\n共2笔记录\n支出:2笔 22.00元\n----\n交易时间,交易对方,商品说明,收/支,金额,备注,\n2026-06-03 12:21:08,沙县小吃(文一路店),午餐,支出,18.00,,\n2026-06-05 08:02:51,杭州地铁,扣费,支出,4.00,,\n",
        6,
        "交易对方=沙县小吃(文一路店)"
    )]
    [InlineData(
        "a stated separator and titles",
        "sep=;\nKontoauszug\nStand: 12.02.2026\nBuchungstag;Zweck;Betrag\n05.02.2026;Strom;-84,20\n",
        2,
        "Zweck=Strom"
    )]
    [InlineData(
        "a stated separator and padded titles",
        "sep=;\nUmsätze;Zeitraum: 30 Tage;;;\nStand: 12.02.2026;;;;\n\nBuchungstag;Valuta;Zweck;Betrag;Währung\n05.02.2026;05.02.2026;Strom;-84,20;EUR\n",
        2,
        "Zweck=Strom"
    )]
    [InlineData("a stated separator alone", "sep=;\nBuchungstag;Zweck;Betrag\n05.02.2026;Strom;-84,20\n", 0, "Zweck=Strom")]
    public void The_header_is_found_below_other_rows(string what, string text, int above, string cell)
    {
        var parsed = Parse(text);

        parsed.Blocks.Count(b => b.Type == BlockType.Paragraph).ShouldBe(above, what);
        parsed.Blocks.Where(b => b.Type == BlockType.Record).ShouldNotBeEmpty(what);
        cell.Split('=').ShouldSatisfyAllConditions(pair => parsed.Field(above, pair[0]).ShouldBe(pair[1], what));
    }

    [Theory]
    [InlineData("no usual name in it", "a,b\nc,d\nblue,red,green\n1,2,3\n4,5,6\n")]
    [InlineData("a row above that is as wide", "name,2024,2025\ncountry,text,unit\nDE,1,2\nFR,3,4\n")]
    [InlineData("nothing typed below", "Miller,x\nname,city,street\nAnn,Rome,Via\nBob,Bern,Weg\n")]
    [InlineData("few rows below that are like it", "a;b;c;d\n1;2;3;4\n5;6;7;8\nname;date;text\nx;1;y\n")]
    public void Rows_that_may_be_records_are_not_passed_over(string what, string text) =>
        Parse(text).Document.Facts["preamble_rows"].ShouldBe("0", what);

    [Theory]
    [InlineData(
        "Buchungstag;Wertstellung (Valuta);Vorgang;Buchungstext;Umsatz in EUR;\n05.02.2026;05.02.2026;Lastschrift;Strom;-84,20;\n04.02.2026;04.02.2026;Übertrag;Gehalt;2.500,00;\nAlter Kontostand;-1.181,24 EUR;\n",
        2,
        "Alter Kontostand;-1.181,24 EUR;"
    )]
    [InlineData(
        "Buchungstag;Wert;Zweck;Betrag\n05.02.2026;05.02.2026;Strom;-84,20\nKontostand;12.02.2026;;1.234,56\n",
        1,
        "Kontostand;12.02.2026;;1.234,56"
    )]
    [InlineData("Data,Descrizione,Importo\n05/02/2026,Enel,-84.20\nSaldo al 28/02/2026,,1234.56\n", 1, "Saldo al 28/02/2026,,1234.56")]
    [InlineData("Name,Date,Amount\nOpening Ltd,2026-02-05,1\nBalance,2026-02-06,2\n", 2)]
    [InlineData("Date,Name,Amount\n2026-02-05,Ann,1\nNew Shop,Bob,2\n", 2)]
    [InlineData("Date,Name,Amount\n2026-02-05,Ann,1\nBalance,,7\n2026-02-06,Bob,2\n", 3)]
    public void A_balance_at_the_end_is_no_record(string text, int records, params string[] balances)
    {
        var parsed = Parse(text);

        parsed.Blocks.Count(b => b.Type == BlockType.Record).ShouldBe(records);
        parsed.Blocks.Where(b => b.Type == BlockType.TableRow).Select(b => b.Text).ShouldBe(balances);
        parsed
            .Document.Remarks.Count(r => r.EndsWith("says a balance and is no record", StringComparison.Ordinal))
            .ShouldBe(balances.Length);
    }

    private static Parsed Parse(string text) => Parsed.One(new CsvParser(), text);
}
