using System.Collections.Frozen;

namespace Strata.Parsing.Csv;

/// <summary>Common column names, in the languages whose labels are read elsewhere.</summary>
internal static class CommonColumnNames
{
    private const int MaxJoined = 8;
    private const string Accented = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿß";
    private const string Unaccented = "aaaaaaceeeeiiiinooooouuuuyys";

    private static readonly FrozenSet<string> Words = (
        "id uid uuid guid key code ref reference name title label type kind status state category group class tag tags "
        + "firstname lastname surname forename givenname familyname fullname nickname salutation gender "
        + "email mail phone telephone mobile cell fax website url homepage address street city town zip zipcode postcode postalcode postal country region province "
        + "company organization organisation employer department position role jobtitle birthday birthdate "
        + "date time timestamp datetime day month year from to start end due created updated modified deadline "
        + "amount total subtotal sum price cost value balance currency tax vat quantity qty unit number no nr count rate discount "
        + "description comment comments note notes remark remarks memo text message subject body content summary details "
        + "customer client vendor supplier merchant payee payer sender recipient owner author user username account iban bic invoice order receipt product item sku "
        + "vorname nachname anrede geburtstag geburtsdatum telefon handy mobil adresse strasse ort stadt plz postleitzahl land firma abteilung funktion "
        + "datum uhrzeit buchungstag betrag summe preis wert saldo wahrung waehrung menge einheit nummer anzahl beschreibung bezeichnung bemerkung notiz verwendungszweck "
        + "kunde lieferant empfanger empfaenger auftraggeber konto rechnung artikel kategorie gruppe typ "
        + "nom prenom societe courriel telephone ville codepostal pays rue montant prix solde devise libelle categorie numero quantite "
        + "nombre apellido apellidos empresa correo telefono ciudad pais calle fecha importe precio saldo moneda descripcion categoria cantidad "
        + "cognome azienda indirizzo citta telefono data importo prezzo valuta descrizione quantita "
        + "naam voornaam achternaam bedrijf adres plaats telefoon bedrag prijs omschrijving aantal "
        + "nome sobrenome empresa endereco cidade telefone valor preco moeda descricao quantidade "
        + "kwota opis waluta tytuł nazwa belopp beskrivning dato beløb beløp tekst beskrivelse päivämäärä summa määrä selite castka částka popis měna mena dátum összeg leírás suma descriere tarih tutar açıklama "
        + "дата сумма описание сума ημερομηνια ποσο περιγραφη"
    )
        .Split(' ')
        .Select(Fold)
        .ToFrozenSet(StringComparer.Ordinal);

    // Chinese, Japanese and Korean names join their words: 交易时间, 入金金額, 거래일시.
    private static readonly string[] Endings =
    [
        "时间",
        "時間",
        "日期",
        "日付",
        "年月日",
        "取引日",
        "金额",
        "金額",
        "余额",
        "餘額",
        "残高",
        "备注",
        "備考",
        "摘要",
        "名称",
        "户名",
        "类型",
        "状态",
        "单号",
        "数量",
        "单价",
        "일시",
        "일자",
        "날짜",
        "금액",
        "잔액",
        "적요",
    ];

    /// <summary>Whether the cell is such a word, or a few words that include one.</summary>
    public static bool Contains(string cell)
    {
        const int MaxWords = 4;
        var words = cell.Split([' ', '_', '-', '.', '/', '(', ')', ':', '#'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length is > 0 and <= MaxWords
            && (Array.Exists(words, w => Words.Contains(Fold(w)) || IsJoined(w)) || Words.Contains(Fold(cell)));
    }

    private static bool IsJoined(string word) =>
        word.Length <= MaxJoined
        && Array.Exists(Endings, ending => word.EndsWith(ending, StringComparison.Ordinal))
        && !word.Any(char.IsDigit);

    private static string Fold(string word) => string.Concat(word.ToLowerInvariant().Where(char.IsLetterOrDigit).Select(Plain));

    private static char Plain(char c) => Accented.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? Unaccented[at] : c;
}
