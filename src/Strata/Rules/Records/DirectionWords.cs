using System.Collections.Frozen;
using Strata.Schemas;

namespace Strata.Rules.Records;

/// <summary>One vocabulary for money out and money in.</summary>
internal sealed class DirectionWords
{
    // Out | in, folded as names are. Ambiguous words (D, S, in) count only if both sides occur or the column's name is about direction.
    private static readonly DirectionWords[] Clear =
    [
        New("debit dbit dbt debet debito debits debitdr", "credit crdt cdt credito credits creditcr"),
        New("dr", "cr"),
        New("soll", "haben"),
        New("lastschrift belastung", "gutschrift"),
        New("ausgabe ausgang abgang auszahlung", "einnahme eingang zugang einzahlung"),
        New("af", "bij"),
        New("withdrawal withdraw", "deposit"),
        New("moneyout paidout outgoing outflow sent expense spend payout", "moneyin paidin incoming inflow received income payin"),
        New("depense sortie retrait", "recette entree versement"),
        New("cargo gasto retiro egreso", "abono ingreso deposito"),
        New("dare uscita addebito", "avere entrata accredito"),
        New("saida", "entrada"),
        New("obciazenie wydatek wyplata", "uznanie przychod wplata"),
        New("uttag utgift", "insattning inkomst"),
        New("расход списание дебет", "приход зачисление доход кредит"),
        New("支出 出金", "收入 入金", "不计收支 中性交易 其他"),
    ];

    private static readonly DirectionWords[] Weak =
    [
        New("d", "c"),
        New("d", "k"),
        New("s", "h"),
        New("out", "in"),
        New("-", "+"),
        New("uit", "in"),
    ];

    private static readonly FrozenSet<string> TellingNames = (
        "dc cd drcr crdr debitcredit creditdebit debitcreditindicator creditdebitindicator creditdebitcode debitcreditcode cdtdbtind dcindicator indicator sign signs vorzeichen "
        + "sollhaben sh shkennzeichen afbij bijaf direction inout richtung sens sensdeloperation segno signo teken"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    // A card called debit or credit is no direction.
    private static readonly string[] MisleadingNames =
    [
        "method",
        "card",
        "karte",
        "carte",
        "means",
        "zahlungsart",
        "zahlungsmittel",
        "account",
        "konto",
        "category",
    ];

    private readonly FrozenSet<string> _out;
    private readonly FrozenSet<string> _in;

    // Words for amounts that are neither, among those that are.
    private readonly FrozenSet<string> _neither;

    private DirectionWords(string @out, string @in, string neither) => (_out, _in, _neither) = (Set(@out), Set(@in), Set(neither));

    /// <param name="name">Name of the column.</param>
    /// <param name="kinds">Its values, folded.</param>
    /// <returns>Null if they belong to no vocabulary.</returns>
    public static DirectionWords? Of(string name, IReadOnlySet<string> kinds)
    {
        var folded = FieldNames.Fold(name);
        if (kinds.Count == 0 || Array.Exists(MisleadingNames, word => folded.Contains(word, StringComparison.Ordinal)))
        {
            return null;
        }
        return Array.Find(
                Clear,
                words =>
                    kinds.Any(words.Holds)
                    && kinds.All(word => words.Holds(word) || words._neither.Contains(word) || word.Length == 0 && words._neither.Count > 0)
            )
            ?? Array.Find(
                Weak,
                words =>
                    kinds.All(words.Holds)
                    && (TellingNames.Contains(folded) || kinds.Any(words._out.Contains) && kinds.Any(words._in.Contains))
            );
    }

    /// <summary>Whether the word means money out; null if it is not in the vocabulary.</summary>
    public bool? IsOut(string text)
    {
        var word = Folded(text);
        return _out.Contains(word) ? true
            : _in.Contains(word) ? false
            : null;
    }

    private bool Holds(string word) => _out.Contains(word) || _in.Contains(word);

    private static DirectionWords New(string @out, string @in, string neither = "") => new(@out, @in, neither);

    private static FrozenSet<string> Set(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    public static string Folded(string text) =>
        text.Trim() is "-" or "−" or "–" ? "-"
        : text.Trim() is "+" ? "+"
        : FieldNames.Fold(text);
}
