using System.Collections.Frozen;
using Strata.Schemas;

namespace Strata.Interpretation.Records;

/// <summary>What the heading of a statement's table says of the amounts below it: <c>Withdrawals and Other Debits</c>, <c>Gutschriften</c>.</summary>
internal static class HeadingDirection
{
    private const int MostWords = 8;

    // Folded as names are. In the plural, as headings are written: a credit card and a deposit account are no direction.
    private static readonly FrozenSet<string> Out = Folded(
        "withdrawals debits checks cheques fees charges purchases subtractions belastungen lastschriften abbuchungen auszahlungen ausgaben abgänge ausgänge zahlungsausgänge débits retraits prélèvements dépenses sorties "
        + "cargos retiros adeudos salidas gastos egresos débitos addebiti uscite prelievi prelevamenti spese afschrijvingen uitgaven opnames levantamentos saídas despesas saques obciążenia wypłaty wydatki wypływy "
        + "uttag utgifter utbetalningar udbetalinger hævninger udgifter uttak utbetalinger výdaje výběry terhelések kiadások otot nostot veloitukset giderler списания расходы списання витрати 出金 支出");

    private static readonly FrozenSet<string> In = Folded(
        "deposits credits receipts additions refunds gutschriften einzahlungen einnahmen zugänge eingänge zahlungseingänge crédits versements dépôts remises abonos depósitos créditos ingresos entradas accrediti entrate versamenti "
        + "bijschrijvingen ontvangsten stortingen inkomsten receitas uznania wpłaty wpływy insättningar inbetalningar inkomster indbetalinger indsætninger indtægter innbetalinger innskudd inntekter příjmy vklady "
        + "jóváírások bevételek panot gelirler зачисления поступления доходы зарахування надходження 入金 收入");

    private static readonly FrozenSet<string> Beside = Folded(
        "and other paid out in made atm debit card credit electronic your account this period the by of online check cheque cash service bank continued cont summary details transactions list und sonstige weitere übrige ihre "
        + "et autres vos effectués effectuées reçus y otros otras e altri altre vari en overige outros outras i inne och övriga og øvrige a ostatní и прочие та інші");

    private static readonly char[] Between = [' ', '\u00a0', ',', '/', '&', '-', '–', '—', '(', ')', ':', '.', '+'];

    /// <summary>Whether it is money out (true) or in (false); null where the heading says neither, or both, or more than that.</summary>
    public static bool? IsOut(string heading)
    {
        var words = heading.Split(Between, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > MostWords)
        {
            return null;
        }

        var (isOut, isIn) = (false, false);
        foreach (var word in words.Select(FieldNames.Fold))
        {
            isOut |= Out.Contains(word);
            isIn |= In.Contains(word);
            if (!Out.Contains(word) && !In.Contains(word) && !Beside.Contains(word) && !word.All(char.IsAsciiDigit))
            {
                return null;
            }
        }

        return isOut == isIn ? null : isOut;
    }

    private static FrozenSet<string> Folded(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(FieldNames.Fold).ToFrozenSet(StringComparer.Ordinal);
}
