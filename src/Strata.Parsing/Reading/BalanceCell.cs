using System.Collections.Frozen;

namespace Strata.Parsing.Reading;

/// <summary>Recognizes the first cell of a table row that states an account's balance before or after its movements.</summary>
internal static class BalanceCell
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Balances = Set(
        "kontostand",
        "saldo",
        "balance",
        "solde",
        "zůstatek",
        "bakiye",
        "egyenleg",
        "stanje",
        "zostatok",
        "салдо",
        "остаток",
        "залишок",
        "残高",
        "余额",
        "anfangssaldo",
        "anfangsbestand",
        "endsaldo",
        "endbestand",
        "beginsaldo",
        "eindsaldo"
    );

    /// <summary>Words that may precede a balance word, but aren't one themselves.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Which = Set(
        "alter",
        "neuer",
        "aktueller",
        "letzter",
        "opening",
        "closing",
        "beginning",
        "starting",
        "ending",
        "ancien",
        "nouveau",
        "oud",
        "nieuw",
        "ingående",
        "utgående"
    );

    /// <summary>Returns true for cells such as <c>Alter Kontostand</c>, <c>Saldo al 28/02/2026</c> or <c>Closing balance:</c>.</summary>
    public static bool IsOne(ReadOnlySpan<char> cell)
    {
        foreach (var part in cell.SplitAny(' ', ':'))
        {
            if (cell[part].Trim() is { IsEmpty: false } word && !Which.Contains(word))
            {
                return Balances.Contains(word);
            }
        }
        return false;
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(params string[] words) =>
        words.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
