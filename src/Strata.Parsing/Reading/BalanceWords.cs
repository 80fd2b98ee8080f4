using System.Collections.Frozen;

namespace Strata.Parsing.Reading;

/// <summary>What the first cell of a table's row says where the row is the balance of an account before or after the movements.</summary>
internal static class BalanceWords
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

    /// <summary>They go before such a word, and are none by themselves.</summary>
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

    /// <summary><c>Alter Kontostand</c>, <c>Saldo al 28/02/2026</c>, <c>Closing balance:</c>.</summary>
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
