using System.Collections.Frozen;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Records;

/// <summary>
/// Recognises statement rows with an account's balance before or after its postings, or their sum: <c>Saldovortrag</c>, <c>SOLDE PRÉCÉDENT
/// AU 31/03/2026</c>, <c>Balance brought forward</c>. The text must contain nothing else: <c>Balance payment invoice 4</c> is a posting.
/// </summary>
internal static class BalanceRows
{
    private const int MaxLength = 60;

    /// <summary>
    /// What a text says: nothing of the kind; a balance by its bare name, which can also name a payment; a balance; a sum.
    /// </summary>
    internal enum Saying
    {
        Nothing,
        Bare,
        Balance,
        Sum,
    }

    private static readonly FrozenSet<string> Balances = Folded(
        "balance balances saldo saldi saldos solde kontostand kontosaldo zůstatek bakiye egyenleg stanje stan zostatok салдо остаток залишок sold υπόλοιπο likutis atlikums jääk staða "
            + "saldovortrag saldoübertrag saldouebertrag schlusssaldo schlussaldo anfangssaldo endsaldo eröffnungssaldo abschlusssaldo zwischensaldo altsaldo neusaldo anfangsbestand endbestand "
            + "anfangskontostand endkontostand beginsaldo eindsaldo startsaldo slutsaldo ingångssaldo utgångssaldo primosaldo ultimosaldo alkusaldo loppusaldo nyitóegyenleg záróegyenleg "
            + "algsaldo lõppsaldo algjääk lõppjääk upphafsstaða lokastaða dư baki"
    );

    // Carried over to the next page.
    private static readonly FrozenSet<string> Carried = Folded(
        "forward fwd bf cf bfwd cfwd übertrag uebertrag seitenübertrag report reporter reporté riporto riportare sigue arrastre przeniesienia átvitel devreden devir"
    );

    private static readonly FrozenSet<string> Sums = Folded(
        "total totals totaux totale totali totais totales summe summen gesamt gesamtsumme zwischensumme subtotal somme suma sumas soma totaal totalt summa razem итого всего разом toplam összesen celkem spolu yhteensä ukupno skupaj"
    );

    private static readonly FrozenSet<string> Accounts = Folded(
        "account konto kontos compte cuenta conto rekening conta konta rachunku účtu računa hesap счету рахунку"
    );

    private static readonly FrozenSet<string> Movements = Folded(
        "transactions debits credits debit credit withdrawals deposits payments paid out in receipts fees charges charged interest purchases advances umsätze buchungen belastungen gutschriften lastschriften soll haben opérations mouvements débits crédits "
            + "débit crédit movimientos operaciones cargos abonos movimenti operazioni addebiti accrediti entrate uscite dare avere mutaties af bij movimentos débitos créditos operacji obroty obciążenia uznania "
            + "оборот обороты расход приход"
    );

    private static readonly FrozenSet<string> Beside = Folded(
        "opening closing beginning starting ending start end previous prior last new old current brought carried over as of on at the from to your my page sheet statement period month date available ledger final initial this for new other cash "
            + "alter alte altes neuer neue neues aktueller letzter alt neu vom per zum am bis auf von aus blatt seite des der ihr ihres zu beginn ende anfang monat monats vorheriger voriger letzten auszug kontoauszug nr "
            + "ancien nouveau nouvel précédent précédente au du de la le les l en à votre créditeur débiteur début fin période feuille relevé dernier "
            + "anterior inicial final actual nuevo al a del su disponible contable fecha página y suma hoja mes periodo previo "
            + "iniziale finale precedente attuale nuovo contabile disponibile pagina da liquido "
            + "oud oude nieuw nieuwe vorig vorige huidig huidige op van aan blad begin eind afschrift "
            + "atual em do da contabilístico disponível transportado transportar saldo "
            + "początkowe początkowy końcowe końcowy poprzednie poprzedni nowe nowy na dzień z dnia strony stronę strona "
            + "ingående utgående föregående ny nytt gammal gammalt den från till sida indgående inngående forrige primo ultimo side overført overføres fra til "
            + "počáteční konečný předchozí k ke dni ze začiatočný počiatočný konečný nyitó záró előző új edellinen uusi alku loppu önceki yeni açılış kapanış "
            + "početno završno prethodno novo staro začetno končno prejšnje krajnje "
            + "входящий исходящий входящее исходящее начальный конечный предыдущий начало конец день вхідний вихідний початковий кінцевий попередній начално крайно предишно "
            + "inițial precedent προηγούμενο αρχικό τελικό νέο pradinis galutinis sākuma beigu số đầu kỳ cuối awal akhir fyrri ný"
    );

    // Languages without spaces between words.
    private static readonly FrozenSet<string> Whole = Folded(
        "繰越 前月繰越 前期繰越 前頁繰越 次頁繰越 次月繰越 次期繰越 前回繰越 繰越残高 前月残高 前回残高 期首残高 期末残高 期初余额 期末余额 上期余额 本期余额 上月余额 承前页 过次页 上页结转 ยอดยกมา ยอดยกไป"
    );

    public static Saying Of(string text)
    {
        if (text.Length > MaxLength)
        {
            return Saying.Nothing;
        }
        var folded = Fold(text.Trim());
        if (Whole.Contains(folded))
        {
            return Saying.Balance;
        }
        var (words, balances, carried, sums, accounts) = (0, 0, 0, 0, 0);
        foreach (
            var slashed in folded.Split(
                [' ', '\u00a0', '\n', '\t', '.', ',', ':', ';', '(', ')', '-', '–', '—', '\'', '’', '*', '|'],
                StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            var word = slashed.Replace("/", "", StringComparison.Ordinal);
            words++;
            if (!word.Any(char.IsLetter))
            {
                continue;
            }
            if (Balances.Contains(word))
            {
                balances++;
            }
            else if (Carried.Contains(word))
            {
                carried++;
            }
            else if (Sums.Contains(word))
            {
                sums++;
            }
            else if (Accounts.Contains(word))
            {
                accounts++;
            }
            else if (
                !Beside.Contains(word)
                && !Movements.Contains(word)
                && MonthNames.Month(word) == 0
                && Currencies.CodeOf(word.ToUpperInvariant()) is null
            )
            {
                return Saying.Nothing;
            }
        }
        // "Übertrag auf Konto 44" moves money; "Kontostand auf Konto 44" doesn't.
        return balances > 0
            ? words == 1 && Bare.Contains(folded.TrimEnd(':', '.'))
                ? Saying.Bare
                : Saying.Balance
            : carried > 0 && accounts == 0
                ? Saying.Balance
                : sums > 0
                    ? Saying.Sum
                    : Saying.Nothing;
    }

    private static readonly FrozenSet<string> Bare = Folded("balance saldo saldi solde sold stan bakiye dư");

    private static FrozenSet<string> Folded(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Fold).ToFrozenSet(StringComparer.Ordinal);

    private static string Fold(string text) => UnicodeText.WithoutDiacritics(UnicodeText.FoldCase(UnicodeText.Decompose(text)));
}
