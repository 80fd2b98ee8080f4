namespace Strata.Parsing.Reading;

/// <summary>What the first cell of a table's row says where the row is the balance of an account before or after the movements.</summary>
internal static class BalanceWords
{
    private static readonly string[] Words =
    [
        "kontostand", "saldo", "balance", "solde", "zůstatek", "bakiye", "egyenleg", "stanje", "zostatok", "салдо", "остаток", "залишок", "残高", "余额",
        "alter", "neuer", "aktueller", "letzter", "anfangssaldo", "anfangsbestand", "endsaldo", "endbestand", "opening", "closing", "beginning", "starting", "ending",
        "ancien", "nouveau", "beginsaldo", "eindsaldo", "oud", "nieuw", "ingående", "utgående",
    ];

    private static readonly string[] Alone = ["alter", "neuer", "aktueller", "letzter", "opening", "closing", "beginning", "starting", "ending", "ancien", "nouveau", "oud", "nieuw", "ingående", "utgående"];

    /// <summary><c>Alter Kontostand</c>, <c>Saldo al 28/02/2026</c>, <c>Closing balance:</c>.</summary>
    public static bool IsOne(string cell) => Of(cell.ToLowerInvariant().Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    // A word that goes before the balance is none by itself.
    private static bool Of(ReadOnlySpan<string> words) =>
        words.Length > 0 && Array.IndexOf(Words, words[0]) >= 0 && (Array.IndexOf(Alone, words[0]) < 0 || Of(words[1..]));
}
