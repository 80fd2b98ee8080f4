using System.Collections.Frozen;
using Strata.Schemas;

namespace Strata.Rules.Records;

/// <summary>
/// Direction of the amounts below a heading of a statement's table: <c>Withdrawals and Other Debits</c>, <c>Gutschriften</c>.
/// </summary>
internal static class HeadingDirection
{
    private const int MaxWords = 8;

    // Folded as names are. Plural, as in headings: a credit card or a deposit account is no direction.
    private static readonly FrozenSet<string> Out = Folded(
        "withdrawals debits checks cheques fees charges charged purchases advances subtractions belastungen lastschriften abbuchungen auszahlungen ausgaben abgänge ausgänge zahlungsausgänge débits retraits prélèvements dépenses sorties "
            + "cargos retiros adeudos salidas gastos egresos débitos addebiti uscite prelievi prelevamenti spese afschrijvingen uitgaven opnames levantamentos saídas despesas saques obciążenia wypłaty wydatki wypływy "
            + "uttag utgifter utbetalningar udbetalinger hævninger udgifter uttak utbetalinger výdaje výběry terhelések kiadások otot nostot veloitukset giderler списания расходы списання витрати 出金 支出"
    );

    private static readonly FrozenSet<string> In = Folded(
        "deposits credits receipts additions refunds gutschriften einzahlungen einnahmen zugänge eingänge zahlungseingänge crédits versements dépôts remises abonos depósitos créditos ingresos entradas accrediti entrate versamenti "
            + "bijschrijvingen ontvangsten stortingen inkomsten receitas uznania wpłaty wpływy insättningar inbetalningar inkomster indbetalinger indsætninger indtægter innbetalinger innskudd inntekter příjmy vklady "
            + "jóváírások bevételek panot gelirler зачисления поступления доходы зарахування надходження 入金 收入"
    );

    private static readonly FrozenSet<string> Beside = Folded(
        "and other paid out in made atm debit card credit electronic your account this period the by of online check cheque cash service bank continued cont summary details transactions list payments interest finance new adjustments for und sonstige weitere übrige ihre "
            + "et autres vos effectués effectuées reçus y otros otras e altri altre vari en overige outros outras i inne och övriga og øvrige a ostatní и прочие та інші"
    );

    private static readonly char[] Between = [' ', '\u00a0', ',', '/', '&', '-', '–', '—', '(', ')', ':', '.', '+'];

    // Card statements call so what was paid in, bank statements what was paid out.
    private static readonly FrozenSet<string> Neither = Folded(
        "payments transactions adjustments zahlungen buchungen umsätze paiements opérations pagos movimientos pagamenti movimenti betalingen"
    );

    /// <summary>Whether a line begins another part of the rows without a direction: <c>Payments</c>.</summary>
    public static bool IsNeither(string line) =>
        IsOut(line) is null && Words(line) is { Length: > 0 } words && words.Any(Neither.Contains) && words.All(IsOne);

    /// <summary>Whether it is money out (true) or in (false); null if the heading says neither, both, or more.</summary>
    public static bool? IsOut(string heading)
    {
        var words = Words(heading);
        if (!words.All(IsOne))
        {
            return null;
        }
        var (isOut, isIn) = (words.Any(Out.Contains), words.Any(In.Contains));
        return isOut == isIn ? null : isOut;
    }

    private static bool IsOne(string word) =>
        Out.Contains(word) || In.Contains(word) || Beside.Contains(word) || Neither.Contains(word) || word.All(char.IsAsciiDigit);

    /// <summary>Folded words; empty if there are too many for a heading.</summary>
    private static string[] Words(string line) =>
        line.Split(Between, StringSplitOptions.RemoveEmptyEntries) is { Length: <= MaxWords } words
            ? Array.ConvertAll(words, FieldNames.Fold)
            : [];

    private static FrozenSet<string> Folded(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(FieldNames.Fold).ToFrozenSet(StringComparer.Ordinal);
}
